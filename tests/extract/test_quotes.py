"""Quotes and speakers of short texts with invented people."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dossier import load_dossier
from onrecord.extract.marks import find_marks
from onrecord.extract.mentions import find_mentions
from onrecord.extract.quotes import Spoken, find_quotes
from onrecord.extract.speech.choose import choose
from onrecord.extract.speech.columns import empty_row
from onrecord.extract.speech.cues import beside_of, find_cues
from onrecord.extract.speech.proposing import propose
from onrecord.extract.speech.sheet import Sheet, make_sheet
from onrecord.extract.speech.speakers import Standing
from onrecord.extract.speech.subjects import Subjects
from onrecord.extract.speech.together import summed
from onrecord.languages import get_language
from onrecord.languages.language import Language
from onrecord.model.annotation import Annotation
from onrecord.model.document import Credit, Document, document_id, sha256_of
from onrecord.model.span import Span
from onrecord.sources.reading import make_document

DOSSIER = load_dossier(None)


def russian() -> Language:
    language = get_language("ru")
    assert language is not None
    return language


def sheet_of(document: Document, annotation: Annotation) -> Sheet:
    return make_sheet(document, annotation, find_marks(annotation))


def document_of(raw: str, *, title: str | None = None, credit: str | None = None) -> Document:
    """A document whose whole text is its body."""
    cites: tuple[Credit, ...] = ()
    if credit:
        start = raw.index(credit)
        span = Span.cut(raw, start, start + len(credit))
        cites = (Credit(credit.split()[-1], span, span),)
    return Document(
        document_id("t", raw),
        "t",
        raw,
        sha256_of(raw),
        "ru",
        title=Span.cut(raw, 0, len(title)) if title else None,
        cites=cites,
        body=(Span.cut(raw, 0, len(raw)),) if raw else (),
    )


def spoken(raw: str, *, syntax: bool = True, **more: str) -> Spoken:
    document, language = document_of(raw, **more), russian()
    annotation = language.annotator.annotate(document.raw, document.body)
    if not syntax:
        annotation = without_syntax(annotation)
    return find_quotes(document, annotation, find_mentions(document, annotation, language, DOSSIER), language)


def without_syntax(annotation: Annotation) -> Annotation:
    tokens = tuple(token._replace(head=-1, rel="") for token in annotation.tokens)
    return replace(annotation, tokens=tokens, has_syntax=False, children=())


def said(raw: str, **more: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Kind, words and speakers of each quote."""
    found = spoken(raw, **more)
    return [
        (quote.kind, quote.span.text, tuple(found.mentions.parties[party].name for party in quote.speakers))
        for quote in found.quotes
    ]


CASES = [
    (  # speaking somewhere reports nothing beside what is promised there
        "Министр транспорта Дарсана Олег Веткин, выступая на форуме в Линде, пообещал, что мост через Сну построят "
        "до конца года.",
        [("indirect", "мост через Сну построят до конца года", "Олег Веткин")],
    ),
    (
        "«Мы построим мост через реку Лату к осени», — заявил министр Павел Орешин журналистам.",
        [("direct", "Мы построим мост через реку Лату к осени", "Павел Орешин")],
    ),
    (
        "Министр Павел Орешин заявил, что мост через реку Лату откроют осенью.",
        [("indirect", "мост через реку Лату откроют осенью", "Павел Орешин")],
    ),
    (
        "По словам министра Павла Орешина, мост через реку Лату откроют осенью.",
        [("indirect", "мост через реку Лату откроют осенью", "Павел Орешин")],
    ),
    (
        "Павел Орешин сказал, что мост станет «самым длинным подарком городу».",
        [("mixed", "мост станет «самым длинным подарком городу»", "Павел Орешин")],
    ),
    (
        "Павел Орешин отметил, что «город ждал этого моста двадцать лет».",
        [("direct", "город ждал этого моста двадцать лет", "Павел Орешин")],
    ),
    (
        "«Мы ждали двадцать лет, — сказал Павел Орешин. — Теперь мост будет построен».",
        [
            ("direct", "Мы ждали двадцать лет", "Павел Орешин"),
            ("direct", "Теперь мост будет построен", "Павел Орешин"),
        ],
    ),
    (
        "Павел Орешин сказал: «Город ждал этого моста двадцать лет, и он его получит».",
        [("direct", "Город ждал этого моста двадцать лет, и он его получит", "Павел Орешин")],
    ),
    (
        "Мост откроют осенью, сообщил министр Павел Орешин.",
        [("indirect", "Мост откроют осенью", "Павел Орешин")],
    ),
    (
        "Как сообщил министр Павел Орешин, мост через реку откроют осенью.",
        [("indirect", "мост через реку откроют осенью", "Павел Орешин")],
    ),
]


@pytest.mark.parametrize(("raw", "wanted"), CASES)
def test_words_and_speakers(raw: str, wanted: list[tuple[str, str, str]]) -> None:
    assert said(raw) == [(kind, words, (name,)) for kind, words, name in wanted]


OF_THEIR_OWN = [
    # what follows a report that has the same speaker is not a part of the words
    (
        "Министр Павел Орешин заявил, что мост через реку Лату откроют осенью, но признал, что работы дорожают.",
        ["мост через реку Лату откроют осенью", "работы дорожают"],
    ),
    (
        "Ирина Лугова сообщила, что школу отремонтируют к сентябрю, и добавила, что деньги уже выделены.",
        ["школу отремонтируют к сентябрю", "деньги уже выделены"],
    ),
]


@pytest.mark.parametrize(("raw", "wanted"), OF_THEIR_OWN)
def test_words_end_where_the_next_report_begins(raw: str, wanted: list[str]) -> None:
    assert [words for _, words, _ in said(raw)] == wanted


def test_all_of_a_list_speak() -> None:
    ((_, _, speakers),) = said("Павел Орешин, Ирина Лугова и Лев Дронов заявили, что мост через реку откроют осенью.")
    assert speakers == ("Павел Орешин", "Ирина Лугова", "Лев Дронов")


def test_those_of_a_list_are_no_rivals_of_one_another() -> None:
    (quote,) = spoken("Павел Орешин, Ирина Лугова и Лев Дронов заявили, что мост через реку откроют осенью.").quotes
    assert {(candidate.mention.text, candidate.why) for candidate in quote.candidates} == {
        ("Павел Орешин", None),
        ("Ирина Лугова", None),
        ("Лев Дронов", None),
    }


def test_odds_of_those_who_speak_together_add_up() -> None:
    standings = [Standing(party, -1, empty_row()) for party in (4, 7, 9)]
    groups = [(4, 9), (7,), (4, 9)]
    assert summed(standings, [0.25, 0.375, 0.25], groups) == [0.5, 0.375, 0.5]
    assert summed(standings, [0.75, 0.375, 0.75], groups) == [1.0, 0.375, 1.0]  # rules do not share out


def test_what_opens_a_clause_stands_outside_of_all_that_its_report_may_take() -> None:
    raw = "Ирина Лугова сообщила, что школу отремонтируют к сентябрю, и добавила, что деньги уже выделены."
    document, language = document_of(raw), russian()
    sheet = sheet_of(document, language.annotator.annotate(document.raw, document.body))
    proposals, cues = propose(sheet, find_cues(sheet, language.reporting), language.reporting)
    after = [
        number
        for number, proposal in enumerate(proposals)
        if proposal.cue >= 0 and sheet.words[cues[proposal.cue].token] == "добавила"
        if proposal.first > cues[proposal.cue].token
    ]
    odds = np.zeros(len(proposals))
    odds[after] = 0.5
    odds[[number for number in after if sheet.words[proposals[number].first] == "что"]] = 1.0
    assert 1.0 in odds
    assert [sheet.words[proposals[number].first] for number in choose(proposals, cues, odds, 0.4)] == ["деньги"]


def test_the_other_half_of_a_sentence_that_a_report_breaks_needs_less() -> None:
    document, language = document_of("Мост через реку, по словам Павла Орешина, откроют осенью."), russian()
    sheet = sheet_of(document, language.annotator.annotate(document.raw, document.body))
    proposals, cues = propose(sheet, find_cues(sheet, language.reporting), language.reporting)
    left = next(n for n, proposal in enumerate(proposals) if proposal.rule == "by-left")
    words = [sheet.words[proposal.first] for proposal in proposals]
    right = next(n for n, each in enumerate(proposals) if each.rule == "by-right" and words[n] == "откроют")
    odds = np.zeros(len(proposals))
    odds[left] = 0.3
    assert choose(proposals, cues, odds, 0.4) == ()
    odds[right] = 0.9
    assert choose(proposals, cues, odds, 0.4) == (left, right)
    odds[left] = 0.2
    assert choose(proposals, cues, odds, 0.4) == (right,)


def test_who_was_meant_by_a_subject_is_remembered() -> None:
    document, language = document_of("Мост откроют осенью."), russian()
    sheet = sheet_of(document, language.annotator.annotate(document.raw, document.body))
    told = Subjects(sheet, (), (), set(), {}, {}, language.reporting, language.people, 0)
    assert told.meant(3, []) == ()
    assert told.meant(3, [(7,)]) == (7,)
    assert told.meant(None, [(7,), ()]) == ()
    assert told.meant(3, [(7,), (), (5,)]) == (7,)  # nobody was found for the second
    assert told.meant(4, [(7,), (), (5,), (7,)]) == ()


def test_a_body_where_all_are_sure_is_the_subject() -> None:
    document = document_of("В Минтрансе уверены, что мост через реку Лату откроют осенью.")
    sheet = sheet_of(document, russian().annotator.annotate(document.raw, document.body))
    (cue,) = [cue for cue in find_cues(sheet, russian().reporting) if cue.kind == "predicate"]
    assert sheet.words[cue.subject] == "минтрансе"


def test_a_document_without_an_owner_is_no_speaker() -> None:
    found = spoken("Павел Орешин подписал приказ. В документе говорится, что мост через реку Лату откроют осенью.")
    assert "документ" not in {party.name for party in found.mentions.parties}


def test_a_subject_that_syntax_lost_is_found_by_order() -> None:
    document = document_of("В среду совет мастеров города сообщил, что мост откроют осенью.")
    sheet = sheet_of(document, without_syntax(russian().annotator.annotate(document.raw, document.body)))
    verb = sheet.words.index("сообщил")
    assert sheet.words[beside_of(sheet, verb, both=True)] == "совет"


@pytest.mark.parametrize(
    ("raw", "words", "stranger"),
    [
        (
            "Полковника Романа Жука задержали. Адвокат полковника Ирина Фадина заявила, что её доверитель невиновен. "
            "Жена офицера рассказала, что его увели ночью.",
            "его увели ночью",
            "жена офицера",
        ),
        (
            "Адвокат Ким Тарн сообщил, что иск подан. Брат арестованного утверждает, что тот болен.",
            "тот болен",
            "брат арестованного",
        ),
    ],
)
def test_a_subject_that_is_nobody_named_is_not_taken_for_one(raw: str, words: str, stranger: str) -> None:
    speakers = [names for _, text, names in said(raw) if text == words]
    assert speakers in ([()], [(stranger,)])


def test_joined_verbs_of_two_genders_have_a_subject_each() -> None:
    raw = "Глава МИД Ардалии Мирон Галд пообещал список, а министр Вирдании Дарина Лемова заявила, что пошлины отменят."
    document = document_of(raw)
    annotation = russian().annotator.annotate(raw, document.body)
    verb = raw_token(annotation, "заявила")
    # as if syntax had hung the first report under the second, with the first one's subject as the subject of both
    first, promised = raw_token(annotation, "Глава"), raw_token(annotation, "пообещал")
    tokens = list(annotation.tokens)
    for index, token in enumerate(tokens):
        if token.head == verb and token.rel in ("nsubj", "nsubj:pass"):
            tokens[index] = token._replace(rel="dep")
    tokens[first] = tokens[first]._replace(head=verb, rel="nsubj")
    tokens[promised] = tokens[promised]._replace(head=verb, rel="ccomp")
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head >= 0:
            children[token.head].append(token.index)
    mixed = replace(annotation, tokens=tuple(tokens), children=tuple(map(tuple, children)))
    sheet = sheet_of(document, mixed)
    cue = next(cue for cue in find_cues(sheet, russian().reporting) if cue.token == verb)
    assert sheet.words[cue.subject] in ("дарина", "лемова")


def raw_token(annotation: Annotation, word: str) -> int:
    return next(token.index for token in annotation.tokens if token.text == word)


def test_a_broken_quotation_is_one_with_parts() -> None:
    first, second = spoken("«Мы ждали двадцать лет, — сказал Павел Орешин. — Теперь мост будет построен».").quotes
    assert first.part_of is None
    assert second.part_of == 0


def test_a_quote_within_a_quote_is_marked_as_well() -> None:
    raw = "Павел Орешин сообщил, что мэр города Ирина Лугова сказала, что стройка начнется в июне."
    quotes = spoken(raw).quotes
    inner = [quote for quote in quotes if quote.span.text == "стройка начнется в июне"]
    assert inner
    assert inner[0].inside is not None


def test_impersonal_reporting_has_no_speaker_and_says_why() -> None:
    quotes = spoken("Сообщается, что стройка моста через реку Лату начнется в июне.").quotes
    assert [quote.span.text for quote in quotes] == ["стройка моста через реку Лату начнется в июне"]
    assert quotes[0].speakers == ()
    assert quotes[0].why_unknown


def test_names_in_marks_are_no_quotes() -> None:
    assert said("Компания «Речной мост» и газета «Вестник Латы» переехали в новое здание.") == []


def test_a_credit_to_a_medium_is_no_quote() -> None:
    raw = "Мост через реку Лату открыли в субботу, передает агентство Латапресс."
    assert said(raw, credit="передает агентство Латапресс") == []


INTERVIEW = """Павел Орешин: Мост построим к осени

- Когда откроют мост через Лату?

- Мост откроют осенью. Подрядчик уже работает на левом берегу.

Правый берег ждет весны, там слишком мягкая земля.

- Хватит ли городу денег?

- Денег хватит. Город копил три года.
"""


def test_answers_of_an_interview_are_direct_quotes_of_who_is_asked() -> None:
    found = said(INTERVIEW, title="Павел Орешин: Мост построим к осени")
    words = [words for _, words, _ in found]
    assert "Мост откроют осенью. Подрядчик уже работает на левом берегу" in words
    assert "Правый берег ждет весны, там слишком мягкая земля" in words
    assert "Денег хватит. Город копил три года" in words
    assert not any("Хватит ли" in text or "Когда" in text for text in words)
    assert {speakers for _, _, speakers in found} == {("Павел Орешин",)}
    assert {kind for kind, _, _ in found} == {"direct"}


def test_a_headline_with_a_name_and_a_colon_holds_a_quote() -> None:
    title = "Павел Орешин: Мост построим к осени"
    quotes = spoken(title + "\n\nГород ждет моста двадцать лет.", title=title).quotes
    assert quotes[0].span.text == "Мост построим к осени"
    assert quotes[0].in_title


def test_an_office_ahead_of_a_colon_is_the_persons_and_not_its_lands() -> None:
    title = "Министр обороны Казахстана: мост построим к осени"
    found = said(title + "\n\nГород ждет моста двадцать лет.", title=title)
    assert found[0][1:] == ("мост построим к осени", ("министр обороны Казахстана",))
    title = "Посол Казахстана: мост нужен"
    text = INTERVIEW.replace("Павел Орешин: Мост построим к осени", title)
    found = said(text, title=title)
    assert {speakers for _, _, speakers in found} == {("посол Казахстана",)}


def test_a_body_ahead_of_a_colon_speaks_and_not_whoever_speaks_for_it_below() -> None:
    title = "МИД Кастонии: визит состоится в мае"
    body = "Визит министра состоится в мае, подтвердил официальный представитель ведомства Ян Лим."
    found = said(title + "\n\n" + body, title=title)
    assert found[0][1:] == ("визит состоится в мае", ("МИД Кастонии",))
    assert found[1][2] == ("Ян Лим",)


def test_without_syntax_it_still_finds_the_plain_ones() -> None:
    found = spoken("«Мы построим мост через реку Лату к осени», — заявил Павел Орешин.", syntax=False)
    assert [quote.span.text for quote in found.quotes] == ["Мы построим мост через реку Лату к осени"]


@pytest.mark.parametrize(
    "raw", ["", " ", "«", "»", "что", "— ", "Сказал:", "«" * 50, "? " * 40, "- Да?\n- Нет?\n- «", "\n\n\n"]
)
def test_odd_texts_are_safe(raw: str) -> None:
    spoken(raw)


WORDS = st.sampled_from(
    ["«", "»", '"', ",", ".", "—", ":", "\n", "что", "сказал", "Орешин", "по словам", "заявили", "мост", "он", "?"]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_spans_prove_themselves(words: list[str]) -> None:
    raw = " ".join(words)
    found = spoken(raw)
    for quote in found.quotes:
        for span in (quote.span, quote.cue, quote.speaker_mention):
            if span is not None:
                span.prove(raw)
        assert 0.0 <= quote.confidence <= 1.0
        assert all(0 <= party < len(found.mentions.parties) for party in quote.speakers)
        assert bool(quote.speakers) != bool(quote.why_unknown)


def test_the_same_text_gives_the_same_quotes() -> None:
    raw = "\n".join(text for text, _ in CASES)
    assert spoken(raw) == spoken(raw)


def test_words_begin_behind_the_dateline() -> None:
    text = "ЛИМА. ПЕРПРЕСС – Мост через реку откроют в мае. Об этом сообщил министр Олег Тарин."
    document = make_document("t", text, DOSSIER)
    assert document.dateline is not None
    annotation = russian().annotator.annotate(text, document.body)
    spoken = find_quotes(document, annotation, find_mentions(document, annotation, russian(), DOSSIER), russian())
    assert [quote.span.text for quote in spoken.quotes] == ["Мост через реку откроют в мае"]


@pytest.mark.parametrize(
    ("raw", "speaker"),
    [
        ("Павел Орешин молчал. Представитель студии «Лата» заявил, что съемки начнут осенью.",
         "представитель студии «Лата»"),
        ("Павел Орешин молчал. Как сообщил источник в администрации порта, причал закроют осенью.",
         "источник в администрации порта"),
        ("Павел Орешин молчал. Речная полиция сообщила, что причал закроют осенью.", "речная полиция"),
        ("Павел Орешин молчал. Врачи опасаются, что больницу закроют осенью.", "врачи"),
    ],
)  # fmt: skip
def test_who_has_no_name_speaks_under_a_description(raw: str, speaker: str) -> None:
    assert said(raw)[-1][2] == (speaker,)


@pytest.mark.parametrize(
    ("raw", "speaker"),
    [
        ("Посол Перу Ян Бергман сообщил, что его страна готова помочь. Министр финансов Чада заявил, что помощь не "
         "нужна.", "министр финансов Чада"),
        ("Посол Перу в Чаде Ян Бергман сообщил, что его страна готова помочь. Президент Чада заявил, что помощь не "
         "нужна.", "президент Чада"),
    ],
)  # fmt: skip
def test_the_minister_of_a_state_is_nobody_of_another_one(raw: str, speaker: str) -> None:
    first, second = (speakers for _, _, speakers in said(raw))
    assert first == ("Ян Бергман",)
    assert second in ((speaker,), ())


@pytest.mark.parametrize(
    ("raw", "words", "speaker"),
    [
        (  # a man's verb, and a woman was named last
            "Художник Петр Лис открыл выставку. Директор музея Нина Сорока назвала ее главным событием года. Живописец "
            "признался, что работал в деревне.",
            "работал в деревне",
            "Петр Лис",
        ),
        (  # the gender of "звезда" tells nothing
            "Актер Том Харт впервые приехал в Тарвию. Голливудская звезда заявила, что мечтает увидеть горы.",
            "мечтает увидеть горы",
            "Том Харт",
        ),
        (  # the subject of what is said is not whom the sentence is about
            "Вратарь «Кометы» Андрей Лунин получил травму. Главный тренер Роберто Саласар сообщил, что голкипер пропустит "
            "месяц. «Мы ждем Андрея», — добавил испанец.",
            "Мы ждем Андрея",
            "Роберто Саласар",
        ),
        (
            "Министр Ольга Ярцева открыла фестиваль. Губернатор Леонид Марченко поблагодарил министра. «Для нас это "
            "честь», — отметил глава области.",
            "Для нас это честь",
            "Леонид Марченко",
        ),
        (
            "Министр Иван Громов встретился с главой Якутии Айсеном Лоевым. Глава региона сообщил, что построено 30 школ.",
            "построено 30 школ",
            "Айсен Лоев",
        ),
        (
            "ЦБ сохранил ставку. Глава регулятора Эльза Набок отметила, что инфляция замедляется. Председатель ЦБ "
            "подчеркнула, что решение было единогласным.",
            "решение было единогласным",
            "Эльза Набок",
        ),
        (
            "Росавиация продлила запрет на полеты. Как отметили в агентстве, ограничения действуют до 1 марта.",
            "ограничения действуют до 1 марта",
            "Росавиация",
        ),
        (
            "Источник РИА «Север» в правительстве сообщил, что указ готов. Его подпишут завтра, добавил собеседник "
            "агентства.",
            "Его подпишут завтра",
            "источник РИА «Север» в правительстве",
        ),
        (
            "Прокуратура проверит школу. «Детей кормили холодной кашей», — пожаловалась мама второклассника.",
            "Детей кормили холодной кашей",
            "мама второклассника",
        ),
        (
            "Историк Роман Вейс, автор книги о блокаде, выступил в библиотеке. Писатель рассказал, что нашел новые "
            "документы.",
            "нашел новые документы",
            "Роман Вейс",
        ),
        (  # a verb that reports nothing leads the words
            "Уроженец Баку Эмин Рзаев открыл ресторан. Шеф-повар Пьетро Росси раскрыл секрет: «Главное — свежие томаты».",
            "Главное — свежие томаты",
            "Пьетро Росси",
        ),
    ],
)
def test_whom_a_description_means(raw: str, words: str, speaker: str) -> None:
    assert {speakers for _, text, speakers in said(raw) if text == words} == {(speaker,)}


@pytest.mark.parametrize(
    "title",
    [
        "Замглавы района",
        "Замгубернатора",
        "Врио министра",
        "Заведующая детским садом",
        "Заведующая отделением больницы № 5",
        "Уполномоченная по правам ребенка в крае",
        "Исполняющая обязанности министра культуры",
        "Врач-инфекционист",
        "Главврач городской больницы",
    ],
)
def test_a_title_that_opens_a_sentence_is_its_bearers(title: str) -> None:
    assert said(f"{title} Инга Фадеева рассказала, что школу закроют.")[0][2] == ("Инга Фадеева",)


def test_who_is_told_something_does_not_say_it() -> None:
    raw = "Посол Тарвии Милош Брода вызван в МИД. Дипломату заявили, что высылка сотрудников недопустима."
    assert said(raw)[0][2] == ()


def test_a_deputy_is_no_head() -> None:
    raw = (
        "Губернатор Александр Белых поручил убрать снег. Вице-мэр Евгений Рощин доложил, что техники хватает. "
        "Градоначальник потребовал, чтобы дворы очистили к утру."
    )
    spoke = next(speakers for _, text, speakers in said(raw) if "дворы" in text)
    assert spoke != ("Евгений Рощин",)


@pytest.mark.parametrize(
    ("raw", "cue", "subject"),
    [
        ("Мост закрыли. Об этом сообщает УНН со ссылкой на полицию Лесогорска.", "сообщает", "полицию"),
        ("В пресс-службе это опровергли, заявив, что министр на работе.", "заявив", "пресс-службе"),
        ("Орловой сообщили в школе, что конфликт улажен.", "сообщили", "школе"),
    ],
)
def test_a_subject_is_whoever_the_words_come_from(raw: str, cue: str, subject: str) -> None:
    document, language = document_of(raw), russian()
    annotation = language.annotator.annotate(document.raw, document.body)
    tokens = annotation.tokens
    found = find_cues(sheet_of(document, annotation), language.reporting)
    assert [tokens[each.subject].text for each in found if tokens[each.token].text == cue] == [subject]


@pytest.mark.parametrize(
    ("raw", "words", "speaker"),
    [
        # the body where it was said, though it bears no name of its own
        ("Минречфлот готовит проект, заявили в пресс-службе ведомства. «Мы ждём», — добавил министр.", "готовит",
         "пресс-служба ведомства"),
        # whose news a medium tells
        ("В селе произошла драка. Об этом сообщает агентство «Вестник» со ссылкой на отдел коммуникации ГУНП в "
         "Северной области.", "драка", "отдел коммуникации ГУНП в Северной области"),
        ("Мост закрыли. Об этом сообщает НБН, ссылаясь на пресс-службу Минречфлота.", "Мост",
         "пресс-служба Минречфлота"),
        # whose text it is: the body's that spoke before, or whose text was told of
        ("Мост закрыли. Об этом сообщила пресс-служба мэрии Латы. «Ремонт начат», — говорится в сообщении.", "Ремонт",
         "пресс-служба мэрии Латы"),
        ("Глава Дарсана поздравил коллегу, сообщает пресс-служба главы государства. «Затронуты вопросы повестки», — "
         "говорится в сообщении.", "Затронуты", "пресс-служба главы государства"),
        # through its site or in a network
        ("Улица закрыта. На официальном сайте городской администрации уточнили, что работы завершены.", "завершены",
         "городская администрация"),
        ("Мост закрыли. «Это необходимо», — говорится на странице посольства Вирдании в Facebook.", "необходимо",
         "посольство Вирдании"),
        # and a site is nobody's department
        ("Минздрав Тарвии считает опасность малой. Об этом говорится в ответах ведомства на портале стопвирус.рф. В "
         "ведомстве добавили, что опасности нет.", "опасности нет", "Минздрав Тарвии"),
        ("МИД Дарсана выступил с заявлением. «Мы ждём объяснений», — говорится в нём.", "ждём", "МИД Дарсана"),
        ("Согласно отчёту Речной палаты, бюджет потерял 3 млрд крон. Аудиторы считают, что деньги потрачены впустую. В "
         "документе указано, что контракты заключались без конкурса.", "контракты", "Речная палата"),
        # joined verbs say it in one place
        ("В МИД Дарсана подтвердили факт разговора и отметили, что он прошёл в деловой обстановке.", "прошёл",
         "МИД Дарсана"),
        # whom a medium talked to has been named before
        ("Причиной пожара стала искра, рассказал РИА «Север» начальник охраны Тим Норд. «Огонь потушен», — сказал "
         "собеседник агентства.", "Огонь", "Тим Норд"),
        ("Врач Марина Лозовская выступила в думе. Об этом пишет «Вестник» со ссылкой на министра Татьяну Былинскую. "
         "«Практически все здоровы», — отметила Татьяна Юрьевна.", "здоровы", "Татьяна Былинская"),
    ],
)  # fmt: skip
def test_bodies_and_their_texts_speak(raw: str, words: str, speaker: str) -> None:
    assert next(speakers for _, text, speakers in said(raw) if words in text) == (speaker,)


@pytest.mark.parametrize(
    "credit", ["Об этом сообщает газета «Курьер».", "Об этом сообщает «Курьер».", "Об этом пишет «Новое время»."]
)
def test_a_credit_that_points_back_is_no_quote(credit: str) -> None:
    raw = f"Пшеница\n\nПшеницы хватит до весны. {credit}"
    document, language = make_document("t", raw, DOSSIER), russian()
    annotation = language.annotator.annotate(document.raw, document.body)
    found = find_quotes(document, annotation, find_mentions(document, annotation, language, DOSSIER), language)
    assert document.cites
    assert found.quotes == ()


@pytest.mark.parametrize(
    "opening",
    [
        "Об этом сегодня, 8 ноября,",
        "Об этом в воскресенье, 24 мая,",
    ],
)
def test_what_only_points_back_is_no_quote(opening: str) -> None:
    raw = f"Переговоры перенесены на осень. {opening} заявил министр обороны Вирдании Дмитрий Афанасов."
    assert not [text for _, text, _ in said(raw) if text.startswith("Об этом")]


@pytest.mark.parametrize("opening", ["Причем", "Тем не менее"])
def test_what_only_joins_is_no_quote(opening: str) -> None:
    raw = f"Строительство оплатит банк. {opening}, по словам источников издания, инвестор сохранит кинотеатр."
    assert [text for _, text, _ in said(raw)] == ["инвестор сохранит кинотеатр"]


@pytest.mark.parametrize("verb", ["рассказал", "заявил", "считает", "отметил"])
def test_what_somebody_named_is_said_to_say_is_a_quote(verb: str) -> None:
    for subject in ("Иван Зорин", "Министр Иван Зорин", "Врач-инфекционист Иван Зорин"):
        assert said(f"{subject} {verb}, что школу закроют.") == [("indirect", "школу закроют", ("Иван Зорин",))]


def test_an_office_whose_holder_the_dossier_knows_speaks() -> None:
    raw = "Лидеры прилетели в Вашингтон. Госсекретарь пообещал в течение года побывать во всех пяти странах."
    document = make_document("t", f"date 2025-11-06 Саммит\n\n{raw}", DOSSIER)
    language = russian()
    annotation = language.annotator.annotate(document.raw, document.body)
    found = find_quotes(document, annotation, find_mentions(document, annotation, language, DOSSIER), language)
    assert [found.mentions.parties[s].name for quote in found.quotes for s in quote.speakers] == ["Марко Рубио"]


def test_what_is_pointed_back_to_is_told_once() -> None:
    raw = "Глава Минэнерго Лев Орлов, комментируя переговоры, отметил: «Соглашение близко». Об этом он заявил в эфире."
    assert [(kind, text) for kind, text, _ in said(raw)] == [("direct", "Соглашение близко")]


DASHED = """Президент Кемории Олег Тарин дал интервью газете «Маяк», в котором рассказал о мосте.

— Господин президент, когда откроют мост?

— Осенью. Подрядчик уже работает.

— Хватит ли денег?

— Денег хватит, бюджет принят.

— Ваши критики говорят, что мост не нужен.

— Мост нужен всем.

На вопрос о пошлине глава государства ответил, что её не будет.

«Это решение страны», — заявил посол Игорь Веско."""


def test_an_interview_is_of_whom_gave_it_and_ends_where_the_article_tells_of_them() -> None:
    found = said(DASHED)
    answers = [words for kind, words, speakers in found if kind == "direct" and speakers == ("Олег Тарин",)]
    assert answers == ["Осенью. Подрядчик уже работает", "Денег хватит, бюджет принят", "Мост нужен всем"]
    assert ("indirect", "её не будет", ("Олег Тарин",)) in found
    assert ("direct", "Это решение страны", ("Игорь Веско",)) in found
    assert not any("На вопрос" in words for _, words, _ in found)


@pytest.mark.parametrize(
    "report",
    [
        "перечисляет эксперт Данил Аштен",
        "разводит руками староста Данил Аштен",
    ],
)
def test_any_verb_between_dashes_says_the_words_around_it(report: str) -> None:
    found = said(f"«Мост строят десять лет и не построили, — {report}. — Городу нужно ждать».")
    assert found[0][1:] == ("Мост строят десять лет и не построили", ("Данил Аштен",))
    assert all(report not in words for _, words, _ in found)


def test_of_whom_something_is_demanded_is_no_part_of_it() -> None:
    (quote,) = said("Депутат Олег Тарин потребовал от правительства обнародовать условия сделки.")
    assert quote == ("indirect", "обнародовать условия сделки", ("Олег Тарин",))


def test_a_body_named_only_in_a_quotation_is_not_taken_up_outside() -> None:
    found = said(
        "МИД Казахстана приветствовал соглашение. «Мы ценим последовательную позицию администрации Олега Тарина», — "
        "говорится в сообщении ведомства."
    )
    assert [speakers for _, _, speakers in found] == [("МИД Казахстана",)]


def test_words_parted_by_a_report_are_all_quotes() -> None:
    found = said("«Условие выполнено не было, — заметил министр Павел Орешин. — И в этом есть наша вина».")
    assert [words for _, words, _ in found] == ["Условие выполнено не было", "И в этом есть наша вина"]
    found = said(
        "— Товарооборот вырос, — отметил министр Павел Орешин, открывая встречу. — Доведем его до пяти миллиардов."
    )
    assert [words for _, words, _ in found] == ["Товарооборот вырос", "Доведем его до пяти миллиардов"]


def test_the_phrase_of_a_source_goes_on_to_its_comma() -> None:
    (quote,) = said("По информации источника «Маяка» в дипломатических кругах, визит может состояться в конце мая.")
    assert quote[1] == "визит может состояться в конце мая"
