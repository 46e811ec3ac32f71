"""Parties of many documents → actors: who is who in the record.

Parties are compared by their forms (`link/forms.py`), so that a name that stands in every document is
compared once. What a person decided goes on top, by members, whatever the clusters are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from onrecord.dossier import Dossier, empty_dossier
from onrecord.languages import get_language
from onrecord.link.components import candidate_pairs, guarded, split
from onrecord.link.forms import PLACES, Form, conflict, form_keys, form_of, is_full, same_actor
from onrecord.link.known import KnownPeople
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.model.linked import ActorRow, Decision, Member, Office, row_id
from onrecord.model.record import ActorKind, Extraction, Party

Item = tuple[str, int]
"""A document's id and the index of a party."""

_KINDS: tuple[ActorKind, ...] = ("country", "person", "outlet", "organization", "group", "place")


@dataclass(frozen=True, slots=True)
class Actors:
    """The rows, and which actor each party is."""

    rows: tuple[ActorRow, ...]
    where: Mapping[Item, str]

    def of(self, document: str, party: int | None) -> str | None:
        return None if party is None else self.where.get((document, party))

    def all_of(self, document: str, parties: Iterable[int]) -> tuple[str, ...]:
        found = (self.of(document, party) for party in parties)
        return tuple(dict.fromkeys(actor for actor in found if actor is not None))


@dataclass(slots=True)
class Cluster:
    """An actor on its way: its items, what it is called, and what its id comes from."""

    id: str
    items: list[Item]
    name: str | None = None


def link_actors(
    documents: Iterable[Document],
    extractions: Mapping[str, Extraction],
    dossier: Dossier | None,
    decisions: Iterable[Decision] = (),
) -> Actors:
    """One row an actor, sorted by id. The order of the documents makes no difference."""
    known = dossier or empty_dossier()
    parties: dict[Item, Party] = {}
    forms: dict[Form, list[Item]] = {}
    for document in documents:
        language = get_language(document.language)
        for party in extractions[document.id].parties:
            parties[document.id, party.index] = party
            form = form_of(document.id, party, language.people if language else None)
            forms.setdefault(form, []).append((document.id, party.index))
    clusters = [
        Cluster(cluster_id(group, known), sorted(item for form in group for item in forms[form]))
        for group in cluster_forms(forms, known)
    ]
    clusters = decide(clusters, decisions, parties)
    where = {item: cluster.id for cluster in clusters for item in cluster.items}
    rows = [row_of(cluster, parties, where, known) for cluster in clusters]
    return Actors(tuple(sorted(rows, key=lambda row: row.id)), where)


# ---- clusters of forms


def cluster_forms(forms: Iterable[Form], dossier: Dossier) -> list[list[Form]]:
    """Forms that are one actor, each group sorted; a pure function of the set of forms and the dossier."""
    given = {form: compared_as(form, dossier) for form in forms}
    weights: dict[tuple[Form, Form], float] = {}
    for a, b in candidate_pairs({form: form_keys(seen) for form, seen in given.items()}):
        found = same_actor(given[a], given[b])
        if found:
            weights[a, b] = found[0]
    weights = _without_ambiguous(weights, given)
    return split(
        given, weights, lambda group, inside: guarded(group, inside, lambda a, b: conflict(given[a], given[b]))
    )


def compared_as(form: Form, dossier: Dossier) -> Form:
    """The form itself; a likely misspelling of somebody in the dossier is compared as that somebody."""
    entry = _known(dossier).entry_like(form)
    return replace(form, entry=entry) if entry else form


@cache
def _known(dossier: Dossier) -> KnownPeople:
    return KnownPeople(dossier)


def _without_ambiguous(
    weights: dict[tuple[Form, Form], float], given: Mapping[Form, Form]
) -> dict[tuple[Form, Form], float]:
    """Drops what joins a bare surname or an initial to people who cannot be the same."""
    near: dict[Form, list[Form]] = {}
    for a, b in weights:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    unclear = {
        form
        for form, others in near.items()
        if form.kind == "person" and not form.entry and len(form.given) < 3
        and any(conflict(given[x], given[y]) for i, x in enumerate(others) for y in others[i + 1 :])
    }  # fmt: skip

    def full(form: Form) -> bool:
        return len(form.given) > 2 or bool(form.entry)

    return {
        (a, b): weight
        for (a, b), weight in weights.items()
        if not ((a in unclear and full(given[b])) or (b in unclear and full(given[a])))
    }


def cluster_id(group: Iterable[Form], dossier: Dossier) -> str:
    """The dossier's id where one of the forms has it or is compared as it, else one from the least name.

    Forms of one body, place or whole name of a person are always one actor, so that the name is enough. Titles are left
    out: every article words them otherwise, and an actor's rows are linked again when its id changes.
    """
    forms = sorted(compared_as(form, dossier) for form in group)
    entries = sorted({form.entry for form in forms} - {""})
    if entries:
        return entries[0]
    least = forms[0]
    if least.kind != "person":
        name, sort = least.name, "place" if least.kind in PLACES else "body"
    else:
        name, sort = min((form.name for form in forms if form.given), key=_from_whole, default=""), "person"
    if least.local or not name:
        return row_id("a", least.kind, least.name, least.local, *least.names, "", *least.titles)
    return row_id("a", sort, name)


def _from_whole(name: str) -> tuple[bool, str]:
    """The order of persons' names for an id: a first name written out goes before an initial."""
    return not is_full(name.split(" ", 1)[0]), name


# ---- what people decided


def decide(clusters: list[Cluster], decisions: Iterable[Decision], parties: Mapping[Item, Party]) -> list[Cluster]:
    """Merges, splits and renames by members, in the order in which they were decided."""
    by_document: dict[str, list[Item]] = {}
    for item in parties:
        by_document.setdefault(item[0], []).append(item)
    for decision in decisions:
        if decision.verb not in ("merge", "split", "rename"):
            continue
        meant = {item for m in decision.members for item in _items_at(m, by_document, parties)}
        touched = [cluster for cluster in clusters if not meant.isdisjoint(cluster.items)]
        if not touched:
            continue  # its documents are not (or no longer) here
        if decision.verb == "rename":
            for cluster in touched:
                cluster.name = decision.value
        elif decision.verb == "merge":
            clusters = [cluster for cluster in clusters if cluster not in touched]
            named = next((cluster.name for cluster in touched if cluster.name), None)
            ids = sorted((cluster.id for cluster in touched), key=lambda id_: (_from_content(id_), id_))
            clusters.append(Cluster(ids[0], sorted(i for c in touched for i in c.items), named))
        else:
            for cluster in touched:
                cluster.items = [item for item in cluster.items if item not in meant]
            clusters = [cluster for cluster in clusters if cluster.items]
            clusters.append(Cluster(row_id("a", "split", *min(meant)), sorted(meant)))
    return clusters


def _from_content(id_: str) -> bool:
    """Whether an id was worked out, and does not come from the dossier."""
    return len(id_) == 17 and id_[0] == "a" and all(c in "0123456789abcdef" for c in id_[1:])


def _items_at(member: Member, by_document: Mapping[str, list[Item]], parties: Mapping[Item, Party]) -> list[Item]:
    return [
        item
        for item in by_document.get(member.document, ())
        if any(span.start == member.start and span.end == member.end for span in parties[item].mentions)
    ]


# ---- rows


def in_record(rows: Iterable[ActorRow]) -> tuple[ActorRow, ...]:
    """The rows without members, and without whose an office is, where these are not among the rows."""
    given = tuple(rows)
    there = {row.id for row in given}
    return tuple(
        replace(
            row,
            members=tuple(m for m in row.members if m in there),
            offices=tuple(replace(office, of=office.of if office.of in there else None) for office in row.offices),
        )
        for row in given
    )


def row_of(cluster: Cluster, parties: Mapping[Item, Party], where: Mapping[Item, str], dossier: Dossier) -> ActorRow:
    """An actor's row; its members, and whose its offices are, may stand in the dossier only (see `in_record`)."""
    mine = [parties[item] for item in cluster.items]
    entry = cluster.id if cluster.id in dossier.entries or cluster.id.startswith("country:") else None
    names = {name for party in mine for name in (party.name, *party.names)}
    if entry:
        names.update(dossier.names(entry))
    name = cluster.name or (dossier.name(entry, "ru") if entry else None) or fullest(party.name for party in mine)
    names.add(name)
    if entry:
        members = tuple(m for m in dossier.members(entry))
    else:
        members = tuple(
            sorted({where[item[0], m] for item in cluster.items for m in parties[item].members} - {cluster.id})
        )
    known = dossier.entries.get(entry) if entry else None
    identifiers = tuple(sorted(getattr(known, "identifiers", {}).items()))
    kind = min((party.kind for party in mine), key=_KINDS.index)
    if known is not None and getattr(known, "kind", None) in _KINDS:
        kind = known.kind  # type: ignore[union-attr]
    return ActorRow(
        cluster.id,
        kind,
        name,
        tuple(sorted(names)),
        members,
        _offices(entry, dossier),
        identifiers,
        entry,
        tuple(cluster.items),
    )


def _offices(entry: str | None, dossier: Dossier) -> tuple[Office, ...]:
    if entry is None:
        return ()
    found = []
    for office, term in dossier.offices_of(entry):
        titles = office.titles.get("ru") or next(iter(office.titles.values()), (office.role.replace("_", " "),))
        since, until = (Date(day) if day else None for day in (term.since, term.until))
        found.append(Office(titles[0], office.of, since, until))
    return tuple(found)


def fullest(names: Iterable[str]) -> str:
    """The name with the most words written out; among equals the longest, then the first by alphabet."""
    return min(names, key=lambda name: (-sum(len(w.strip(".")) > 1 for w in name.split()), -len(name), name))
