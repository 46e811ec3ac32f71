"""What a proposal looks like, in numbers: the input of the model that weighs it."""

from __future__ import annotations

from onrecord.extract.cues import Found
from onrecord.extract.proposals import RULES, Proposal
from onrecord.extract.sheet import COMMAS, DASHES, STOPS, Sheet
from onrecord.languages.reporting import CUE_CLASSES, Reporting
from onrecord.model.record import Mention

_KINDS = ("verb", "noun", "predicate", "by", "other")
_LEADS = ("что", "чтобы", "будто", "как", "ли", "wh", "infinitive", "late", "object", "called", "both", "в", "к", "о",
          "за", "против", "на", "с", "от", "link", "0", "1", "2", "3", "end", "sentence", "next", "last", "adposition")  # fmt: skip
_FORMS = ("Fin", "Conv", "Part", "Inf")
_RELS = ("root", "ccomp", "advcl", "acl", "acl:relcl", "conj", "parataxis", "xcomp", "nmod", "obl", "obj", "nsubj", "csubj")

_CUE_NAMES = (
    *(f"class={name}" for name in CUE_CLASSES),
    *(f"kind={name}" for name in _KINDS),
    *(f"form={name}" for name in _FORMS),
    *(f"rel={name}" for name in _RELS),
    "past", "present", "future", "first", "second", "third", "plural", "passive", "negated", "conditional",
    "subject", "subject_name", "subject_pronoun", "subject_inherited", "subject_mention", "subject_nominative",
    "subject_person", "subject_after", "subject_distance", "cue_in_marks", "dependents", "clause_frame",
    "sentence_cues", "cue_rank", "impersonal", "modal",
)  # fmt: skip
_OWN_NAMES = (
    *(f"rule={name}" for name in RULES),
    *(f"lead={name}" for name in _LEADS),
    "has_cue", "rank", "tokens", "characters", "gap", "gap_after", "same_sentence", "from_sentence", "to_sentence",
    "left_over", "before_span", "verbs", "finite", "nouns", "infinitives", "names", "arcs_in", "arcs_out", "head_edge",
    "crossing_head", "commas", "commas_left", "next_comma", "next_dash", "next_stop", "next_joiner", "next_contrast",
    "next_complementizer", "next_relative", "next_mark", "next_paren", "next_colon", "after_next_joiner",
    "after_next_contrast", "after_next_cue", "after_next_relative", "after_next_complementizer", "after_next_verb",
    "after_next_link", "after_next_credit", "cue_in_rest", "credit_in_rest", "prev_comma", "prev_dash", "prev_colon", "prev_mark",
    "prev_joiner", "prev_noun", "prev_adjective", "prev_verb", "prev_adposition", "prev_complementizer", "capital",
    "in_marks", "fills_marks", "marks_closed", "marks_depth", "marks_inside", "marks_share", "marks_cut", "lonely",
    "ends_stop", "inner_stops", "colon_before_marks", "cue_before_marks", "cue_after_marks", "cue_gap_marks",
    "complementizer_before_marks", "noun_before_marks", "dash_before", "credited_inside", "first_person", "second_person",
    "question", "exclamation", "title", "sentence_index", "paragraph_start", "paragraph_end", "paragraph_sentences",
    "line_start", "label_words", "label_name", "label_capitals", "document_lines", "document_labels", "document_marks",
    "previous_cue", "next_sentence_cue", "next_sentence_marks", "previous_marks", "connector", "back_reference",
    "cue_inside", "starts_joiner", "starts_complementizer", "starts_adposition", "ends_adposition", "ends_joiner",
    "group_size", "shorter_share", "cue_subject_inside", "by_first", "by_last", "back_link", "sentence_in_marks",
)  # fmt: skip
NAMES = (*_OWN_NAMES, *_CUE_NAMES)
_INDEX = {name: index for index, name in enumerate(NAMES)}
_BASE = len(_OWN_NAMES)


class Describer:
    """Turns the proposals of one document into rows of numbers, in the order of `NAMES`."""

    def __init__(
        self,
        sheet: Sheet,
        cues: tuple[Found, ...],
        proposals: tuple[Proposal, ...],
        mention_at: dict[int, Mention],
        reporting: Reporting,
    ) -> None:
        self.sheet, self.cues, self.reporting = sheet, cues, reporting
        self.mention_at = mention_at
        self.cue_at = {cue.token: number for number, cue in enumerate(cues)}
        count = len(sheet.words)
        self.cue_total = _running(1 if index in self.cue_at else 0 for index in range(count))
        self.verb_total = _running(1 if pos == "VERB" else 0 for pos in sheet.pos)
        self.finite_total = _running(
            1 if token.feats.get("VerbForm") == "Fin" else 0 for token in sheet.annotation.tokens
        )
        self.noun_total = _running(1 if pos in ("NOUN", "PROPN") else 0 for pos in sheet.pos)
        self.infinitive_total = _running(
            1 if token.feats.get("VerbForm") == "Inf" else 0 for token in sheet.annotation.tokens
        )
        self.comma_total = _running(1 if word in COMMAS else 0 for word in sheet.words)
        self.stop_total = _running(1 if word in STOPS else 0 for word in sheet.words)
        self.marked_total = _running(1 if region >= 0 else 0 for region in sheet.marks.inner)
        self.mark_total = _running(1 if index in sheet.marks.marks else 0 for index in range(count))
        self.first_total = _running(1 if word in reporting.first_person else 0 for word in sheet.words)
        self.second_total = _running(
            1 if token.feats.get("Person") == "2" else 0 for token in sheet.annotation.tokens
        )
        self.credit_total = _running(1 if index in sheet.credited else 0 for index in range(count))
        name_starts = {name.first for name in sheet.annotation.names}
        self.name_total = _running(1 if index in name_starts else 0 for index in range(count))
        self.group_size: dict[int, int] = {}
        self.group_longest: dict[int, int] = {}
        for proposal in proposals:
            self.group_size[proposal.group] = self.group_size.get(proposal.group, 0) + 1
            length = proposal.last - proposal.first
            self.group_longest[proposal.group] = max(self.group_longest.get(proposal.group, 0), length)
        self.lines, self.labels = _document_shape(sheet)
        self.cue_rows = [self._cue_row(number, cue) for number, cue in enumerate(cues)]
        self.edge_of = {region.first: number for number, region in reversed(list(enumerate(sheet.marks.regions)))}

    # ---- cues

    def _cue_row(self, number: int, cue: Found) -> dict[int, float]:
        sheet = self.sheet
        token = sheet.annotation.tokens[cue.token]
        feats = token.feats
        row: dict[int, float] = {}

        def put(name: str, value: float) -> None:
            if value:
                row[_INDEX[name]] = value

        put(f"class={cue.entry.cue_class}", 1)
        put(f"kind={cue.kind}", 1)
        form = feats.get("VerbForm", "")
        if form in _FORMS:
            put(f"form={form}", 1)
        if token.rel in _RELS:
            put(f"rel={token.rel}", 1)
        put("past", feats.get("Tense") == "Past")
        put("present", feats.get("Tense") == "Pres")
        put("future", feats.get("Tense") == "Fut")
        put("first", feats.get("Person") == "1")
        put("second", feats.get("Person") == "2")
        put("third", feats.get("Person") == "3")
        put("plural", feats.get("Number") == "Plur")
        put("passive", feats.get("Voice") == "Pass")
        first, last = sheet.bounds(cue.token)
        near = range(max(first, cue.token - 2), cue.token)
        put("negated", any(sheet.words[k] in self.reporting.negations for k in near))
        put("conditional", any(sheet.words[k] in ("бы", "если") for k in range(max(first, cue.token - 4), min(last, cue.token + 2))))
        put("impersonal", cue.entry is not None and sheet.lemmas[cue.token] in self.reporting.impersonal)
        head = token.head
        put("modal", head >= 0 and token.feats.get("VerbForm") == "Inf" and sheet.pos[head] in ("VERB", "ADJ"))
        put("cue_in_marks", sheet.marks.inner[cue.token] >= 0)
        put("dependents", len(sheet.children(cue.token)))
        put("clause_frame", len(cue.entry.frames))
        put("sentence_cues", self.cue_total[last] - self.cue_total[first])
        put("cue_rank", self.cue_total[cue.token] - self.cue_total[first])
        subject = cue.subject
        if subject >= 0:
            put("subject", 1)
            feats = sheet.annotation.tokens[subject].feats
            mention = self.mention_at.get(subject)
            put("subject_name", sheet.pos[subject] == "PROPN")
            put("subject_pronoun", sheet.pos[subject] == "PRON" or sheet.words[subject] in self.reporting.possessives)
            put("subject_inherited", cue.inherited)
            put("subject_nominative", feats.get("Case") == "Nom")
            put("subject_person", feats.get("Animacy") == "Anim" or sheet.lemmas[subject] in self.reporting.speakers)
            put("subject_after", subject > cue.token)
            put("subject_distance", min(abs(subject - cue.token), 30))
            put("subject_mention", mention is not None)
        return row

    # ---- proposals

    def row(self, proposal: Proposal) -> list[float]:
        """One row, as long as `NAMES`."""
        out = [0.0] * len(NAMES)
        self._shape(proposal, out)
        self._edges(proposal, out)
        self._marks(proposal, out)
        self._place(proposal, out)
        if proposal.cue >= 0:
            for index, value in self.cue_rows[proposal.cue].items():
                out[index] = float(value)
            self._cue(proposal, self.cues[proposal.cue], out)
        return out

    def _shape(self, proposal: Proposal, out: list[float]) -> None:
        sheet, first, last = self.sheet, proposal.first, proposal.last
        tokens = sheet.annotation.tokens
        out[_INDEX["rule=" + proposal.rule]] = 1
        lead = _INDEX.get("lead=" + proposal.lead)
        if lead is not None:
            out[lead] = 1
        begin, end = sheet.bounds(first)
        values = (
            ("rank", proposal.rank), ("tokens", last - first), ("characters", tokens[last - 1].end - tokens[first].start),
            ("from_sentence", first - begin), ("to_sentence", end - last), ("same_sentence", last <= end),
            ("verbs", self.verb_total[last] - self.verb_total[first]),
            ("finite", self.finite_total[last] - self.finite_total[first]),
            ("nouns", self.noun_total[last] - self.noun_total[first]),
            ("infinitives", self.infinitive_total[last] - self.infinitive_total[first]),
            ("names", self.name_total[last] - self.name_total[first]),
            ("commas", self.comma_total[last] - self.comma_total[first]),
            ("inner_stops", self.stop_total[last] - self.stop_total[first]),
            ("first_person", self.first_total[last] - self.first_total[first]),
            ("second_person", self.second_total[last] - self.second_total[first]),
            ("cue_inside", self.cue_total[last] - self.cue_total[first]),
            ("credited_inside", self.credit_total[last] - self.credit_total[first]),
            ("group_size", self.group_size[proposal.group]),
            ("shorter_share", (last - first) / self.group_longest[proposal.group]),
            ("capital", tokens[first].text[0].isupper()),
        )  # fmt: skip
        for name, value in values:
            out[_INDEX[name]] = float(value)
        if last <= end:
            out[_INDEX["commas_left"]] = self.comma_total[end] - self.comma_total[last]
            out[_INDEX["cue_in_rest"]] = self.cue_total[end] - self.cue_total[last]
            out[_INDEX["credit_in_rest"]] = self.credit_total[end] - self.credit_total[last]
        if sheet.annotation.has_syntax and last - first < 120:
            inward = outward = 0
            for index in range(first, last):
                if sheet.pos[index] != "PUNCT":
                    up = sheet.head[index]
                    outward += not first <= up < last
            stop = min(end, last + 25)
            for index in range(last, stop):
                if sheet.pos[index] != "PUNCT":
                    inward += first <= sheet.head[index] < last
            out[_INDEX["arcs_out"]], out[_INDEX["arcs_in"]] = outward, inward
        if proposal.head >= 0:
            out[_INDEX["head_edge"]] = sheet.right[proposal.head] == last
            out[_INDEX["crossing_head"]] = last - sheet.right[proposal.head]

    def _edges(self, proposal: Proposal, out: list[float]) -> None:
        """What stands just before and just after."""
        sheet, first, last = self.sheet, proposal.first, proposal.last
        reporting, words = self.reporting, sheet.words
        _, end = sheet.bounds(last - 1)

        def put(name: str, value: bool) -> None:
            if value:
                out[_INDEX[name]] = 1

        if last < end:
            word = words[last]
            put("next_comma", word in COMMAS)
            put("next_dash", word in DASHES)
            put("next_stop", word in STOPS)
            put("next_joiner", word in reporting.joiners)
            put("next_contrast", word in reporting.contrasts)
            put("next_complementizer", word in reporting.complementizers)
            put("next_relative", sheet.lemmas[last] in reporting.relatives)
            put("next_mark", last in sheet.marks.marks)
            put("next_paren", word == "(")
            put("next_colon", word == ":")
            after = last
            while after < end and not sheet.is_word(after):
                after += 1
            if after < end:
                word = words[after]
                put("after_next_joiner", word in reporting.joiners)
                put("after_next_contrast", word in reporting.contrasts)
                put("after_next_cue", any(k in self.cue_at for k in range(after, min(end, after + 3))))
                put("after_next_relative", sheet.lemmas[after] in reporting.relatives or _relative(sheet, after, end, reporting))
                put("after_next_complementizer", word in reporting.complementizers)
                put("after_next_verb", sheet.pos[after] == "VERB")
                put("after_next_link", word in reporting.links)
                put("after_next_credit", after in sheet.credited)
        else:
            out[_INDEX["next_stop"]] = 1
        if first > 0 and sheet.sentence[first - 1] == sheet.sentence[first]:
            before = first - 1
            word = words[before]
            put("prev_comma", word in COMMAS)
            put("prev_dash", word in DASHES)
            put("prev_colon", word == ":")
            put("prev_mark", before in sheet.marks.marks)
            put("prev_joiner", word in reporting.joiners)
            put("prev_noun", sheet.pos[before] in ("NOUN", "PROPN"))
            put("prev_adjective", sheet.pos[before] in ("ADJ", "DET"))
            put("prev_verb", sheet.pos[before] == "VERB")
            put("prev_adposition", sheet.pos[before] == "ADP")
            put("prev_complementizer", word in reporting.complementizers)
        put("starts_joiner", words[first] in reporting.joiners)
        put("starts_complementizer", words[first] in reporting.complementizers)
        put("starts_adposition", sheet.pos[first] == "ADP")
        put("ends_adposition", sheet.pos[last - 1] == "ADP")
        put("ends_joiner", words[last - 1] in reporting.joiners)
        put("connector", words[first] in reporting.connectors)
        put("back_reference", sheet.lemmas[first] in reporting.back_references)
        put("ends_stop", last < len(words) and words[last] in STOPS)
        put("question", last < len(words) and words[last].startswith("?"))
        put("exclamation", last < len(words) and words[last].startswith("!"))

    def _marks(self, proposal: Proposal, out: list[float]) -> None:
        sheet, first, last = self.sheet, proposal.first, proposal.last
        marks, words = sheet.marks, sheet.words
        found = marks.inner[first]
        if found >= 0:
            region = marks.regions[found]
            out[_INDEX["in_marks"]] = region.last >= last
            out[_INDEX["fills_marks"]] = region.first == first and region.last >= last
            out[_INDEX["marks_closed"]] = region.closed
            out[_INDEX["marks_depth"]] = region.depth
            out[_INDEX["marks_cut"]] = region.last < last
        inside = self.mark_total[last] - self.mark_total[first]
        out[_INDEX["marks_inside"]] = inside
        out[_INDEX["lonely"]] = inside % 2
        out[_INDEX["marks_share"]] = (self.marked_total[last] - self.marked_total[first]) / (last - first)
        begin, end = sheet.bounds(first)
        out[_INDEX["sentence_in_marks"]] = marks.inner[begin] >= 0
        if proposal.region >= 0:
            region = marks.regions[proposal.region]
            before = region.opener - 1
            if before >= 0:
                out[_INDEX["colon_before_marks"]] = words[before] == ":"
                out[_INDEX["cue_before_marks"]] = before in self.cue_at
                out[_INDEX["complementizer_before_marks"]] = words[before] in self.reporting.complementizers
                out[_INDEX["noun_before_marks"]] = sheet.pos[before] in ("NOUN", "PROPN") and sheet.sentence[before] == sheet.sentence[first]
                out[_INDEX["dash_before"]] = words[before] in DASHES
            after = region.last + 1
            while after < len(words) and not sheet.is_word(after) and after < region.last + 5:
                after += 1
            near = [k for k in range(after, min(len(words), after + 4)) if k in self.cue_at]
            out[_INDEX["cue_after_marks"]] = bool(near) and words[after - 1] in DASHES
            out[_INDEX["cue_gap_marks"]] = near[0] - region.last if near else 9

    def _place(self, proposal: Proposal, out: list[float]) -> None:
        """Where it stands in the document, its paragraph and among other reports."""
        sheet, first, last = self.sheet, proposal.first, proposal.last
        sentences = sheet.annotation.sentences
        number = sheet.sentence[first]
        sentence = sentences[number]
        here = sheet.paragraph[first]
        start = number
        while start > 0 and sentences[start - 1].paragraph == here and number - start < 12:
            start -= 1
        stop = number
        while stop + 1 < len(sentences) and sentences[stop + 1].paragraph == here and stop - number < 12:
            stop += 1
        opening = sentences[start].first
        out[_INDEX["title"]] = first < sheet.title_end
        out[_INDEX["sentence_index"]] = min(number, 20)
        out[_INDEX["paragraph_start"]] = first - opening < 4
        out[_INDEX["paragraph_end"]] = sentences[stop].last - last < 4
        out[_INDEX["paragraph_sentences"]] = stop - start + 1
        out[_INDEX["line_start"]] = sheet.words[opening] in DASHES
        out[_INDEX["document_lines"]] = min(self.lines, 9)
        out[_INDEX["document_labels"]] = min(self.labels, 9)
        out[_INDEX["document_marks"]] = min(len(sheet.marks.regions), 30)
        if number > 0:
            before = sentences[number - 1]
            out[_INDEX["previous_cue"]] = self.cue_total[before.last] - self.cue_total[before.first]
            out[_INDEX["previous_marks"]] = sheet.marks.inner[before.last - 1] >= 0 or self.marked_total[before.last] - self.marked_total[before.first]
        if number + 1 < len(sentences):
            after = sentences[number + 1]
            out[_INDEX["next_sentence_cue"]] = self.cue_total[after.last] - self.cue_total[after.first]
            out[_INDEX["next_sentence_marks"]] = sheet.marks.inner[after.first] >= 0 or after.first in sheet.marks.marks
        if proposal.rule in ("label", "colon"):
            colon = first - 1
            while colon > opening and sheet.words[colon] != ":":
                colon -= 1
            out[_INDEX["label_words"]] = colon - max(opening, sentence.first if proposal.rule == "colon" else opening)
            out[_INDEX["label_name"]] = self.name_total[colon] - self.name_total[opening]
            out[_INDEX["label_capitals"]] = sum(1 for k in range(opening, colon) if sheet.annotation.tokens[k].text[0].isupper())

    def _cue(self, proposal: Proposal, cue: Found, out: list[float]) -> None:
        sheet, first, last = self.sheet, proposal.first, proposal.last
        out[_INDEX["has_cue"]] = 1
        out[_INDEX["gap"]] = max(-30, min(30, first - cue.last))
        out[_INDEX["gap_after"]] = max(-30, min(30, cue.first - last))
        begin, end = sheet.bounds(cue.token)
        out[_INDEX["left_over"]] = end - max(last, cue.last)
        out[_INDEX["before_span"]] = min(first, cue.first) - begin
        out[_INDEX["cue_subject_inside"]] = first <= cue.subject < last
        if cue.kind == "by":
            out[_INDEX["by_first"]] = cue.first - begin
            out[_INDEX["by_last"]] = end - cue.last
        out[_INDEX["back_link"]] = any(
            sheet.words[k] in self.reporting.links for k in range(max(begin, cue.first - 3), cue.first)
        )


def _running(values: object) -> list[int]:
    out = [0]
    total = 0
    for value in values:  # type: ignore[attr-defined]
        total += value
        out.append(total)
    return out


def _relative(sheet: Sheet, start: int, end: int, reporting: Reporting) -> bool:
    """", в котором …": the relative pronoun behind an adposition."""
    return start + 1 < end and sheet.pos[start] == "ADP" and sheet.lemmas[start + 1] in reporting.relatives


def _document_shape(sheet: Sheet) -> tuple[int, int]:
    """How many paragraphs begin with a dash or end with a question, and how many with a short label and a colon."""
    lines = labels = 0
    begin = 0
    total = len(sheet.words)
    for index in range(1, total + 1):
        if index < total and sheet.paragraph[index] == sheet.paragraph[index - 1]:
            continue
        if sheet.words[begin] in DASHES or sheet.words[index - 1].startswith("?"):
            lines += 1
        if ":" in sheet.words[begin : min(index, begin + 6)]:
            labels += 1
        begin = index
    return lines, labels
