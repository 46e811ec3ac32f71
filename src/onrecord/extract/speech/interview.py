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
_NAMING = ("name", "office")
_SPEAKING = frozenset({"1", "2"})


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


@dataclass(frozen=True, slots=True)
class Answer:
    """A paragraph of an answer: whether its own label or dash opens it, and who gives it, where that is known."""

    paragraph: Paragraph
    opens: bool
    speaker: Mention | None


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


def read_interview(
    sheet: Sheet,
    cues: Sequence[Found],
    mention_at: Mapping[int, Mention],
    ending: Mapping[int, Mention],
    talks: frozenset[str],
) -> tuple[Answer, ...]:
    """The answers of an interview with whoever gives each; `ending` and `talks` as for `interviewee`."""
    paragraphs = paragraphs_of(sheet)
    anybody = interviewee(sheet, cues, mention_at, ending, talks)
    out = []
    for paragraph, opener in _answers(sheet, paragraphs, mention_at, anybody):
        label = _label_mention(paragraphs[opener], mention_at, ending)
        speaker = label if label or paragraphs[opener].label else anybody
        out.append(Answer(paragraph, paragraph is paragraphs[opener], speaker))
    return tuple(out)


def _answers(
    sheet: Sheet, paragraphs: Sequence[Paragraph], mention_at: Mapping[int, Mention], anybody: Mention | None
) -> list[tuple[Paragraph, int]]:
    """The answers, each with the index of the paragraph whose label or dash opens it."""
    asking = Counter(paragraph.label for paragraph in paragraphs if paragraph.question)
    labels = Counter(paragraph.label for paragraph in paragraphs)
    labelled = {label for label, count in labels.items() if label and count >= _TURNS}
    answering = {label for label in labelled if asking[label] * 2 < labels[label]}
    if len(labelled) >= 2 and answering and len(answering) < len(labelled):
        return _turns(paragraphs, lambda p: p.label in answering, lambda p: p.label in labelled - answering)
    dashes = [paragraph for paragraph in paragraphs if paragraph.dash]
    questions = sum(1 for paragraph in paragraphs if paragraph.question and (paragraph.dash or len(dashes) >= _TURNS))
    if questions >= _TURNS and len(dashes) > 1:
        asking_too = _said_to_answer(paragraphs)
        told = _told_of(sheet, mention_at, anybody)
        return _turns(
            paragraphs, lambda p: p.dash and not p.question, lambda p: p.question or p.first in asking_too, told
        )
    if answering and sum(asking.values()) >= _TURNS:
        return _turns(paragraphs, lambda p: p.label in answering, lambda p: p.question and p.label not in answering)
    return []


def _turns(
    paragraphs: Sequence[Paragraph], answers: _Test, asks: _Test, told: frozenset[int] = frozenset()
) -> list[tuple[Paragraph, int]]:
    """Answers and the paragraphs that go on with them, up to the next question.

    Behind the last turn the article takes over again with the first of `told`, the paragraphs about whoever answers.
    """
    out: list[tuple[Paragraph, int]] = []
    opened = -1
    last = max((n for n, p in enumerate(paragraphs) if asks(p) or answers(p)), default=-1)
    for number, paragraph in enumerate(paragraphs):
        if asks(paragraph):
            opened = -1
        elif answers(paragraph):
            opened = number
            out.append((paragraph, number))
        elif number > last and paragraph.first in told:
            break
        elif opened >= 0:
            out.append((paragraph, opened))
    return out


def _said_to_answer(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """First tokens of the lines behind an answer that another line answers: questions without their mark."""
    found = set()
    for number in range(1, len(paragraphs) - 1):
        before, here, after = paragraphs[number - 1 : number + 2]
        if all(p.dash and not p.question for p in (before, here, after)) and before.first not in found:
            found.add(here.first)
    return frozenset(found)


def _told_of(sheet: Sheet, mention_at: Mapping[int, Mention], anybody: Mention | None) -> frozenset[int]:
    """First tokens of the paragraphs that name whoever answers, where nobody speaks of themselves."""
    if anybody is None:
        return frozenset()
    inner, tokens = sheet.marks.inner, sheet.annotation.tokens
    named = {
        sheet.paragraph[token]
        for token, mention in mention_at.items()
        if mention.party == anybody.party and mention.kind in _NAMING and inner[token] < 0
    }
    speaking = {sheet.paragraph[t.index] for t in tokens if t.feats.get("Person") in _SPEAKING and inner[t.index] < 0}
    begins: dict[int, int] = {}
    for index, paragraph in enumerate(sheet.paragraph):
        begins.setdefault(paragraph, index)
    return frozenset(begins[paragraph] for paragraph in named - speaking)


def interviewee(
    sheet: Sheet,
    cues: Sequence[Found],
    mention_at: Mapping[int, Mention],
    ending: Mapping[int, Mention],
    talks: frozenset[str],
) -> Mention | None:
    """Who answers where no label says so: the name before a colon in the headline, else who gave the interview.

    Else it is who first tells something. `ending` has the outermost mention that ends ahead of a token, `talks` are
    lemmas of nouns for an interview.
    """
    for index in range(min(sheet.title_end, len(sheet.words))):
        if sheet.words[index] == ":" and index:
            mention = ending.get(index)
            if mention and mention.party is not None:
                return mention
    for index, lemma in enumerate(sheet.lemmas):
        if sheet.sentence[index] >= _OPENING:
            break
        if lemma in talks and (mention := _talking(sheet, index, mention_at)):
            return mention
    for cue in cues:
        if cue.token < len(sheet.words) and sheet.sentence[cue.token] >= _OPENING:
            break
        mention = mention_at.get(cue.subject) if cue.kind == "verb" else None
        if mention and mention.party is not None and cue.entry.cue_class in ("say", "tell"):
            return mention
    return None


def _talking(sheet: Sheet, talk: int, mention_at: Mapping[int, Mention]) -> Mention | None:
    """Whose interview it is: the person who gives it, or whom the noun governs ("интервью с X", "интервью X")."""
    inside = [child for child in sheet.children(talk) if sheet.rel[child] == "nmod"]
    verb = sheet.head[talk]
    subjects = [c for c in sheet.children(verb) if sheet.rel[c].startswith("nsubj")] if verb >= 0 else []
    for token in (*subjects, *inside):
        mention = mention_at.get(token)
        if mention and mention.party is not None and mention.kind in _NAMING:
            return mention
    return None


def _label_mention(
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
