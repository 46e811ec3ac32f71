"""The same event, with other people: one state sends a minister in one document, and a deputy in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.compare.desk import Desk, shown
from onrecord.compare.draft import Draft
from onrecord.languages import get_language
from onrecord.languages.encounters import Encounters
from onrecord.model.finding import Place, Version
from onrecord.model.linked import Kinship
from onrecord.model.record import Passage

# So near have two documents to be, and so many words may a list of states have.
_RELATED = 0.2
_LIST = 16
_MOST_RANKS = 3


@dataclass(frozen=True, slots=True)
class Delegate:
    """Whom a state sent to an encounter, by rank: the nouns of office from the first to the state's name."""

    document: str
    ranks: tuple[str, ...]
    state: str
    place: Place


def find_participants(desk: Desk, pair: Kinship) -> Iterator[Draft]:
    """Documents of one story in whose encounters one state is represented in two ranks, one below the other.

    Copies and tellings of their own that say the same stand on one side of one finding.
    """
    if pair.likely < _RELATED:
        return
    mine, theirs = (desk.worked_out("sent", d, lambda d=d: _by_state(desk, d)) for d in (pair.one, pair.other))  # type: ignore[misc]
    for state in sorted(mine.keys() & theirs.keys()):
        found = _apart(mine[state], theirs[state])
        if found and _told_by_both(desk, pair.one, pair.other):
            yield _draft(desk, *found)


def _apart(ones: Sequence[Delegate], others: Sequence[Delegate]) -> tuple[Delegate, Delegate] | None:
    """The first of each side, where all of one side have one rank, and all of the other the rank below it."""
    ranks = [{delegate.ranks for delegate in side} for side in (ones, others)]
    if any(len(side) != 1 for side in ranks):
        return None
    short, long = sorted((ones[0], others[0]), key=lambda delegate: len(delegate.ranks))
    return (short, long) if len(long.ranks) == len(short.ranks) + 1 and long.ranks[1:] == short.ranks else None


def _told_by_both(desk: Desk, one: str, other: str) -> bool:
    """Whether the articles are of about one day: delegations change from one encounter to the next."""
    days = [desk.day(one), desk.day(other)]
    return None in days or abs((days[0] or 0) - (days[1] or 0)) <= 1


def _by_state(desk: Desk, id_: str) -> Mapping[str, Sequence[Delegate]]:
    language = get_language(desk.document(id_).language)
    found: dict[str, list[Delegate]] = defaultdict(list)
    if language is None:
        return found
    countries = {
        m.span.start: actor
        for m in desk.extraction(id_).mentions
        if m.kind == "country" and m.party is not None and (actor := desk.actors_in(id_).get(m.party))
    }
    words = language.encounters
    for index, passage in enumerate(desk.passages(id_)):
        if any(word in words.nouns or word in words.verbs for word in passage.words):
            for delegate in _delegates(desk, id_, index, passage, countries, words):
                found[delegate.state].append(delegate)
    return found


def _delegates(
    desk: Desk, id_: str, index: int, passage: Passage, countries: Mapping[int, str], words: Encounters
) -> Iterator[Delegate]:
    """Offices with the states behind them: "заместитель министра Чада", "министры Чада, Мали и Нигера"."""
    at = 0
    while at < len(passage.words):
        if passage.words[at] not in words.representatives:
            at += 1
            continue
        first, ranks = at, []
        while at < len(passage.words) and passage.starts[at] not in countries and passage.tags[at] in "NA":
            if passage.words[at] in words.representatives:
                ranks.append(passage.words[at])
            at += 1
        end, states = at, []
        while end < len(passage.words) and end - at < _LIST:
            if passage.starts[end] in countries:
                states.append(countries[passage.starts[end]])
            elif passage.tags[end] != ".":
                break
            end += 1
        for state in states if len(ranks) <= _MOST_RANKS else ():
            place = desk.passage_place(id_, index)
            if len(passage.span) != len(place.span):
                place = desk.near_place(
                    id_, passage, passage.starts[first], passage.ends[end - 1], passage.starts[first]
                )
            yield Delegate(id_, tuple(ranks), state, place)
        at = max(end, at + 1)


def _draft(desk: Desk, one: Delegate, other: Delegate) -> Draft:
    """One finding of two of whom the first has the higher rank."""
    told = [" ".join(delegate.ranks) for delegate in (one, other)]
    return Draft(
        f"{desk.name(one.state)} is represented by a {told[0]} in {desk.label(one.document)} "
        f"({shown(one.place.span.text)}), by a {told[1]} in {desk.label(other.document)} "
        f"({shown(other.place.span.text)}).",
        (one.place, other.place),
        tuple(Version(rank, (d.document,), (), (d.place,)) for rank, d in zip(told, (one, other), strict=True)),
        2,
        "another rank for one state",
        0.6,
        matters=tuple(f"{one.state} {told[1]} {d.document}" for d in (one, other)),
    )
