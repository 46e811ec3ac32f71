"""The Russian words that bind: plans, promises, readiness, demands, and what they are about in English."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from onrecord.languages.pledges import Holder, Pledge, Pledges
from onrecord.languages.russian.actions import ACTIONS
from onrecord.languages.russian.dictionary import parses
from onrecord.languages.russian.measures import MONEY
from onrecord.languages.russian.numbers import CARDINALS
from onrecord.languages.russian.vectors import embeddings
from onrecord.model.record import Strength


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _table(*rows: tuple[Strength, str, str] | tuple[Strength, str, str, Holder]) -> dict[str, Pledge]:
    """Lemmas of rows (strength, family, lemmas, holder)."""
    table: dict[str, Pledge] = {}
    for row in rows:
        pledge = Pledge(row[0], row[1], row[3] if len(row) > 3 else "subject")
        table.update(dict.fromkeys(row[2].split(), pledge))
    return table


_VERBS = _table(
    ("intends", "plan", "планировать запланировать предусматривать предусмотреть намереваться собираться предполагать намечать наметить замышлять"),
    ("intends", "planned", "планироваться предполагаться предусматриваться намечаться готовиться"),
    ("intends", "want", "хотеть желать захотеть стремиться рассчитывать надеяться мечтать"),
    ("intends", "prepare", "готовить подготавливать прорабатывать"),
    ("intends", "expected", "ожидаться"),
    ("intends", "look_forward", "ждать"),
    ("intends", "lie_ahead", "предстоять"),
    ("considers", "can", "мочь смочь"),
    ("considers", "consider", "рассматривать обдумывать думать подумать допускать обсуждать изучать"),
    ("considers", "threaten", "пригрозить угрожать грозить"),
    ("considers", "offer", "предлагать предложить"),
    ("promises", "promise", "обещать пообещать обязаться обязываться поклясться клясться гарантировать заверить заверять"),
    ("promises", "agree", "договориться договариваться согласиться соглашаться условиться сговориться"),
    ("promises", "decide", "решить решать решиться постановить вознамериться"),
    ("promises", "undertake", "взяться браться приступить приступать начать начинать"),
    ("promises", "confirm", "подтвердить подтверждать утвердить одобрить"),
    ("promises", "announce", "объявить анонсировать заявить объявлять заявлять"),
    ("considers", "urge", "призвать призывать попросить просить требовать потребовать рекомендовать порекомендовать", "addressee"),
    ("promises", "order", "поручить обязать приказать распорядиться велеть назначить", "addressee"),
)  # fmt: skip
_ALLOWING = _table(("considers", "allow", "исключить исключать"))
_NOUNS = _table(
    ("intends", "plan", "намерение план замысел цель задача стремление желание подготовка проект"),
    ("considers", "ready", "готовность возможность перспектива вероятность"),
    ("considers", "offer", "предложение"),
    ("considers", "threaten", "угроза"),
    ("promises", "promise", "обещание обязательство гарантия заверение"),
    ("promises", "agree", "договоренность соглашение согласие"),
    ("promises", "decide", "решение"),
    ("intends", "commitment", "приверженность"),
)
_PREDICATES = _table(
    ("considers", "ready", "готовый готов"),
    ("intends", "plan", "намеренный намерить"),
    ("intends", "must", "должный должен"),
    ("promises", "obliged", "обязанный"),
    ("considers", "open", "открытый открыть"),
    ("promises", "agree", "согласный согласен"),
    ("considers", "possible", "возможный вероятный"),
    ("intends", "need", "нужный необходимый нужно надо необходимо"),
)


def _weights() -> str:
    """The model that `training/commitments.py` wrote."""
    return files("onrecord.languages.russian").joinpath("data/pledges.json").read_text("utf-8")


_PAST = ("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись")


@lru_cache(30_000)
def _completes(form: str) -> bool:
    """A perfective verb has no present: where the tagger sees one, or a past, it is the future ("переведёт").

    Its first person in the plural may be a call, too ("встретимся"), which is left aside.
    """
    if form.endswith(_PAST):
        return False
    tags = (parse.tag for parse in parses(form.lower()))
    readings = [tag for tag in tags if tag.POS == "VERB" and tag.mood != "impr"]
    return bool(readings) and all(tag.aspect == "perf" and tag.tense == "futr" for tag in readings)


PLEDGES = Pledges(
    verbs=_VERBS,
    nouns=_NOUNS,
    predicates=_PREDICATES,
    allowing=_ALLOWING,
    fixing=_words("назначить назначать запланировать планировать наметить намечать"),
    moving=_words(
        "перенести переносить перенестись переноситься отложить откладывать отложиться откладываться сдвинуть сдвигать "
        "сдвинуться сдвигаться передвинуть"
    ),
    new_day=_words("на до"),
    cancelling=_words("отменить отменять отмениться отменяться сорвать сорваться аннулировать"),
    withdrawing=_words(
        "отозвать отзывать нарушить нарушать отменить отменять отказаться отказываться отвергнуть отвергать отклонить "
        "отклонять сорвать пересмотреть забыть"
    ),
    settling=_words(
        "согласовать согласовывать согласоваться согласовываться уточнить уточнять уточняться"
    ),
    details=_words("срок дата время место деталь подробность повестка формат"),
    refuting=_words("опровергнуть опровергать отрицать слух домысел"),
    discussing=_words("обсудить"),
    taking_place=_words("состояться пройти проходить начаться открыться провести проводить"),
    future_forms=_words("буду будешь будет будем будете будут стану станешь станет станем станете станут"),
    gatherings=_words(
        "встреча визит поездка саммит переговоры форум конференция заседание совещание матч турнир игра церемония "
        "выборы голосование собрание съезд сессия пресс-конференция выставка фестиваль концерт акция раунд аукцион "
        "торги консультация беседа разговор турне прием старт запуск премьера открытие слушание референдум"
    ),
    outcomes=_words(
        "стать оказаться вырасти составить понадобиться потребоваться прийтись привести остаться измениться появиться "
        "произойти исчезнуть упасть снизиться увеличиться вызвать означать позволить помешать хватить найтись случиться "
        "потерять узнать увидеть понять получиться удаться суметь превысить достичь достигнуть повлиять зависеть коснуться "
        "продлиться длиться продолжиться закончиться завершиться начаться обойтись стоить занять исполниться пройти"
    ),
    empty=_words("провести проводить осуществить осуществлять принять принимать сделать делать вести оказать оказывать совершить"),
    leads={
        **dict.fromkeys(("о", "об", "обо"), frozenset({"Loc"})),
        **dict.fromkeys(("к", "ко", "по"), frozenset({"Dat"})),
        "на": frozenset({"Acc"}),
    },
    vague_leads=_words("к ко по"),
    deeds=("ние", "тие", "ция", "ка", "зм", "ство", "ель", "од", "ост", "ыв", "зд", "ход"),
    hedges=_words("вероятно возможно видимо наверное по-видимому пожалуй"),
    conditions=(
        ("если",), ("при", "условии"), ("в", "случае"), ("при", "наличии"), ("в", "том", "случае"),
        ("только", "после"), ("при", "необходимости"),
    ),
    denials=_words("не ни нет"),
    unreal=_words("бы б якобы"),
    asking=_words("ли ль"),
    wishing=_words("пусть пускай"),
    namesakes=_words("поправка закон акт доктрина план премия орден медаль кубок стипендия имя институт фонд университет"),
    questioning=_words("кто что какой каков как сколько насколько почему зачем чем когда где куда откуда"),
    wondering=_words("когда где куда откуда"),
    demanding=_words("чтобы чтоб"),
    first_person=_words("я мы"),
    second_person=_words("вы ты ваш твой"),
    whole=_words("все всех всем всеми"),
    cardinals=CARDINALS,
    relatives=_words("который"),
    sides=_words("сторона"),
    lands=_words("страна государство республика королевство"),
    organs=("мид", "министерств", "госдеп", "государственный департамент", "правительств", "посольств", "администраци", "президент", "акорда", "кремль", "белый дом"),
    by_authority=_words(
        "представитель представительница пресс-секретарь пресс-служба спикер пресс-атташе депутат руководство"
    ),
    currencies=frozenset(MONEY),
    actions=ACTIONS,
    completes=_completes,
    weights=_weights,
    vectors=embeddings,
)  # fmt: skip
