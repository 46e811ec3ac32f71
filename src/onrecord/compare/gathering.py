"""What was found in many spots, told as findings: what is of one matter once, with the words of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.compare.desk import Desk
from onrecord.compare.draft import Draft, Sighting
from onrecord.compare.names import retold
from onrecord.compare.slips import SLIP
from onrecord.model.finding import Finding, FindingKind, Place, Version
from onrecord.model.linked import Decision, row_id

# So many words are shown as evidence of one matter, beside those of the draft that tells it best.
_MOST = 12


def keys_of(sighting: Sighting) -> Iterator[str]:
    """What sightings have in common that have to be told together: those that share a key, and no others."""
    draft = sighting.draft
    for matter in draft.matters:
        yield f"{sighting.kind} {matter}"
    for place in merge_places(draft.evidence):
        yield f"{sighting.kind} {place.document} {place.span.start} {place.span.end}"
    if sighting.kind == "name":
        for word in _words_told(draft):
            yield from (f"name {document} {word}" for version in draft.versions for document in version.documents)


def findings_of(desk: Desk, sightings: Sequence[Sighting], decisions: Iterable[Decision]) -> list[Finding]:
    """The findings of sightings that hang together; their order makes no difference.

    What a person dismissed is kept, marked so, as long as its words are the same.
    """
    kind, drafts = sightings[0].kind, [sighting.draft for sighting in sightings]
    told = {word for draft in drafts if draft.rule != SLIP for word in _words_told(draft)} if kind == "name" else set()
    drafts = [draft for draft in drafts if draft.rule != SLIP or told.isdisjoint(_words_told(draft))]
    united = [_with_origins(desk, retold(desk, _united(group))) for group in _matters(drafts) if not group[0].bears_out]
    return _told_once(_finding(kind, draft, decisions) for draft in united)


def _words_told(draft: Draft) -> set[str]:
    return {word for version in draft.versions for word in version.value.split()}


# ---- one matter


def _matters(drafts: Iterable[Draft]) -> list[list[Draft]]:
    """Drafts that share a matter, directly or through others, the weightiest first."""
    groups: list[tuple[set[str], list[Draft]]] = []
    for draft in sorted(drafts, key=_weight):
        matters, members = set(draft.matters), [draft]
        for group in [group for group in groups if not matters.isdisjoint(group[0])]:
            groups.remove(group)
            matters |= group[0]
            members = [*group[1], *members]
        groups.append((matters, members))
    return [sorted(members, key=_weight) for _, members in groups]


def _weight(draft: Draft) -> tuple[object, ...]:
    places = tuple((p.document, p.span.start, p.span.end) for p in draft.evidence)
    return (
        draft.bears_out, -draft.severity, -draft.confidence, places, draft.rule, draft.matters, draft.summary,
        draft.about or "", tuple((version.value, version.documents) for version in draft.versions),
    )  # fmt: skip


def _united(drafts: Sequence[Draft]) -> Draft:
    """The weightiest of drafts of one matter, with the words of all, and the versions of those that found the same."""
    best = drafts[0]
    versions: dict[str, Version] = {}
    for draft in drafts:
        for version in draft.versions if draft.rule == best.rule or draft.bears_out else ():
            known = versions.get(version.value, version)
            versions[version.value] = Version(
                version.value,
                tuple(sorted({*known.documents, *version.documents})),
                tuple(dict.fromkeys((*known.reasons, *version.reasons))),
                tuple(dict.fromkeys((*known.places, *version.places))),
            )
    more = dict.fromkeys(place for draft in drafts[1:] for place in draft.evidence if place not in best.evidence)
    return replace(best, evidence=(*best.evidence, *list(more)[:_MOST]), versions=tuple(versions.values()))


def _with_origins(desk: Desk, draft: Draft) -> Draft:
    """The draft with the number of independent origins of each version, where there is one with several documents."""
    if all(len(version.documents) < 2 for version in draft.versions):
        return draft
    return replace(
        draft,
        versions=tuple(
            replace(v, reasons=(*v.reasons, desk.origins_in_words(v.documents))) if v.documents else v
            for v in draft.versions
        ),
    )


# ---- one finding


def _told_once(findings: Iterable[Finding]) -> list[Finding]:
    """Of findings of one kind that point at mostly the same words only the weightiest."""
    kept: list[Finding] = []
    at: dict[Place, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: (-f.severity, -f.confidence, -len(f.evidence))):
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
