"""Commitments in short texts of our own: what may be one, who may bear it, and one told twice."""

from __future__ import annotations

from itertools import pairwise

import pytest

from onrecord.dossier import load_dossier
from onrecord.extract.commitments import find_commitments, read_candidates
from onrecord.extract.mentions import Mentions, find_mentions
from onrecord.extract.promises.candidates import find_candidates
from onrecord.extract.promises.judge import judge_of
from onrecord.extract.promises.nobody import nobody
from onrecord.extract.promises.once import once
from onrecord.extract.quotes import find_quotes
from onrecord.languages import get_language
from onrecord.languages.language import Language
from onrecord.model.annotation import Annotation
from onrecord.model.dates import Date
from onrecord.model.document import Document, document_id, sha256_of
from onrecord.model.record import Commitment, Quote, Strength, Voice
from onrecord.model.span import Span


@pytest.fixture(scope="module")
def russian() -> Language:
    language = get_language("ru")
    assert language is not None
    return language


def read(language: Language, text: str) -> tuple[Document, Annotation, Mentions, tuple[Quote, ...]]:
    body = (Span.cut(text, 0, len(text)),)
    document = Document(
        document_id("t", text), "t", text, sha256_of(text), "ru",
        published=Date("2031-05-14"), published_basis="header", body=body,
    )  # fmt: skip
    annotation = language.annotator.annotate(text, body)
    spoken = find_quotes(
        document, annotation, find_mentions(document, annotation, language, load_dossier(None)), language
    )
    return document, annotation, spoken.mentions, spoken.quotes


def told(language: Language, text: str) -> list[tuple[str, str, int]]:
    """Each commitment as who, the lemma of the action, and how often it is told again."""
    document, annotation, mentions, quotes = read(language, text)
    found = find_commitments(document, annotation, mentions, quotes, (), language)
    return [(mentions.parties[c.who].name, c.action_lemma, len(c.again)) for c in found]


# ---- what may bind somebody


@pytest.mark.parametrize(
    ("text", "cue", "action"),
    [
        ("Министр финансов Вереи почтит своим присутствием открытие порта.", "почтит", "почтит"),
        ("Верея не отступится от своего острова.", "отступится", "отступится"),
        ("Перенос переговоров не исключён.", "исключён", "Перенос"),
        ("В Кернске планируется строительство второго моста.", "планируется", "строительство"),
        ("Осенью предполагается участие послов в ярмарке.", "предполагается", "участие"),
        ("Верея хочет быть частью Северного союза.", "хочет", "частью"),
        ("Мы позаботимся о жителях Кернска.", "позаботимся", "позаботимся"),
        ("Первый взнос Верея переведёт уже к июлю.", "переведёт", "переведёт"),
        ("Министр заявил, что будет строить порт.", "будет", "строить"),
        ("Повышения пошлин министр не исключил.", "исключил", "Повышения"),
        ("Договор, надеюсь, подпишем в январе.", "подпишем", "подпишем"),
    ],
)
def test_candidates(russian: Language, text: str, cue: str, action: str) -> None:
    _, annotation, _, _ = read(russian, text)
    found = find_candidates(annotation, russian.pledges)
    words = [(annotation.tokens[c.cue].text, annotation.tokens[c.action].text) for c in found]
    assert (cue, action) in words


@pytest.mark.parametrize("text", ["Министр читает доклад.", "Порт открыли в мае, но мост ещё строят."])
def test_the_present_is_no_candidate(russian: Language, text: str) -> None:
    _, annotation, _, _ = read(russian, text)
    assert find_candidates(annotation, russian.pledges) == []


@pytest.mark.parametrize(
    "text",
    [
        "Министр исключил повышение пошлин.",
        "Неясно, согласится ли банк на сделку.",
        "Мост, может быть, стоит.",
        "Неизвестно, кто построит мост.",
        "Министр не сказал, какие вопросы он хочет обсудить.",
        "В Кернске решают, как восстановить порядок.",
        "Цены выросли, что приведёт к забастовке.",
        "Стороны не смогли договориться о сокращении пошлин.",
        "Директор опроверг слухи о том, что компания собирается продать завод.",
        "Концерн опровергает намерение закрыть порт.",
        "Министры обсудили подготовку к саммиту.",
        # what others are to do, what is only named, and what nobody does
        "Пусть Верея построит мост.",
        "Если он здоров, пускай завтра выступит.",
        "Союз объявил вспышку болезни пандемией.",
        "Ночью в Кернске будет холодно.",
        # all that is left is to settle the day
        "Сроки визита согласуют по дипломатическим каналам.",
        "Дату встречи уточнят позднее.",
    ],
)
def test_what_is_ruled_out_asked_or_denied_is_no_candidate(russian: Language, text: str) -> None:
    _, annotation, _, _ = read(russian, text)
    assert find_candidates(annotation, russian.pledges) == []


@pytest.mark.parametrize(
    "text",
    [
        "Министр заявил об этом на встрече.",
        "Министр объявил это на заседании.",
        "Министр заявил агентству по телефону.",
    ],
)
def test_where_it_was_said_is_nothing_to_be_done(russian: Language, text: str) -> None:
    _, annotation, _, _ = read(russian, text)
    assert find_candidates(annotation, russian.pledges) == []


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("Министр подтвердил готовность поставлять зерно.", {"поставлять"}),
        ("Концерн объявил о намерении построить завод.", {"построить"}),
        ("Банк объявил о новом решении.", {"решении"}),  # a decision is told of, but not what to do
        ("Премьера запланирована на весну.", {"Премьера"}),  # spring is when, not what
    ],
)
def test_what_is_to_be_done_is_the_deed(russian: Language, text: str, actions: set[str]) -> None:
    _, annotation, _, _ = read(russian, text)
    found = find_candidates(annotation, russian.pledges)
    assert {annotation.tokens[c.action].text for c in found} == actions


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Армения обязалась построить станцию, а Грузия — открыть рынок.",
            [("Армения", "построить", None), ("Грузия", "открыть", None)],
        ),
        (
            "Эстония передаст Армении три катера в июне, а Казахстан — два вертолёта в июле.",
            [("Эстония", "передать", "2031-06"), ("Казахстан", "передать", "2031-07")],
        ),
        (
            "Армения передаст Эстонии три катера, а Грузия — два вертолёта в июле.",
            [("Армения", "передать", None), ("Грузия", "передать", "2031-07")],
        ),
    ],
)
def test_a_verb_that_is_not_said_again_binds_its_own_subject(
    russian: Language, text: str, rows: list[tuple[str, str, str | None]]
) -> None:
    document, annotation, mentions, quotes = read(russian, text)
    found = find_commitments(document, annotation, mentions, quotes, (), russian)
    assert [(mentions.parties[c.who].name, c.action_lemma, c.due and c.due.date.edtf) for c in found] == rows


# ---- what becomes of it


@pytest.mark.parametrize(
    "text",
    [
        "Встреча президентов Вереи и Норландии отменена.",
        "Назначенная на июнь встреча министров Вереи и Норландии отменена.",
        "Визит премьер-министра Вереи Олега Брагина в Норландию не состоится.",
        "Переговоры министров не будут проведены в июне.",
        "Президент Игорь Ветров никогда не обещал построить мост.",
        "Верея отзывает обещание отменить с 1 июня пошлины.",
        "Концерн «Кернлес» отказался от намерения построить завод.",
        "Соревнования по лыжам перенесли из-за мороза.",
    ],
)
def test_what_is_off_binds_nobody(russian: Language, text: str) -> None:
    assert told(russian, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Визит премьер-министра Вереи Олега Брагина в Норландию переносится на 3 июня.",
        "Визит премьер-министра Олега Брагина, назначенный на 21 мая, переносится на 3 июня.",
        "Визит премьер-министра Вереи Олега Брагина в Норландию перенесли с 21 мая на 3 июня.",
        "Премьер-министр Вереи Олег Брагин отложил визит в Норландию до 3 июня.",
        "Визит Олега Брагина в Норландию, который был назначен на 21 мая, перенесён на 3 июня.",
    ],
)
def test_what_is_moved_is_due_on_its_new_day(russian: Language, text: str) -> None:
    document, annotation, mentions, quotes = read(russian, text)
    found = find_commitments(document, annotation, mentions, quotes, (), russian)
    due = {(mentions.parties[c.who].name, c.action_lemma, c.due and c.due.date.edtf) for c in found}
    assert due == {("Олег Брагин", "визит", "2031-06-03")}


def test_who_will_not_do_something_is_bound(russian: Language) -> None:
    assert told(russian, "Президент Норландии Эрик Сунд не поедет на саммит.") == [("Эрик Сунд", "поехать", 0)]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Президент Норландии Эрик Сунд не поедет на саммит.", "not visit"),
        ("Министр Ян Лим пообещал не закрывать завод.", "not close"),
        ("Компания «Север» не намерена продавать порт.", "not sell"),
        ("Вашингтон не будет требовать выбора.", "not insist"),
        ("Польша не станет закрывать порт.", "not close"),
        ("Польша не исключает закрытие порта.", "close"),
        ("Министр Ян Лим пообещал закрыть завод.", "close"),
    ],
)
def test_what_is_not_to_be_done_says_so(russian: Language, text: str, action: str) -> None:
    document, annotation, mentions, quotes = read(russian, text)
    found = find_commitments(document, annotation, mentions, quotes, (), russian)
    assert {each.action for each in found} == {action}
    assert {each.refuses for each in found} == {action.startswith("not ")}


def test_a_gathering_has_the_day_told_before_it(russian: Language) -> None:
    document, annotation, mentions, quotes = read(russian, "Министр прилетит 20 июня, визит займёт два дня.")
    found = list(read_candidates(document, annotation, mentions, quotes, russian))
    assert [r.scope.due and r.scope.due.date.edtf for r in found] == ["2031-06-20", "2031-06-20"]


def test_a_season_is_when_it_is_due(russian: Language) -> None:
    document, annotation, mentions, quotes = read(russian, "Министр Иван Орлов намерен посетить Казахстан осенью.")
    (found,) = find_commitments(document, annotation, mentions, quotes, (), russian)
    assert found.due
    assert found.due.date.edtf == "2031-23"


# ---- who may bear it


def test_everybody_near_is_thought_of_once(russian: Language) -> None:
    text = "Компания «Кернлес» купила порт у Вереи. Директор Иван Орлов доволен. Компания намерена построить причал."
    document, annotation, mentions, quotes = read(russian, text)
    readings = list(read_candidates(document, annotation, mentions, quotes, russian))
    assert readings
    for reading in readings:
        parties = [bearer.party for bearer in reading.options()]
        names = {mentions.parties[party].name for party in parties}
        assert len(parties) == len(set(parties))
        assert {"Кернлес", "Иван Орлов"} <= names


def test_the_plain_subject_is_likelier_than_whoever_stands_near(russian: Language) -> None:
    text = "Президент Вереи Иван Орлов намерен посетить Казахстан и встретиться с Петром Лесным."
    document, annotation, mentions, quotes = read(russian, text)
    judge = judge_of(russian.pledges)
    assert judge is not None
    for reading in read_candidates(document, annotation, mentions, quotes, russian):
        options = reading.options()
        shares = judge.shares(options, nobody(reading.candidate, options))
        odds = {mentions.parties[party].name: share for party, share in shares}
        assert 0.5 < sum(odds.values()) < 1  # the rest is the share of nobody among them
        assert max(odds, key=lambda name: odds[name]) == "Иван Орлов"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Министры Иван Орлов и Пётр Лесной намерены посетить Казахстан.", {"Иван Орлов", "Пётр Лесной"}),
        ("Министры торговли Армении и Грузии договорились снизить пошлины.", {"Армения", "Грузия"}),
        ("Министр торговли Грузии Олег Брагин заявил, что его страна снизит пошлины с 1 июня.", {"Грузия"}),
    ],
)
def test_who_is_bound_by_a_list_an_office_or_a_word_for_the_state(russian: Language, text: str, who: set[str]) -> None:
    document, annotation, mentions, quotes = read(russian, text)
    (reading,) = read_candidates(document, annotation, mentions, quotes, russian)
    assert {mentions.parties[party].name for party in reading.holder.parties} == who
    assert who <= {name for name, _, _ in told(russian, text)}


@pytest.mark.parametrize(
    ("text", "not_bound"),
    [
        ("Президент Вереи Олег Брагин поручил министру Глебу Ракитину проверить мосты.", "Олег Брагин"),
        ("«Прошу банк снизить ставку», — сказал директор Олег Брагин.", "Олег Брагин"),
        ("Жители Еревана просят отложить новый план.", "Ереван"),
        ("Источник в правительстве Грузии сказал, что договор подпишут в июне.", "источник в правительстве Грузии"),
    ],
)
def test_who_asks_others_or_tells_of_others_is_not_bound(russian: Language, text: str, not_bound: str) -> None:
    document, annotation, mentions, quotes = read(russian, text)
    assert not_bound in {party.name for party in mentions.parties}
    for reading in read_candidates(document, annotation, mentions, quotes, russian):
        assert not_bound not in {mentions.parties[bearer.party].name for bearer in reading.options()}


def test_whose_intention_is_told_of_is_bound(russian: Language) -> None:
    text = "Президент Вереи Олег Брагин подтвердил намерение Эстонии отменить пошлины до конца года."
    assert {who for who, action, _ in told(russian, text) if action == "отменить"} == {"Эстония"}


def test_an_order_binds_whom_it_is_given_to_and_nobody_told_before(russian: Language) -> None:
    text = "Эстония готова помочь. Президент Олег Брагин поручил правительству до 1 декабря подготовить план."
    assert ("правительство", "подготовить", 0) in told(russian, text)
    assert not [who for who, action, _ in told(russian, text) if action == "подготовить" and who != "правительство"]


def test_who_is_asked_or_ordered_is_bound(russian: Language) -> None:
    text = "Президент Олег Брагин поручил министру Глебу Ракитину до 1 июля проверить все мосты."
    assert {name for name, _, _ in told(russian, text)} == {"Глеб Ракитин"}


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Министр Иван Орлов посетит Казахстан 20 июня.", "scheduled"),
        ("Министр Иван Орлов посетит Казахстан летом.", "promises"),
        ("Министр Иван Орлов намерен посетить Казахстан.", "intends"),
        ("Министр Иван Орлов готов посетить Казахстан.", "considers"),
    ],
)
def test_how_firmly(russian: Language, text: str, strength: Strength) -> None:
    document, annotation, mentions, quotes = read(russian, text)
    (found,) = find_commitments(document, annotation, mentions, quotes, (), russian)
    assert found.strength == strength


def test_who_is_bound(russian: Language) -> None:
    assert ("Иван Орлов", "посетить", 0) in told(russian, "Министр Иван Орлов намерен посетить Казахстан в июне.")


# ---- whom it concerns

FIVE = {"Казахстан", "Киргизия", "Таджикистан", "Туркменистан", "Узбекистан"}


@pytest.mark.parametrize(
    ("text", "action", "concerned"),
    [
        (
            "Министр иностранных дел Вереи Иван Орлов принял глав МИД стран Центральной Азии. «Я намерен приехать к вам "
            "в октябре», — сказал Орлов.",
            "приехать",
            FIVE,
        ),
        (
            "Иван Орлов принял послов. «Вокруг лежат страны Центральной Азии. Я намерен посетить их в октябре, все "
            "пять», — сказал Орлов.",
            "посетить",
            FIVE,
        ),
        (
            "Министр Иван Орлов принял глав МИД стран Центральной Азии. «Я намерен посетить Эстонию», — сказал Орлов.",
            "посетить",
            {"Эстония"},
        ),
        (
            "Президенты прибыли на саммит С5+1. Министр Вереи Иван Орлов пообещал приехать во все пять стран в октябре.",
            "приехать",
            FIVE,
        ),
        ("Верея обещает Эстонии отменить поправку Дорна – Лисса до осени.", "отменить", {"Эстония"}),
    ],
)
def test_whom_it_concerns(russian: Language, text: str, action: str, concerned: set[str]) -> None:
    document, annotation, mentions, quotes = read(russian, text)
    found = find_commitments(document, annotation, mentions, quotes, (), russian)
    targets = [{mentions.parties[p].name for p in c.targets} for c in found if c.action_lemma == action]
    assert targets
    for one in targets:
        assert {"Киргизия" if name == "Кыргызстан" else name for name in one} == concerned


# ---- one told twice


def test_told_twice_is_one(russian: Language) -> None:
    text = (
        "Президент Иван Орлов пообещал построить новый мост через реку Лею. Жители города рады. "
        "Орлов пообещал построить новый мост через Лею после выборов."
    )
    found = [row for row in told(russian, text) if row[1] == "построить"]
    assert found == [("Иван Орлов", "построить", 1)]


def commitment(
    start: int, words: str, sure: float, strength: Strength = "promises", voice: Voice = "outlet", who: int = 0
) -> Commitment:
    raw = "x" * 400
    return Commitment(
        who, "do: строить", "строить", (), None, strength, Span.cut(raw, start, start + 20), "t", sure, voice,
        lemmas=tuple(words.split()),
    )  # fmt: skip


def test_the_surest_telling_stays_with_the_places_of_the_others() -> None:
    rows = once([commitment(0, "мост река город", 0.3), commitment(100, "мост река весна", 0.8)])
    assert [(r.evidence.start, [s.start for s in r.again]) for r in rows] == [(100, [0])]


def test_other_words_are_another_commitment() -> None:
    rows = once([commitment(0, "мост река город", 0.3), commitment(100, "школа село осень", 0.8)])
    assert [len(r.again) for r in rows] == [0, 0]


@pytest.mark.parametrize("other", [{"strength": "intends"}, {"voice": "quoted"}, {"who": 1}])
def test_another_strength_voice_or_party_is_another(other: dict[str, str]) -> None:
    rows = once([commitment(0, "мост река", 0.3), commitment(100, "мост река", 0.8, **other)])  # type: ignore[arg-type]
    assert len(rows) == 2


def test_a_headline_that_repeats_is_left_out() -> None:
    rows = once([commitment(0, "мост река", 0.9, voice="headline"), commitment(100, "школа село", 0.3)])
    assert [r.evidence.start for r in rows] == [100]


def test_overlapping_tellings_are_one_place() -> None:
    rows = once([commitment(0, "мост река", 0.9), commitment(10, "мост река", 0.3)])
    assert [r.again for r in rows] == [()]


def test_any_order_gives_the_same(russian: Language) -> None:
    items = [commitment(n * 30, "мост река " + "город " * (n % 2), 0.5) for n in range(6)]
    assert once(items) == once(items[::-1])
    starts = [r.evidence.start for r in once(items)]
    assert all(a < b for a, b in pairwise(starts))


def test_when_something_may_begin_is_asked_and_not_promised(russian: Language) -> None:
    assert told(russian, "Министр Олег Тарин не уточнил, когда начнётся строительство порта.") == []
    assert told(russian, "Министр Олег Тарин приедет в Лиму, где встретится с послом.") != []


def test_we_are_not_whom_the_speaker_names(russian: Language) -> None:
    text = "«Чад — надёжный партнёр, и мы намерены построить порт», — заявил министр иностранных дел Перу Олег Тарин."
    assert "Чад" not in {who for who, _, _ in told(russian, text)}
    assert told(russian, text) != []
