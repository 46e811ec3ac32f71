"""Which pages the readers of `desk.py` ask for: drawn from a record, the same for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

from onrecord.store.store import Store

# So many addresses of each kind are drawn: readers of one desk read much of the same, and each something else.
VARIETY = 60
TYPES = ("document", "finding", "statement", "commitment", "event", "actor")


def draw(record: Path, seed: int) -> dict[str, list[str]]:
    """Addresses by kind of page."""
    chance = random.Random(seed)
    with Store(record) as store, store.lookup() as lookup:
        total = {kind: lookup.count(kind) for kind in TYPES}

        def some(kind: str) -> list[str]:
            places = sorted(chance.sample(range(total[kind]), min(VARIETY, total[kind])))
            return [lookup.ids(kind, order="day", most=1, skip=place)[0] for place in places]

        drawn = {kind: some(kind) for kind in TYPES}
        # Half of the actors are those whom most articles name: their pages are the largest, and read most.
        drawn["actor"] = [*lookup.ids("actor", order="-weight", most=VARIETY // 2), *drawn["actor"][: VARIETY // 2]]
        marks = {id_: lookup.marks(id_) for id_ in drawn["document"]}
        texts = [text.raw for text in lookup.texts(drawn["document"]).values()]
        rows = lookup.rows("document", drawn["document"]).values()
        days = sorted(row.document.published.edtf for row in rows if row.document.published)
        outlets = list(lookup.outlets(VARIETY))
    pages = {
        name: [f"/{kind}s/{id_}" for id_ in drawn[kind]]
        for kind, name in (
            ("finding", "disagreement"), ("statement", "statement"), ("commitment", "commitment"),
            ("event", "encounter"), ("actor", "actor"),
        )
    }  # fmt: skip
    explained = [f"/articles/{id_}?row={chance.choice(found).id}" for id_, found in marks.items() if found]
    months = dict.fromkeys(day[:7] for day in days)
    return {
        "today": ["/"],
        **lists(drawn["actor"][:8], outlets, days, chance),
        "calendar": [f"{path}?month={month}" for month in months for path in ("/events", "/commitments")],
        **pages,
        "source": [f"/sources/{id_}" for id_ in outlets],
        "article": [f"/articles/{id_}" for id_ in drawn["document"]],
        "article, explained": explained,
        **searches(texts, outlets, days, chance),
    }


def lists(
    actors: Sequence[str], outlets: Sequence[str], days: Sequence[str], chance: random.Random
) -> dict[str, list[str]]:
    plain = ["/findings", "/statements", "/statements?kind=single", "/commitments", "/events", "/actors", "/sources"]
    of_actors = ("/events", "/commitments", "/statements")
    of_outlets = ("/findings", "/statements", "/events", "/sources")
    narrowed = [f"{path}?actor={actor}&since={chance.choice(days)}" for path in of_actors for actor in actors]
    narrowed += [f"{path}?outlet={outlet}" for path in of_outlets for outlet in outlets[:8]]
    further = [f"{path}?page={page}" for path in ("/findings", "/events", "/actors", "/sources") for page in (2, 7, 30)]
    return {"list": plain, "list, narrowed": narrowed, "list, further page": further}


def searches(
    texts: Sequence[str], outlets: Sequence[str], days: Sequence[str], chance: random.Random
) -> dict[str, list[str]]:
    """Words, phrases, and pairs of words that need not stand in one sentence, as they come in the texts."""
    words = [word for text in texts for word in re.findall(r"[а-яё]{4,}", text.lower())]
    phrases = [phrase for text in texts for phrase in re.findall(r"[а-яё]{4,} [а-яё]{4,}", text.lower())]
    asked = chance.sample(words, VARIETY // 2)
    asked += [f'"{phrase}"' for phrase in chance.sample(phrases, VARIETY // 4)]
    asked += [" ".join(chance.sample(words, 2)) for _ in range(VARIETY // 4)]
    kinds = ("quote", "commitment", "event", "finding")
    return {
        "search, texts": [f"/search?q={q}" for q in asked],
        "search, records": [f"/search?q={q}&in={chance.choice(kinds)}" for q in asked],
        "search, narrowed": [f"/search?q={q}&outlet={chance.choice(outlets)}&since={days[0]}" for q in asked],
    }
