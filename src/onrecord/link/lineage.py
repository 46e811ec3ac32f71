"""Lineage: who took it from whom, and how many independent origins there are.

Credit lines come first: a document that credits another's outlet was taken from it. Then wording:
sentences shared outside of quotations show that one was taken from the other, unless both credit the
same source, which explains the sharing (a release, an agency). Each decision looks at two
documents and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from onrecord.link.components import components
from onrecord.link.days import day_of
from onrecord.link.wording import Wording
from onrecord.model.document import Document
from onrecord.model.linked import DerivationKind, Derived
from onrecord.model.versions import earlier, same_address

# Shares of wording: what makes a copy, a near copy, a part; and what a credit alone needs beside it.
COPY, NEAR_COPY, NEAR_COPY_BACK, PARTIAL = 0.95, 0.85, 0.6, 0.3
UNCREDITED = 0.3
# How near two documents have to be for a credit to be about the same news.
KIN = 0.35
# Of one utterance in two documents, so much of the wording outside of it shows one origin.
ONE_ORIGIN = 0.25


@dataclass(frozen=True, slots=True)
class Sources:
    """Whom a document has its news from: its outlet and the media and offices that it credits, as ids."""

    outlet: str | None = None
    cites: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lineage:
    """Who took it from whom.

    `derived` and `version_of` are by document; `joined` holds pairs of documents (sorted) with one origin.
    """

    derived: Mapping[str, tuple[Derived, ...]] = field(default_factory=dict)
    version_of: Mapping[str, str] = field(default_factory=dict)
    joined: frozenset[tuple[str, str]] = frozenset()

    def origins(self, documents: Iterable[str]) -> int:
        """How many independent origins these documents have."""
        mine = sorted(set(documents))
        edges = [pair for pair in combinations(mine, 2) if pair in self.joined]
        return len(components(mine, edges))


def derivation(
    one: Document, other: Document, shared: Wording, kin: float, first: Sources, second: Sources
) -> tuple[str, Derived] | None:
    """Which of two documents was taken from the other, and how; None where neither was."""
    if same_address(one, other):
        taker, giver = (other, one) if earlier(one, other) else (one, other)
        share = round(max(shared.of_one, shared.of_other), 2)
        return taker.id, Derived(giver.id, _kind(shared) or "paraphrase", "a later text of the same address", share)
    most = max(shared.of_one, shared.of_other)
    credit = _credit(first, second) if kin >= KIN or most >= PARTIAL else None
    bare = max(shared.outside)
    kind = _kind(shared)
    # What is the same nearly throughout was copied, be it all quotations.
    whole = kind in ("copy", "near_copy")
    if credit is None and ((bare < UNCREDITED and not whole) or kin < KIN or explained(first, second)):
        return None
    if kind is None and credit is None:
        return None
    taker, giver = _direction(one, other, shared, credit)
    # Who credits somebody else says where it is from: what both have alike comes from there.
    if credit is None and (first if taker is one else second).cites:
        return None
    why = f"credits {giver.outlet}" if credit else f"{round(100 * bare)} % of its wording, outside of quotations"
    return taker.id, Derived(giver.id, kind or "paraphrase", why, round(most, 2))


def explained(first: Sources, second: Sources) -> bool:
    """Whether credits explain shared wording: both have it from one source, or one from an office's release."""
    return bool(first.cites & second.cites or first.offices or second.offices)


def one_origin(shared: Wording, kin: float, first: Sources, second: Sources) -> bool:
    """Whether two documents that tell of the same have it from one source."""
    if kin < KIN and max(shared.of_one, shared.of_other) < PARTIAL:
        return False
    common = first.cites & second.cites or first.offices & second.offices
    through = first.outlet in second.cites or second.outlet in first.cites
    return bool(common or through or max(shared.outside) >= ONE_ORIGIN)


def _credit(first: Sources, second: Sources) -> int | None:
    """1 where the second credits the first's outlet, 0 where the first credits the second's."""
    if first.outlet == second.outlet:
        return None
    if first.outlet is not None and first.outlet in second.cites:
        return 1
    if second.outlet is not None and second.outlet in first.cites:
        return 0
    return None


def _kind(shared: Wording) -> DerivationKind | None:
    low, high = sorted((shared.of_one, shared.of_other))
    if low >= COPY:
        return "copy"
    if high >= NEAR_COPY and low >= NEAR_COPY_BACK:
        return "near_copy"
    return "partial" if high >= PARTIAL else None


def _direction(one: Document, other: Document, shared: Wording, credit: int | None) -> tuple[Document, Document]:
    """Who took and who gave: by credit, then by time; else the one whose words are found in the fuller one took."""
    if credit is not None:
        return (other, one) if credit else (one, other)
    first, second = day_of(one), day_of(other)
    if first is not None and second is not None and first != second:
        return (other, one) if first < second else (one, other)
    if shared.of_one != shared.of_other:
        return (other, one) if shared.of_other > shared.of_one else (one, other)
    return (other, one) if one.id < other.id else (one, other)


def is_version(taker: Document, giver: Document, step: Derived, first: Sources, second: Sources) -> bool:
    """Whether it is a later state of the same article: at one address, or of one outlet and nearly all the same."""
    if same_address(taker, giver):
        return True
    same = (first.outlet is not None and first.outlet == second.outlet) or (
        taker.url is not None and taker.url == giver.url
    )
    return same and step.kind in ("copy", "near_copy")
