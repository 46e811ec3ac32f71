"""What a candidate for a quote's speaker is beside the others: the tables that set the rows against one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

COLUMNS: Final = (
    "heads_alike", "rival_head", "rival_words", "words_lead", "fits", "rival_fits", "fit_rank", "person_rank",
    "mentions_rank", "spoke_share", "self_alone",
)  # fmt: skip
_FAR = 20

Row = dict[str, float]


def compare(rows: Mapping[int, Row], kinds: Mapping[int, str], quotes_before: int) -> None:
    """Adds `COLUMNS` to each party's row. `kinds` are the parties' kinds."""
    if not rows:
        return
    heads = sum(row.get("shares_head", 0) > 0 for row in rows.values())
    words = sorted((row.get("shared_words", 0.0) for row in rows.values()), reverse=True)
    fitting = [party for party, row in rows.items() if _fits(row)]
    recent = sorted(fitting, key=lambda party: (rows[party].get("rank_before", _FAR), party))
    people = sorted(
        (party for party in rows if kinds[party] == "person"),
        key=lambda party: (rows[party].get("rank_before", _FAR), party),
    )
    known = sorted(rows, key=lambda party: (-rows[party].get("mentions", 0), party))
    places = [_places(order) for order in (recent, people, known)]
    for party, row in rows.items():
        head, shared = row.get("shares_head", 0) > 0, row.get("shared_words", 0.0)
        rival = words[1] if shared == words[0] and len(words) > 1 else words[0] if len(words) > 1 else 0.0
        row["heads_alike"] = heads
        row["rival_head"] = heads - head
        row["rival_words"] = rival
        row["words_lead"] = shared - rival
        row["fits"] = _fits(row)
        row["rival_fits"] = len(fitting) - _fits(row)
        row["fit_rank"], row["person_rank"], row["mentions_rank"] = (place.get(party, _FAR) for place in places)
        row["spoke_share"] = row.get("spoke", 0) / quotes_before if quotes_before else 0.0
        row["self_alone"] = bool(row.get("subject")) and not heads and not words[0]


def _places(order: Sequence[int]) -> dict[int, int]:
    return {party: place for place, party in enumerate(order)}


def _fits(row: Row) -> bool:
    """Named before, agreeing with what the cue's subject says of gender and number."""
    return bool(row.get("before") and row.get("named") and not row.get("disagrees") and not row.get("other_gender"))
