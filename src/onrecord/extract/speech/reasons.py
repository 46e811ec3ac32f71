"""Why a candidate for a quote's speaker was passed over, in words: the plainest thing that speaks against it."""

from __future__ import annotations

from onrecord.extract.speech.columns import PLACES
from onrecord.extract.speech.speakers import Standing

_FAR = 3  # sentences
_AGAINST = (
    ("inside_only", "named only within the words"),
    ("object", "the one told of or told, not the one who tells"),
    ("disagrees", "its gender or number does not fit the reporting word"),
    ("other_gender", "another gender than whoever is said to speak"),
    ("in_credit", "credited with the news, not with the words"),
)


def passed_over(standing: Standing, odds: float) -> str:
    """One clause, with the odds that the models give the candidate."""
    return f"{_reason(standing)} ({odds:.2f})"


def _reason(standing: Standing) -> str:
    row = standing.row

    def has(name: str) -> bool:
        return row[PLACES[name]] > 0

    if has("subject"):
        return "less likely, though the subject of the reporting word"
    for name, reason in _AGAINST:
        if has(name):
            return reason
    if has("after") and not has("before"):
        return "named only after the words"
    if has("before") and row[PLACES["sentences_before"]] >= _FAR:
        return f"last named {row[PLACES['sentences_before']]:.0f} sentences before"
    if has("cue_subject"):
        return "not the subject of the reporting word"
    return "less likely"
