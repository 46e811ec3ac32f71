"""Conditions of a commitment: the clauses of its sentence that begin like one."""

from __future__ import annotations

from onrecord.extract.promises.candidates import Candidate
from onrecord.languages.pledges import Pledges
from onrecord.model.annotation import Annotation
from onrecord.model.document import Document
from onrecord.model.span import Span

_STOPS = frozenset(";:»”“)")


class Conditions:
    """Where the conditions of one document begin: each sentence is searched once, however many candidates it has."""

    def __init__(self, annotation: Annotation, pledges: Pledges) -> None:
        self._annotation = annotation
        self._found: dict[int, list[tuple[int, int]]] = {}
        self._openings = {words[0]: [w for w in pledges.conditions if w[0] == words[0]] for words in pledges.conditions}

    def before(self, candidate: Candidate) -> bool:
        """Whether a condition opens ahead of the binding word and the action, in their sentence."""
        low = min(candidate.cue, candidate.action)
        return any(index < low for index, _ in self._in(self._annotation.tokens[candidate.cue].sentence))

    def clauses(self, document: Document, candidate: Candidate) -> tuple[Span, ...]:
        """Those of the sentence, up to the comma that closes them, but for one in which the candidate stands."""
        tokens = self._annotation.tokens
        sentence = self._annotation.sentences[tokens[candidate.cue].sentence]
        found: list[Span] = []
        last = sentence.first
        for index, opening in self._in(sentence.index):
            if index < last:
                continue  # inside of the one before
            last = index + opening
            while (
                last < sentence.last
                and not (tokens[last].text == "," and last - index > opening)
                and tokens[last].text[0] not in _STOPS
            ):
                last += 1
            end = min(last, sentence.last)
            while end > index + opening and tokens[end - 1].pos == "PUNCT":
                end -= 1
            if not (index <= candidate.cue < end or index <= candidate.action < end):
                found.append(Span.cut(document.raw, tokens[index].start, tokens[end - 1].end))
        return tuple(found)

    def _in(self, number: int) -> list[tuple[int, int]]:
        """The first words of conditions in a sentence, with how many words open each."""
        if number not in self._found:
            sentence = self._annotation.sentences[number]
            openings = self._openings
            words = [token.text.lower() for token in self._annotation.tokens[sentence.first : sentence.last]]
            starts = [place for place, word in enumerate(words) if word in openings]
            lengths = ((place, self._opening(sentence.first + place, words[place])) for place in starts)
            self._found[number] = [(sentence.first + place, length) for place, length in lengths if length]
        return self._found[number]

    def _opening(self, index: int, word: str) -> int:
        """How many words of a condition's opening stand here."""
        for words in self._openings[word]:
            if tuple(t.text.lower() for t in self._annotation.tokens[index : index + len(words)]) == words:
                return len(words)
        return 0
