"""How Russian bends names: what a form may be the form of, and all forms of a known name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from onrecord.languages.people import Gender
from onrecord.languages.russian.dictionary import grammar, inflected, may_be, parses
from onrecord.languages.russian.tokens import find_tokens

CASES = {
    "Nom": "nomn",
    "Gen": "gent",
    "Dat": "datv",
    "Acc": "accs",
    "Ins": "ablt",
    "Loc": "loct",
}
GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
_VOWELS = frozenset("аеёиоуыэюя")
_WORD = re.compile(r"[^\s]+")

# Ending of the form → ending of the nominative, by case; "M" of men's names, "F" of women's, "*" of either.
_CONSONANT = {"Gen": "а", "Acc": "а", "Dat": "у", "Ins": "ом ем ым", "Loc": "е"}
_SOFT = {"Gen": "я", "Acc": "я", "Dat": "ю", "Ins": "ем", "Loc": "е и"}
_ADJECTIVE = {
    "Gen": "ого его",
    "Acc": "ого его",
    "Dat": "ому ему",
    "Ins": "ым им",
    "Loc": "ом ем",
}
_HARD_A = {"Gen": "ы и", "Dat": "е", "Acc": "у", "Ins": "ой ей ою", "Loc": "е"}
_SOFT_A = {"Gen": "и", "Dat": "е и", "Acc": "ю", "Ins": "ей ёй", "Loc": "е и"}
_WOMAN_A = {"Gen": "ой", "Dat": "ой", "Acc": "у", "Ins": "ой", "Loc": "ой"}
_WOMAN_ADJECTIVE = {
    "Gen": "ой ей",
    "Dat": "ой ей",
    "Acc": "ую юю",
    "Ins": "ой ей",
    "Loc": "ой ей",
}
_PARADIGMS: tuple[tuple[dict[str, str], tuple[str, ...], str], ...] = (
    (_ADJECTIVE, ("ий", "ый", "ой"), "M"),
    (_CONSONANT, ("",), "M"),
    (_SOFT, ("й", "ь"), "M"),
    (_WOMAN_A, ("а",), "F"),
    (_HARD_A, ("а",), "*"),
    (_SOFT_A, ("я",), "*"),
    (_WOMAN_ADJECTIVE, ("ая",), "F"),
)
_MIDDLE = (
    "ович",
    "евич",
    "ич",
    "овна",
    "евна",
    "ична",
    "инична",
    "оглы",
    "улы",
    "уулу",
    "кызы",
    "қызы",
    "ұлы",
)
# How names begin that are blended from a noun and a field, and the letters that tell a field.
_BLENDS = {"министерство": "мин", "комитет": "госком", "департамент": "деп"}
_LEAST_FIELD = 2
_ADJECTIVAL = ("ий", "ый", "ой", "ая", "яя", "ое", "ее", "ые", "ие")
# Surnames of women and of families, fathers' names: a land's name seldom ends so.
_ADJECTIVES = ("ий", "ый", "ой")
# What the first of two adjectives is short for, where it is no stem ("российско-", "узбекско-").
_FIRST_HALVES = {
    "американо": "американский",
    "англо": "английский",
    "армяно": "армянский",
    "афгано": "афганский",
    "германо": "германский",
    "греко": "греческий",
    "грузино": "грузинский",
    "индо": "индийский",
    "ирано": "иранский",
    "итало": "итальянский",
    "сербо": "сербский",
    "турко": "турецкий",
    "туркмено": "туркменский",
    "франко": "французский",
    "японо": "японский",
}
_WHOLE = ("зода", "заде")  # endings of surnames in the nominative: nothing is to be taken off
_NO_OWNERS = ("ова", "ева", "ёва", "ина", "ына", "ая", "вна", "чна", "овы", "евы", "ины", "оглы", "кызы", "улы")
# The instrumental of men's surnames, and of no name of a place ("Саратовом").
_INSTRUMENTAL = ("овым", "евым", "ёвым", "иным", "ыным")
_Rule = tuple[str, tuple[str, ...]]  # an ending, and those of the nominative that it may stand for
_LEAST_BENT = 5  # letters of a surname like an adjective, bent
_OBLIQUE = ("Gen", "Dat", "Acc", "Ins", "Loc")
_HUSHERS = frozenset("гкхжчшщ")
_NAMES = frozenset(("Name", "Surn", "Patr"))


class RussianNaming:
    """See `Naming` in `languages/people.py`."""

    def fold(self, text: str) -> str:
        return text.lower().replace("ё", "е")

    def bases(self, word: str, case: str, gender: str) -> tuple[str, ...]:
        return _bases(word, case, gender)

    def plain_case(self, surname: str) -> str:
        return "Ins" if surname.endswith(_INSTRUMENTAL) and surname[1:].islower() else ""

    def loose_bases(self, word: str) -> tuple[str, ...]:
        return _loose(word)

    def forms(self, name: str) -> tuple[str, ...]:
        return _forms(name)

    def pieces(self, text: str) -> list[str]:
        return [text[first:last] for first, last in find_tokens(text, 0, len(text))]

    def adjectives(self, state: str) -> tuple[str, ...]:
        word = self.fold(state)
        if " " in word or not word.isalpha():
            return ()
        stem = word[:-2] if word.endswith("ия") else word[:-1] if word[-1] in "аяоеь" else word
        endings = ["ский", "ийский"] if word.endswith("ия") else ["ский", "инский", "анский"]
        return tuple(stem + e for e in (*endings, *(["ьский"] if stem[-1] == "л" else [])))

    def halves(self, adjective: str) -> tuple[str, ...]:
        first, _, last = adjective.partition("-")
        if not first.endswith("о") or not last.endswith(_ADJECTIVES):
            return ()
        return _FIRST_HALVES.get(first, first[:-1] + "ий"), last

    def genitive(self, name: str) -> str | None:
        return _genitive(name)

    def given_gender(self, given: str, surname: str) -> Gender | None:
        return _gender(given, surname)

    def is_owner(self, word: str) -> bool:
        # "Гардании", "Торнеи"; first names have it in other cases than the nominative only
        if word.endswith(("ии", "еи")):
            return True
        # "Турданы"; "Алматы" is known to stand so
        return len(word) > 4 and word.endswith("ы") and not word.endswith(_NO_OWNERS) and not _is_nominative(word)

    def may_own(self, word: str) -> bool:
        if word[-1] not in "аяиы" or len(word) < 4:
            return False
        return not word.endswith(_NO_OWNERS) if word[-1] in "ая" else self.is_owner(word)

    def is_middle(self, word: str) -> bool:
        return word.endswith(_MIDDLE)

    def is_blend(self, name: str, noun: str) -> bool:
        return noun in _BLENDS and bool(_field(name, _BLENDS[noun]))

    def field_of_blend(self, name: str) -> str:
        return next((field for begins in _BLENDS.values() if (field := _field(name, begins))), "")


def _field(name: str, begins: str) -> str:
    """What a name has beyond its beginning, where that is long enough to tell a field."""
    field = name.lower().removeprefix(begins)
    told = len(name) - len(field) == len(begins) and len(field) > _LEAST_FIELD
    return field if told and not name.endswith(_ADJECTIVAL) else ""  # not "Минский" of a works


def stands_bent(name: str) -> bool:
    """Whether a blended name ends with the genitive of its field, and so never bends: "Минпросвещения"."""
    return name.endswith(("ия", "ии", "ы")) and bool(_field(name, "мин"))


# ---- names of people


def _cased(word: str) -> str:
    """`ТРАМП` as a name is written: `Трамп`; short capitals may be initials and stay."""
    if len(word) > 2 and word.isupper():
        return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
    return word


@lru_cache(50_000)
def _bases(word: str, case: str, gender: str) -> tuple[str, ...]:
    word = _cased(word)
    if len(word) < 2 or case in ("", "Nom") or not cyrillic(word) or word.endswith(_WHOLE):
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
    bent = word.endswith(("ого", "его")) or (len(word) > _LEAST_BENT and word.endswith(("скую", "цкую", "ную", "вую")))
    stays = word[-1] in "иоэю" and word[-2:] not in ("ии", "ою") and not (ruled and bent)
    if woman_ends_hard or (stays and not known):
        return tuple(dict.fromkeys(itself + known + ruled))
    return tuple(dict.fromkeys(known + ruled + itself))


@lru_cache(50_000)
def _loose(word: str) -> tuple[str, ...]:
    word = _cased(word)
    found: dict[str, None] = {word: None}
    if len(word) < 2 or not cyrillic(word):
        return (word,)
    if "-" in word:
        for case in _OBLIQUE:
            for gender in ("Masc", "Fem"):
                found.update(dict.fromkeys(_bases(word, case, gender)))
        return tuple(found)
    # what `_bases` finds of a simple word in any case and either gender, each rule asked once
    names = _known_names(word)
    for case, rules in _rules_by_case(word[-1]):
        if names:
            found.update((base, None) for of, _, base in names if of in (case, "loc2"))
        found.update(dict.fromkeys(_bent_back(word, rules)))
    return tuple(found)


def cyrillic(word: str) -> bool:
    return "а" <= word[-1].lower() <= "я" or word[-1] in "ёЁ"


def _bends_inside(stem: str) -> bool:
    # "Касым" does not: only surnames' "-ым" is an ending
    return stem.endswith(("ова", "ева", "ина", "ого", "ой", "овым", "евым", "иным", "ому", "ову", "еву", "ину"))


def _known(word: str, case: str, gender: str) -> Iterator[str]:
    """What the dictionary of names says, in the right case, the right gender first."""
    wanted, sex = CASES.get(case), GENDERS.get(gender)
    found = [(theirs != sex, base) for of, theirs, base in _known_names(word) if of in (wanted, "loc2")]
    yield from (base for _, base in sorted(found, key=lambda pair: pair[0]))


@lru_cache(50_000)
def _known_names(word: str) -> tuple[tuple[str, str, str], ...]:
    """Case, gender and nominative of every reading of a word as somebody's name."""
    found = []
    for parse in parses(word) if may_be(word, _NAMES) else ():
        tag = grammar(parse.tag)
        if not _NAMES.isdisjoint(parse.tag.grammemes) and tag.number == "sing" and parse.is_known:
            base = inflected(parse, ("nomn",))
            if base is not None:
                found.append((str(tag.case), str(tag.gender), like(base, word)))
    return tuple(found)


def _ruled(word: str, case: str, gender: str) -> Iterator[str]:
    wanted = {"Masc": "M*", "Fem": "F*"}.get(gender, "M*F")
    for sex in wanted:
        yield from _bent_back(word, _rules(case, sex, word[-1]))


def _bent_back(word: str, rules: Iterable[_Rule]) -> Iterator[str]:
    """What the nominative may be by rules of `_rules`."""
    for ending, bases in rules:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            yield from (stem + base for base in bases if _fits(stem, ending, base))


@cache
def _rules_by_case(last: str) -> tuple[tuple[str, tuple[_Rule, ...]], ...]:
    """The rules of all cases but the nominative for words with this last letter, with the dictionary's name of each."""
    return tuple((CASES[case], tuple(rule for sex in "M*F" for rule in _rules(case, sex, last))) for case in _OBLIQUE)


@cache
def _rules(case: str, sex: str, last: str) -> tuple[_Rule, ...]:
    """The endings of a case with this last letter, and those of the nominative that each may stand for."""
    return tuple(
        (ending, tuple(bases))
        for endings, bases, whose in _PARADIGMS
        if whose == sex
        for ending in endings.get(case, "").split()
        if ending[-1] == last
    )


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
            return base == "ой" and ending in ("ого", "ому", "ом")  # "Лугового"
        soft = last in _HUSHERS or (last == "н" and ending in ("его", "ему", "им"))
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
        tag = grammar(parse.tag)
        if "Name" in parse.tag.grammemes and tag.case == "nomn" and parse.is_known:
            return "Fem" if tag.gender == "femn" else "Masc"
    if surname.endswith(("ова", "ева", "ёва", "ина", "ская", "цкая", "овна", "евна", "кызы")):
        return "Fem"
    if surname.endswith(("ов", "ев", "ёв", "ский", "цкий", "ович", "евич", "оглы", "улы")):
        return "Masc"
    return None


@lru_cache(5_000)
def _is_nominative(word: str) -> bool:
    return any(parse.is_known and grammar(parse.tag).case == "nomn" for parse in parses(word))


def like(word: str, model: str) -> str:
    """`word` written with the capitals of `model`, with its ё or е."""
    if "ё" not in model.lower() and "ё" in word:
        word = word.replace("ё", "е")
    if "-" in model and "-" in word:
        return "-".join(like(w, m) for w, m in zip(word.split("-"), model.split("-"), strict=False))
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


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
        if word[0] in '«"„(' or not cyrillic(word) or (len(word) > 1 and word.isupper()):
            return None
        adjective = _nominal(word, "ADJF") or _nominal(word, "PRTF")
        noun = _nominal(word, "NOUN")
        if noun is not None and (adjective is None or index == len(words) - 1):
            return index
        if noun is None and adjective is None:
            return index if word[:1].isupper() else None
    return None


def _bends(words: Sequence[str], index: int, head: int) -> bool:
    if index <= head:
        return True
    return words[index - 1] == "и" and index == head + 2 and _nominal(words[index], "NOUN") is not None


def _nominal(word: str, pos: str) -> Any | None:
    """The word's reading as a nominative that the dictionary has, the singular first."""
    told = ((parse, grammar(parse.tag)) for parse in parses(word))
    found = [(parse, tag) for parse, tag in told if tag[:2] == (pos, "nomn") and (pos != "NOUN" or parse.is_known)]
    return next((parse for parse, tag in found if tag.number == "sing"), found[0][0] if found else None)


def _inflected(word: str, case: str, is_head: bool) -> str:
    kinds = ("NOUN",) if is_head else ("ADJF", "PRTF", "NOUN")
    parse = next((found for kind in kinds if (found := _nominal(word, kind)) is not None), None)
    if parse is None:
        return _by_ending(word, case) if word[:1].isupper() else word
    return inflected(parse, (case,)) or word


# Names that no dictionary has: what takes the place of the nominative's ending.
_ENDINGS = (
    ("ия", "ии ии ию ией ии"),
    ("ка", "ки ке ку кой ке"),
    ("га", "ги ге гу гой ге"),
    ("ха", "хи хе ху хой хе"),
    ("а", "ы е у ой е"),
    ("ья", "ьи ье ью ьей ье"),
    ("я", "и е ю ей е"),
    ("ий", "ия ию ий ием ии"),
    ("й", "я ю й ем е"),
    ("сть", "сти сти сть стью сти"),
    ("вязь", "вязи вязи вязь вязью вязи"),
    ("ь", "я ю ь ем е"),
)


def _by_ending(word: str, case: str) -> str:
    if case == "nomn" or word.isupper() or not cyrillic(word) or word[-1] in "оеиуюэы":
        return word
    at = ("gent", "datv", "accs", "ablt", "loct").index(case)
    for ending, others in _ENDINGS:
        if word.endswith(ending):
            return word[: -len(ending)] + others.split()[at]
    return word + ("а", "у", "", "ом", "е")[at]


@lru_cache(2_000)
def _genitive(name: str) -> str | None:
    words = _WORD.findall(name)
    head = _head_of(words)
    if head is None:
        return name if len(words) == 1 and name.isupper() else None
    bent = [_inflected(w, "gent", i == head) if _bends(words, i, head) else w for i, w in enumerate(words)]
    return " ".join(like(b, w) for b, w in zip(bent, words, strict=True))
