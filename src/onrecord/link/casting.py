"""Who is who in a record that grows: only forms that are new are compared, however often they are met again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from onrecord.languages import get_language
from onrecord.link.actors import Cluster, Item, cluster_forms, cluster_id, compared_as, decide, row_of
from onrecord.link.forms import Form, form_keys, form_of, same_actor
from onrecord.link.growing import Stage, grow
from onrecord.link.neighbourhood import Cast, Neighbourhood
from onrecord.link.shelf import ALWAYS, ItemKey
from onrecord.model.linked import ActorRow, row_id
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
    """What decisions make of actors: which becomes which, which single parties become what, and new names."""

    actors: dict[str, str] = field(default_factory=dict)
    parties: tuple[tuple[str, int, str], ...] = ()
    called: dict[str, str] = field(default_factory=dict)

    def of(self, actor: str) -> str:
        return self.actors.get(actor, actor)

    @property
    def single(self) -> dict[Item, str]:
        return {(document, index): actor for document, index, actor in self.parties}


@dataclass(frozen=True, slots=True)
class Casting:
    """What bringing actors up to date has changed: documents whose parties are others than before, new ones among
    them, those that name somebody who is called otherwise now, and all actors concerned."""

    documents: set[str]
    renamed: set[str]
    actors: set[str]


def cast(hood: Neighbourhood, added: Collection[str]) -> Casting:
    """Brings actors up to date with new documents. Documents of decisions that came or went count as new ones."""
    forms = {id_: forms_in(hood, id_) for id_ in sorted(added)}
    moved, touched = _grow_forms(hood, forms)
    named = {id_: [form_id(form) for form in mine if not form.local] for id_, mine in forms.items()}
    hood.shelf.post("form", ((id_, mine, ALWAYS) for id_, mine in named.items()))
    old = hood.shelf.rows("decided", Decided, ["actors"]).get("actors", Decided())
    new = _decided(hood)
    again = set(added) | hood.shelf.sharing("form", moved, ALWAYS, 0)
    touched |= _left_by_single(hood, forms, new)
    rows = {decided.of(actor) for decided in (old, new) for actor in touched}
    if old != new:
        hood.shelf.replace_rows("decided", ["actors"], [("actors", "actors", new)])
        again |= _documents_decided_otherwise(hood, old, new)
        rows |= {a for d in (old, new) for a in (*d.actors, *d.actors.values(), *d.called, *d.single.values())}
    hood.load(again)
    before = hood.casts(again)
    now = {id_: cast_of(hood, id_, new) for id_ in sorted(again)}
    changed = {id_: mine for id_, mine in now.items() if before.get(id_) != mine}
    for id_, new_cast in changed.items():
        was = before[id_].actors if id_ in before else ()
        rows |= {actor for pair in zip(was, new_cast.actors, strict=False) if pair[0] != pair[1] for actor in pair}
    hood.shelf.replace_rows("cast", changed, ((id_, id_, mine) for id_, mine in changed.items()))
    hood.set_casts(changed)
    renamed = _put_rows(hood, rows, changed, {*changed, *added}, new)
    # Forms lie under the actors that they are before anybody decides; parties decided one by one have none.
    before_that = renamed | {actor for actor, other in new.actors.items() if other in renamed}
    called = [key[0] for key in hood.shelf.items_in("actor", before_that)]
    naming = hood.shelf.sharing("form", called, ALWAYS, 0)
    naming |= {id_ for id_ in _spoken_of(hood) if not renamed.isdisjoint(_cast(hood, id_))}
    return Casting(set(changed) | set(added), naming, rows)


# ---- forms


def form_id(form: Form) -> str:
    return row_id("f", form)


def forms_in(hood: Neighbourhood, document: str) -> list[Form]:
    """The form of every party of a document, by index."""
    return hood.forms(document, lambda: _forms_in(hood, document))


def _forms_in(hood: Neighbourhood, document: str) -> list[Form]:
    language = get_language(hood.document(document).language)
    people = language.people if language else None
    return [form_of(document, party, people) for party in hood.extraction(document).parties]


def _grow_forms(hood: Neighbourhood, met: Mapping[str, list[Form]]) -> tuple[set[str], set[str]]:
    """Compares new forms with those that are there.

    Gives the ids of forms that were there and are another actor now, and all actors that have changed.
    """
    there = {form_id(form): form for forms in met.values() for form in forms if not form.local}
    before = hood.shelf.rows("form", Known, there)
    seen = dict(before)
    for id_, (called, names) in _written(hood, met).items():
        was = before.get(id_, Known(there[id_], (), (), ""))
        seen[id_] = replace(
            was, called=tuple(sorted({*was.called, *called})), names=tuple(sorted({*was.names, *names}))
        )

    def get(id_: str) -> Known:
        if id_ not in seen:
            seen.update(hood.shelf.rows("form", Known, [id_]))
        return seen[id_]

    def rows(component: Mapping[ItemKey, Form]) -> Iterable[tuple[str, Known]]:
        for group in cluster_forms(component.values(), hood.dossier):
            actor = cluster_id(group, hood.dossier)
            for form in group:
                yield form_id(form), replace(get(form_id(form)), actor=actor)

    stage = Stage[Form](
        "form",
        lambda id_: {(id_,): get(id_).form},
        lambda form: form_keys(compared_as(form, hood.dossier)),
        lambda a, b: same_actor(compared_as(a, hood.dossier), compared_as(b, hood.dossier)) is not None,
        rows,
    )
    new = [id_ for id_ in there if id_ not in before]
    written = [id_ for id_ in before if seen[id_] != before[id_]]
    _, come = grow(stage, hood.shelf, new, again=written)
    hood.shelf.place("actor", (), {(id_,): known.actor for id_, known in come.items()})
    moved = {id_ for id_, known in come.items() if seen[id_].actor not in ("", known.actor)}
    return moved, {actor for id_, known in come.items() for actor in (known.actor, seen[id_].actor) if actor}


def _written(hood: Neighbourhood, met: Mapping[str, list[Form]]) -> dict[str, tuple[set[str], set[str]]]:
    """How the documents write each form: what they call it, and all its names."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for document, forms in met.items():
        for form, party in zip(forms, hood.extraction(document).parties, strict=True):
            if not form.local:
                called, names = found.setdefault(form_id(form), (set(), set()))
                called.add(party.name)
                names.update(party.names)
    return found


def _actors_at(hood: Neighbourhood, document: str) -> list[str]:
    """The actor of every party of a document before anybody decides."""
    forms = forms_in(hood, document)
    known = hood.shelf.rows("form", Known, {form_id(form) for form in forms if not form.local})
    return [cluster_id([form], hood.dossier) if form.local else known[form_id(form)].actor for form in forms]


def cast_of(hood: Neighbourhood, document: str, decided: Decided) -> Cast:
    single = decided.single
    actors = _actors_at(hood, document)
    return Cast(tuple(single.get((document, n)) or decided.of(actor) for n, actor in enumerate(actors)))


# ---- what people decided


def _decided(hood: Neighbourhood) -> Decided:
    """What the decisions make of the actors that they speak of."""
    decisions = [decision for decision in hood.decisions if decision.verb in _ABOUT_ACTORS]
    if not decisions:
        return Decided()
    parties, clusters = {}, dict[str, Cluster]()
    first: dict[Item, str] = {}
    for document in sorted(_spoken_of(hood)):
        for party, actor in zip(hood.extraction(document).parties, _actors_at(hood, document), strict=True):
            item = document, party.index
            parties[item], first[item] = party, actor
            # Beside the parties at hand, one that stands for all others of the actor.
            clusters.setdefault(actor, Cluster(actor, [(f"~{actor}", 0)])).items.append(item)
    last = decide(list(clusters.values()), decisions, parties)
    now = {item: cluster.id for cluster in last for item in cluster.items}
    became = {actor: now[f"~{actor}", 0] for actor in clusters}
    single = [(*item, now[item]) for item in sorted(parties) if now[item] != became[first[item]]]
    return Decided(
        {actor: other for actor, other in sorted(became.items()) if actor != other},
        tuple(single),
        {cluster.id: cluster.name for cluster in sorted(last, key=lambda c: c.id) if cluster.name},
    )


def _spoken_of(hood: Neighbourhood) -> set[str]:
    """The documents that decisions about actors speak of, as far as they are there."""
    return hood.there(m.document for d in hood.decisions if d.verb in _ABOUT_ACTORS for m in d.members)


def _left_by_single(hood: Neighbourhood, met: Mapping[str, list[Form]], decided: Decided) -> set[str]:
    """Actors whose row leaves out parties decided one by one, and may have to say more with the forms just met."""
    here = {form for forms in met.values() for form in forms}
    return {
        _actors_at(hood, document)[index]
        for document, index in decided.single
        if forms_in(hood, document)[index] in here
    }


def _documents_decided_otherwise(hood: Neighbourhood, old: Decided, new: Decided) -> set[str]:
    """Documents with a party that the decisions make somebody else than before."""
    actors = {actor for actor in {**old.actors, **new.actors} if old.of(actor) != new.of(actor)}
    forms = [key[0] for key in hood.shelf.items_in("actor", actors)]
    singles = {document for document, _, _ in set(old.parties) ^ set(new.parties)}
    return hood.there(hood.shelf.sharing("form", forms, ALWAYS, 0) | singles) | _spoken_of(hood)


# ---- rows


def _put_rows(
    hood: Neighbourhood, actors: set[str], changed: Collection[str], near: set[str], decided: Decided
) -> set[str]:
    """Makes the rows of these actors anew, and of those that stand in one of the changed documents only.

    Gives those that were there and are shown otherwise now.
    """
    own: dict[str, list[Item]] = {}
    for document in sorted(near | _spoken_of(hood)):
        for index, (form, actor) in enumerate(zip(forms_in(hood, document), _cast(hood, document), strict=True)):
            if form.local or (document, index) in decided.single:
                own.setdefault(actor, []).append((document, index))
                if document in changed:
                    actors.add(actor)
    single = decided.single
    for document, index in single:
        if (document, index) not in own.get(single[document, index], ()):
            own.setdefault(single[document, index], []).append((document, index))
    forms = _forms_of(hood, actors, decided)
    rows = [
        row for actor in sorted(actors) if (row := _row(hood, actor, forms.get(actor, {}), own.get(actor, []), decided))
    ]
    before = hood.shelf.rows("actor", ActorRow, actors)
    hood.shelf.replace_rows("actor", actors, ((row.id, row.id, row) for row in rows))
    hood.forget_actors(actors)
    return {row.id for row in rows if row.id in before and _shown(before[row.id]) != _shown(row)}


def _shown(row: ActorRow) -> tuple[object, ...]:
    """What is shown of an actor: other names than the chief one aside, which grow with every article."""
    return row.kind, row.name, row.offices, row.entry


def documents_calling(hood: Neighbourhood, actor: str, name: str) -> list[str]:
    """Documents in the order of their ids, among them all of which a party is this actor under this name.

    Others are those that decisions speak of, and those at hand: their parties may stand for themselves.
    """
    decided = hood.shelf.rows("decided", Decided, ["actors"]).get("actors", Decided())
    known = _forms_of(hood, [actor], decided).get(actor, {})
    forms = [id_ for id_, form in known.items() if name in form.called]
    return sorted(hood.shelf.sharing("form", forms, ALWAYS, 0) | _spoken_of(hood) | hood.at_hand(actor))


def _cast(hood: Neighbourhood, document: str) -> tuple[str, ...]:
    return hood.casts([document])[document].actors


def _forms_of(hood: Neighbourhood, actors: Collection[str], decided: Decided) -> dict[str, dict[str, Known]]:
    """The forms of each of these actors, by their ids, as they are written where nobody decided otherwise."""
    before = {actor for actor in actors if decided.of(actor) == actor}
    before |= {name for name, other in decided.actors.items() if other in actors}
    there = hood.shelf.items_in("actor", before)
    known = hood.shelf.rows("form", Known, (id_ for (id_,) in there))
    found: dict[str, dict[str, Known]] = {}
    for (id_,), name in sorted(there.items()):
        form = _without_single(hood, id_, known[id_], decided)
        if form is not None:
            found.setdefault(decided.of(name), {})[id_] = form
    return found


def _row(
    hood: Neighbourhood, actor: str, forms: Mapping[str, Known], own: list[Item], decided: Decided
) -> ActorRow | None:
    """The row of an actor from its forms, and from parties that stand for themselves; None where there is neither."""
    parties: dict[Item, Party] = {}
    for id_, known in forms.items():
        for n, name in enumerate(known.called):
            parties[id_, n] = Party(n, known.form.kind, name, known.names, known.form.entry or None)
    for document, index in own:
        parties[document, index] = hood.extraction(document).parties[index]
    if not parties:
        return None
    where = hood.actors({document for document, _ in own}, rows=False).where
    cluster = Cluster(actor, sorted(parties), decided.called.get(actor))
    return replace(row_of(cluster, parties, where, hood.dossier), parties=())


def _without_single(hood: Neighbourhood, id_: str, known: Known, decided: Decided) -> Known | None:
    """A form as it is written where decisions do not make its parties somebody else one by one; None for nowhere."""
    single = {item for item in decided.single if forms_in(hood, item[0])[item[1]] == known.form}
    if not single:
        return known
    called: set[str] = set()
    names: set[str] = set()
    for document in sorted(hood.there(hood.shelf.sharing("form", [id_], ALWAYS, 0))):
        for party, form in zip(hood.extraction(document).parties, forms_in(hood, document), strict=True):
            if form == known.form and (document, party.index) not in single:
                called.add(party.name)
                names.update(party.names)
    return replace(known, called=tuple(sorted(called)), names=tuple(sorted(names))) if called else None
