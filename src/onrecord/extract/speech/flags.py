"""What each token is, as one row of zeros and ones: the raw material of the features."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from operator import or_

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.speech.cues import Found
from onrecord.extract.speech.sheet import COMMAS, DASHES, STOPS, Sheet
from onrecord.languages.reporting import Reporting

Floats = NDArray[np.float32]

LEXICAL = (
    "comma", "dash", "stop", "question", "exclamation", "colon", "paren", "joiner", "contrast", "complementizer",
    "relative", "asking", "connector", "back", "negation", "first", "third", "possessive", "link", "medium", "text",
    "speaker", "noun", "proper", "verb", "adjective", "pronoun", "adverb", "adposition", "number", "digit", "long",
    "source",
)  # fmt: skip
MORPHOLOGICAL = ("finite", "infinitive", "gerund", "participle", "nominative", "genitive", "second", "past", "future")
STRUCTURAL = ("cue_verb", "cue_noun", "cue_by", "credited", "name", "mark", "in_marks", "capital", "starts")
FLAGS = (*LEXICAL, *MORPHOLOGICAL, *STRUCTURAL)
_BIT = {name: 1 << index for index, name in enumerate(FLAGS)}
_POS = {
    "NOUN": "noun", "PROPN": "proper", "VERB": "verb", "AUX": "verb", "ADJ": "adjective", "DET": "adjective",
    "PRON": "pronoun", "ADV": "adverb", "ADP": "adposition", "NUM": "number", "X": "proper",
}  # fmt: skip
_FORMS = {"Fin": "finite", "Inf": "infinitive", "Conv": "gerund", "Part": "participle"}


class Lexicon:
    """The bits that a word has by itself, remembered: one lookup a token."""

    def __init__(self, reporting: Reporting) -> None:
        sets = (
            ("comma", COMMAS), ("dash", DASHES), ("stop", STOPS), ("colon", frozenset(":")),
            ("paren", frozenset("()[]")),
            ("joiner", reporting.joiners), ("contrast", reporting.contrasts),
            ("complementizer", frozenset(reporting.complementizers)), ("asking", reporting.questions),
            ("connector", reporting.connectors), ("negation", reporting.negations), ("first", reporting.first_person),
            ("third", reporting.third_person), ("possessive", reporting.possessives), ("link", reporting.links),
        )  # fmt: skip
        lemmas = (
            ("relative", reporting.relatives), ("back", reporting.back_references), ("medium", reporting.media),
            ("text", reporting.texts), ("speaker", reporting.speakers), ("source", reporting.sources),
        )  # fmt: skip
        self._of_word, self._of_lemma = _listed(sets), _listed(lemmas)
        self.bits = lru_cache(maxsize=60_000)(self._bits)

    def _bits(self, word: str, lemma: str, pos: str) -> int:
        bits = self._of_word.get(word, 0) | self._of_lemma.get(lemma, 0)
        if pos in _POS:
            bits |= _BIT[_POS[pos]]
        if word[0] == "?":
            bits |= _BIT["question"] | _BIT["stop"]
        if word[0] == "!":
            bits |= _BIT["exclamation"] | _BIT["stop"]
        if word[0].isdigit():
            bits |= _BIT["digit"]
        if len(word) > 5:
            bits |= _BIT["long"]
        return bits


def _listed(sets: Iterable[tuple[str, Collection[str]]]) -> dict[str, int]:
    """Each word of the sets with the bits of all those that have it."""
    bits: dict[str, int] = {}
    for name, words in sets:
        for word in words:
            bits[word] = bits.get(word, 0) | _BIT[name]
    return bits


def _form_bits(feats: Mapping[str, str]) -> int:
    """The bits of a word's morphology."""
    bits = 0
    form = feats.get("VerbForm")
    if form in _FORMS:
        bits |= _BIT[_FORMS[form]]
        tense = feats.get("Tense")
        if tense == "Past":
            bits |= _BIT["past"]
        elif tense == "Fut":
            bits |= _BIT["future"]
    elif feats.get("Case") == "Nom":
        bits |= _BIT["nominative"]
    elif feats.get("Case") == "Gen":
        bits |= _BIT["genitive"]
    if feats.get("Person") == "2":
        bits |= _BIT["second"]
    return bits


def flag_rows(sheet: Sheet, cues: tuple[Found, ...], lexicon: Lexicon) -> Floats:
    """One row a token and one of zeros after the last, columns as in `FLAGS`."""
    bits = list(map(lexicon.bits, sheet.words, sheet.lemmas, sheet.pos))
    columns, marks = sheet.annotation.columns, sheet.marks
    tags = list(map(id, columns.feats))  # a tag's features are one object for all its words
    forms = {tag: _form_bits(feats) for tag, feats in dict(zip(tags, columns.feats, strict=True)).items()}
    inside, capital = _BIT["in_marks"], _BIT["capital"]
    bits = list(map(or_, bits, map(forms.__getitem__, tags)))
    for index, text in enumerate(columns.text):
        if text[0].isupper():
            bits[index] |= capital
    for region in marks.regions:
        for index in range(region.first, region.last):
            bits[index] |= inside
    for index in marks.marks:
        bits[index] |= _BIT["mark"]
    for cue in cues:
        name = "cue_by" if cue.kind == "by" else "cue_noun" if cue.kind == "noun" else "cue_verb"
        if cue.kind != "other":
            bits[cue.token] |= _BIT[name]
    for index in sheet.credited:
        if index < len(bits):
            bits[index] |= _BIT["credited"]
    for name_ in sheet.annotation.names:
        bits[name_.first] |= _BIT["name"]
    for sentence in sheet.annotation.sentences:
        bits[sentence.first] |= _BIT["starts"]
    bits.append(0)
    octets = np.array(bits, dtype="<u8").view(np.uint8).reshape(len(bits), -1)
    return np.unpackbits(octets, axis=1, count=len(FLAGS), bitorder="little").astype(np.float32)
