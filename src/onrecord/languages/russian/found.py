"""Names on their way through the rules, and what several rules ask of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.annotation import NameKind, Sentence, Token

QUOTES = {"«": "»", '"': '"', "„": "“", "“": "”"}
LONGEST_QUOTED = 10  # tokens of a name in quotation marks


@dataclass(frozen=True, slots=True)
class Found:
    """A name: tokens `[first, last)`, and the rule that touched it last (`net` for none)."""

    kind: NameKind
    first: int
    last: int
    rule: str = "net"


@dataclass(frozen=True, slots=True)
class Text:
    tokens: Sequence[Token]
    sentences: Sequence[Sentence]

    def end_of(self, index: int) -> int:
        """Where the sentence of a token ends."""
        return self.sentences[self.tokens[index].sentence].last

    def start_of(self, index: int) -> int:
        return self.sentences[self.tokens[index].sentence].first


def closing(text: Text, opening: int) -> int | None:
    """The mark that closes a short quotation, if it does in this sentence."""
    mark = QUOTES[text.tokens[opening].text]
    for index in range(opening + 1, min(text.end_of(opening), opening + LONGEST_QUOTED)):
        if text.tokens[index].text == mark:
            return index
    return None


def same_case(one: Token, other: Token) -> bool:
    mine, theirs = one.feats.get("Case"), other.feats.get("Case")
    return mine == theirs or {mine, theirs} == {"Gen", "Acc"}


def may_belong(token: Token) -> bool:
    """In the genitive, or a word that shows no case."""
    return token.feats.get("Case") == "Gen" or (token.text.isupper() and token.feats.get("Case") != "Nom")
