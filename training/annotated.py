"""Our own annotations of articles of ../shared, to train on beside its gold.

`annotations/news_pairs.jsonl` has a line an article, in the words of the guide beside the gold, but with places
instead of words (articles from elsewhere are not repeated here): `[start, end]` in code points of the article's
text, whose SHA-256 it names. Quotes, encounters and commitments are marked; figures are not.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.evaluate.gold import Gold, names_in

FILE = Path(__file__).resolve().parent / "annotations/news_pairs.jsonl"
MARKS = {"quotes": ("text", "speaker_mention", "cue"), "events": ("evidence",), "commitments": ("evidence",)}
REST = {"cites": [], "outlet": None, "figures": []}


def load_annotated(corpus: Path, file: Path = FILE) -> Gold:
    """The annotations with their articles, in the form of the gold.

    Raises `OnrecordError` where an article is not the one that was annotated, `OSError` where it is missing.
    """
    documents: dict[str, dict[str, Any]] = {}
    texts: dict[str, str] = {}
    for line in file.read_text("utf-8").splitlines():
        known = json.loads(line)
        path = corpus / f"{known['id']}.txt"
        read = path.read_bytes()
        if sha256(read).hexdigest() != known["sha256"]:
            raise OnrecordError("another text than the one that was annotated", where=str(path))
        text = texts[known["id"]] = read.decode("utf-8")
        parts = {part: [_worded(item, text, marks) for item in known[part]] for part, marks in MARKS.items()}
        documents[known["id"]] = {**REST, "id": known["id"], **parts}
    return Gold(documents, texts, None, {key: names_in(gold) for key, gold in documents.items()})


def stories(pairs: Path) -> dict[str, str]:
    """For each article of a file of labelled pairs the first of those that tell the same story."""
    first: dict[str, str] = {}
    told = [(pair["a"], pair["b"]) for pair in json.loads(pairs.read_text("utf-8"))["pairs"] if pair["same_story"]]
    for one, other in told:
        both = sorted({first.get(one, one), first.get(other, other)})
        first.update({key: both[0] for key in (one, other, *(k for k, v in first.items() if v in both))})
    return first


def _worded(item: dict[str, Any], text: str, marks: tuple[str, ...]) -> dict[str, Any]:
    """The item with words where it has places; `nth` says which occurrence the first of them is."""
    words = {mark: text[slice(*item[mark])] if item[mark] else None for mark in marks}
    start, _ = item[marks[0]]
    first, nth, place = words[marks[0]], 1, -1
    while (place := text.find(first, place + 1)) < start:
        nth += 1
    return {**item, **words, "nth": nth}
