"""Gold annotations and the articles they mark."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError

STORY_PARTS = ("statements", "events", "findings", "lineage")


@dataclass(frozen=True, slots=True)
class Gold:
    """`documents` by id as the guide's JSON has them, `texts` by id, `story` None where there is none.

    `named` counts how often each actor's name stands in a document's gold.
    """

    documents: Mapping[str, dict[str, Any]]
    texts: Mapping[str, str]
    story: Mapping[str, list[Any]] | None
    named: Mapping[str, Counter[str]]


def nth_place(text: str, mark: str, nth: int = 1) -> int:
    """Where the nth occurrence of `mark` begins, or -1."""
    place = -1
    for _ in range(nth):
        place = text.find(mark, place + 1)
        if place < 0:
            break
    return place


def load_gold(corpus: Path, folder: Path) -> Gold:
    """All `*.json` of a folder with their articles of the corpus folder.

    Raises `OnrecordError` where a file is no JSON, an article is missing, or there is no gold at all.
    """
    documents: dict[str, dict[str, Any]] = {}
    texts: dict[str, str] = {}
    story: dict[str, list[Any]] | None = None
    for path in sorted(folder.glob("*.json")):
        try:
            data = json.loads(path.read_text("utf-8"))
            if path.name.startswith("story"):
                story = story or {part: [] for part in STORY_PARTS}
                for part in STORY_PARTS:
                    story[part] += data.get(part, [])
            else:
                texts[data["id"]] = (corpus / f"{data['id']}.txt").read_bytes().decode("utf-8")
                documents[data["id"]] = data
        except FileNotFoundError as error:
            raise OnrecordError("its article is missing", where=str(path), hint=f"expected {error.filename}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise OnrecordError(f"no gold annotation: {error}", where=str(path)) from error
    if not documents:
        raise OnrecordError("no gold annotations here", where=str(folder), hint="name a folder of gold .json files")
    return Gold(documents, texts, story, {key: _names(gold) for key, gold in documents.items()})


def _names(gold: Mapping[str, Any]) -> Counter[str]:
    names = Counter(gold["cites"])
    if gold["outlet"]:
        names[gold["outlet"]] += 1
    for quote in gold["quotes"]:
        names.update(quote["speakers"])
    for event in gold["events"]:
        names.update(event["participants"])
    for commitment in gold["commitments"]:
        names.update([commitment["who"], *commitment["targets"]])
    return names
