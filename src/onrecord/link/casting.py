"""Who is who in a record that grows: only forms that are new are compared, however often they are met again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from onrecord.languages import get_language
from onrecord.link.actors import Cluster, Item, cluster_forms, cluster_id, compared_as, decide, row_of
from onrecord.link.forms import Form, form_keys, form_of, same_actor
from onrecord.link.growing import Stage, grow
from onrecord.link.neighbourhood import Cast, Neighbourhood
from onrecord.link.shelf import ALWAYS, ItemKey
from onrecord.model.linked import ActorRow, Member, row_id
from onrecord.model.record import Party

_ABOUT_ACTORS = ("merge", "split", "rename")


@dataclass(frozen=True, slots=True)
class Known:
    """A form that some documents have: how they write it, and the actor it is before anybody decides."""

    form: Form
    called: tuple[str, ...]
    names: tuple[str, ...]
    actor: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What decisions made of actors: which became which, which single parties, and how they are called."""

    actors: tuple[tuple[str, str], ...] = ()
    parties: tuple[tuple[str, int, str], ...] = ()
    called: tuple[tuple[str, str], ...] = ()
    rows: tuple[str, ...] = ()
    speaking_of: tuple[Member, ...] = ()


def cast(hood: Neighbourhood, added: Collection[str]) -> set[str]:
    """Brings actors up to date with new documents; gives all documents whose parties are others than before."""
    met = {id_: _forms_in(hood, id_) for id_ in sorted(added)}
    before = hood.shelf.rows("form", Known, {form_id(f) for forms in met.values() for f in forms})
    known = _with_variants(hood, met, before)
    changed = _grow_forms(hood, known, before)
    for id_, forms in met.items():
        hood.shelf.post("form", id_, (form_id(form) for form in forms), ALWAYS)
    old = next(iter(hood.shelf.rows("decided", Decided, [""]).values()), Decided())
    touched = {item.actor for pair in changed.values() for item in pair if item}
    new = _decided(hood, old, touched, added)
    again = set(added) | _recast(hood, changed, old, new)
    casts = _casts(hood, again, new)
    stale = hood.casts(again)
    moved = {id_ for id_, mine in casts.items() if stale.get(id_) != mine}
    hood.set_casts({id_: casts[id_] for id_ in moved})
    hood.shelf.replace_rows("cast", moved, ((id_, id_, casts[id_]) for id_ in moved))
    _put_rows(hood, touched | _named(hood, casts, stale), old, new)
    return moved | set(added)


# ---- forms


def form_id(form: Form) -> str:
    return row_id("f", form)


def _forms_in(hood: Neighbourhood, document: str) -> list[Form]:
    """The form of every party of a document, by index."""
    language = get_language(hood.document(document).language)
    people = language.people if language else None
    return [form_of(document, party, people) for party in hood.extraction(document).parties]


def _with_variants(
    hood: Neighbourhood, met: Mapping[str, list[Form]], before: Mapping[str, Known]
) -> dict[str, Known]:
    """Every form met, with all ways in which it has been written."""
    called: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    found: dict[str, Form] = {}
    for document, forms in met.items():
        for form, party in zip(forms, hood.extraction(document).parties, strict=True):
            id_ = form_id(form)
            found[id_] = form
            called.setdefault(id_, set()).add(party.name)
            names.setdefault(id_, set()).update(party.names)
    known = {}
    for id_, form in found.items():
        was = before.get(id_, Known(form, (), (), ""))
        known[id_] = Known(
            form, tuple(sorted({*was.called, *called[id_]})), tuple(sorted({*was.names, *names[id_]})), was.actor
        )
    return known


def _grow_forms(
    hood: Neighbourhood, known: Mapping[str, Known], before: Mapping[str, Known]
) -> dict[str, tuple[Known | None, Known | None]]:
    """Compares new forms with those that are there; gives all that are others than before."""
    seen = dict(known)

    def get(id_: str) -> Known:
        if id_ not in seen:
            seen.update(hood.shelf.rows("form", Known, [id_]))
        return seen[id_]

    def rows(component: Mapping[ItemKey, Form]) -> Iterable[tuple[str, Known]]:
        for group in cluster_forms(component.values(), hood.dossier):
            actor = cluster_id(group)
            for form in group:
                yield form_id(form), replace(get(form_id(form)), actor=actor)

    stage = Stage[Form](
        "form",
        lambda id_: {(id_,): get(id_).form},
        lambda form: form_keys(compared_as(form, hood.dossier)),
        lambda a, b: same_actor(compared_as(a, hood.dossier), compared_as(b, hood.dossier)) is not None,
        rows,
    )
    new = [id_ for id_ in known if id_ not in before]
    again = [id_ for id_ in known if id_ in before and known[id_] != before[id_]]
    gone, come = grow(stage, hood.shelf, new, again=again)
    was = {**hood.decoded(gone, Known)}
    names = {(id_,): value.actor for id_, value in come.items()}
    hood.shelf.place("actor", (), names)
    return {id_: (was.get(id_), come.get(id_)) for id_ in sorted({*was, *come})}


# ---- what people decided


def _decided(hood: Neighbourhood, old: Decided, touched: set[str], added: Collection[str]) -> Decided:
    """What the decisions make of the actors that they speak of; worked out again where these have changed."""
    decisions = [decision for decision in hood.decisions if decision.verb in _ABOUT_ACTORS]
    members = tuple(member for decision in decisions for member in decision.members)
    if not decisions and not old.speaking_of:
        return old
    named = {a for a, _ in old.actors}
    spoken = {member.document for member in members}
    if members == old.speaking_of and not (named & touched) and not (spoken & set(added)):
        return old
    there = hood.existing(spoken)
    actors = {hood.known_actor(form_id(f)) for id_ in there for f in _forms_in(hood, id_)}
    return _decide(hood, actors, members)


def _decide(hood: Neighbourhood, actors: set[str], members: tuple[Member, ...]) -> Decided:
    clusters, parties = _clusters_of(hood, actors)
    first = {item: cluster.id for cluster in clusters for item in cluster.items}
    last = decide(clusters, hood.decisions, parties)
    now = {item: cluster.id for cluster in last for item in cluster.items}
    single = {item for item in parties if _is_single(item, hood, parties)}
    became: dict[str, set[str]] = {}
    for item, actor in first.items():
        if item not in single:
            became.setdefault(actor, set()).add(now[item])
    return Decided(
        tuple(sorted((actor, min(became.get(actor, {actor}))) for actor in set(first.values()))),
        tuple(sorted((*item, now[item]) for item in single)),
        tuple(sorted((cluster.id, cluster.name) for cluster in last if cluster.name)),
        tuple(sorted({cluster.id for cluster in last})),
        members,
    )
