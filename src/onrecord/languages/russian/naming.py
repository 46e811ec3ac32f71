"""How Russian bends names: the nominative of a name or a noun phrase, and all forms of a known name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from onrecord.languages.people import Gender
from onrecord.languages.russian.dictionary import parses
from onrecord.model.annotation import Token

CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
_NUMBERS = {"Sing": "sing", "Plur": "plur"}
_GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
_AGREEING = frozenset({"ADJ", "DET", "VERB", "NUM", "PRON"})
_VOWELS = frozenset("аеёиоуыэюя")
_WORD = re.compile(r"[^\s]+")

# Ending of the form → ending of the nominative, by case; "M" of men's names, "F" of women's, "*" of either.
_CONSONANT = {"Gen": "а", "Acc": "а", "Dat": "у", "Ins": "ом ем ым", "Loc": "е"}
_SOFT = {"Gen": "я", "Acc": "я", "Dat": "ю", "Ins": "ем", "Loc": "е и"}
_ADJECTIVE = {"Gen": "ого его", "Acc": "ого его", "Dat": "ому ему", "Ins": "ым им", "Loc": "ом ем"}
_HARD_A = {"Gen": "ы и", "Dat": "е", "Acc": "у", "Ins": "ой ей ою", "Loc": "е"}
_SOFT_A = {"Gen": "и", "Dat": "е и", "Acc": "ю", "Ins": "ей ёй", "Loc": "е и"}
_WOMAN_A = {"Gen": "ой", "Dat": "ой", "Acc": "у", "Ins": "ой", "Loc": "ой"}
_WOMAN_ADJECTIVE = {"Gen": "ой ей", "Dat": "ой ей", "Acc": "ую юю", "Ins": "ой ей", "Loc": "ой ей"}
_PARADIGMS: tuple[tuple[dict[str, str], tuple[str, ...], str], ...] = (
    (_ADJECTIVE, ("ий", "ый", "ой"), "M"),
    (_CONSONANT, ("",), "M"),
    (_SOFT, ("й", "ь"), "M"),
    (_WOMAN_A, ("а",), "F"),
    (_HARD_A, ("а",), "*"),
    (_SOFT_A, ("я",), "*"),
    (_WOMAN_ADJECTIVE, ("ая",), "F"),
)
_HUSHERS = frozenset("гкхжчшщ")


class RussianNaming:
    """See `Naming` in `languages/people.py`."""

    def fold(self, text: str) -> str:
        return text.lower().replace("ё", "е")

    def bases(self, word: str, case: str, gender: str) -> tuple[str, ...]:
        return _bases(word, case, gender)

    def loose_bases(self, word: str) -> tuple[str, ...]:
        return _loose(word)

    def forms(self, name: str) -> tuple[str, ...]:
        return _forms(name)

    def left(self, tokens: Sequence[Token], head: int, least: int) -> int:
        case, number = tokens[head].feats.get("Case"), tokens[head].feats.get("Number")
        first = head
        here = head - 1
        while here >= least and head - here <= 12:
            token = tokens[here]
            if token.pos in _AGREEING and _agrees(token, case, number):
                first = here
            elif not (_bridges(token) and here > least and first == here + 1):
                break
            here -= 1
        return first

    def nominative(self, tokens: Sequence[Token], first: int, last: int, head: int) -> str:
        return nominative(tokens, first, last, head)

    def is_person(self, token: Token) -> bool:
        return token.feats.get("Animacy") == "Anim" and _is_animate(token.lemma)

    def given_gender(self, given: str, surname: str) -> Gender | None:
        return _gender(given, surname)


def _agrees(token: Token, case: str | None, number: str | None) -> bool:
    theirs = token.feats.get("Case")
    if token.pos == "NUM" or theirs is None:
        return token.pos == "NUM" and token.text[:1].isalnum()
    if theirs == case:
        return number is None or token.feats.get("Number", number) == number or token.feats.get("Number") is None
    # the tagger often takes one of these for the other
    return {theirs, case} == {"Nom", "Acc"} and token.feats.get("Number", number) == number


def _bridges(token: Token) -> bool:
    """An adverb or a joiner between adjectives: "самый и", "весьма"."""
    return token.pos == "ADV" or token.text in (",", "и")


# ---- names of people


def _cased(word: str) -> str:
    """`ТРАМП` as a name is written: `Трамп`; short capitals may be initials and stay."""
    if len(word) > 2 and word.isupper():
        return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
    return word


@lru_cache(50_000)
def _bases(word: str, case: str, gender: str) -> tuple[str, ...]:
    word = _cased(word)
    if len(word) < 2 or case in ("", "Nom") or not _cyrillic(word):
        return (word,)
    stem, _, tail = word.rpartition("-")
    if stem and tail:
        mine = _bases(tail[:1].upper() + tail[1:], case, gender)
        ends = [base if tail[:1].isupper() else base[:1].lower() + base[1:] for base in mine]
        heads = _bases(stem, case, gender) if _bends_inside(stem) else (stem,)
        return tuple(dict.fromkeys(f"{h}-{e}" for e in ends for h in (*heads, stem)))
    known = list(_known(word, case, gender))
    ruled = list(_ruled(word, case, gender))
    itself = [word]
    woman_ends_hard = gender == "Fem" and word[-1] not in _VOWELS and word[-1] != "й"
    if woman_ends_hard or (word[-1] in "иоэю" and not known and word[-2:] not in ("ии", "ою")):
        return tuple(dict.fromkeys(itself + known + ruled))
    return tuple(dict.fromkeys(known + ruled + itself))


@lru_cache(50_000)
def _loose(word: str) -> tuple[str, ...]:
    found: dict[str, None] = {_cased(word): None}
    for case in ("Gen", "Dat", "Acc", "Ins", "Loc"):
        for gender in ("Masc", "Fem"):
            found.update(dict.fromkeys(_bases(word, case, gender)))
    return tuple(found)


def _cyrillic(word: str) -> bool:
    return "а" <= word[-1].lower() <= "я" or word[-1] in "ёЁ"


def _bends_inside(stem: str) -> bool:
    return stem.endswith(("ова", "ева", "ина", "ого", "ой", "ым", "ому", "ову", "еву", "ину"))


def _known(word: str, case: str, gender: str) -> Iterator[str]:
    """What the dictionary of names says, in the right case, the right gender first."""
    found: list[tuple[int, str]] = []
    for parse in parses(word):
        tag = parse.tag
        if not parse.is_known or not ({"Name", "Surn", "Patr"} & tag.grammemes) or tag.number != "sing":
            continue
        if tag.case not in (CASES.get(case), "loc2"):
            continue
        base = parse.inflect({"nomn"})
        if base is not None:
            found.append((int(tag.gender != _GENDERS.get(gender)), _like(base.word, word)))
    yield from (base for _, base in sorted(found, key=lambda pair: pair[0]))


def _ruled(word: str, case: str, gender: str) -> Iterator[str]:
    wanted = {"Masc": "M*", "Fem": "F*"}.get(gender, "M*F")
    for sex in wanted:
        for endings, bases, whose in _PARADIGMS:
            if whose != sex:
                continue
            for ending in endings.get(case, "").split():
                if word.endswith(ending) and len(word) - len(ending) >= 2:
                    stem = word[: -len(ending)]
                    yield from (stem + base for base in bases if _fits(stem, ending, base))


def _fits(stem: str, ending: str, base: str) -> bool:
    """Whether a stem may end so before the nominative's ending and before the form's."""
    last = stem[-1].lower()
    if base == "":
        if ending == "ым":
            return stem.endswith(("ов", "ев", "ёв", "ин", "ын"))
        return last not in _VOWELS and last not in "йь" and (ending != "ем" or last in "жчшщц")
    if base == "й":
        return last in _VOWELS
    if base == "ь":
        return last not in _VOWELS and last not in "гкхжчшщцьй"
    if base in ("ий", "ый", "ой"):
        if len(stem) > 3 and stem.endswith(("ов", "ев", "ёв", "ин", "ын")):
            return False
        soft = last in _HUSHERS or last == "н" and ending in ("его", "ему", "им")
        return last not in _VOWELS and (base == "ий") == soft if base != "ой" else stem.endswith(("ск", "ст", "н"))
    if base == "а":
        if ending in ("ы", "и"):
            return last not in _VOWELS and (last in _HUSHERS) == (ending == "и")
        if ending == "ой" and stem.endswith("ск"):
            return False
        return last not in _VOWELS and last not in "йь"
    if base == "я":
        if ending == "и" and last == "и":
            return True
        return last in _VOWELS or last in "ьлнрйд"
    return stem.endswith(("ск", "цк", "н", "т", "в", "г", "х", "ч", "щ"))


@lru_cache(20_000)
def _gender(given: str, surname: str) -> Gender | None:
    for parse in parses(given) if len(given) > 1 else ():
        if parse.is_known and "Name" in parse.tag and parse.tag.case == "nomn":
            return "Fem" if parse.tag.gender == "femn" else "Masc"
    if surname.endswith(("ова", "ева", "ёва", "ина", "ская", "цкая", "овна", "евна", "кызы")):
        return "Fem"
    if surname.endswith(("ов", "ев", "ёв", "ский", "цкий", "ович", "евич", "оглы", "улы")):
        return "Masc"
    return None


# ---- noun phrases


def nominative(tokens: Sequence[Token], first: int, last: int, head: int) -> str:
    """See `Naming`. Determiners and numerals keep their place; what cannot be bent stays as printed."""
    noun = tokens[head]
    number = noun.feats.get("Number", "Sing")
    counted = next((t for t in tokens[first:head] if t.pos == "NUM"), None)
    words: list[str] = []
    for index in range(first, last):
        token = tokens[index]
        if index > head or (counted is not None and counted.text[:1].isdigit()):
            word = token.text
        elif index == head:
            word = _noun(noun, number) if counted is None else noun.text
        elif token is counted:
            word = _numeral(token)
        elif token.pos in _AGREEING:
            word = token.text if counted is not None else _adjective(token, number, _head_gender(noun))
        else:
            word = token.text
        glued = index > first and tokens[index - 1].end == token.start
        words.append(word if glued or not words else " " + word)
    return "".join(words)


def _head_gender(noun: Token) -> str:
    return noun.feats.get("Gender", "Masc")


@lru_cache(50_000)
def _bend(word: str, pos: str, case: str, number: str, gender: str) -> str:
    """A noun, adjective or numeral in the nominative of `number` and `gender`."""
    best: tuple[int, Any] | None = None
    for parse in parses(word):
        tag = parse.tag
        fits = (tag.POS == "NOUN") if pos == "NOUN" else tag.POS in ("ADJF", "PRTF", "NUMR", "NPRO")
        if not fits:
            continue
        score = 4 * (tag.case == CASES.get(case)) + 2 * (tag.number == _NUMBERS.get(number, tag.number))
        score += tag.gender == _GENDERS.get(gender, tag.gender)
        if best is None or score > best[0]:
            best = (score, parse)
    if best is None:
        return word
    wanted = {"nomn"}
    if best[1].tag.POS != "NUMR":
        wanted.add(_NUMBERS.get(number, "sing"))
        if pos != "NOUN" and number != "Plur" and gender in _GENDERS:
            wanted.add(_GENDERS[gender])
    bent = best[1].inflect(wanted)
    return word if bent is None else _like(bent.word, word)


def _noun(token: Token, number: str) -> str:
    if token.text.isupper() and len(token.text) > 1 or not _cyrillic(token.text):
        return token.text
    return _bend(token.text, "NOUN", token.feats.get("Case", ""), number, token.feats.get("Gender", ""))


def _adjective(token: Token, number: str, gender: str) -> str:
    if token.pos == "PRON" or not _cyrillic(token.text):
        return token.text
    return _bend(token.text, "ADJ", token.feats.get("Case", ""), number, gender)


def _numeral(token: Token) -> str:
    return _bend(token.text, "NUM", token.feats.get("Case", ""), "Plur", "Masc")


def _like(word: str, model: str) -> str:
    """`word` written with the capitals of `model`, with its ё or е."""
    if "ё" not in model.lower() and "ё" in word:
        word = word.replace("ё", "е")
    if "-" in model and "-" in word:
        return "-".join(_like(w, m) for w, m in zip(word.split("-"), model.split("-"), strict=False))
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


@lru_cache(20_000)
def _is_animate(lemma: str) -> bool:
    """Whether the dictionary knows the noun as living, or does not know it."""
    found = [p for p in parses(lemma) if p.tag.POS == "NOUN" or {"ADJF", "PRTF"} & {p.tag.POS}]
    if not found:
        return False
    return any("anim" in p.tag or p.tag.POS != "NOUN" for p in found)


# ---- all forms of a name that is known beforehand


@lru_cache(10_000)
def _forms(name: str) -> tuple[str, ...]:
    words = _WORD.findall(name)
    head = _head_of(words)
    found: dict[str, None] = {name.lower().replace("ё", "е"): None}
    if head is not None:
        for case in CASES.values():
            bent = [_inflected(w, case, i == head) if _bends(words, i, head) else w for i, w in enumerate(words)]
            found[" ".join(bent).lower().replace("ё", "е")] = None
    return tuple(found)


def _head_of(words: Sequence[str]) -> int | None:
    """The first noun that is not inside a quotation: what stands before it agrees with it."""
    for index, word in enumerate(words):
        if word[0] in '«"„(' or not _cyrillic(word) or (len(word) > 1 and word.isupper()):
            return None
        if _nominal(word, "NOUN") is not None and (_nominal(word, "ADJF") is None or index == len(words) - 1):
            return index
    return None


def _bends(words: Sequence[str], index: int, head: int) -> bool:
    if index <= head:
        return True
    return words[index - 1] == "и" and index == head + 2 and _nominal(words[index], "NOUN") is not None


def _nominal(word: str, pos: str) -> Any | None:
    for parse in parses(word):
        if parse.tag.POS == pos and parse.tag.case == "nomn":
            return parse
    return None


def _inflected(word: str, case: str, is_head: bool) -> str:
    kinds = ("NOUN",) if is_head else ("ADJF", "PRTF", "NOUN")
    parse = next((found for kind in kinds if (found := _nominal(word, kind)) is not None), None)
    bent = parse.inflect({case}) if parse is not None else None
    return word if bent is None else bent.word
