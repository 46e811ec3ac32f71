"""What a proposal looks like, in numbers: the input of the model that weighs it.

Most columns are flags of the tokens at its edges and counts of flags in and around it, so they are
made for all proposals at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.speech.arcs import COLUMNS as ARCS
from onrecord.extract.speech.arcs import Arcs
from onrecord.extract.speech.cues import Found
from onrecord.extract.speech.flags import FLAGS, Floats, Lexicon, flag_rows
from onrecord.extract.speech.proposals import RULES, Proposal
from onrecord.extract.speech.sharing import COLUMNS as SHARING
from onrecord.extract.speech.sharing import Sharing
from onrecord.extract.speech.sheet import DASHES, Sheet
from onrecord.languages.reporting import CUE_CLASSES, Reporting
from onrecord.model.record import Mention, Party

Ints = NDArray[np.int64]

KINDS = ("verb", "noun", "predicate", "by", "other")
LEADS = (
    "that", "purpose", "as-if", "how", "whether", "question", "infinitive", "late", "object", "called", "both", "in",
    "to", "about", "for", "against", "on", "with", "from", "link", "0", "1", "2", "3", "end", "sentence", "next",
    "last", "adposition", "front",
)  # fmt: skip
PARTIES = ("person", "organization", "country", "group", "place", "outlet")
_FORMS = ("Fin", "Conv", "Part", "Inf")
_RELS = (
    "root",
    "ccomp",
    "advcl",
    "acl",
    "acl:relcl",
    "conj",
    "parataxis",
    "xcomp",
    "nmod",
    "obl",
    "obj",
    "nsubj",
    "csubj",
)
_AT = ("first", "before", "before2", "final", "next", "word")
_COUNTS = ("inside", "rest", "ahead", "between", "previous", "following")
_CUE = (
    *(f"class={name}" for name in CUE_CLASSES),
    *(f"kind={name}" for name in KINDS),
    *(f"form={name}" for name in _FORMS),
    *(f"rel={name}" for name in _RELS),
    "cue_past", "cue_present", "cue_future", "cue_first", "cue_second", "cue_third", "cue_plural", "cue_passive",
    "negated", "impersonal", "modal", "cue_in_marks", "dependents", "frames", "cue_rank", "has_cue",
    "subject", "subject_name", "subject_pronoun", "subject_inherited", "subject_mention", "subject_nominative",
    "subject_person", "subject_after", "subject_distance", "linked", "frame_clause", "frame_infinitive", "frame_object",
    "cue_credited", "subject_located", "subject_text", "subject_speaker", *(f"subject={kind}" for kind in PARTIES),
)  # fmt: skip
_OWN = (
    "rank", "tokens", "characters", "gap", "gap_after", "same_sentence", "from_sentence", "to_sentence", "left_over",
    "before_span", "arcs_in", "arcs_out", "head_edge", "crossing_head", "in_marks", "fills_marks", "marks_closed",
    "marks_depth", "lonely", "marks_share", "colon_before", "cue_after_marks", "title", "sentence_index",
    "paragraph_start", "paragraph_end", "paragraph_sentences", "line_start", "document_lines", "document_labels",
    "document_marks", "document_sentences", "group_size", "shorter_share", "cue_inside", "subject_inside", "to_colon",
    "label_words", "by_first", "by_last", "cue_users", *SHARING, *ARCS, "sentence_in_marks", "paragraph_marks",
)  # fmt: skip
NAMES: tuple[str, ...] = (
    *(f"rule={name}" for name in RULES),
    *(f"lead={name}" for name in LEADS),
    *_OWN,
    *_CUE,
    *(f"{place}:{flag}" for place in _AT for flag in FLAGS),
    *(f"{place}#{flag}" for place in _COUNTS for flag in FLAGS),
)
_CUE_AT = {name: index for index, name in enumerate(_CUE)}
_RULE_AT = {name: index for index, name in enumerate(RULES)}
_LEAD_AT = {name: len(RULES) + index for index, name in enumerate(LEADS)}


def describe(
    sheet: Sheet,
    cues: tuple[Found, ...],
    proposals: Sequence[Proposal],
    mention_at: Mapping[int, Mention],
    parties: Sequence[Party],
    reporting: Reporting,
    lexicon: Lexicon,
) -> Floats:
    """One row a proposal, columns as in `NAMES`."""
    if not proposals:
        return np.zeros((0, len(NAMES)), dtype=np.float32)
    flags = flag_rows(sheet, cues, lexicon)
    total = np.vstack([np.zeros((1, flags.shape[1]), dtype=np.float32), np.cumsum(flags, axis=0, dtype=np.float32)])
    first = np.array([p.first for p in proposals])
    last = np.array([p.last for p in proposals])
    layout = _Layout(sheet, first, last)
    listed = [[0.0] * len(_CUE) for _ in range(len(cues) + 1)]
    verbs = total[:, _CUE_VERB].tolist()
    for number, found in enumerate(cues):
        _cue_row(listed[number], sheet, found, mention_at, parties, reporting, verbs)
    cue_rows = _array(listed, len(_CUE))
    cue = np.array([p.cue for p in proposals])  # -1 takes the row of zeros at the end
    blocks = [
        _one_hot(proposals),
        _own(sheet, cues, proposals, layout),
        cue_rows[cue],
        *(flags[index] for index in layout.edges()),
        *(total[high] - total[low] for low, high in layout.stretches(cues, cue)),
    ]
    return np.hstack(blocks).astype(np.float32, copy=False)


class _Layout:
    """Where proposals stand in their sentences and paragraphs."""

    def __init__(self, sheet: Sheet, first: Ints, last: Ints) -> None:
        sentences = sheet.annotation.sentences
        count = len(sheet.words)
        self.first, self.last, self.count = first, last, count
        sentence_of = np.array(sheet.sentence)
        self.begins = np.array([s.first for s in sentences])
        self.ends = np.array([s.last for s in sentences])
        paragraphs = np.array([s.paragraph for s in sentences])
        opens = np.searchsorted(paragraphs, paragraphs, side="left")
        closes = np.searchsorted(paragraphs, paragraphs, side="right") - 1
        self.number = sentence_of[first]
        self.final_number = sentence_of[last - 1]
        self.begin, self.end = self.begins[self.number], self.ends[self.number]
        self.final_end = self.ends[self.final_number]
        self.opening = self.begins[opens[self.number]]
        self.closing = self.ends[closes[self.number]]
        self.paragraph_sentences = closes[self.number] - opens[self.number] + 1
        self.opens, self.closes = opens, closes
        following = np.empty(count + 1, dtype=np.int64)
        following[count] = count
        here = count
        for index in range(count - 1, -1, -1):
            if sheet.words[index][0].isalnum():
                here = index
            following[index] = here
        self.word = np.where(following[last] < self.final_end, following[last], count)
        self.next = np.where(last < self.final_end, last, count)

    def edges(self) -> tuple[Ints, ...]:
        """Token indexes of `_AT`; the row of zeros where the sentence has no such token."""
        none = self.count
        before = np.where(self.first > self.begin, self.first - 1, none)
        before2 = np.where(self.first - 1 > self.begin, self.first - 2, none)
        return self.first, before, before2, self.last - 1, self.next, self.word

    def stretches(self, cues: Sequence[Found], cue: Ints) -> tuple[tuple[Ints, Ints], ...]:
        """Token ranges of `_COUNTS`."""
        spans = np.array([(c.first, c.last) for c in cues] + [(0, 0)])
        cue_first, cue_last = spans[cue, 0], spans[cue, 1]
        after = self.first >= cue_last
        low = np.where(after, cue_last, self.last)
        high = np.maximum(np.where(after, self.first, cue_first), low)
        none = (cue < 0) | (high - low > 40)
        low, high = np.where(none, 0, low), np.where(none, 0, high)
        previous = np.maximum(self.number - 1, 0)
        following = np.minimum(self.final_number + 1, len(self.begins) - 1)
        return (
            (self.first, self.last),
            (self.last, np.maximum(self.final_end, self.last)),
            (self.begin, self.first),
            (low, high),
            (np.where(self.number > 0, self.begins[previous], 0), np.where(self.number > 0, self.ends[previous], 0)),
            (
                np.where(following > self.final_number, self.begins[following], 0),
                np.where(following > self.final_number, self.ends[following], 0),
            ),
        )


def _array(rows: Sequence[Sequence[float]], columns: int) -> Floats:
    """The rows as one array; numpy takes one long list sooner than many short ones."""
    return np.fromiter(chain.from_iterable(rows), np.float32, len(rows) * columns).reshape(len(rows), columns)


def _one_hot(proposals: Sequence[Proposal]) -> Floats:
    out = np.zeros((len(proposals), len(RULES) + len(LEADS)), dtype=np.float32)
    for row, proposal in enumerate(proposals):
        out[row, _RULE_AT[proposal.rule]] = 1
        lead = _LEAD_AT.get(proposal.lead)
        if lead is not None:
            out[row, lead] = 1
    return out


def _cue_row(
    row: list[float],
    sheet: Sheet,
    cue: Found,
    mention_at: Mapping[int, Mention],
    parties: Sequence[Party],
    reporting: Reporting,
    verbs: Sequence[float],
) -> None:
    token = sheet.annotation.tokens[cue.token]
    feats = token.feats
    at = _CUE_AT
    row[at["has_cue"]] = 1
    row[at[f"class={cue.entry.cue_class}"]] = 1
    row[at[f"kind={cue.kind}"]] = 1
    form = feats.get("VerbForm")
    if form in _FORMS:
        row[at[f"form={form}"]] = 1
    if token.rel in _RELS:
        row[at[f"rel={token.rel}"]] = 1
    tense, person = feats.get("Tense"), feats.get("Person")
    row[at["cue_past"]] = tense == "Past"
    row[at["cue_present"]] = tense == "Pres"
    row[at["cue_future"]] = tense == "Fut"
    row[at["cue_first"]] = person == "1"
    row[at["cue_second"]] = person == "2"
    row[at["cue_third"]] = person == "3"
    row[at["cue_plural"]] = feats.get("Number") == "Plur"
    row[at["cue_passive"]] = feats.get("Voice") == "Pass"
    first, _ = sheet.bounds(cue.token)
    words = sheet.words
    row[at["negated"]] = any(words[k] in reporting.negations for k in range(max(first, cue.token - 2), cue.token))
    row[at["impersonal"]] = sheet.lemmas[cue.token] in reporting.impersonal
    row[at["modal"]] = form == "Inf" and token.head >= 0 and sheet.pos[token.head] in ("VERB", "ADJ")
    row[at["cue_credited"]] = cue.token in sheet.credited
    row[at["cue_in_marks"]] = sheet.marks.inner[cue.token] >= 0
    row[at["dependents"]] = len(sheet.children(cue.token))
    row[at["frames"]] = len(cue.entry.frames)
    row[at["cue_rank"]] = verbs[cue.token] - verbs[first]
    row[at["linked"]] = any(words[k] in reporting.links for k in range(max(first, cue.first - 3), cue.first))
    row[at["frame_clause"]] = "clause" in cue.entry.frames
    row[at["frame_infinitive"]] = "infinitive" in cue.entry.frames
    row[at["frame_object"]] = "object" in cue.entry.frames
    subject = cue.subject
    if subject >= 0:
        row[at["subject"]] = 1
        row[at["subject_name"]] = sheet.pos[subject] == "PROPN"
        row[at["subject_pronoun"]] = sheet.pos[subject] == "PRON" or words[subject] in reporting.possessives
        row[at["subject_inherited"]] = cue.inherited
        mention = mention_at.get(subject)
        if mention is not None:
            row[at["subject_mention"]] = 1
            if mention.party is not None:
                row[at[f"subject={parties[mention.party].kind}"]] = 1
        row[at["subject_text"]] = sheet.lemmas[subject] in reporting.texts
        row[at["subject_speaker"]] = sheet.lemmas[subject] in reporting.speakers
        row[at["subject_located"]] = sheet.annotation.tokens[subject].feats.get("Case") == "Loc"
        subject_feats = sheet.annotation.tokens[subject].feats
        row[at["subject_nominative"]] = subject_feats.get("Case") == "Nom"
        row[at["subject_person"]] = (
            subject_feats.get("Animacy") == "Anim" or sheet.lemmas[subject] in reporting.speakers
        )
        row[at["subject_after"]] = subject > cue.token
        row[at["subject_distance"]] = min(abs(subject - cue.token), 30)


_CUE_VERB = FLAGS.index("cue_verb")


def _own(sheet: Sheet, cues: Sequence[Found], proposals: Sequence[Proposal], layout: _Layout) -> Floats:
    first, last = layout.first, layout.last
    tokens = sheet.annotation.tokens
    columns = sheet.annotation.columns
    starts, finishes = np.array(columns.start), np.array(columns.end)
    size: dict[int, int] = {}
    longest: dict[int, int] = {}
    users: dict[int, int] = {}
    for proposal in proposals:
        size[proposal.group] = size.get(proposal.group, 0) + 1
        longest[proposal.group] = max(longest.get(proposal.group, 0), proposal.last - proposal.first)
        users[proposal.cue] = users.get(proposal.cue, 0) + 1
    lines, labels = _document_shape(sheet, layout)
    in_marks = np.array([*(region >= 0 for region in sheet.marks.inner), False])
    marked = np.concatenate([[0], np.cumsum(in_marks)])
    is_mark = np.zeros(len(tokens) + 1)
    is_mark[list(sheet.marks.marks)] = 1
    mark_total = np.concatenate([[0], np.cumsum(is_mark)])
    line_start = np.array([*(word in DASHES for word in sheet.words), False])
    count = len(proposals)
    out = {
        "rank": np.array([p.rank for p in proposals]),
        "tokens": last - first,
        "characters": finishes[last - 1] - starts[first],
        "same_sentence": last <= layout.end,
        "from_sentence": first - layout.begin,
        "to_sentence": layout.final_end - last,
        "lonely": (mark_total[last] - mark_total[first]) % 2,
        "marks_share": (marked[last] - marked[first]) / (last - first),
        "title": first < sheet.title_end,
        "sentence_index": np.minimum(layout.number, 20),
        "paragraph_start": first - layout.opening < 4,
        "paragraph_end": layout.closing - last < 4,
        "paragraph_sentences": layout.paragraph_sentences,
        "line_start": line_start[layout.opening],
        "document_lines": np.full(count, lines),
        "document_labels": np.full(count, labels),
        "document_marks": np.full(count, min(len(sheet.marks.regions), 30)),
        "document_sentences": np.full(count, min(len(sheet.annotation.sentences), 60)),
        "group_size": np.array([size[p.group] for p in proposals]),
        "shorter_share": np.array([(p.last - p.first) / longest[p.group] for p in proposals]),
        "cue_users": np.array([users[p.cue] for p in proposals]),
        "sentence_in_marks": in_marks[layout.begin],
        "paragraph_marks": marked[layout.closing] - marked[layout.opening],
    }
    singles = [[0.0] * len(_OWN) for _ in proposals]
    sharing, shared = Sharing(sheet, cues, proposals), _OWN_AT[SHARING[0]]
    arcs, hung, out_at = Arcs(sheet, cues, proposals), _OWN_AT[ARCS[0]], _OWN_AT["arcs_out"]
    on_cue, apart, roots = (ARCS.index(name) for name in ("on_cue", "out_elsewhere", "roots"))
    for row, proposal in zip(singles, proposals, strict=True):
        _single(row, sheet, cues, proposal)
        cue = cues[proposal.cue].token if proposal.cue >= 0 else -1
        row[shared : shared + len(SHARING)] = sharing.columns(proposal, cue)
        row[hung : hung + len(ARCS)] = hanging = arcs.columns(proposal)
        row[out_at] = hanging[on_cue] + hanging[apart] + hanging[roots]
    rows = _array(singles, len(_OWN))
    for name, values in out.items():
        rows[:, _OWN_AT[name]] = values
    return rows


_OWN_AT = {name: index for index, name in enumerate(_OWN)}


def _single(row: list[float], sheet: Sheet, cues: Sequence[Found], proposal: Proposal) -> None:
    """Columns that need a look at one proposal alone: syntax, marks and its cue."""
    first, last, at = proposal.first, proposal.last, _OWN_AT
    marks, words = sheet.marks, sheet.words
    begin, end = sheet.bounds(first)
    if sheet.annotation.has_syntax and last <= end:
        head, pos = sheet.head, sheet.pos
        row[at["arcs_in"]] = sum(1 for k in range(last, end) if first <= head[k] < last and pos[k] != "PUNCT")
    if proposal.head >= 0:
        row[at["head_edge"]] = sheet.right[proposal.head] == last
        row[at["crossing_head"]] = last - sheet.right[proposal.head]
    found = marks.inner[first]
    if found >= 0:
        region = marks.regions[found]
        row[at["in_marks"]] = region.last >= last
        row[at["fills_marks"]] = region.first == first and 0 <= region.last - last < 3
        row[at["marks_closed"]] = region.closed
        row[at["marks_depth"]] = region.depth
    if proposal.region >= 0:
        region = marks.regions[proposal.region]
        before = region.opener - 1
        row[at["colon_before"]] = before >= 0 and words[before] == ":"
        after = region.last + 1
        while after < min(len(words), region.last + 5) and not sheet.is_word(after):
            after += 1
        row[at["cue_after_marks"]] = proposal.cue >= 0 and after <= cues[proposal.cue].token < after + 4
    elif proposal.rule in ("label", "colon"):
        colon = first - 1
        while colon > begin and words[colon] != ":":
            colon -= 1
        row[at["to_colon"]] = colon - begin
        row[at["label_words"]] = sum(
            1 for k in range(begin, max(colon, begin)) if sheet.annotation.tokens[k].text[0].isupper()
        )
    if proposal.cue >= 0:
        cue = cues[proposal.cue]
        row[at["gap"]] = max(-30, min(30, first - cue.last))
        row[at["gap_after"]] = max(-30, min(30, cue.first - last))
        begin, end = sheet.bounds(cue.token)
        row[at["left_over"]] = end - max(last, cue.last)
        row[at["before_span"]] = min(first, cue.first) - begin
        row[at["cue_inside"]] = first <= cue.token < last
        row[at["subject_inside"]] = first <= cue.subject < last
        if cue.kind == "by":
            row[at["by_first"]] = cue.first - begin
            row[at["by_last"]] = end - cue.last


def _document_shape(sheet: Sheet, layout: _Layout) -> tuple[int, int]:
    """How many paragraphs are lines of a dialogue or end in a question, and how many have a label and a colon."""
    lines = labels = 0
    for number, sentence in enumerate(sheet.annotation.sentences):
        if layout.opens[number] != number:
            continue
        final = sheet.annotation.sentences[layout.closes[number]].last - 1
        lines += sheet.words[sentence.first] in DASHES or sheet.words[final].startswith("?")
        labels += ":" in sheet.words[sentence.first : min(sentence.first + 6, final)]
    return min(lines, 9), min(labels, 9)
