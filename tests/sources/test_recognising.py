"""Languages of the region are told apart; those that no annotator serves are kept, searchable and marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.model.dates import Date
from onrecord.sources.files import read_paths
from onrecord.sources.recognising import language_of
from onrecord.store.store import Store

from .making import page

TEXTS = {
    "ru": "Министр иностранных дел прибыл в столицу соседнего государства и провёл переговоры, сообщила пресс-служба.",
    "kk": "Сыртқы істер министрі көршілес елдің астанасына келіп, келіссөздер жүргізді деп хабарлайды баспасөз қызметі.",
    "ky": "Тышкы иштер министри кошуна өлкөнүн борборуна келип, сүйлөшүүлөрдү жүргүздү деп билдирди басма сөз кызматы.",
    "uz": "Tashqi ishlar vaziri qoʻshni davlat poytaxtiga keldi va muzokaralar oʻtkazdi, deb xabar berdi matbuot xizmati.",
    "uz-Cyrl": "Ташқи ишлар вазири қўшни давлат пойтахтига келди ва музокаралар ўтказди, деб хабар берди матбуот хизмати.",
    "tg": "Вазири корҳои хориҷӣ ба пойтахти кишвари ҳамсоя омад ва музокирот анҷом дод, хабар дод хадамоти матбуот.",
    "tk": "Daşary işler ministri goňşy döwletiň paýtagtyna geldi we gepleşikleri geçirdi diýip, metbugat gullugy habar berdi.",
    "en": "The foreign minister arrived in the capital of the neighbouring state and held talks, the press service said.",
    "tr": "Dışişleri Bakanı komşu ülkenin başkentine geldi ve görüşmelerde bulundu, bakanlığın basın servisi bildirdi.",
    "uk": "Міністр закордонних справ прибув до столиці сусідньої держави і провів переговори, повідомила пресслужба.",
    "be": "Міністр замежных спраў прыбыў у сталіцу суседняй дзяржавы і правёў перамовы, паведаміла прэс-служба.",
    "az": "Xarici işlər naziri qonşu dövlətin paytaxtına gəldi və danışıqlar apardı, nazirliyin mətbuat xidməti bildirdi.",
    "fa": "وزیر امور خارجه وارد پایتخت کشور همسایه شد و مذاکراتی انجام داد.",
    "mn": "Гадаад харилцааны сайд хөрш улсын нийслэлд хүрэлцэн ирж, хэлэлцээ хийсэн гэж хэвлэлийн алба мэдээллээ.",
    "zh": "外交部长抵达邻国首都并举行会谈，外交部新闻处报道，双方讨论了道路和关税问题。",
}


@pytest.mark.parametrize("code", TEXTS)
def test_languages_of_the_region(code: str) -> None:
    assert language_of(TEXTS[code]) == code[:2]


@pytest.mark.parametrize("text", ["", "  \n", "12 345 — 67 %", "…"])
def test_no_words_no_language(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize("code", ["kk", "uz", "en"])
def test_an_article_that_no_annotator_serves_is_kept_whole(code: str, tmp_path: Path) -> None:
    """With its text, headline, day, outlet and address; it is marked in one line, and nothing is told from it."""
    title = {"kk": "Министр көрші елге келді", "uz": "Vazir qoʻshni davlatga keldi", "en": "Minister meets neighbours"}[
        code
    ]
    head = '<link rel="canonical" href="https://savrin-press.example/1"><meta property="og:site_name" content="Savrin-Press">'
    path = tmp_path / "a.html"
    path.write_bytes(page(title, (TEXTS[code],) * 3, head=head))
    dossier = (Path(__file__).parents[2] / "examples/dossier.yaml").read_text("utf-8")
    with Store(tmp_path / "record.sqlite", create=True) as store:
        done = pipeline.add(store, read_paths([path]), dossier_text=dossier)
        record, _ = pipeline.open_record(store)
        assert [str(error) for error in done.skipped] == [
            f"https://savrin-press.example/1: kept, but not analysed: its language is {code} (served so far: ru)"
        ]
    (row,) = record.documents
    document = row.document
    assert document.language == code
    assert document.title is not None
    assert document.title.text == title
    assert document.raw.count(TEXTS[code]) == 3
    assert sum(len(span.text) for span in document.body) >= 3 * len(TEXTS[code])
    assert (document.outlet, document.published, document.url) == (
        "Саврин-Пресс",
        Date("2031-03-06"),
        "https://savrin-press.example/1",
    )
    assert not record.quotes
    assert not record.events
