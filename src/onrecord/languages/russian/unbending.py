"""Titles that the net takes for something else: "Замглавы района Инга Лис", which no case bends, and participles that
govern ("Заведующая детским садом Инга Лис")."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.annotation import Token

UNBENDING = frozenset(
    """
    замглавы замминистра замначальника замруководителя замдиректора замгендиректора зампредседателя замгубернатора
    замгенпрокурора замкомандира замкомандующего замсекретаря замгоссекретаря замгенсека замполпреда замректора
    замдекана замэра замспикера завкафедрой завлабораторией завотделением управделами врио
    """.split()
)
# These bend, but are taken for adjectives where they open a sentence.
SHORT = frozenset("главврач главред главбух главком гендиректор техдиректор худрук завуч зампред".split())
# What these govern: a case, or an adposition.
GOVERNING = {"заведующий": "Ins", "управляющий": "Ins", "командующий": "Ins", "уполномоченный": "по"}
_STEMS = {title[:-2]: title for title in GOVERNING}
_BEGINS = frozenset(word[:2] for word in (*UNBENDING, *SHORT, *GOVERNING))
_WOMANS = ("ая", "ую", "ей", "ой")


def asked(lemmas: Sequence[str]) -> list[int]:
    """The tokens worth a look."""
    return [index for index, lemma in enumerate(lemmas) if lemma[:2] in _BEGINS]


def as_titles(tokens: tuple[Token, ...], asked: Sequence[int]) -> tuple[Token, ...]:
    """The tokens, with such titles among those asked as living nouns: a subject stands in the nominative."""
    found = [(index, title) for index in asked if (title := _title(tokens, index))]
    if not found:
        return tokens
    out = list(tokens)
    for index, title in found:
        token = tokens[index]
        gender = "Fem" if title in GOVERNING and token.text.endswith(_WOMANS) else "Masc"
        case = "Nom" if token.rel.startswith("nsubj") else token.feats.get("Case", "Gen")
        feats = {"Animacy": "Anim", "Case": case, "Gender": gender, "Number": "Sing"}
        out[index] = token._replace(pos="NOUN", lemma=title, feats=feats)
    return tuple(out)


def _title(tokens: Sequence[Token], index: int) -> str:
    """The title in the nominative; "" where the token is none."""
    word = tokens[index].text.lower()
    if word in UNBENDING or (word in SHORT and tokens[index].pos != "NOUN"):
        return word
    title = _STEMS.get(word[:-2]) or _STEMS.get(word[:-3])
    if title is None or index + 1 >= len(tokens) or tokens[index].feats.get("Number") == "Plur":
        return ""
    after = tokens[index + 1]
    return title if GOVERNING[title] in (after.feats.get("Case"), after.text) else ""
