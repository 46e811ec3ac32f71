"""When: the dates in the clause of a telling, the status in their light, and the words that tell it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.dating import Dating
from onrecord.extract.encounters.reading import Reading
from onrecord.extract.encounters.telling import Telling
from onrecord.languages.calendar import DateExpression, DatePoint, Tense
from onrecord.languages.language import Dates
from onrecord.model.dates import GRAIN, Date, When
from onrecord.model.document import Document
from onrecord.model.record import EventStatus
from onrecord.model.span import Span

_TENSE: dict[EventStatus, Tense] = {"planned": "future", "held": "past", "cancelled": "future"}
_ARRIVAL = "verb.arrive"
_ARRIVALS = frozenset({_ARRIVAL, "verb.leave"})
_NEWS = 3  # sentences in which an article tells its news
_GROUND = "ground"
_REACH = 6
_CARRIED = 3  # tellings before one in the same sentence
_BETWEEN = 3
_SAME_DAY = 2  # sentences before in which the day was told that is meant by "the same day"
_MOST = 300  # characters of evidence


class Calendar:
    """The date expressions of a document by sentence, and the days they mean."""

    def __init__(self, document: Document, reading: Reading, said: Dating, dates: Dates) -> None:
        self.published = document.published
        self._reading, self._said, self._dates = reading, said, dates

    def of(self, sentence: int) -> list[DateExpression]:
        here = self._reading.annotation.sentences[sentence]
        said = self._said.within(here.start, here.end)
        return [e for e in said if not e.vague and (not e.counted or e.point.shift < 0)]  # "три года назад"

    def date(self, expression: DateExpression, status: EventStatus) -> When | None:
        """The day or days meant; "в тот же день" is the day told last before."""
        if expression.anaphoric:
            return self._same_day(expression, status)
        return self._dates.resolve(expression, self.published, tense=_TENSE.get(status))

    def _same_day(self, expression: DateExpression, status: EventStatus) -> When | None:
        point, annotation = expression.point, self._reading.annotation
        words = annotation.within(expression.span.start, expression.span.end)
        if point != DatePoint(unit="day") or not words:
            return None
        first = annotation.sentences[max(0, annotation.tokens[words[0]].sentence - _SAME_DAY)].start
        for earlier in reversed(self._said.within(first, expression.span.start)):
            if not earlier.anaphoric and not earlier.vague and not earlier.counted:
                when = self.date(earlier, status)
                if when is not None and when.date.precision == "day":
                    return When(when.date, "relative")
        return None


def set_date(reading: Reading, calendar: Calendar, telling: Telling) -> None:
    """The date said in the telling's own clause, or in the relative clause about it; the nearest one."""
    if telling.outlook.by == _GROUND:
        return  # the date is that of what is done "по приглашению"
    inside = set(telling.clause.tokens) | set(telling.told.tokens if telling.told else ())
    mover = _mover(reading, telling)
    best: tuple[int, int, int] | None = None
    former: When | None = None
    dated: range = range(0)
    said = calendar.of(telling.sentence)
    for expression, behind in zip(said, (*said[1:], None), strict=False):
        if behind is not None and _explained(reading, expression, behind):
            continue
        words = reading.annotation.within(expression.span.start, expression.span.end)
        if not words or not (words[0] in inside or _beside(reading, telling, words) or _added(reading, inside, words)):
            continue
        if _belongs_elsewhere(reading, telling, words[0]) or expression.bound in ("until", "by", "after"):
            continue
        when = calendar.date(expression, telling.status)
        if when is None:
            continue
        if expression.bound == "from" and telling.status == "ongoing" and when.date.known_year:
            when = When(Date(f"{when.date.edtf.split('/')[0]}/.."), when.basis)
        if when.basis == "relative" and reading.quote_at(expression.span.start) is not None:
            when = _of_speech(when)
        if mover is not None and (words[0] < mover or expression.bound == "from"):
            former = former or when  # "назначенная на 21 апреля, переносится на 13 мая"
            continue
        distance = min(abs(i - telling.trigger) for i in words)
        rank = (GRAIN[when.date.precision], distance, words[0])
        if best is None or rank < best:
            best = rank
            telling.when = when
            dated = words
    if best is not None:
        telling.used.update(dated)
    elif mover is not None and telling.status == "planned" and _put_off(reading, mover):
        telling.status, telling.when, former = "cancelled", former, None
    telling.former = former.date if former is not None else None


def _put_off(reading: Reading, mover: int) -> bool:
    """Whether an encounter whose date is given up has no other."""
    words = reading.encounters
    behind = [t for t in reading.tokens[mover + 1 : mover + 2 * _REACH] if t.sentence == reading.tokens[mover].sentence]
    return reading.tokens[mover].lemma in words.postponing and not any(t.lemma in words.spells for t in behind)


def carry_date(reading: Reading, telling: Telling, earlier: Sequence[Telling]) -> None:
    """The day told with the verb before holds for the one coordinated with it ("прибыл в среду и провёл встречу")."""
    predicate = telling.clause.predicate
    if telling.when is not None or predicate < 0 or reading.tokens[predicate].rel != "conj":
        return
    for other in reversed(earlier[-_CARRIED:]):
        same = other.sentence == telling.sentence and other.clause.predicate == reading.tokens[predicate].head
        if same and other.when is not None and other.when.date.precision == "day":
            telling.when = other.when
            return


def _explained(reading: Reading, counted: DateExpression, stated: DateExpression) -> bool:
    """Whether a counted day is given in full right behind it: "вчера, 13 мая"."""
    if not counted.relative or stated.relative or stated.precision != "day" or counted.precision != "day":
        return False
    gap = reading.annotation.within(counted.span.end, stated.span.start)
    return len(gap) <= 1 and all(reading.tokens[i].pos == "PUNCT" for i in gap)


def _mover(reading: Reading, telling: Telling) -> int | None:
    """The word that sets another date for the encounter."""
    moving = reading.encounters.moving
    return next((i for i in telling.clause.tokens if reading.tokens[i].lemma in moving), None)


def _beside(reading: Reading, telling: Telling, words: range) -> bool:
    """Whether a date stands right before the encounter or right behind it, whatever clause the tree gives it to.

    "6 марта на приёме", "на приёме 6 марта": no more than a preposition and attributes may lie between.
    """
    low, high = sorted((words[0], telling.trigger))
    between = range(words[-1] + 1, telling.trigger) if words[0] == low else range(telling.trigger + 1, high)
    return len(between) <= _BETWEEN and all(reading.tokens[i].pos in ("ADP", "ADJ", "DET") for i in between)


def _added(reading: Reading, inside: set[int], words: range) -> bool:
    """Whether a date is added between marks to one that belongs to the telling: "который прошёл в среду, 14 мая, …"."""
    comma, before, behind = words[0] - 1, words[0] - 2, words[-1] + 1
    if before not in inside or reading.tokens[comma].text != "," or reading.tokens[before].pos == "VERB":
        return False
    return behind == len(reading.tokens) or reading.tokens[behind].pos == "PUNCT"


def _of_speech(when: When) -> When:
    """Words spoken count from the day they were spoken, which may not be that of the article: the month is left."""
    date = when.date
    return When(Date(date.edtf[:7]), when.basis) if date.precision in ("day", "interval") and date.known_year else when


def _belongs_elsewhere(reading: Reading, telling: Telling, index: int) -> bool:
    """Whether another trigger of the clause stands nearer to the date."""
    mine = abs(index - telling.trigger)
    low, high = sorted((telling.trigger, index))
    for other in telling.clause.tokens:
        if other not in reading.triggers or other == telling.trigger or abs(index - other) >= mine:
            continue
        if other == telling.clause.predicate and reading.tokens[other].lemma in reading.encounters.hosting:
            continue  # only gives room to it
        if low < other < high or other < index < telling.trigger:
            phrase = reading.phrase_at(other)
            if phrase is None or phrase.lead not in reading.encounters.margins:
                return True
    return False


def evidence(document: Document, reading: Reading, telling: Telling) -> Span:
    """The shortest run of words that holds what was used of the telling's clause."""
    words = {telling.trigger, *telling.used}
    phrase = reading.phrase_at(telling.trigger)
    words.update(phrase.tokens if phrase is not None else ())
    predicate = telling.clause.predicate
    if predicate >= 0 and abs(predicate - telling.trigger) < 15:
        words.add(predicate)
    tokens = reading.tokens
    inside = sorted(i for i in words if tokens[i].sentence == telling.sentence)
    low, high = inside[0], inside[-1]
    dateline = reading.annotation.covered(document.dateline)
    if low in dateline and telling.trigger not in dateline:
        low = next(i for i in range(dateline.stop, high + 1) if tokens[i].pos != "PUNCT")
    if low and tokens[low - 1].pos == "ADP" and tokens[low - 1].sentence == telling.sentence:
        low -= 1  # "в мае": dates come without their preposition
    while tokens[high].end - tokens[low].start > _MOST and low < high:
        if telling.trigger - low > high - telling.trigger:
            low += 1
        else:
            high -= 1
    return Span.cut(document.raw, tokens[low].start, tokens[high].end)


def settle(telling: Telling, published: Date | None) -> None:
    """Correct the status in the light of the date: what lies ahead of the article is planned, what began goes on."""
    if telling.begun and telling.status == "held" and (telling.when is None or telling.when.date == published):
        telling.status = "ongoing"
    come = telling.frame.rule in _ARRIVALS and telling.outlook.by == "verb.past" and telling.status == "held"
    if come and telling.when is None and telling.sentence < _NEWS:
        telling.status = "ongoing"  # the news is that they have come
    if telling.when is None:
        return
    if published is None and telling.outlook.by.endswith("present") and telling.when.date.precision == "day":
        telling.status = "planned"  # "который открывается 22 мая"
    if published is None or published.precision != "day":
        return
    if telling.frame.rule == _ARRIVAL and telling.status == "held" and telling.when.date == published:
        telling.status = "ongoing"  # arrived today
    day, today = telling.when.date.bounds(), published.bounds()
    if day is None or today is None or today[1] is None:
        return
    if telling.status in ("held", "ongoing") and day[0] > today[1] and telling.outlook.by != "verb.past":
        telling.status = "planned"
    elif telling.status == "ongoing" and day[1] is not None and day[1] < today[0]:
        telling.status = "held"
