"""Inner signs: what an article's own words say for or against the day that it gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from onrecord.compare.desk import Desk
from onrecord.model.linked import EventTelling
from onrecord.model.record import Passage

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# A weekday stands beside its date: "в среду, 14 мая", "14 мая (среда)".
_BESIDE = 3


def signs(desk: Desk, telling: EventTelling) -> Iterator[str]:
    """Whether the weekday named with a stated day is that day's, and what "yesterday" or "tomorrow" comes to."""
    asserting = desk.asserting(telling.document)
    day = _day(telling)
    if asserting is None or day is None:
        return
    for passage in _sentences(desk, telling, day):
        words = _forms(passage)
        at = [i for i, word in enumerate(words) if word == str(day.day)]
        for i, word in enumerate(words):
            if word in asserting.weekdays and any(abs(i - j) <= _BESIDE for j in at):
                yield _weekday(day, asserting.weekdays[word], word)
            if word in asserting.days and telling.span.start <= passage.starts[i] < telling.span.end:
                yield from _counted(desk, telling, day, asserting.days[word], word, passage.starts[i])


def zone_told(desk: Desk, telling: EventTelling) -> bool:
    """Whether the article says in which zone it counts the time there: then a day's difference may be none."""
    asserting = desk.asserting(telling.document)
    found = desk.sentence(telling.document, telling.span.start, telling.span.end)
    if asserting is None or found is None:
        return False
    words = found[1].words
    return any(
        all(part in ("*", word) for part, word in zip(run, words[i : i + len(run)], strict=True))
        for run in asserting.zones
        for i in range(len(words) - len(run) + 1)
    )


def _day(telling: EventTelling) -> dt.date | None:
    when = telling.when
    if when is None or when.basis != "stated" or when.date.precision != "day" or not when.date.known_year:
        return None
    return dt.date.fromisoformat(when.date.edtf)


def _sentences(desk: Desk, telling: EventTelling, day: dt.date) -> Iterator[Passage]:
    """The sentence of the telling; where it lacks the day, the one beside it that has it."""
    found = desk.sentence(telling.document, telling.span.start, telling.span.end)
    if found is None:
        return
    passages = desk.passages(telling.document)
    for index in (found[0], found[0] + 1, found[0] - 1):
        if 0 <= index < len(passages) and str(day.day) in passages[index].words:
            yield passages[index]
            return


def _forms(passage: Passage) -> list[str]:
    offset = passage.span.start
    return [
        passage.span.text[start - offset : end - offset].lower()
        for start, end in zip(passage.starts, passage.ends, strict=True)
    ]


def _weekday(day: dt.date, told: int, word: str) -> str:
    if day.weekday() == told:
        return f"fits its weekday (“{word}”)"
    return f"against it: {day} is a {_WEEKDAYS[day.weekday()]}, and the text has “{word}”"


def _counted(desk: Desk, telling: EventTelling, day: dt.date, shift: int, word: str, start: int) -> Iterator[str]:
    """What a word counted from the day of publication comes to; words of somebody quoted count from another."""
    published = desk.day(telling.document)
    if published is None or desk.spoken_directly(telling.document, start, start + len(word)):
        return
    header = dt.date.fromordinal(published)
    counted = header + dt.timedelta(days=shift)
    if counted == day:
        yield f"fits “{word}” in an article of {header}"
    else:
        yield f"against it: “{word}” in an article of {header} is {counted}"
