"""Spans of names: what the lexicon knows and what the net sees, mended and without overlap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.extract.parties.lexicon import Known, Lexicon
from onrecord.extract.parties.text import Text
from onrecord.model.annotation import NameKind

_MOST_INITIALS = 3
_PARTICLES = frozenset({"аль", "эль", "бен", "бин", "ибн", "фон", "фан", "ван", "де", "да", "ди", "дер", "ле", "ла"})


@dataclass(slots=True)
class NameSpan:
    """Tokens `[first, last)`; `known` where the lexicon has the name."""

    kind: NameKind
    first: int
    last: int
    known: Known | None = None


def find_names(text: Text, lexicon: Lexicon) -> list[NameSpan]:
    """All names in order, none overlapping."""
    tokens = text.tokens
    taken = [False] * len(tokens)
    found: list[NameSpan] = []
    persons = [_mended(text, name.first, name.last) for name in text.annotation.names if name.kind == "PER"]
    by_net = {i for name in text.annotation.names for i in range(name.first, name.last)}
    in_person = {i for first, last in persons for i in range(first, last)}
    for span in _known(text, lexicon, by_net, in_person):
        found.append(span)
        taken[span.first : span.last] = [True] * (span.last - span.first)
    for first, last in _joined(text, persons):
        if not any(taken[first:last]):
            found.append(NameSpan("PER", first, last))
            taken[first:last] = [True] * (last - first)
    for name in text.annotation.names:
        if name.kind == "PER":
            continue
        for first, last in _gaps(taken, name.first, name.last):
            trimmed = _trimmed(text, first, last)
            if trimmed:
                found.append(NameSpan(name.kind, *trimmed))
                taken[trimmed[0] : trimmed[1]] = [True] * (trimmed[1] - trimmed[0])
    found.extend(_missed(text, found, taken))
    return sorted(found, key=lambda span: span.first)


def _known(text: Text, lexicon: Lexicon, by_net: set[int], in_person: set[int]) -> Iterator[NameSpan]:
    index, tokens = 0, text.tokens
    names, folded = lexicon.names, text.folded
    while index < len(tokens):
        if folded[index] in names:
            hit = lexicon.match(tokens, folded, index)
            if hit is not None:
                end, known = hit
                single = end == index + 1
                sure = not single or known.exact or index in by_net or tokens[index].pos in ("PROPN", "X")
                if sure and not (single and index in in_person):
                    kind: NameKind = "LOC" if known.kind in ("country", "place") else "ORG"
                    yield NameSpan(kind, index, end, known)
                    index = end
                    continue
        index += 1


def _is_initial(text: Text, index: int) -> bool:
    word = text.tokens[index].text
    if not (word[:1].isupper() and len(word) <= 2 and word.isalpha()):
        return False
    return index + 1 < len(text.tokens) and text.tokens[index + 1].text == "."


def _mended(text: Text, first: int, last: int) -> tuple[int, int]:
    """A person's name with initials that stand next to it, without marks and full stops at its ends."""
    tokens = text.tokens
    sentence = text.begins_sentence(first)
    for _ in range(_MOST_INITIALS):
        if first - 2 >= sentence and tokens[first - 1].text == "." and _is_initial(text, first - 2):
            first -= 2
    end = text.ends_sentence(first)
    while last + 1 < end and last - first <= 2 and _is_initial(text, last) and tokens[last - 1].text != ".":
        last += 2
    while last < end and _goes_on(text, first, last):
        last += 1
    while first < last and not tokens[first].text[0].isalnum():
        first += 1
    if last > first and tokens[last - 1].text == "." and not _is_initial(text, last - 2):
        last -= 1
    while last > first and not (tokens[last - 1].text[0].isalnum() or tokens[last - 1].text == "."):
        last -= 1
    return first, last


def _goes_on(text: Text, first: int, last: int) -> bool:
    """A surname in capitals, or the last syllable of a Korean name, that the net left out."""
    token, before = text.tokens[last], text.tokens[last - 1]
    if token.pos != "PROPN" or not token.text[0].isupper() or before.text == "." or last - first > 2:
        return False
    capitals = token.text.isupper() and len(token.text) > 2 and not before.text.isupper()
    return capitals and token.end - token.start > 2 and last - first == 1


def _joined(text: Text, persons: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Names that the net cut in two: given name, then surname, nothing between, in one case."""
    out: list[tuple[int, int]] = []
    for first, last in persons:
        if first >= last:
            continue
        if out and out[-1][1] == first and first - out[-1][0] == 1 and last - first == 1:
            a, b = text.tokens[first - 1], text.tokens[first]
            if a.sentence == b.sentence and a.feats.get("Case") == b.feats.get("Case") and a.lemma != b.lemma:
                out[-1] = (out[-1][0], last)
                continue
        if out and first < out[-1][1]:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return out


def _gaps(taken: list[bool], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretches of a span that nothing has taken yet; none where only scraps are left between."""
    start = first
    for index in range(first, last + 1):
        if index == last or taken[index]:
            if index > start:
                yield start, index
            start = index + 1


def _trimmed(text: Text, first: int, last: int) -> tuple[int, int] | None:
    """Without marks at the ends, unless they belong to a quoted part."""
    tokens = text.tokens
    while first < last and not tokens[first].text[0].isalnum():
        first += 1
    while last > first and not tokens[last - 1].text[0].isalnum():
        closes = tokens[last - 1].text in ("»", '"', "“", "”") and any(
            t.text in ("«", '"', "„", "“") for t in tokens[first : last - 1]
        )
        if closes:
            break
        last -= 1
    if first >= last or (
        last == first + 1 and tokens[first].pos in ("ADJ", "ADP", "VERB") and tokens[first].text.islower()
    ):
        return None
    return first, last


def _missed(text: Text, found: list[NameSpan], taken: list[bool]) -> Iterator[NameSpan]:
    """Surnames that the net saw elsewhere in the article and not here."""
    tokens = text.tokens
    surnames: set[str] = set()
    for span in found:
        if span.kind == "PER" and len(tokens[span.last - 1].text) > 2:
            surnames.add(tokens[span.last - 1].lemma)
            surnames.add(text.folded[span.last - 1])
    if not surnames:
        return
    for index, token in enumerate(tokens):
        if taken[index] or not token.text[0].isupper() or token.pos not in ("PROPN", "NOUN", "X"):
            continue
        if token.lemma in surnames or text.folded[index] in surnames:
            first_of_sentence = index == text.begins_sentence(index)
            if token.pos == "PROPN" or not first_of_sentence:
                taken[index] = True
                yield NameSpan("PER", index, index + 1)
