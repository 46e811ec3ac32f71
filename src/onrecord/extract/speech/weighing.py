"""How likely proposals and speakers are: by the trained models, or by plain rules where there are none."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.speech import columns, features, speakers
from onrecord.extract.speech.forest import Forest, load_forest, read_models
from onrecord.extract.speech.identity import Identity
from onrecord.extract.speech.proposals import Proposal
from onrecord.extract.speech.reading import Reading
from onrecord.extract.speech.thicket import Thicket, load_thicket
from onrecord.languages.reporting import Reporting
from onrecord.model.record import Mention

Floats = NDArray[np.float64]
Model = TypeVar("Model", Forest, Thicket)

_RULE = {
    "clause": 0.8, "by-right": 0.75, "by-left": 0.5, "marks": 0.6, "piece": 0.85, "label": 0.4, "colon": 0.35,
    "left": 0.7, "right": 0.45, "back": 0.8, "line": 0.5, "answer": 0.9, "continued": 0.05, "infinitive": 0.5,
    "adposition": 0.45, "object": 0.3, "name": 0.5,
}  # fmt: skip
_CLASS = {
    "know": 0.05, "show": 0.05, "other": 0.1, "decide": 0.3, "hope": 0.7, "manner": 0.8, "tell": 0.9, "write": 0.8,
    "say": 1.1, "think": 1.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Certainty:
    """How odds turn into confidence: `weights` weigh `certainty_row` (the last number is added to all); `curve` holds
    pairs of that score and the share of rows that was right at it, rising."""

    weights: tuple[float, ...]
    curve: tuple[tuple[float, float], ...]

    def confidence(self, row: Sequence[float]) -> float:
        """The share of rows that were right at the score of this `certainty_row`, read off the curve."""
        score = certainty_score(self.weights, row)
        points = self.curve
        place = bisect_right(points, (score, 2.0))
        if place == 0:
            return points[0][1]
        if place == len(points):
            return points[-1][1]
        (x0, y0), (x1, y1) = points[place - 1], points[place]
        return y0 + (y1 - y0) * (score - x0) / (x1 - x0)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The models, the least odds that make a quote or a speaker, and how odds turn into confidence.

    Words and speakers have two models each, which err elsewhere and are averaged: boosted and random trees for words,
    boosted trees and `linear` for speakers, a weight for each column (the last number is added to all).
    """

    spans: Forest
    thicket: Thicket
    speakers: Forest
    linear: Floats
    least_span: float
    least_speaker: float
    least_margin: float
    certainty: Certainty


def certainty_row(span: float, speaker: float, second: float, *, known: bool) -> tuple[float, ...]:
    """What tells how sure a row is: the odds of words and speaker, together and apart, and of the next best speaker.

    Where nobody is named `speaker` is how unlikely even the likeliest was. Odds above even ones count anew up to a
    point: sure rows are told apart otherwise than unsure ones.
    """
    both, words, voice = _logit(span * speaker), _logit(span), _logit(speaker) * known
    above = (min(max(logit, 0.0), 1.0) for logit in (both, words, voice))
    return (both, float(known), second * known, words, voice, *above)


def certainty_score(weights: Sequence[float], row: Sequence[float]) -> float:
    """Between 0 and 1."""
    total = sum(weight * value for weight, value in zip(weights, (*row, 1.0), strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _logit(odds: float) -> float:
    odds = min(max(odds, 1e-4), 1 - 1e-4)
    return math.log(odds / (1 - odds))


def make_weights(data: dict[str, Any]) -> Weights:
    """From the JSON object of the file. Raises `ValueError` where it was trained on other features."""
    return Weights(
        checked(load_forest(data["spans"]), features.NAMES),
        checked(load_thicket(data["thicket"]), features.NAMES),
        checked(load_forest(data["speakers"]), columns.NAMES),
        np.array(data["linear"], dtype=np.float64),
        data["least_span"],
        data["least_speaker"],
        data["least_margin"],
        make_certainty(data),
    )


def checked(model: Model, names: Sequence[str]) -> Model:
    """The model itself. Raises `ValueError` where it was trained on other columns than these."""
    if tuple(names) != model.names:
        raise ValueError("the model was trained on other features; train it again (see docs/quotes.md)")
    return model


def make_certainty(data: dict[str, Any]) -> Certainty:
    """The part of the weights that makes confidence of odds."""
    return Certainty(
        tuple(float(weight) for weight in data["certainty"]), tuple((float(x), float(y)) for x, y in data["curve"])
    )


@cache
def _read(reporting: Identity) -> Weights | None:
    source = reporting.held.weights
    return None if source is None else make_weights(read_models(source()))


def weights_of(reporting: Reporting) -> Weights | None:
    """A language's models, read once a process; None where it has none."""
    return _read(Identity(reporting))


_HOPELESS = 0.1
_SHARED = 0.3  # what is left of the odds of words that hold somebody's next report
_HALF_MARKED = 0.02
_LONELY, _CLOSES = features.NAMES.index("lonely"), features.NAMES.index("closes")
_DOUBTED = [
    features.NAMES.index(name) for name in ("negated", "modal", "cue_first", "cue_second", "cue_future", "in_marks")
]
_INSIDE = [features.NAMES.index(name) for name in ("sharer_inside", "twin_inside")]
_NEXT = [features.NAMES.index(name) for name in ("sharer_next", "twin_next")]
RULE_WEIGHTS = (0.3, 0.3, 0.0)
_LIKELY = 0.6  # nine of ten whole sentences "…, сообщил X." are indirect speech
_POINTED = 0.75  # and seven of eight sentences that "Об этом сообщил X" points back to
_CLOSING = frozenset(("say", "tell", "think", "explain", "promise", "threaten"))  # classes that close such sentences
_NEAR = 8  # tokens from a verb to its subject
# "X said that …", "As X said, …", "according to X …" of a subject that is named: in 335 of 355 such reports of the
# training articles some reading of the words is right. The likeliest one is taken, however unlikely.
_REPORTED = 0.5
# "…, — said X. — …": of 52 such pieces of the training articles 48 are quotes as they stand, and three in part.
_PARTED = 0.6
_REPORTING = frozenset(("say", "tell", "think", "explain"))
_LED = frozenset((("clause", "that"), ("right", "link")))
_PLAIN = 0.8  # interviews and headlines "X: …" have a shape of their own; too few were there to learn it from


def span_odds(reading: Reading, weights: Weights | None, reporting: Reporting) -> Floats:
    """The odds of each proposal."""
    if weights is None:
        return rule_odds(reading)
    odds = weights.spans.probabilities(reading.rows) / 2
    open_ = np.flatnonzero(odds >= _HOPELESS)  # the random trees are asked only where they could still decide
    odds[open_] += weights.thicket.shares(reading.rows[open_]) / 2
    return settled(reading, odds, reporting)


def settled(reading: Reading, odds: Floats, reporting: Reporting) -> Floats:
    """The model's odds with what is plain by the rules and too rare to be learned."""
    cues = {cue.token for cue in reading.cues}
    for index, proposal in enumerate(reading.proposals):
        if proposal.rule == "answer" or (proposal.rule == "label" and headline_label(reading, proposal.first)):
            odds[index] = max(odds[index], _PLAIN)
        elif proposal.rule == "piece" and proposal.first not in cues:
            odds[index] = max(odds[index], _PARTED)
        elif reading.rows[index, _CLOSES] and odds[index] < _LIKELY and _closed_by_name(reading, proposal):
            odds[index] = _LIKELY
        elif _points_back(reading, proposal):
            odds[index] = 0.0 if _is_credit(reading, proposal, reporting) else max(odds[index], _POINTED)
    _report(reading, odds)
    _part(reading, odds)
    odds -= _HALF_MARKED * reading.rows[:, _LONELY]  # of two that are alike the one whose marks close
    return odds


def _report(reading: Reading, odds: Floats) -> None:
    """What is plainly reported of somebody named is a quote; where its words end, the odds tell."""
    doubted = frozenset(np.flatnonzero((reading.rows[:, _DOUBTED] > 0).any(axis=1)).tolist())
    groups: dict[int, list[int]] = {}
    for index, proposal in enumerate(reading.proposals):
        if not proposal.barred and index not in doubted and _is_plain(reading, proposal):
            groups.setdefault(proposal.group, []).append(index)
    for group in groups.values():
        best = max(group, key=lambda index: float(odds[index]))
        odds[best] = max(odds[best], _REPORTED)


def _is_plain(reading: Reading, proposal: Proposal) -> bool:
    if proposal.rule != "by-right" and (proposal.rule, proposal.lead) not in _LED:
        return False
    cue = reading.cues[proposal.cue]
    if cue.entry.cue_class not in _REPORTING or cue.kind not in ("verb", "predicate", "by"):
        return False
    return cue.token not in reading.sheet.credited and _is_named(reading, cue.subject)


def _is_named(reading: Reading, subject: int) -> bool:
    """Whether a subject is a mention, or has one behind it: in apposition ("Врач-инфекционист Инга Фадеева"), or whose
    text or site it is."""
    if subject in reading.mention_at:
        return True
    sheet = reading.sheet
    return subject >= 0 and any(
        sheet.rel[child] in ("appos", "nmod") and child in reading.mention_at for child in sheet.children(subject)
    )


def _closed_by_name(reading: Reading, proposal: Proposal) -> bool:
    """Whether a report that closes its sentence (`Arcs.closes`) is of a saying by somebody who is named."""
    cue = reading.cues[proposal.cue]
    if cue.entry.cue_class not in _CLOSING or cue.token in reading.sheet.credited:
        return False
    return cue.subject <= cue.token + _NEAR and cue.subject in reading.mention_at


def _points_back(reading: Reading, proposal: Proposal) -> bool:
    """ "Об этом сообщил X": the sentence before, all of it."""
    if proposal.rule != "back" or proposal.lead != "about" or proposal.rank:
        return False
    return reading.cues[proposal.cue].entry.cue_class in speakers.TELLING


def _is_credit(reading: Reading, proposal: Proposal, reporting: Reporting) -> bool:
    """Whether such a report only credits a medium with the news ("Об этом сообщает «Вестник»"): those are no words of
    its own. A body that speaks for itself or another is credited in the same words."""
    sheet, subject = reading.sheet, reading.cues[proposal.cue].subject
    mention = reading.mention_at.get(subject)
    if mention is None or subject not in sheet.credited or mention.kind != "name":
        return False
    if sheet.lemmas[subject] in reporting.speakers:
        return False  # "Акорда", whose site is read as a medium is, speaks for a state
    return sheet.annotation.tokens[subject].feats.get("Case") in ("Nom", None)


def _part(reading: Reading, odds: Floats) -> None:
    """ "заявил, что …, но признал, что …": a report with the same subject and form ends the words before it."""
    inside = np.flatnonzero((reading.rows[:, _INSIDE] > 0).all(axis=1))
    if not len(inside):
        return
    ends = np.flatnonzero((reading.rows[:, _NEXT] > 0).all(axis=1))
    at_end = {reading.proposals[index].group: index for index in ends}
    for index in inside:
        end = at_end.get(reading.proposals[index].group)
        if end is not None:
            odds[end] = max(odds[end], odds[index])
            odds[index] *= _SHARED


def speaker_odds(weights: Weights, standings: Sequence[speakers.Standing]) -> Floats:
    """The odds of each speaker against all the others and against nobody of them, whose score is 0."""
    rows = speakers.matrix(standings)
    scores = (weights.speakers.scores(rows) + rows @ weights.linear[:-1] + weights.linear[-1]) / 2
    top = max(float(scores.max()), 0.0)
    raised = np.exp(scores - top)
    odds: Floats = raised / (raised.sum() + math.exp(-top))
    return odds


def headline_label(reading: Reading, first: int) -> Mention | None:
    """Whom words of a headline follow, with a colon and nothing else between ("Министр обороны Чада: …")."""
    sheet = reading.sheet
    if first >= sheet.title_end or first < 2:
        return None
    colon = first - 1
    while colon > 0 and sheet.words[colon] != ":":
        colon -= 1
    mention = reading.ending.get(colon)
    opening = sheet.bounds(colon)[0]
    if mention is None or mention.first != opening or mention.kind == "pronoun":
        return None
    return mention


def rule_odds(reading: Reading) -> Floats:
    """Odds of proposals by plain rules: the kind of report, the class of the cue, clean edges, a worded length."""
    out = np.zeros(len(reading.proposals))
    at = {name: reading.rows[:, index] for index, name in enumerate(features.NAMES[:_OWN_END])}
    for index, proposal in enumerate(reading.proposals):
        odds = _RULE[proposal.rule]
        if proposal.cue >= 0:
            cue = reading.cues[proposal.cue]
            odds *= _CLASS.get(cue.entry.cue_class, 0.9) * (1.0 if cue.kind != "noun" else 0.7)
        elif proposal.rule in ("marks", "colon"):
            odds *= 0.5
        if proposal.rule not in ("marks", "piece", "line", "label", "paragraph", "by-left", "left"):
            odds -= 0.06 * min(at["arcs_in"][index], 5) + 0.03 * min(max(at["arcs_out"][index] - 1, 0), 5)
            odds += 0.1 * at["head_edge"][index] + 0.05 * at["shorter_share"][index]
        elif proposal.rule in ("left", "by-left"):
            odds += 0.1 * at["shorter_share"][index] - 0.1 * (proposal.last - proposal.first < 4)
        if proposal.last - proposal.first < 3:
            odds -= 0.3
        out[index] = min(max(odds, 0.0), 1.0)
    return out


_OWN_END = features.NAMES.index("paragraph_marks") + 1


def rule_speaker_odds(standings: Sequence[speakers.Standing]) -> Floats:
    """Odds of speakers by plain rules: the subject, a label, who stands near in the clause, who spoke last."""
    at = columns.PLACES
    out = np.zeros(len(standings))
    for index, standing in enumerate(standings):
        row = standing.row
        odds = 0.9 if row[at["subject"]] else 0.0
        odds = max(odds, 0.8 * row[at["label"]], 0.45 * row[at["in_subject"]])
        if not row[at["cue_subject"]]:
            odds = max(odds, 0.6 * row[at["previous"]], 0.4 * row[at["nominative_in_clause"]])
            odds = max(odds, 0.35 * row[at["subject_before"]])
        if row[at["inside_only"]]:
            odds = 0.0
        out[index] = odds
    return out
