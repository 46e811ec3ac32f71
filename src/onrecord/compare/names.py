"""One person or place, written in ways that a reader may take for two, or a likely misspelling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from onrecord.compare.desk import Desk, in_words
from onrecord.compare.draft import Draft
from onrecord.compare.offices import find_offices
from onrecord.compare.slips import find_slips
from onrecord.compare.spelling import other_given_name, spelt_alike
from onrecord.languages.asserting import Comparing
from onrecord.model.finding import Place, Version
from onrecord.model.linked import ActorRow

_SHOWN = 4
_STEM = 5
# Documents that have so much to do with one another have the same readers.
_RELATED = 0.2

Spellings = Mapping[str, Mapping[str, Place]]
"""The ways of writing, each with the documents that use it and a place in each."""


def find_names(desk: Desk) -> Iterator[Draft]:
    """People in two spellings, countries under two names, codes in two alphabets, and slips within a text."""
    told: list[Draft] = []
    for actor in desk.record.actors:
        if actor.kind == "person":
            told += _persons(desk, actor)
        elif actor.kind == "country":
            told += _countries(desk, actor)
        elif actor.kind in ("group", "organization"):
            told += _codes(desk, actor)
    told += _unlinked(desk)
    yield from told
    yield from find_offices(desk)
    yield from find_slips(
        desk, {word for draft in told for version in draft.versions for word in version.value.split()}
    )


# ---- persons


def _persons(desk: Desk, actor: ActorRow) -> Iterator[Draft]:
    used, comparing = _full_names(desk, actor), desk.comparing(actor.parties[0][0]) if actor.parties else None
    names = sorted(used, key=lambda name: (-len(used[name]), name))
    if len(names) > 1:
        chief = names[0]
        others = [name for name in names[1:] if _two_spellings(name, chief, comparing)]
        if others:
            yield _two_ways(
                desk, actor, {name: used[name] for name in (chief, *others)}, "one person, spelt in two ways"
            )
            return
    # A name that the dossier knows otherwise is likely misspelt even where it stands alone.
    if actor.entry and names and all(_two_spellings(name, actor.name, comparing) for name in names):
        places = {name: used[name] for name in names}
        documents = sorted({d for there in places.values() for d in there})
        yield Draft(
            f"{in_words(names)} in {desk.labels(documents)} is likely a misspelling of {actor.name}.",
            tuple(place for there in places.values() for place in list(there.values())[:_SHOWN]),
            (
                *(Version(name, tuple(sorted(places[name]))) for name in names),
                Version(actor.name, (), ("so the dossier has it",)),
            ),
            1,
            "not as the dossier has it",
            0.75,
            actor.id,
        )


def _full_names(desk: Desk, actor: ActorRow) -> dict[str, dict[str, Place]]:
    """Every full name in use, the documents that use it, and where."""
    found: dict[str, dict[str, Place]] = defaultdict(dict)
    for document, index in actor.parties:
        party = desk.extraction(document).parties[index]
        words = party.name.split()
        if len(words) > 1 and all(len(word.strip(".")) > 1 for word in words):
            place = desk.naming(document, party)
            if place:
                found[party.name][document] = place
    return found


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


def _two_ways(desk: Desk, actor: ActorRow, used: Spellings, rule: str) -> Draft:
    evidence = [place for there in used.values() for _, place in sorted(there.items())[:_SHOWN]]
    told = in_words(f"{name} in {desk.labels(sorted(there))}" for name, there in used.items())
    return Draft(
        f"One {actor.kind}, written in {len(used)} ways: {told}.",
        tuple(evidence),
        tuple(Version(name, tuple(sorted(there)), (desk.origins_in_words(there),)) for name, there in used.items()),
        2 if actor.kind == "person" else 1,
        rule,
        0.75,
        actor.id,
    )


def _unlinked(desk: Desk) -> Iterator[Draft]:
    """Two persons of the record who are likely one: a name in two spellings, in the same company."""
    found = {
        actor.id: (actor, used)
        for actor in desk.record.actors
        if actor.kind == "person" and (used := _full_names(desk, actor))
    }
    keys = {id_: {key for name in used for key in _name_keys(name)} for id_, (_, used) in found.items()}
    by_key: dict[str, list[str]] = defaultdict(list)
    for id_ in sorted(keys):
        for key in keys[id_]:
            by_key[key].append(id_)
    pairs = {(a, b) for ids in by_key.values() for i, a in enumerate(ids) for b in ids[i + 1 :]}
    for a, b in sorted(pairs):
        (one, mine), (other, theirs) = found[a], found[b]
        comparing = desk.comparing(one.parties[0][0])
        alike = [(x, y) for x in sorted(mine) for y in sorted(theirs) if _two_spellings(x, y, comparing)]
        if alike and _same_company(desk, one, other):
            x, y = alike[0]
            yield _two_ways(desk, one, {x: mine[x], y: theirs[y]}, "likely one person, spelt in two ways")


def _name_keys(name: str) -> tuple[str, str]:
    words = _words(name)
    return f"surname {words[-1]}", f"given {words[0]} {words[-1][:2]}"


def _same_company(desk: Desk, one: ActorRow, other: ActorRow) -> bool:
    """Whether two persons are never told of together, and in documents that have to do with one another."""
    mine, theirs = {d for d, _ in one.parties}, {d for d, _ in other.parties}
    if mine & theirs:
        return False
    if any(_near(desk, d, theirs) for d in mine):
        return True
    titles = [
        {
            word[:_STEM]
            for d, i in row.parties
            for t in desk.extraction(d).parties[i].titles
            for word in t.lower().split()
        }
        for row in (one, other)
    ]
    company = [desk.company(ids) for ids in (mine, theirs)]
    return len(titles[0] & titles[1]) > 1 or (bool(company[0] & company[1]) and not all(titles))


# ---- countries and codes


def _countries(desk: Desk, actor: ActorRow) -> Iterator[Draft]:
    """Two nouns for one country that begin alike ("Молдавия", "Молдова"), in documents with the same readers."""
    shown: dict[str, str] = {}
    used: dict[str, dict[str, Place]] = defaultdict(dict)
    for document, index in actor.parties:
        comparing = desk.comparing(document)
        if comparing is None:
            continue
        for lemma, place in desk.nouns_for(document, index):
            # a lemma may be wrong, its stem is one for all cases
            stem = comparing.stem(lemma)
            shown[stem] = min(shown.get(stem, place.span.text), place.span.text)
            used[stem].setdefault(document, place)
    names = sorted(used, key=lambda name: (-len(used[name]), name))
    for other in names[1:]:
        pair = _related(desk, {names[0]: used[names[0]], other: used[other]})
        if names[0][0] == other[0] and len(pair) == 2:
            yield _two_ways(desk, actor, {shown[n]: there for n, there in pair.items()}, "one country, two names")


def _codes(desk: Desk, actor: ActorRow) -> Iterator[Draft]:
    """One code in Latin and in Cyrillic letters that look alike."""
    used: dict[str, dict[str, Place]] = defaultdict(dict)
    for document, index in actor.parties:
        for place in desk.codes_for(document, index):
            latin = any("a" <= c <= "z" for c in place.span.text.lower())
            used["in Latin letters" if latin else "in Cyrillic letters"].setdefault(document, place)
    mixed = _related(desk, used)
    if len(mixed) == 2:
        yield _two_ways(desk, actor, mixed, "one code, two alphabets")


def _related(desk: Desk, used: Spellings) -> dict[str, dict[str, Place]]:
    """Of two ways of writing only the documents that are near one that writes the other way and does not write both."""
    kept: dict[str, dict[str, Place]] = {}
    for name, there in used.items():
        rest = {d for other, documents in used.items() if other != name for d in documents}
        near = {d: p for d, p in there.items() if d not in rest and _near(desk, d, rest - set(there))}
        if near:
            kept[name] = near
    return kept


def _near(desk: Desk, document: str, others: Iterable[str]) -> bool:
    return any(desk.likely(document, other) >= _RELATED for other in others)
