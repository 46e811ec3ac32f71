"""Other names in brackets: "Федеральная антимонопольная служба (ФАС)", "Джон Смит (John Smith)"."""

from __future__ import annotations

from onrecord.extract.parties.lexicon import Lexicon
from onrecord.extract.parties.text import Text

_LONGEST = 7


def find_aliases(text: Text, lexicon: Lexicon) -> dict[int, tuple[int, int]]:
    """By the bracket's token: the tokens of a short Latin or abbreviated name within, countries left out."""
    found: dict[int, tuple[int, int]] = {}
    tokens = text.tokens
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
        words = [tokens[i].text for i in range(first, last)]
        if not words or ((hit := lexicon.match(tokens, text.folded, first)) and hit[1].kind in ("country", "place")):
            continue
        latin = all(word.isascii() for word in words) and words[0][0].isupper()
        short = len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 8 and words[0].isalpha()
        if latin or short:
            found[index] = first, last
    return found
