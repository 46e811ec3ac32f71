"""How likely a happening is an encounter that belongs on the record."""

from __future__ import annotations

from onrecord.extract.encounters.merge import Happening
from onrecord.extract.encounters.reading import Reading


def features(happening: Happening, reading: Reading) -> dict[str, float]:
    """What is known of a happening, as numbers by name."""
    best = happening.ranked()[0]
    parties = [reading.mentions.parties[p] for p in happening.participants]
    return {
        "rule=" + best.frame.rule: 1.0,
        "people": float(min(3, sum(p.kind == "person" for p in parties))),
        "bodies": float(min(3, sum(p.kind not in ("person", "place") for p in parties))),
    }


def confidence(found: dict[str, float]) -> float:
    """How likely, from 0 to 1."""
    return 0.6 if found["people"] + found["bodies"] >= 1 else 0.3
