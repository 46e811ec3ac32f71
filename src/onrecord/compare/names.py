"""One person or place, written in ways that a reader may take for two, or a likely misspelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from onrecord.compare.desk import Desk, in_words
from onrecord.compare.draft import Draft
from onrecord.compare.spelling import other_given_name, spelt_alike
from onrecord.languages.asserting import Comparing
from onrecord.model.finding import Place, Version
from onrecord.model.linked import ActorRow, Kinship

# Documents that have so much to do with one another have the same readers.
_RELATED = 0.2
# So many documents are shown for each spelling of somebody.
MOST = 4
_TWO_WAYS = {
    "one person, spelt in two ways": "person",
    "likely one person, spelt in two ways": "person",
    "one country, two names": "country",
    "one code, two alphabets": "body",
}

Names = Mapping[str, Place]
"""The ways of writing somebody in one document, each with its first place."""


def find_persons(desk: Desk, actor: ActorRow) -> Iterator[Draft]:
    """A person spelt in two ways; or otherwise than the dossier, which is likely wrong even where it stands alone."""
    in_question = names_in_question(actor)
    if not in_question:
        return
    used = desk.namings(actor.id, in_question, MOST)
    comparing = next((desk.comparing(places[0].document) for _, places in sorted(used.items())), None)
    chief = min(used, key=lambda name: (name != actor.name, -len(used[name]), name), default=actor.name)
    others = [name for name in sorted(used) if _two_spellings(name, chief, comparing)]
    every = [(name, place) for name in (chief, *others) for place in used.get(name, ())]
    if others and chief in used:
        yield _two_ways(every, "one person, spelt in two ways", 2, actor.id)
    elif actor.entry and used and all(_two_spellings(name, actor.name, comparing) for name in used):
        every = [(name, place) for name in sorted(used) for place in used[name]]
        yield Draft(
            f"{in_words(sorted(used))} in {desk.labels(place.document for _, place in every)} is likely a misspelling "
            f"of {actor.name}.",
            tuple(place for _, place in every),
            (*_versions(every), Version(actor.name, (), ("so the dossier has it",))),
            1,
            "not as the dossier has it",
            0.75,
            actor.id,
        )


def names_in_question(actor: ActorRow) -> tuple[str, ...]:
    """Of a person's full names those that may be one in two spellings; most persons have none."""
    if actor.kind != "person":
        return ()
    full = [name for name in actor.names if full_name(name)]
    return tuple(x for x in full if any(x != y and _two_spellings(x, y, None) for y in full))


def full_name(name: str) -> bool:
    """Whether a name has more than one word, and none of them is an initial."""
    words = name.split()
    return len(words) > 1 and all(len(word.strip(".")) > 1 for word in words)


def find_names(desk: Desk, pair: Kinship) -> Iterator[Draft]:
    """Likely one person as two, countries under two names, codes in two alphabets, in documents of one story."""
    if pair.likely >= _RELATED:
        yield from _unlinked(desk, pair)
        yield from _written_otherwise(desk, pair)


def retold(desk: Desk, draft: Draft) -> Draft:
    """A finding of names in the words for all its documents, which may have been found two by two."""
    if draft.rule not in _TWO_WAYS:
        return draft
    told = in_words(f"{version.value} in {desk.labels(version.documents)}" for version in draft.versions)
    return replace(draft, summary=f"One {_TWO_WAYS[draft.rule]}, written in {len(draft.versions)} ways: {told}.")


# ---- persons


def _two_spellings(one: str, other: str, comparing: Comparing | None) -> bool:
    """Whether two full names are one, spelt in two ways; forms of another case are no other spelling."""
    mine, theirs = _words(one), _words(other)
    if comparing is not None and list(map(comparing.stem, mine)) == list(map(comparing.stem, theirs)):
        return False
    if len(mine) != len(theirs) or mine == theirs:
        return False
    differ = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    if len(differ) != 1:
        return False
    a, b = differ[0]
    return (mine[0] != theirs[0] and other_given_name(a, b)) or spelt_alike(a, b)


def _words(name: str) -> list[str]:
    return name.lower().replace("ё", "е").split()


def _two_ways(places: Iterable[tuple[str, Place]], rule: str, severity: int, about: str) -> Draft:
    """One who is written in two ways; what is said of it follows when all documents are known (`retold`)."""
    every = list(places)
    return Draft(
        "",
        tuple(place for _, place in every),
        _versions(every),
        severity,
        rule,
        0.75,
        about,
        tuple(dict.fromkeys(f"{about} {place.document}" for _, place in every)),
    )


def _versions(places: Iterable[tuple[str, Place]]) -> tuple[Version, ...]:
    told: dict[str, list[Place]] = defaultdict(list)
    for name, place in places:
        told[name].append(place)
    return tuple(
        Version(name, tuple(sorted({place.document for place in mine})), (), tuple(mine))
        for name, mine in sorted(told.items())
    )


def _unlinked(desk: Desk, pair: Kinship) -> Iterator[Draft]:
    """Two persons of the record who are likely one: a name in two spellings, and neither document has both."""
    comparing = desk.comparing(pair.one)
    here, there = (set(desk.actors_in(id_).values()) for id_ in (pair.one, pair.other))
    mine, theirs = (_persons(desk, id_) for id_ in (pair.one, pair.other))
    for one in sorted(mine.keys() - there):
        for other in sorted(theirs.keys() - here):
            for x, place in sorted(mine[one].items()):
                for y, other_place in sorted(theirs[other].items()):
                    if _akin(x, y) and _two_spellings(x, y, comparing):
                        both = [(x, place), (y, other_place)]
                        yield _two_ways(both, "likely one person, spelt in two ways", 2, min(one, other))


def _persons(desk: Desk, id_: str) -> Mapping[str, Names]:
    """The full names of every person of a document, by actor."""
    return desk.worked_out("persons", id_, lambda: _full_names(desk, id_))


def _full_names(desk: Desk, id_: str) -> dict[str, dict[str, Place]]:
    found: dict[str, dict[str, Place]] = defaultdict(dict)
    for index, actor in desk.actors_in(id_).items():
        party = desk.extraction(id_).parties[index]
        place = desk.naming(id_, party) if desk.is_person(actor) and full_name(party.name) else None
        if place:
            found[actor].setdefault(party.name, place)
    return found


def _akin(one: str, other: str) -> bool:
    """Whether two names have the surname in common, or the given name and the beginning of the surname."""
    mine, theirs = _words(one), _words(other)
    return mine[-1] == theirs[-1] or (mine[0] == theirs[0] and mine[-1][:2] == theirs[-1][:2])


# ---- countries and codes


def _written_otherwise(desk: Desk, pair: Kinship) -> Iterator[Draft]:
    """Two nouns for one country that begin alike ("Молдавия", "Молдова"); a code in Latin and in Cyrillic letters."""
    mine, theirs = (_ways(desk, id_) for id_ in (pair.one, pair.other))
    for actor in sorted(mine.keys() & theirs.keys()):
        one, other = mine[actor], theirs[actor]
        if len(one) == len(other) == 1 and one.keys() != other.keys():
            (x, place), (y, there) = (*one.items(), *other.items())
            if desk.actors[actor].kind != "country":
                yield _two_ways([(x, place), (y, there)], "one code, two alphabets", 1, actor)
            elif x[0] == y[0]:
                yield _two_ways(
                    [(place.span.text, place), (there.span.text, there)], "one country, two names", 1, actor
                )


def _ways(desk: Desk, id_: str) -> Mapping[str, Names]:
    """How a document writes countries, by stems, and codes, by alphabet."""
    return desk.worked_out("ways", id_, lambda: _written(desk, id_))


def _written(desk: Desk, id_: str) -> dict[str, dict[str, Place]]:
    found: dict[str, dict[str, Place]] = defaultdict(dict)
    comparing = desk.comparing(id_)
    for index, actor in desk.actors_in(id_).items():
        kind = desk.actors[actor].kind
        if kind == "country" and comparing is not None:
            for lemma, place in desk.nouns_for(id_, index):
                # a lemma may be wrong, its stem is one for all cases
                found[actor].setdefault(comparing.stem(lemma), place)
        elif kind in ("group", "organization"):
            for place in desk.codes_for(id_, index):
                latin = any("a" <= c <= "z" for c in place.span.text.lower())
                found[actor].setdefault("in Latin letters" if latin else "in Cyrillic letters", place)
    return found
