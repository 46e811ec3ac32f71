"""Proposals: every stretch of a document that could be somebody's words, and the rule that says so.

A proposal is cheap and often wrong; which of them hold is weighed afterwards. Those of one group
exclude one another: they are readings of one report that differ in where the words begin or end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.extract.speech.cues import Found, other_cue, parenthesis
from onrecord.extract.speech.interview import answers_of, paragraphs_of
from onrecord.extract.marks import Region
from onrecord.extract.speech.sheet import COMMAS, DASHES, STOPS, Sheet
from onrecord.languages.reporting import Reporting

_MAX_STOPS = 7
_CLAUSE = 14  # how far a complementizer may stand from a cue that syntax does not show
_NEAR = 40
RULES = (
    "clause", "infinitive", "adposition", "object", "name", "colon", "label", "left", "right", "by-left",
    "by-right", "back", "marks", "piece", "line", "answer", "continued",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """Tokens `[first, last)` as the words of somebody. `cue` is an index of the cues or -1."""

    first: int
    last: int
    rule: str
    cue: int
    group: int
    head: int = -1
    rank: int = 0
    region: int = -1
    lead: str = ""


class Proposer:
    """Collects the proposals of one document."""

    def __init__(self, sheet: Sheet, cues: tuple[Found, ...], reporting: Reporting) -> None:
        self.sheet, self.reporting = sheet, reporting
        self.cues: list[Found] = list(cues)
        self.at = {cue.token: number for number, cue in enumerate(self.cues)}
        self.proposals: list[Proposal] = []
        self.group = 0
        self.by_sentence: dict[int, list[int]] = {}
        for number, cue in enumerate(self.cues):
            self.by_sentence.setdefault(sheet.sentence[cue.token], []).append(number)

    # ---- small things

    def add(self, first: int, last: int, rule: str, cue: int, **more: object) -> None:
        first, last = self.trim(first, last)
        if last > first:
            self.proposals.append(Proposal(first, last, rule, cue, self.group, **more))  # type: ignore[arg-type]

    def trim(self, first: int, last: int) -> tuple[int, int]:
        """Without punctuation at either end; marks stay where they have their other half inside."""
        words, inner = self.sheet.words, self.sheet.marks.marks
        while first < last and not self.sheet.is_word(first) and (first not in inner or self._lonely(first, first, last)):
            if words[first] in ("(", "[") and last - first > 1:
                break
            first += 1
        while last > first and not self.sheet.is_word(last - 1) and (last - 1 not in inner or self._lonely(last - 1, first, last)):
            if words[last - 1] in (")", "]", "%", "$", "€"):
                break
            last -= 1
        return first, last

    def _lonely(self, mark: int, first: int, last: int) -> bool:
        """Whether a mark's other half lies outside, or the pair embraces the whole stretch."""
        for region in self.sheet.marks.regions:
            if region.opener == mark:
                return region.closer < 0 or region.closer >= last or (mark == first and region.closer >= last - 1)
            if region.closer == mark:
                return region.opener < first or (mark == last - 1 and region.opener == first)
        return True

    def stops(self, start: int, end: int, *, fixed: tuple[int, ...] = ()) -> list[int]:
        """Where words that begin at `start` may end: before commas, dashes, joiners; at the end."""
        words, joiners = self.sheet.words, self.reporting.joiners
        found = []
        for index in range(start + 1, end):
            word = words[index]
            if word in COMMAS or word in DASHES or word in (":", "(") or (word in joiners and words[index - 1] not in COMMAS):
                found.append(index)
        if len(found) > _MAX_STOPS:
            found = found[:3] + found[len(found) - _MAX_STOPS + 3 :]
        return sorted({*found, end, *(stop for stop in fixed if start < stop <= end)})

    def sentence_end(self, start: int) -> int:
        """The end of the sentence, or of the quotation marks that open in it and close later."""
        _, end = self.sheet.bounds(start)
        end = self.before_credit(start, end)
        marks = self.sheet.marks
        found = marks.inner[end - 1]
        if found >= 0:
            region = marks.regions[found]
            if region.opener >= start and region.last > end and region.closed:
                return region.last
        return end

    def before_credit(self, start: int, end: int) -> int:
        """Where a medium's credit closes the sentence: its beginning."""
        stop = end
        while stop > start and not self.sheet.is_word(stop - 1):
            stop -= 1
        if stop - 1 not in self.sheet.credited:
            return end
        while stop > start and (stop - 1 in self.sheet.credited or not self.sheet.is_word(stop - 1)):
            stop -= 1
        return stop if stop > start else end

    def right_side(self, start: int, rule: str, cue: int, head: int = -1, lead: str = "", fixed: tuple[int, ...] = ()) -> None:
        """Every ending of words that begin at `start`."""
        if start >= len(self.sheet.words):
            return
        end = self.sentence_end(start)
        for rank, stop in enumerate(reversed(self.stops(start, end, fixed=fixed))):
            self.add(start, stop, rule, cue, head=head, rank=rank, lead=lead)

    # ---- rules

    def run(self) -> None:
        self.clauses()
        for number, cue in enumerate(list(self.cues)):
            self.group += 1
            if cue.kind == "by":
                self.by(number, cue)
            else:
                self.objects(number, cue)
                self.fronted(number, cue)
                self.group += 1
                self.inverted(number, cue)
        self.colons()
        self.backward()
        self.marked()
        self.paragraphs()
        self.continued()

    def clauses(self) -> None:
        """Content clauses: "заявил, что …", "призвал к тому, чтобы …", "спросил, придет ли …"."""
        sheet = self.sheet
        for index, word in enumerate(sheet.words):
            kind = self.reporting.complementizers.get(word)
            if kind is None or index == 0 or sheet.sentence[index - 1] != sheet.sentence[index]:
                continue
            cue = self.governor(index, kind)
            if cue < 0:
                continue
            self.group += 1
            start = index if kind == "wh" else index + 1
            if kind == "ли":
                start = index
                while start > 0 and sheet.words[start - 1] not in COMMAS and sheet.sentence[start - 1] == sheet.sentence[index]:
                    start -= 1
            while start < len(sheet.words) - 1 and sheet.words[start] in (",", ":"):
                start += 1
            if start >= len(sheet.words) or sheet.sentence[start] != sheet.sentence[index]:
                continue
            head = sheet.head[index]
            self.right_side(start, "clause", cue, head=head, lead=kind, fixed=(sheet.right[head],) if head > index else ())

    def governor(self, index: int, kind: str) -> int:
        """The cue that a complementizer's clause hangs on, by syntax or else the nearest before it."""
        sheet, reporting = self.sheet, self.reporting
        first, _ = sheet.bounds(index)
        strict = kind in ("как", "ли", "wh")
        before = index - 1
        while before > first and sheet.words[before] in ("лишь", "только", "и", "а", "также", "якобы"):
            before -= 1
        if not strict and sheet.words[before] not in (",", "—", "–", ":") and sheet.words[before] not in reporting.correlatives:
            return -1
        if strict and sheet.words[before] != "," and kind != "ли":
            return -1
        if sheet.annotation.has_syntax:
            here = sheet.head[index]
            for _ in range(5):
                up = sheet.head[here] if here >= 0 else -1
                if up < 0 or up < first:
                    break
                if up < index and (up in self.at or sheet.pos[up] in ("VERB", "NOUN", "ADJ")) and not sheet.lemmas[up] in reporting.correlatives:
                    found = self.at.get(up, -1)
                    if found >= 0:
                        if not strict or self.cues[found].entry.cue_class in ("say", "tell", "ask", "explain", "write"):
                            return found
                    elif sheet.pos[up] == "VERB" and not strict and up >= index - _CLAUSE:
                        return self.new_cue(up)
                here = up
        for before in range(index - 1, max(first, index - _CLAUSE) - 1, -1):
            found = self.at.get(before, -1)
            if found >= 0 and (not strict or self.cues[found].entry.cue_class in ("say", "tell", "ask", "explain")):
                return found
            if sheet.pos[before] == "VERB":
                return -1 if strict else self.new_cue(before)
        return -1

    def new_cue(self, token: int) -> int:
        """The number of a cue at a word that is in no list."""
        if token not in self.at:
            self.at[token] = len(self.cues)
            self.cues.append(other_cue(self.sheet, token, self.reporting))
        return self.at[token]

    def objects(self, number: int, cue: Found) -> None:
        """What a cue governs without a clause: an infinitive, a noun phrase, "к …", "о …", a name."""
        frames = cue.entry.frames
        for child, lead in self.governed(cue):
            if lead == "infinitive" and "infinitive" in frames:
                start = self.sheet.left[child] if cue.token < self.sheet.left[child] <= child else child
                self.right_side(start, "infinitive", number, head=child, lead=lead, fixed=(self.sheet.right[child],))
                if start != child and child - start < 12:
                    self.right_side(child, "infinitive", number, head=child, lead="late", fixed=(self.sheet.right[child],))
            elif lead == "object" and "object" in frames:
                start = max(cue.last, self.sheet.left[child])
                self.right_side(start, "object", number, head=child, lead=lead, fixed=(self.sheet.right[child],))
            elif lead == "name" and "name" in frames:
                start = max(cue.last, self.sheet.left[child])
                self.right_side(start, "name", number, head=child, lead="called", fixed=(self.sheet.right[child],))
                if start > cue.last + 1:
                    self.right_side(cue.last, "name", number, head=child, lead="both", fixed=(self.sheet.right[child],))
            elif lead in frames:
                start = max(cue.last, self.sheet.left[child])
                while start < child and self.sheet.pos[start] in ("ADP", "PUNCT"):
                    start += 1
                self.right_side(start, "adposition", number, head=child, lead=lead, fixed=(self.sheet.right[child],))

    def fronted(self, number: int, cue: Found) -> None:
        """"О повышении цен сообщили поставщики": the adposition's phrase ahead of its cue."""
        sheet = self.sheet
        first, _ = sheet.bounds(cue.token)
        for child in sheet.children(cue.token):
            if child >= cue.token or child == cue.subject or sheet.pos[child] not in ("NOUN", "PROPN"):
                continue
            adposition = self.adposition(child, first - 1)
            if adposition and adposition in cue.entry.frames:
                start = max(sheet.left[child], first)
                while start < child and sheet.pos[start] in ("ADP", "PUNCT"):
                    start += 1
                self.group += 1
                edges = {sheet.right[child], cue.first}
                if start < cue.subject < cue.first:
                    edges.add(sheet.left[cue.subject])
                for rank, end in enumerate(sorted(edge for edge in edges if child < edge <= cue.first)):
                    self.add(start, end, "adposition", number, head=child, rank=rank, lead="front")

    def governed(self, cue: Found) -> Iterator[tuple[int, str]]:
        """Words after a cue that hang on it, each with the frame it fills."""
        sheet, tokens = self.sheet, self.sheet.annotation.tokens
        _, end = sheet.bounds(cue.token)
        for child in self.dependents(cue, end):
            if child <= cue.token or child == cue.subject or sheet.rel[child] in ("nsubj", "conj", "punct", "advmod"):
                continue
            feats = tokens[child].feats
            if feats.get("VerbForm") == "Inf":
                yield child, "infinitive"
                continue
            if sheet.pos[child] not in ("NOUN", "PROPN", "ADJ", "X", "NUM", "DET", "VERB"):
                continue
            adposition = self.adposition(child, cue.token)
            if adposition:
                yield child, adposition
            elif feats.get("Case") == "Ins" and sheet.rel[child] not in ("nsubj:pass",):
                yield child, "name"
            elif feats.get("Case") in ("Acc", "Gen", "Nom", "Dat") and sheet.pos[child] != "VERB":
                yield child, "object"

    def dependents(self, cue: Found, end: int) -> list[int]:
        """Words that hang on the cue, and those that stand after it in its clause as its frames ask."""
        sheet, frames = self.sheet, cue.entry.frames
        found = [child for child in sheet.children(cue.token) if child > cue.token]
        limit = min(end, cue.last + 14)
        for index in range(cue.last, limit):
            word = sheet.words[index]
            if word in COMMAS or word in STOPS or word == ":":
                break
            feats = sheet.annotation.tokens[index].feats
            form = feats.get("VerbForm")
            if form == "Inf" and "infinitive" in frames:
                found.append(index)
                break
            if form in ("Fin", "Conv"):
                break
            if sheet.pos[index] == "ADP" and _plain(word) in frames:
                noun = sheet.head[index] if sheet.head[index] > index else index + 1
                if noun < limit:
                    found.append(noun)
                    break
            if not sheet.annotation.has_syntax and sheet.pos[index] in ("NOUN", "PROPN"):
                found.append(index)
                if cue.kind != "verb" or len(found) > 2:
                    break
        return list(dict.fromkeys(found))

    def adposition(self, noun: int, floor: int) -> str:
        """The adposition that leads a noun phrase, in its plain form."""
        for child in self.sheet.children(noun):
            if self.sheet.rel[child] == "case" and floor < child < noun:
                return _plain(self.sheet.words[child])
        for before in range(noun - 1, max(noun - 4, floor), -1):
            if self.sheet.pos[before] == "ADP":
                return _plain(self.sheet.words[before])
            if self.sheet.pos[before] not in ("ADJ", "DET", "NUM"):
                break
        return ""

    def inverted(self, number: int, cue: Found) -> None:
        """A report set between or after the words: "…, сказал он, …", "Как сообщил X, …"."""
        if "speech" not in cue.entry.frames and cue.kind != "predicate":
            return
        sheet = self.sheet
        first, end = sheet.bounds(cue.token)
        before, after = parenthesis(sheet, cue)
        linked = any(sheet.words[k] in self.reporting.links for k in range(max(first, cue.first - 6), cue.first))
        if before >= 0:
            self.group += 1
            for rank, start in enumerate(self.starts(first, before)):
                self.add(start, before, "left", number, rank=rank, lead="link" if linked else "")
        elif not linked:
            return
        self.group += 1
        edges = [index for index in range(after, min(end, after + 24)) if sheet.words[index] in COMMAS or sheet.words[index] in DASHES][:3]
        for rank, edge in enumerate(edges):
            start = edge + 1
            while start < end and (sheet.words[start] in DASHES or sheet.words[start] in COMMAS):
                start += 1
            if start < end and (not rank or linked or before >= 0):
                self.right_side(start, "right", number, lead="link" if linked else f"{rank}")

    def starts(self, first: int, stop: int) -> list[int]:
        """Where words that end at `stop` may begin: at the sentence, or after its first few commas."""
        found = [first]
        for index in range(first, stop - 1):
            if self.sheet.words[index] in COMMAS or self.sheet.words[index] in (":", *DASHES):
                found.append(index + 1)
            if len(found) > 3:
                break
        return found

    def by(self, number: int, cue: Found) -> None:
        """"по словам X" ahead of the words, inside them, or after them."""
        sheet = self.sheet
        first, end = sheet.bounds(cue.token)
        words = sheet.words
        if cue.first > first:
            before = cue.first - 1 if words[cue.first - 1] in COMMAS or words[cue.first - 1] in DASHES else cue.first
            for rank, start in enumerate(self.starts(first, before)):
                self.add(start, before, "by-left", number, rank=rank)
        self.group += 1
        edges = [cue.last]
        for index in range(cue.last, min(end, cue.last + 25)):
            if words[index] in COMMAS or words[index] in DASHES or words[index] == ":":
                edges.append(index + 1)
            if len(edges) > 3:
                break
        for rank, edge in enumerate(dict.fromkeys(edges)):
            start = edge
            while start < end and not sheet.is_word(start) and start not in sheet.marks.marks:
                start += 1
            if start < end:
                self.right_side(start, "by-right", number, lead=f"{rank}")

    def colons(self) -> None:
        """After a colon: to the end of the sentence, and of the paragraph where a label leads it."""
        sheet = self.sheet
        begin = 0
        for index, word in enumerate(sheet.words):
            if index and sheet.paragraph[index] != sheet.paragraph[index - 1]:
                begin = index
            if word != ":" or index + 1 >= len(sheet.words) or sheet.paragraph[index + 1] != sheet.paragraph[index]:
                continue
            first, end = sheet.bounds(index)
            cue = self.last_cue(first, index)
            self.group += 1
            start = index + 1
            if index - begin <= 12 and sheet.sentence[begin] == sheet.sentence[index]:
                last = self.paragraph_end(index)
                self.add(start, last, "label", cue, lead="end")
                if sheet.sentence[start] == sheet.sentence[index]:
                    self.add(start, end, "label", cue, lead="sentence")
            if start < end:
                self.right_side(start, "colon", cue)
            else:
                self.right_side(start, "colon", cue, lead="next")

    def last_cue(self, first: int, stop: int) -> int:
        """The last cue in `[first, stop)`, a verb before anything else; -1 for none."""
        best = -1
        for number in self.by_sentence.get(self.sheet.sentence[first], ()):
            cue = self.cues[number]
            if first <= cue.token < stop and (best < 0 or cue.kind in ("verb", "by") or self.cues[best].kind == "noun"):
                best = number
        return best

    def paragraph_end(self, index: int) -> int:
        sentences = self.sheet.annotation.sentences
        number = self.sheet.sentence[index]
        while number + 1 < len(sentences) and sentences[number + 1].paragraph == sentences[number].paragraph:
            number += 1
        return sentences[number].last

    def backward(self) -> None:
        """"Об этом сообщил X": the sentence before."""
        sheet = self.sheet
        for sentence in sheet.annotation.sentences:
            if sentence.index == 0:
                continue
            cue = -1
            for number in self.by_sentence.get(sentence.index, ()):
                if self.cues[number].kind == "verb" and self.cues[number].token < sentence.first + 14:
                    cue = number
                    break
            if cue < 0:
                continue
            lead = ""
            for index in range(sentence.first, min(sentence.last, sentence.first + 6)):
                if sheet.lemmas[index] in self.reporting.back_references and index < self.cues[cue].token + 3:
                    lead = "adposition" if index and sheet.pos[index - 1] == "ADP" else sheet.lemmas[index]
                    break
            if lead:
                self.group += 1
                before = sheet.annotation.sentences[sentence.index - 1]
                end = self.before_credit(before.first, before.last)
                for rank, start in enumerate(self.starts(before.first, before.last)[:2]):
                    self.add(start, end, "back", cue, lead=lead, rank=rank)

    def marked(self) -> None:
        """What stands in quotation marks: whole, and in pieces where a report breaks it."""
        sheet = self.sheet
        for number, region in enumerate(sheet.marks.regions):
            words = sum(1 for index in range(region.first, min(region.last, region.first + 4)) if sheet.is_word(index))
            if words < 2 and not (region.opener > 0 and sheet.words[region.opener - 1] == ":"):
                continue
            if not self.pieces(region.first, region.last, number):
                self.group += 1
                self.add(region.first, region.last, "marks", self.cue_around(region), region=number)

    def pieces(self, first: int, last: int, region: int = -1) -> bool:
        """The stretch cut at reports set off by dashes: "…, — сказал X. — …"; whether there are any."""
        sheet = self.sheet
        cuts = []
        skip = first
        for index in range(first + 1, last - 1):
            if index < skip or sheet.words[index] not in DASHES or sheet.is_word(index - 1):
                continue
            cue = self.cue_between(index + 1, min(last, index + 8))
            if cue < 0:
                continue
            stop = index + 1
            while stop < last and not (sheet.words[stop] in DASHES and not sheet.is_word(stop - 1)):
                stop += 1
            cuts.append((index, stop, cue))
            skip = stop + 1
        begin = first
        for index, stop, cue in cuts:
            self.group += 1
            self.add(begin, index, "piece", cue, region=region)
            begin = stop + 1
        if cuts and begin < last:
            self.group += 1
            self.add(begin, last, "piece", cuts[-1][2], region=region, lead="last")
        return bool(cuts)

    def cue_between(self, first: int, stop: int) -> int:
        """The first verb cue in `[first, stop)` before any comma; -1 for none."""
        for index in range(first, stop):
            found = self.at.get(index, -1)
            if found >= 0 and self.cues[found].kind in ("verb", "predicate", "by"):
                return found
            if self.sheet.words[index] in COMMAS or self.sheet.words[index] in STOPS:
                return -1
        return -1

    def cue_around(self, region: Region) -> int:
        """The cue that words in marks belong to: right after them, else in the clause before them."""
        sheet = self.sheet
        after = region.closer + 1 if region.closed else region.last
        while after < len(sheet.words) and (sheet.words[after] in COMMAS or sheet.words[after] in DASHES or sheet.words[after] in STOPS):
            after += 1
        if region.closed and after > region.closer + 1 and sheet.words[after - 1] not in STOPS:
            found = self.cue_between(after, min(len(sheet.words), after + 10))
            if found >= 0 and sheet.paragraph[self.cues[found].token] == region.paragraph:
                return found
        first, _ = sheet.bounds(region.first)
        if region.opener >= 0:
            first, _ = sheet.bounds(region.opener)
        if region.first > first:
            return self.last_cue(first, region.first)
        return -1

    def paragraphs(self) -> None:
        """Answers of an interview, and lines of a dialogue."""
        paragraphs = paragraphs_of(self.sheet)
        answered = {}
        for paragraph, opener in answers_of(self.sheet, paragraphs):
            answered[paragraph.first] = opener
            self.group += 1
            self.add(paragraph.start, paragraph.last, "answer", -1, lead="" if paragraph is paragraphs[opener] else "next")
        for paragraph in paragraphs:
            if paragraph.dash and paragraph.first not in answered and not self.pieces(paragraph.start, paragraph.last):
                self.group += 1
                self.add(paragraph.start, paragraph.last, "line", -1)

    def continued(self) -> None:
        """A sentence without a cue of its own, next to one that has one."""
        sheet = self.sheet
        for sentence in sheet.annotation.sentences:
            if sentence.index == 0 or sentence.last - sentence.first < 4 or sentence.index in self.by_sentence:
                continue
            if sheet.marks.inner[sentence.first] >= 0:
                continue
            before = self.by_sentence.get(sentence.index - 1)
            if before:
                self.group += 1
                self.add(sentence.first, sentence.last, "continued", before[-1])


def _plain(word: str) -> str:
    """An adposition without the vowel that eases speaking ("об", "ко", "во")."""
    return {"об": "о", "обо": "о", "во": "в", "ко": "к", "со": "с", "ото": "от", "изо": "из"}.get(word, word)


def propose(sheet: Sheet, cues: tuple[Found, ...], reporting: Reporting) -> tuple[tuple[Proposal, ...], tuple[Found, ...]]:
    """All proposals, and the cues with those that clauses added."""
    proposer = Proposer(sheet, cues, reporting)
    if sheet.words:
        proposer.run()
    return tuple(proposer.proposals), tuple(proposer.cues)
