"""A document laid out for finding who is who: columns by token, and what stands within quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.marks import Marks, find_marks
from onrecord.extract.parties.lexicon import Lexicon
from onrecord.model.annotation import Annotation, Token
from onrecord.model.dates import Date
from onrecord.model.document import Document


@dataclass(frozen=True, slots=True)
class Text:
    """`folded` are the words without capitals.

    `nouns` are the tokens that may name or denote somebody, `pronominal` pronouns and determiners,
    `adjectives` those of states (all as indexes in order), `paired` those of two states, with the two.
    """

    document: Document
    tokens: Sequence[Token]
    annotation: Annotation
    folded: list[str]
    nouns: list[int]
    pronominal: list[int]
    adjectives: list[int]
    marks: Marks
    paired: list[tuple[int, tuple[str, ...]]]

    @property
    def day(self) -> Date | None:
        """The article's date, by which terms of office are told; None where not even its year is known."""
        published = self.document.published
        return published if published is not None and published.known_year else None

    def ends_sentence(self, token: int) -> int:
        """The token after the sentence of `token`."""
        return self.annotation.sentences[self.tokens[token].sentence].last

    def begins_sentence(self, token: int) -> int:
        return self.annotation.sentences[self.tokens[token].sentence].first


def lay_out(document: Document, annotation: Annotation, lexicon: Lexicon) -> Text:
    """Linear in the number of tokens."""
    tokens = annotation.tokens
    # one call for all words: no token has a line break in it
    folded = lexicon.people.naming.fold("\n".join(annotation.columns.text)).split("\n") if tokens else []
    nouns: list[int] = []
    pronominal: list[int] = []
    adjectives: list[int] = []
    paired: list[tuple[int, tuple[str, ...]]] = []
    states = lexicon.adjectives
    for index, token in enumerate(tokens):
        pos = token.pos
        if pos in ("NOUN", "PROPN", "X"):
            nouns.append(index)
        elif pos == "ADJ":
            if token.lemma in states:
                adjectives.append(index)
            elif "-" in token.lemma and (two := lexicon.two_states(token.lemma)):
                paired.append((index, two))
        elif pos in ("PRON", "DET", "NUM"):
            pronominal.append(index)
    return Text(document, tokens, annotation, folded, nouns, pronominal, adjectives, find_marks(annotation), paired)


def said_in(text: Text, token: Token) -> bool:
    """ "в Пхеньяне заявили": a plural verb that has no subject but the place it is done in."""
    if token.rel != "obl" or token.head < 0 or not text.annotation.children:
        return False
    verb = text.tokens[token.head]
    if verb.pos != "VERB" or verb.feats.get("Number") != "Plur" or verb.feats.get("Person", "3") != "3":
        return False
    return not any(text.tokens[child].rel.startswith("nsubj") for child in text.annotation.children_of(token.head))
