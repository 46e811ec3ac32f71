"""Noun phrases that denote people or bodies: offices, descriptions, institutions, groups of states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from onrecord.extract.parties.names import NameSpan
from onrecord.extract.parties.text import Text
from onrecord.languages.people import Names, People, Takes
from onrecord.model.annotation import Token

Sort = Literal["post", "person", "people", "body", "crowd", "lands", "side"]

_DASHES = frozenset("-–—")
_NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(slots=True)
class Phrase:
    """Tokens `[first, last)` around `head`; `name` is its nominative without determiners.

    `inside` are the names in its complement, `proper` the body's own name, `person` whose title it
    is, `pointing` a demonstrative ahead of it. `bare`: nothing but the noun (and determiners).
    """

    first: int
    last: int
    head: int
    sort: Sort
    lemma: str
    name: str
    plural: bool
    gender: str | None
    bare: bool
    pointing: bool = False
    inside: list[NameSpan] = field(default_factory=list)
    proper: NameSpan | None = None
    person: NameSpan | None = None
    after: bool = False  # a title that follows its person's name


def find_phrases(text: Text, spans: Sequence[NameSpan], people: People) -> list[Phrase]:
    """All phrases in order. A noun within another's complement makes none of its own."""
    tokens = text.tokens
    starts = {span.first: span for span in spans}
    cover: dict[int, NameSpan] = {i: span for span in spans for i in range(span.first, span.last)}
    names: Names = {span.first: (span.last, span.kind == "PER") for span in spans}
    found: list[Phrase] = []
    index = 0
    while index < len(tokens):
        span = cover.get(index)
        phrase: Phrase | None = None
        if span is None:
            if tokens[index].pos in _NOUNS:
                phrase = _common(text, index, names, people)
        elif span.kind == "ORG" and index == span.first:
            phrase = _named_body(text, span, names, people)
        elif span.kind == "PER" and index == span.first:
            index = span.last
            continue
        if phrase is None:
            index += 1
            continue
        phrase.inside = [starts[i] for i in range(phrase.head, phrase.last) if i in starts]
        phrase.proper = phrase.proper or _proper(phrase, tokens)
        if phrase.sort in ("post", "person"):
            phrase.person = _apposed(text, phrase, starts, people)
        found.append(phrase)
        index = max(phrase.last, index + 1)
    _titles_after(text, found, spans, people)
    _title_chains(tokens, found)
    return found


def _common(text: Text, index: int, names: Names, people: People) -> Phrase | None:
    """The phrase of a common noun, if the noun can denote somebody."""
    token = text.tokens[index]
    lemma, plural = token.lemma, token.feats.get("Number") == "Plur"
    if index and (compound := people.compounds.get((text.tokens[index - 1].lemma, lemma))):
        lemma = compound
    sort = _sort(token, lemma, plural, people)
    if sort is None:
        return None
    takes = people.takes["post" if sort == "post" else "body" if sort in ("body", "crowd") else "person"]
    phrase = _phrase(text, index, text.ends_sentence(index), sort, takes, names, people)
    phrase.lemma = lemma
    return phrase


def _sort(token: Token, lemma: str, plural: bool, people: People) -> Sort | None:
    if lemma in people.sides and plural and lemma not in people.posts:
        return "side"
    if lemma in people.posts:
        return "people" if plural else "post"
    if lemma in people.bodies:
        return "body"
    if lemma in people.lands:
        return "lands"
    if lemma in people.crowds:
        return "crowd"
    if token.pos == "NOUN" and people.phrases.is_person(token):
        return "people" if plural else "person"
    return None


def _phrase(text: Text, head: int, most: int, sort: Sort, takes: Takes, names: Names, people: People) -> Phrase:
    tokens = text.tokens
    first = people.phrases.left(tokens, head, text.begins_sentence(head))
    last = people.phrases.right(tokens, head, most, takes, names)
    pointing = any(tokens[i].lemma in people.demonstratives for i in range(first, head))
    while first < head and (
        tokens[first].lemma in people.dropped or tokens[first].pos not in ("ADJ", "NUM", "VERB", "DET")
    ):
        first += 1
    token = tokens[head]
    return Phrase(
        first,
        last,
        head,
        sort,
        token.lemma,
        people.phrases.nominative(tokens, first, last, head),
        token.feats.get("Number") == "Plur",
        token.feats.get("Gender"),
        first == head and last == head + 1,
        pointing,
    )


def _named_body(text: Text, span: NameSpan, names: Names, people: People) -> Phrase:
    """A body by its name: with the body's noun as head where it has one, and with the state it belongs to."""
    tokens = text.tokens
    nouns = [i for i in range(span.first, span.last) if tokens[i].pos in (*_NOUNS, "X")]
    head = next((i for i in nouns if tokens[i].lemma in people.bodies), nouns[0] if nouns else span.first)
    quoted = not tokens[span.first].text[0].isalnum()
    if tokens[head].lemma in people.bodies and not quoted and span.known is None:
        inner = {i: value for i, value in names.items() if not span.first <= i < span.last}
        phrase = _phrase(text, head, text.ends_sentence(head), "body", people.takes["body"], inner, people)
        if phrase.first > span.first or phrase.last < span.last:
            phrase.first, phrase.last = min(phrase.first, span.first), max(phrase.last, span.last)
            phrase.name = people.phrases.nominative(tokens, phrase.first, phrase.last, head)
        return phrase
    last = span.last
    if tokens[head].text[0].isalpha() and not tokens[head].text.isascii() and not quoted:
        last = _with_state(tokens, last, names, text.ends_sentence(head))
    name = span.known.name if span.known and last == span.last else None
    name = name or people.phrases.nominative(tokens, span.first, last, head)
    token = tokens[head]
    plural = token.feats.get("Number") == "Plur"
    return Phrase(
        span.first, last, head, "body", token.lemma, name, plural, token.feats.get("Gender"), False, proper=span
    )


def _with_state(tokens: Sequence[Token], last: int, names: Names, most: int) -> int:
    """ "МИД" with the "Казахстана" that follows."""
    if last < most and last in names and not names[last][1]:
        after = names[last][0]
        if tokens[last].feats.get("Case") in ("Gen", None) and tokens[last].pos in ("PROPN", "NOUN", "ADJ"):
            return after
    return last


def _proper(phrase: Phrase, tokens: Sequence[Token]) -> NameSpan | None:
    """The name that a body bears right after its noun: "компания «Север»"."""
    if phrase.sort != "body":
        return None
    for span in phrase.inside:
        after_mark = span.first == phrase.head + 2 and not tokens[phrase.head + 1].text[0].isalnum()
        if span.kind == "ORG" and (span.first == phrase.head + 1 or after_mark):
            bent = (
                tokens[span.first].feats.get("Case") == "Gen" and not after_mark and tokens[span.first].text.isupper()
            )
            return None if bent else span
    return None


def _apposed(text: Text, phrase: Phrase, starts: Mapping[int, NameSpan], people: People) -> NameSpan | None:
    """The person named right after a title: "госсекретарь США Марко Рубио"."""
    span = starts.get(phrase.last)
    tokens = text.tokens
    if span is None or span.kind != "PER" or tokens[span.first].sentence != tokens[phrase.head].sentence:
        return None
    return span if people.phrases.apposed(tokens, phrase.head, span.first) else None


def _titles_after(text: Text, found: Sequence[Phrase], spans: Sequence[NameSpan], people: People) -> None:
    """Titles set off by a comma after the name: "Марко Рубио, госсекретарь США,"."""
    ends = {span.last: span for span in spans if span.kind == "PER"}
    tokens = text.tokens
    for phrase in found:
        span = ends.get(phrase.first - 1)
        if (
            phrase.person
            or span is None
            or phrase.sort not in ("post", "person")
            or tokens[phrase.first - 1].text not in (",", "(")
        ):
            continue
        if phrase.last < len(tokens) and tokens[phrase.last].text not in (",", ")", ".", ";", "–", "—"):
            continue
        same = tokens[phrase.head].feats.get("Case") == tokens[span.first].feats.get("Case")
        if same and people.phrases.apposed(tokens, phrase.head, span.first):
            phrase.person, phrase.after = span, True


def _title_chains(tokens: Sequence[Token], found: Sequence[Phrase]) -> None:
    """ "заместитель премьера – министр иностранных дел X": both titles are X's."""
    for one, next_ in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if one.person is None and next_.person is not None and not next_.after and one.sort in ("post", "person"):
            joined = next_.first == one.last + 1 and tokens[one.last].text in _DASHES
            if joined and tokens[one.head].feats.get("Case") == tokens[next_.head].feats.get("Case"):
                one.person = next_.person
