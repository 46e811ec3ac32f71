"""How a proposal hangs together with its cue and with what follows it, by syntax: a few numbers for each."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.speech.cues import Found
from onrecord.extract.speech.proposals import Proposal
from onrecord.extract.speech.sheet import Sheet

_SIDES = ("clause", "infinitive", "object", "adposition", "name", "left", "right", "colon", "marks")
_RELS = ("ccomp", "parataxis", "nsubj", "obl", "obj", "conj", "advcl", "acl", "xcomp", "root")
COLUMNS = (
    "on_cue", "cue_on", "out_elsewhere", "roots", "rest_in", "rest_on_cue", "rest_apart",
    *(f"cue_has={rule}" for rule in _SIDES),
    *(f"head_rel={rel}" for rel in _RELS),
    *(f"rest_rel={rel}" for rel in _RELS),
    "finite_heads", "closes", "rest_words",
)  # fmt: skip
_AT = {name: index for index, name in enumerate(COLUMNS)}
_ON_CUE, _CUE_ON, _ELSEWHERE, _ROOTS, _REST_IN, _REST_ON_CUE, _APART = range(7)
_HAS = {rule: _AT[f"cue_has={rule}"] for rule in _SIDES}
_HEAD = {rel: _AT[f"head_rel={rel}"] for rel in _RELS}
_REST = {rel: _AT[f"rest_rel={rel}"] for rel in _RELS}
_FINITE, _CLOSES, _WORDS = _AT["finite_heads"], _AT["closes"], _AT["rest_words"]
_STEPS = 12  # arcs climbed from what follows
_TAIL = 2  # tokens that may follow a report that closes its sentence


class Arcs:
    """Answers for each proposal; which rules a cue has proposals of is gathered once."""

    def __init__(self, sheet: Sheet, cues: Sequence[Found], proposals: Sequence[Proposal]) -> None:
        self.sheet, self.cues = sheet, cues
        self.rules: dict[int, set[int]] = {}
        self.fronted = {proposal.cue for proposal in proposals if proposal.lead == "front"}
        for proposal in proposals:
            place = _HAS.get(proposal.rule)
            if proposal.cue >= 0 and place is not None:
                self.rules.setdefault(proposal.cue, set()).add(place)

    def columns(self, proposal: Proposal) -> list[float]:
        """The values of `COLUMNS`."""
        row = [0.0] * len(COLUMNS)
        sheet, first, last = self.sheet, proposal.first, proposal.last
        token = -1
        if proposal.cue >= 0:
            cue = self.cues[proposal.cue]
            token = cue.token
            for place in self.rules.get(proposal.cue, ()):
                row[place] = 1.0
            row[_CLOSES] = self.closes(proposal, cue)
        _, end = sheet.bounds(first)
        if sheet.annotation.has_syntax and last <= end:
            self._inside(row, first, last, token)
            self._rest(row, first, last, end, token)
        return row

    def closes(self, proposal: Proposal, cue: Found) -> bool:
        """ "Мост откроют осенью, сообщил министр X.": a sentence of words, the verb, its subject, and nothing else."""
        if proposal.rule != "left" or proposal.rank or proposal.cue in self.fronted:
            return False
        sheet = self.sheet
        begin, end = sheet.bounds(cue.token)
        if proposal.first != begin or proposal.last < cue.first - 2 or cue.subject <= cue.token:
            return False
        return sheet.right[cue.subject] >= end - _TAIL

    def _inside(self, row: list[float], first: int, last: int, cue: int) -> None:
        """Words of the proposal that hang outside of it, on the cue or elsewhere, and their relations."""
        sheet = self.sheet
        for token, up in enumerate(sheet.head[first:last], first):
            if first <= up < last or sheet.pos[token] == "PUNCT":
                continue
            row[_ROOTS if up < 0 else _ON_CUE if up == cue else _ELSEWHERE] += 1
            if sheet.annotation.tokens[token].feats.get("VerbForm") == "Fin":
                row[_FINITE] += 1
            place = _HEAD.get(sheet.rel[token].partition(":")[0])
            if place is not None:
                row[place] += 1
        row[_CUE_ON] = cue >= 0 and first <= sheet.head[cue] < last

    def _rest(self, row: list[float], first: int, last: int, end: int, cue: int) -> None:
        """What the first word behind the proposal depends on, above the rest of its sentence."""
        sheet = self.sheet
        here = last
        while here < end and not sheet.is_word(here):
            here += 1
        if here >= end or here == cue:
            return
        row[_WORDS] = min(end - here, 30)
        up = sheet.head[here]
        for _ in range(_STEPS):
            if not last <= up < end or up == cue:
                break
            here, up = up, sheet.head[up]
        place = _REST.get(sheet.rel[here].partition(":")[0])
        if place is not None:
            row[place] = 1
        inside, on_cue = first <= up < last, up == cue and cue >= 0
        row[_REST_IN], row[_REST_ON_CUE], row[_APART] = inside, on_cue, not inside and not on_cue
