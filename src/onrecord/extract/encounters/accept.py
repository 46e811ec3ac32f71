"""How likely a happening is an encounter that belongs on the record.

A logistic sum over what is known of it. The weights are learnt from annotated articles by
`training/events.py` and lie with the language; without any, participants alone decide.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from onrecord.extract.encounters.merge import Happening
from onrecord.extract.encounters.reading import Reading
from onrecord.model.dates import When

_OPENING = 3  # sentences


def features(happening: Happening, reading: Reading) -> dict[str, float]:
    """What is known of a happening, as numbers by name."""
    ranked = happening.ranked()
    best = ranked[0]
    parties = reading.cast.parties
    kinds = [parties[p].kind for p in happening.participants]
    people, states = kinds.count("person"), kinds.count("country")
    bodies = len(kinds) - people - states - kinds.count("place")
    roles = {role for telling in happening.tellings for role in telling.roles}
    when = happening.when()
    place = happening.place(reading.cast)
    first = min(telling.sentence for telling in happening.tellings)
    status = "planned" if happening.status == "cancelled" else happening.status  # of what is called off there is little
    found = {
        "bias": 1.0,
        f"rule={best.frame.rule}": 1.0,
        f"by={_ground(best.outlook.by)}": 1.0,
        f"status={status}": 1.0,
        f"{happening.kind}.{status}": 1.0,
        f"people={min(people, 3)}": 1.0,
        f"states={min(states, 2)}": 1.0,
        f"bodies={min(bodies, 2)}": 1.0,
        f"tellings={min(len(ranked), 3)}": 1.0,
        f"date={_grain(when)}": 1.0,
        f"place={'none' if place is None else parties[place].kind}": 1.0,
        "two": float(people + states + bodies > 1),
        "plural": float(best.plural),
        "another": float(best.another),
        "opening": float(first < _OPENING),
        "quoted": float(reading.quote_at(reading.tokens[best.trigger].start) is not None),
        "contest": float(reading.contest),
        "infinitive": float(reading.tokens[best.trigger].feats.get("VerbForm") == "Inf"),
        "long": min(2.0, len(reading.tokens) / 800),
    }
    found.update((f"role={role}", 1.0) for role in sorted(roles))
    return {name: value for name, value in found.items() if value}


def _grain(when: When | None) -> str:
    """How exactly it is dated; a season, which few are told of, says as little as a year."""
    precision = "none" if when is None else when.date.precision
    return "year" if precision == "season" else precision


def _ground(by: str) -> str:
    """The ground of a status without the very word: prepositions and nouns that lead count as one."""
    word, dot, tense = by.rpartition(".")
    return by if word in ("", "verb", "clause", "relative") else f"led{dot}{tense}"


def confidence(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """How likely, from 0 to 1."""
    if not weights:
        return 0.6 if "people=0" not in found or "states=0" not in found or "bodies=0" not in found else 0.3
    total = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
