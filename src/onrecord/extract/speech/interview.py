"""Interviews: which paragraphs are questions and which are answers, by labels, dashes and question marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.extract.speech.cues import Found
from onrecord.extract.speech.sheet import DASHES, Sheet
from onrecord.model.record import Mention

_LABEL = 9  # a label has fewer words than this
_OPENING = 8  # sentences in which an interview says with whom it is
_TURNS = 2  # so many questions make an interview


_Test = Callable[["Paragraph"], bool]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Tokens `[first, last)`; its words begin at `start`, behind a dash or a label `[first, start)`."""

    first: int
    last: int
    start: int
    label: str
    dash: bool
    question: bool


def paragraphs_of(sheet: Sheet) -> list[Paragraph]:
    """All paragraphs of the body in order."""
    out = []
    begin, total = 0, len(sheet.words)
    for index in range(1, total + 1):
        if index < total and sheet.paragraph[index] == sheet.paragraph[index - 1]:
            continue
        out.append(_paragraph(sheet, begin, index))
        begin = index
    return out


def _paragraph(sheet: Sheet, first: int, last: int) -> Paragraph:
    final = last - 1
    while final > first and final in sheet.marks.marks:
        final -= 1
    question = sheet.words[final].startswith("?")
    if sheet.words[first] in DASHES and last > first + 1:
        return Paragraph(first, last, first + 1, "", True, question)
    for index in range(first + 1, min(first + _LABEL, last - 1)):
        if sheet.words[index] == ":":
            if sheet.annotation.tokens[first].text[0].isupper() and first not in sheet.marks.marks:
                return Paragraph(first, last, index + 1, " ".join(sheet.words[first:index]), False, question)
            break
        if not sheet.is_word(index) and sheet.words[index] not in (",", ".", "-", "«", "»", '"'):
            break
    return Paragraph(first, last, first, "", False, question)


def answers_of(sheet: Sheet, paragraphs: list[Paragraph]) -> list[tuple[Paragraph, int]]:
    """The answers of an interview, each with the index of the paragraph whose label or dash opens it."""
    asking = Counter(paragraph.label for paragraph in paragraphs if paragraph.question)
    labels = Counter(paragraph.label for paragraph in paragraphs)
    labelled = {label for label, count in labels.items() if label and count >= _TURNS}
    answering = {label for label in labelled if asking[label] * 2 < labels[label]}
    if len(labelled) >= 2 and answering and len(answering) < len(labelled):
        return _turns(paragraphs, lambda p: p.label in answering, lambda p: p.label in labelled - answering)
    dashes = [paragraph for paragraph in paragraphs if paragraph.dash]
    questions = sum(1 for paragraph in paragraphs if paragraph.question and (paragraph.dash or len(dashes) >= _TURNS))
    if questions >= _TURNS and len(dashes) > 1:
        return _turns(paragraphs, lambda p: p.dash and not p.question, lambda p: p.question)
    if answering and sum(asking.values()) >= _TURNS:
        return _turns(paragraphs, lambda p: p.label in answering, lambda p: p.question and p.label not in answering)
    return []


def _turns(paragraphs: list[Paragraph], answers: _Test, asks: _Test) -> list[tuple[Paragraph, int]]:
    """Answers and the paragraphs that go on with them, up to the next question."""
    out: list[tuple[Paragraph, int]] = []
    opened = -1
    for number, paragraph in enumerate(paragraphs):
        if asks(paragraph):
            opened = -1
        elif answers(paragraph):
            opened = number
            out.append((paragraph, number))
        elif opened >= 0:
            out.append((paragraph, opened))
    return out


def interviewee(
    sheet: Sheet, cues: Sequence[Found], mention_at: Mapping[int, Mention], ending: Mapping[int, Mention]
) -> Mention | None:
    """Who answers where no label says so: the name before a colon in the headline, else who first tells something.

    `ending` has the outermost mention that ends ahead of a token.
    """
    for index in range(min(sheet.title_end, len(sheet.words))):
        if sheet.words[index] == ":" and index:
            mention = ending.get(index)
            if mention and mention.party is not None:
                return mention
    for cue in cues:
        if cue.token < len(sheet.words) and sheet.sentence[cue.token] >= _OPENING:
            break
        mention = mention_at.get(cue.subject) if cue.kind == "verb" else None
        if mention and mention.party is not None and cue.entry.cue_class in ("say", "tell"):
            return mention
    return None


def label_mention(
    paragraph: Paragraph, mention_at: Mapping[int, Mention], ending: Mapping[int, Mention]
) -> Mention | None:
    """Whom the label of a paragraph names; `ending` as for `interviewee`."""
    if not paragraph.label:
        return None
    for token in range(paragraph.start - 2, paragraph.first - 1, -1):
        inner = mention_at.get(token)
        mention = ending.get(inner.last) if inner else None
        if mention and mention.party is not None:
            return mention
    return None
