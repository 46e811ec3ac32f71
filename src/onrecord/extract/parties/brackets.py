"""Other names in brackets: "Федеральная антимонопольная служба (ФАС)", "Джон Смит (John Smith)"."""

from __future__ import annotations

import re

from onrecord.extract.parties.lexicon import Lexicon
from onrecord.extract.parties.text import Text

_LONGEST = 7
_LATIN = re.compile("[A-Za-zÀ-ɏ0-9.,'’&-]+")


def find_aliases(text: Text, lexicon: Lexicon) -> dict[int, tuple[int, int]]:
    """By the bracket's token: the tokens of a short Latin or abbreviated name within, countries left out."""
    found: dict[int, tuple[int, int]] = {}
    tokens = text.tokens
    people = {name.last for name in text.annotation.names if name.kind == "PER"}
    for index, token in enumerate(tokens):
        if token.text != "(" or index == 0 or tokens[index - 1].sentence != token.sentence:
            continue
        end = index + 1
        while end < len(tokens) and end - index <= _LONGEST and tokens[end].text != ")":
            end += 1
        if end >= len(tokens) or tokens[end].text != ")" or end == index + 1:
            continue
        first, last = index + 1, end
        if tokens[last - 1].sentence != token.sentence:
            continue
        while first < last and not tokens[first].text[0].isalnum():
            first += 1
        while last > first and not tokens[last - 1].text[0].isalnum():
            last -= 1
        if first + 1 < last and lexicon.people.tongues.intersection((tokens[first].text, tokens[first].lemma)):
            first += 1 + (tokens[first + 1].text == ".")  # "(англ. John Smith)"
        words = [tokens[i].text for i in range(first, last)]
        if not words or ((hit := lexicon.match(tokens, text.folded, first)) and hit[1].kind in ("country", "place")):
            continue
        latin = all(map(_LATIN.fullmatch, words)) and words[0][0].isupper()
        short = len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 8 and words[0].isalpha()
        if (latin and not short) or (short and index not in people):  # "(ФАС)" behind a person is where he belongs
            found[index] = first, last
    return found
