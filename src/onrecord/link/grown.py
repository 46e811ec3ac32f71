"""A record that grows: new articles are linked with their neighbourhood, and nothing else is touched.

What comes out is what `link` makes of all articles at once (a property test holds it to that). The
decisions on two documents are the same functions; only which documents are looked at differs: those that
share a key, and those of the components that something joins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from onrecord.dossier import Dossier
from onrecord.link import stages
from onrecord.link.casting import cast
from onrecord.link.commitment_pairs import REACH as FOLLOWED
from onrecord.link.commitment_pairs import CommitmentItem
from onrecord.link.event_rows import may_hold, when_and_who, whole_of
from onrecord.link.followed import may_tell, told_keys
from onrecord.link.growing import grow
from onrecord.link.neighbourhood import Neighbourhood
from onrecord.link.shelf import ALWAYS, Changed, ItemKey, Shelf, sharing_any
from onrecord.link.stages import tellers_of
from onrecord.link.ties import REACH, Side, Tie, tie
from onrecord.model.linked import Decision, DocumentRow, EventRow


@dataclass(frozen=True, slots=True)
class Touched:
    """What an addition has changed.

    `documents` are new, or their parties are others than before; of `recast` ones only the row is another, their
    story aside. `pairs` have to do with one another otherwise than before, or no longer. `rows` are those of each kind
    that came, went or became others. `renamed` are documents that name an actor who is called otherwise now; `actors`
    have other names or stand in other documents than before, or may do so.
    """

    documents: frozenset[str]
    recast: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    rows: Mapping[str, Changed]
    renamed: frozenset[str]
    actors: frozenset[str]


def grow_record(
    shelf: Shelf, added: Collection[str], dossier: Dossier, decisions: Iterable[Decision] = ()
) -> tuple[Neighbourhood, Touched]:
    """Links documents that are new, or of which decisions speak that came or went since they were linked."""
    hood = Neighbourhood(shelf, dossier, decisions)
    new = sorted(hood.there(added))
    casting = cast(hood, new)
    moved = sorted(casting.documents)
    hood.renew(moved)
    pairs = _grow_ties(hood, moved)
    related = {id_ for pair in pairs for id_ in pair}
    hood.forget_sides()
    done: dict[str, Changed] = {}
    done["story"] = grow(stages.stories(hood), shelf, moved)
    # Of every pair that has changed one has moved: what a row says of two others' origins stands as it was.
    done["statement"] = grow(stages.utterances(hood), shelf, moved)
    done["figure"] = grow(stages.quantities(hood), shelf, moved)
    done["event"] = grow(stages.encounters(hood), shelf, moved)
    _post_tellings(hood, moved)
    tellers = tellers_of(hood, moved)
    followed = _followed(hood, moved, tellers)
    done["commitment"] = grow(stages.pledges(hood, moved, tellers), shelf, moved, again=followed)
    done["quote"] = shelf.replace_rows("quote", moved, ((q.id, id_, q) for id_ in moved for q in hood.quotes(id_)))
    _grow_wholes(shelf, done["event"])
    recast = _grow_document_rows(hood, {*moved, *related, *done["story"][0], *done["story"][1]})
    return hood, Touched(
        frozenset(moved), frozenset(recast), frozenset(pairs), done, frozenset(casting.renamed),
        frozenset(casting.actors),
    )  # fmt: skip


# ---- pairs of documents


def _grow_ties(hood: Neighbourhood, documents: Collection[str]) -> set[tuple[str, str]]:
    """Holds documents against those near them; gives the pairs whose ties are others than before."""
    hood.load(documents)
    hood.load_ties(documents)
    before = {t.pair: t for id_ in documents for t in hood.ties_of(id_).values()}
    sides = {id_: side for id_ in sorted(documents) if (side := hood.side(id_))}
    for name in REACH:
        hood.shelf.post(name, ((id_, side.keys(name), stages.days_of(hood, id_)) for id_, side in sides.items()))
    now = {item.pair: item for side in sides.values() for item in _ties(hood, side, sides)}
    changed = {pair for pair in {*before, *now} if before.get(pair) != now.get(pair)}
    if changed:
        hood.shelf.replace_ties(documents, now)
        hood.forget_ties({id_ for pair in changed for id_ in pair})
    return changed


def _ties(hood: Neighbourhood, side: Side, fresh: Collection[str]) -> list[Tie]:
    """The ties of a document; of two `fresh` ones the lesser has theirs."""
    near: dict[str, set[str]] = {}
    days = stages.days_of(hood, side.document.id)
    for name, reach in REACH.items():
        for id_ in hood.shelf.sharing(name, side.keys(name), days, reach):
            if id_ not in fresh or id_ > side.document.id:
                near.setdefault(id_, set()).add(name)
    # A run of words that many articles have is mostly all that they share: their texts need not be fetched for that.
    worded = hood.may_be_worded_alike(side, [id_ for id_, names in near.items() if names == {"run"}])
    near = {id_: names for id_, names in near.items() if names != {"run"} or id_ in worded}
    hood.load_sides(near)
    found = [tie(side, other, near[id_]) for id_ in sorted(near) if (other := hood.side(id_))]
    return [item for item in found if not item.says_nothing]


# ---- rows that rest on others


def _grow_document_rows(hood: Neighbourhood, ids: Collection[str]) -> set[str]:
    """Makes the rows of documents anew; gives those that are others than before, their story aside."""
    before = hood.shelf.rows("document", DocumentRow, ids)
    rows = list(_document_rows(hood, ids))
    hood.shelf.replace_rows("document", ids, ((row.id, row.id, row) for row in rows))
    return {row.id for row in rows if row.id not in before or replace(before[row.id], story=row.story) != row}


def _document_rows(hood: Neighbourhood, ids: Collection[str]) -> Iterable[DocumentRow]:
    """Documents without their texts, which lie with the articles."""
    stories = hood.shelf.rows("story", str, ids)
    for document in hood.documents(ids):
        id_ = document.id
        extraction, actors, lineage = hood.extraction(id_), hood.actors([id_], rows=False), hood.lineage([id_])
        yield DocumentRow(
            replace(document, raw="", body=(), furniture=()),
            stories[id_],
            lineage.derived.get(id_, ()),
            lineage.version_of.get(id_),
            actors.of(id_, extraction.outlet),
            actors.all_of(id_, extraction.cites),
        )


def _post_tellings(hood: Neighbourhood, documents: Collection[str]) -> None:
    days = {id_: stages.days_of(hood, id_) for id_ in documents}
    told = {id_: {key for item in hood.pledges(id_) for key in told_keys(item)} for id_ in documents}
    hood.shelf.post("telling", ((id_, hood.telling(id_), days[id_]) for id_ in documents))
    hood.shelf.post("told", ((id_, told[id_], days[id_]) for id_ in documents))


def _followed(hood: Neighbourhood, documents: Collection[str], tellers: Mapping[str, set[str]]) -> set[str]:
    """Documents with commitments of which these tell what became: `tellers` are these by what they may tell."""
    given = ((hood.telling(id_), stages.days_of(hood, id_)) for id_ in documents)
    near = sharing_any(hood.shelf, "told", given, FOLLOWED) - set(documents)
    hood.load_pledges(near)

    def tells(item: CommitmentItem) -> bool:
        later = {id_ for key in told_keys(item) for id_ in tellers.get(key, ())}
        return any(
            may_tell(item, hood.document(id_), hood.extraction(id_), hood.comparing(id_)) for id_ in sorted(later)
        )

    return {id_ for id_ in near if any(map(tells, hood.pledges(id_)))}


def _grow_wholes(shelf: Shelf, events: Changed) -> None:
    """Finds anew which encounter is part of which, as far as these have changed."""
    before, after = events
    holders = [row for row in after.values() if may_hold(row)]
    shelf.post("part", ((row.id, _keys(row), ALWAYS) for row in after.values()))
    shelf.post("whole", ((row.id, _keys(row), ALWAYS) for row in holders))
    holding = [key for row in holders for key in _keys(row)]
    parts = {key[0] for key in shelf.items_in("whole", list(before))} | set(before) | set(after)
    parts |= shelf.sharing("part", holding, ALWAYS, 0)
    rows = shelf.rows("event", EventRow, parts)
    found: dict[ItemKey, str] = {}
    for row in rows.values():
        near = shelf.rows("event", EventRow, shelf.sharing("whole", _keys(row), ALWAYS, 0))
        whole = whole_of(row, near.values())
        if whole is not None:
            found[(row.id,)] = whole
    shelf.place("whole", parts, found)


def _keys(row: EventRow) -> list[str]:
    return [f"{actor} {month}" for actor, month in when_and_who(row)]
