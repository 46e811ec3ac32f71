"""What a candidate for a quote's speaker is beside the others: the tables that set the rows against one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.extract.speech.columns import PLACES, Row

_FAR = 20


def compare(rows: Mapping[int, Row], kinds: Mapping[int, str], quotes_before: int) -> None:
    """Fills in what each party's row says of the other rows. `kinds` are the parties' kinds."""
    if not rows:
        return
    at = PLACES
    alike, shares, rank, known = at["shares_head"], at["shared_words"], at["rank_before"], at["mentions"]
    heads = sum(row[alike] > 0 for row in rows.values())
    words = sorted([row[shares] for row in rows.values()], reverse=True)
    fitting = {party for party, row in rows.items() if _fits(row)}
    by_rank = sorted([(row[rank], party) for party, row in rows.items()])
    recent = _places(party for _, party in by_rank if party in fitting)
    people = _places(party for _, party in by_rank if kinds[party] == "person")
    often = _places(party for _, party in sorted([(-row[known], party) for party, row in rows.items()]))
    for party, row in rows.items():
        head, shared, fits = row[alike] > 0, row[shares], party in fitting
        rival = words[1] if shared == words[0] and len(words) > 1 else words[0] if len(words) > 1 else 0.0
        row[at["heads_alike"]] = heads
        row[at["rival_head"]] = heads - head
        row[at["rival_words"]] = rival
        row[at["words_lead"]] = shared - rival
        row[at["fits"]] = fits
        row[at["rival_fits"]] = len(fitting) - fits
        row[at["fit_rank"]] = recent.get(party, _FAR)
        row[at["person_rank"]] = people.get(party, _FAR)
        row[at["mentions_rank"]] = often[party]
        row[at["spoke_share"]] = row[at["spoke"]] / quotes_before if quotes_before else 0.0
        row[at["self_alone"]] = row[at["subject"]] > 0 and not heads and not words[0]


def _places(order: Iterable[int]) -> dict[int, int]:
    return {party: place for place, party in enumerate(order)}


_BEFORE, _NAMED, _DISAGREES, _OTHER = (PLACES[name] for name in ("before", "named", "disagrees", "other_gender"))


def _fits(row: Row) -> bool:
    """Named before, agreeing with what the cue's subject says of gender and number."""
    return row[_BEFORE] > 0 and row[_NAMED] > 0 and not row[_DISAGREES] and not row[_OTHER]
