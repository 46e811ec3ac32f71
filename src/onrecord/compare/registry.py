"""All kinds of findings, in one list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.compare.attribution import find_attribution
from onrecord.compare.certainty import find_certainty
from onrecord.compare.credit import find_credit
from onrecord.compare.dates import find_dates
from onrecord.compare.desk import Desk
from onrecord.compare.draft import Draft
from onrecord.compare.edits import find_all_wording
from onrecord.compare.figures import find_figures
from onrecord.compare.names import find_names
from onrecord.compare.participants import find_participants
from onrecord.compare.places import find_places
from onrecord.compare.scope import find_scope
from onrecord.model.finding import Finding, FindingKind, Place
from onrecord.model.linked import Decision, Record, row_id


@dataclass(frozen=True, slots=True)
class Finder:
    """One way of finding: what kind it finds, and how."""

    kind: FindingKind
    find: Callable[[Desk], Iterable[Draft]]


FINDERS: Sequence[Finder] = (
    Finder("attribution", find_attribution),
    Finder("certainty", find_certainty),
    Finder("date", find_dates),
    Finder("place", find_places),
    Finder("participants", find_participants),
    Finder("scope", find_scope),
    Finder("figure", find_figures),
    Finder("name", find_names),
    Finder("wording", find_all_wording),
    Finder("credit", find_credit),
)


def compare(record: Record) -> tuple[Finding, ...]:
    """Every finding of the record, sorted by id; a pure function of it.

    What a person dismissed is kept, marked so, as long as its words are the same.
    """
    desk = Desk(record)
    found: list[Finding] = []
    for finder in FINDERS:
        mine = [_finding(finder.kind, draft, record.decisions) for draft in finder.find(desk)]
        found += _told_once(mine)
    return tuple(sorted(found, key=lambda finding: finding.id))


def _told_once(findings: Iterable[Finding]) -> list[Finding]:
    """Of findings of one kind that point at mostly the same words only the weightiest."""
    kept: list[Finding] = []
    at: dict[Place, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: (-f.severity, -f.confidence, -len(f.evidence), f.id)):
        shared = Counter(other.id for place in finding.evidence for other in at.get(place, ()))
        if any(2 * count > len(finding.evidence) for count in shared.values()):
            continue
        kept.append(finding)
        for place in finding.evidence:
            at.setdefault(place, []).append(finding)
    return kept


def _finding(kind: FindingKind, draft: Draft, decisions: Iterable[Decision]) -> Finding:
    evidence = merge_places(draft.evidence)
    documents = tuple(sorted({place.document for place in evidence}))
    finding = Finding(
        row_id("x", kind, *(f"{p.document} {p.span.start} {p.span.end}" for p in evidence)),
        kind,
        documents,
        draft.summary,
        evidence,
        draft.versions,
        draft.severity,
        draft.about,
        draft.rule,
        draft.confidence,
    )
    return replace(finding, dismissed=any(dismisses(decision, finding) for decision in decisions))


def merge_places(places: Iterable[Place]) -> tuple[Place, ...]:
    """Places sorted by document and start, one inside another dropped."""
    kept: list[Place] = []
    for place in sorted(set(places), key=lambda p: (p.document, p.span.start, -p.span.end)):
        if not (kept and kept[-1].document == place.document and kept[-1].span.contains(place.span)):
            kept.append(place)
    return tuple(kept)


def dismisses(decision: Decision, finding: Finding) -> bool:
    """Whether somebody set this finding aside: the same kind, and every piece of its words among theirs."""
    if decision.verb != "dismiss" or decision.value not in (None, finding.kind):
        return False
    words = {(member.document, member.start, member.end) for member in decision.members}
    return all((place.document, place.span.start, place.span.end) in words for place in finding.evidence)
