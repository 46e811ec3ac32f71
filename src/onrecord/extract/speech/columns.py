"""The columns of the row of numbers that describes a candidate for a quote's speaker."""

from __future__ import annotations

from array import array
from typing import TypeAlias

from onrecord.extract.speech.proposals import RULES
from onrecord.languages.reporting import CUE_CLASSES

Row: TypeAlias = "array[float]"
"""One number a column, in the order of `NAMES`."""

_MENTIONS = ("name", "office", "country", "group", "description", "pronoun")
_PARTIES = ("person", "organization", "country", "group", "place", "outlet")
_KINDS = ("verb", "noun", "predicate", "by", "other")
_FLAGS = (
    "subject", "subject_inherited", "subject_head", "by_source", "in_subject", "owner", "object",
    "nominative_in_clause", "nominative_before", "subject_before", "same_sentence", "inside", "inside_only",
    "before", "after", "label", "previous", "previous2", "next_subject", "previous_subject", "agrees",
    "disagrees", "in_credit", "plural", "paragraph_subject", "opens_sentence", "around", "named",
    "titled", "shares_head", "same_gender", "other_gender", "same_kind", "same_rank", "other_rank", "was_meant",
    "newcomer", "subject_found", "owns_found", "owns_newcomer", "owns_text",
)  # fmt: skip
_NUMBERS = (
    "distance_before", "distance_after", "sentences_before", "rank_before", "mentions", "first_at", "rivals",
    "shared_words", "shared_rest", "spoke", "spoke_lately", "subject_rank",
)  # fmt: skip
_BESIDE = (
    "heads_alike", "rival_head", "rival_words", "words_lead", "fits", "rival_fits", "fit_rank", "person_rank",
    "mentions_rank", "spoke_share", "self_alone",
)  # fmt: skip
_CONTEXT = (
    "has_cue", "cue_subject", "cue_subject_party", "cue_subject_pronoun", "cue_subject_open", "cue_plural", "direct",
    "has_previous", "previous_near", "paragraph_first", "cue_subject_first", "has_around", "cue_located", "cue_text",
    "cue_subject_singular", "cue_subject_animate", "cue_subject_named", "cue_subject_modified", "cue_subject_owned",
    "cue_subject_only", "cue_subject_new", "cue_subject_length", "cue_subject_speaker", "quotes_before",
    "cue_impersonal", "cue_passive", "cue_subject_proper", "cue_subject_capital", "cue_subject_determined",
    "previous_gap", "previous_paragraph", "in_title", "sentence", "long", "cue_subject_meant", "cue_subject_rest",
    "cue_subject_newcomer",
)  # fmt: skip
_NOUNS = (
    "chief", "deputy", "envoy", "ambassador", "spokesperson", "aide", "member", "organ", "source", "body", "generic",
    "crowd", "other",
)  # fmt: skip
NAMES: tuple[str, ...] = (
    *_FLAGS,
    *_NUMBERS,
    *_BESIDE,
    *(f"mention={kind}" for kind in _MENTIONS),
    *(f"party={kind}" for kind in _PARTIES),
    *_CONTEXT,
    *(f"cue={kind}" for kind in _KINDS),
    *(f"told={kind}" for kind in _MENTIONS),
    *(f"told_party={kind}" for kind in _PARTIES),
    *(f"told_noun={kind}" for kind in _NOUNS),
    *(f"class={kind}" for kind in CUE_CLASSES),
    *(f"rule={rule}" for rule in RULES),
)
PLACES = {name: index for index, name in enumerate(NAMES)}
OF_MENTION = {kind: PLACES[f"mention={kind}"] for kind in _MENTIONS}
OF_TOLD = {kind: PLACES[f"told={kind}"] for kind in _MENTIONS}
OF_TOLD_PARTY = {kind: PLACES[f"told_party={kind}"] for kind in _PARTIES}
OF_TOLD_NOUN = {kind: PLACES[f"told_noun={kind}"] for kind in _NOUNS}
OF_PARTY = {kind: PLACES[f"party={kind}"] for kind in _PARTIES}


def empty_row() -> Row:
    """A row of zeros."""
    return array("d", bytes(8 * len(NAMES)))
