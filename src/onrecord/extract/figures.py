"""Figures: the quantities of a document that somebody could check."""

from __future__ import annotations

from decimal import Decimal

from onrecord.extract.dating import Dating, find_dates
from onrecord.extract.mentions import Mentions
from onrecord.languages.language import Language
from onrecord.languages.quantities import Quantity
from onrecord.model.annotation import Annotation
from onrecord.model.document import Document
from onrecord.model.record import Figure
from onrecord.model.span import Span

# How often a figure that the rule found is right, counted on one half of the training articles.
_CONFIDENCE = {
    "money": 0.95, "share": 0.93, "measure": 0.85, "compound": 0.8, "digits": 0.85, "words": 0.7, "term": 0.6,
    "word": 0.6, "ellipsis": 0.6, "inverted": 0.6, "list": 0.7,
}  # fmt: skip
_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ"))
_WINDOW = 12  # words to either side that say what a figure is about
_PHRASE = 4  # words of the noun phrase after it


def find_figures(
    document: Document,
    annotation: Annotation,
    mentions: Mentions | None,
    language: Language,
    dates: Dating | None = None,
) -> tuple[Figure, ...]:
    """Every mention of a quantity in order; dates, ordinals and labels are none.

    `dates` spares reading them twice. Mentions are not needed yet: a figure's subject is in its lemmas.
    """
    dates = dates if dates is not None else find_dates(document, language)
    taken = [e.span for e in dates.expressions if not (e.counted or e.anaphoric)]
    return tuple(_figure(document, annotation, quantity) for quantity in language.numbers.find(annotation, taken))


def _figure(document: Document, annotation: Annotation, quantity: Quantity) -> Figure:
    tokens = annotation.tokens
    last = _phrase_end(annotation, quantity)
    evidence = Span.cut(document.raw, tokens[quantity.first].start, tokens[last - 1].end)
    return Figure(
        decimal_text(quantity.value),
        quantity.unit or (tokens[quantity.noun].lemma if quantity.noun is not None else "item"),
        quantity.approximate,
        _about(document, annotation, quantity, last),
        evidence,
        f"figure.{quantity.rule}",
        _CONFIDENCE.get(quantity.rule, 0.5),
        _lemmas(annotation, quantity),
    )


def decimal_text(value: Decimal) -> str:
    """An exact decimal without exponent or needless zeros: `1200000000`, `0.5`."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _phrase_end(annotation: Annotation, quantity: Quantity) -> int:
    """The end of the quantity with the genitive that follows it ("82% | мировой добычи")."""
    tokens = annotation.tokens
    sentence = annotation.sentences[tokens[quantity.first].sentence]
    at, end = quantity.last, quantity.last
    while at < min(sentence.last, quantity.last + _PHRASE):
        token = tokens[at]
        if token.pos not in ("ADJ", "NOUN", "PROPN") or token.feats.get("Case") != "Gen":
            break
        at += 1
        if token.pos != "ADJ":
            end = at
            break
    return end


def _about(document: Document, annotation: Annotation, quantity: Quantity, last: int) -> str | None:
    """A few words of the article: what is counted, or what the quantity belongs to."""
    tokens = annotation.tokens
    if quantity.noun is not None or last > quantity.last:
        first = quantity.noun if quantity.noun is not None and quantity.noun < last else quantity.last
        if quantity.noun is not None and quantity.noun >= last:
            first, last = quantity.noun, quantity.noun + 1
        return document.raw[tokens[first].start : tokens[last - 1].end]
    up, steps = quantity.last - 1, 0
    while up >= 0 and steps < 6:
        token = tokens[up]
        if (up < quantity.first or up >= quantity.last) and token.pos in ("NOUN", "PROPN"):
            return token.text
        if token.pos == "VERB" and annotation.children:
            subjects = [tokens[c].text for c in annotation.children[up] if tokens[c].rel.startswith("nsubj")]
            return subjects[0] if subjects else None
        up, steps = token.head, steps + 1
    return None


def _lemmas(annotation: Annotation, quantity: Quantity) -> tuple[str, ...]:
    """Content lemmas of the sentence around the quantity, in order, each once."""
    tokens = annotation.tokens
    sentence = annotation.sentences[tokens[quantity.first].sentence]
    low, high = max(sentence.first, quantity.first - _WINDOW), min(sentence.last, quantity.last + _WINDOW)
    kept = (
        tokens[i].lemma
        for i in range(low, high)
        if tokens[i].pos in _CONTENT and (not quantity.first <= i < quantity.last or i == quantity.noun)
    )
    return tuple(dict.fromkeys(kept))
