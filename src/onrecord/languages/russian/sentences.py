"""Where paragraphs and sentences begin and end. The rules follow razdel's, and mend what it gets wrong in news.

A sentence may end after a token that a final mark closes, if no rule joins what follows. The rules
are tried in order; the first that has an opinion decides, and its name says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from onrecord.languages.russian.tokens import (
    CLOSING_BRACKETS,
    CLOSING_QUOTES,
    DASHES,
    EITHER_QUOTES,
    ENDINGS,
)

LONGEST = 300  # tokens; more in one sentence is a list or a table, and costs the syntax net the square
_MIDDLE = 150  # a cut is looked for from here on

_LINE = re.compile("[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Abbreviations that go on whatever follows ("г. Алматы", "ул. Ленина", "т.е. Казахстан").
_HEADS = _words(
    "г англ акад арх букв внутр гл гор гос гр доп доц зав зам изд им инж ит каб кв кит кн ком корп корр лат лейт"
    " маг мр нач нем обл обр оз ок откр отв п пер пл по полк подполк пом пос пп пр прим проф просп пред ред "
    "рис рп с сб св см соч "
    "соц ср ст стр сокр тел тов ул укр физ фр ч чл чч ш экз юр яз яп mr mrs ms dr vs no st prof ед накл ген "
    "т д дж д-р вс х а о пт абз эт оф кит исп венг напр наб мкр б-р р-н"
)
# Those that end a phrase: a capital after them begins a sentence ("млн. Президент", "и др. Он").
_TAILS = _words(
    "барр в вв г га гг дес дол долл др час мин сек км коп куб млн млрд проц р руб см стр сут тыс трлн чел шт"
    " co corp inc ltd al etc м мм кг т р с ч"
)
_SUMS = _words("млн млрд трлн тыс руб долл проц чел")
_QUOTES = frozenset('«“„"')
_SMALL, _CAPITALISED = re.compile("[а-яё]+"), re.compile("[А-ЯЁ][а-яё]+")
_LETTERS = _words("А В И К О С У Я")  # words of one letter that begin a sentence
_SHORT = 3  # letters
_ABOUT = _words("в на о при по")
# Halves of names that are written with a full stop: "Яндекс.Карты", "Газета.Ру"
_PORTALS = _words("яндекс рамблер дзен газета лента дни взгляд вести деньги апостроф страна спорт чемпионат матч")
_FIELDS = _words("ру ком орг нет инфо юа кз уз медиа тв фм дзен")
_HEAD_PAIRS = frozenset({("т", "е"), ("т", "к"), ("т", "н"), ("и", "о"), ("т", "ч"), ("к", "н"), ("л", "д")})
_TAIL_PAIRS = frozenset(
    {("т", "п"), ("т", "д"), ("у", "е"), ("н", "э"), ("с", "г"), ("р", "х"), ("с", "ш"), ("з", "д"), ("в", "д"),
     ("ю", "ш"), ("л", "с"), ("p", "m"), ("a", "m"), ("п", "м")}
)  # fmt: skip
_BULLET = re.compile("[0-9]{1,3}|[A-Za-zА-Яа-я]|[IVX]+")


class Place(NamedTuple):
    """A place between two tokens where a sentence may end. `before`, `left` are words, `mark` the final mark."""

    before: str  # the word (or mark) before `left`
    left: str  # what stands right before the final mark
    mark: str
    right: str
    after: str  # what follows `right`
    left_apart: bool  # whether white space stands before the mark
    right_apart: bool
    opened: Sequence[str]  # the sentence so far, at most the last few tokens


Rule = Callable[[Place], bool | None]  # True: the sentence ends here; False: it goes on; None: no opinion


def glued(place: Place) -> bool | None:
    """No space: goes on, but for a full stop between a word and a capitalised one ("сказал он.Министр")."""
    if place.right_apart:
        return None
    left, right = place.left, place.right
    if place.mark != "." or not _SMALL.fullmatch(left[1:]) or left in _HEADS or left in _TAILS:
        return False
    if left.lower() in _PORTALS or right.lower() in _FIELDS or (left[0].isupper() and len(left) <= _SHORT):
        return False
    if right in _LETTERS:  # "в 2020 году.С мая", but "сказал он.А. Иванов"
        return left[0].islower() and len(left) > _SHORT and place.after.isalnum()
    return bool(_CAPITALISED.fullmatch(right))


def small_letter(place: Place) -> bool | None:
    return False if place.right.isalpha() and place.right.islower() else None


def closing_mark(place: Place) -> bool | None:
    """Another final or closing mark follows: the sentence may end after that one."""
    right = place.right
    return False if right[0] in ENDINGS + ";" + CLOSING_QUOTES + CLOSING_BRACKETS else None


def abbreviation(place: Place) -> bool | None:
    if place.mark != ".":
        return None
    left, right = place.left.lower(), place.right
    pair = (_last_letters(place), left)
    # "составил 3 млрд. «Это рекорд», – сказал он", but "в 2021 г. «Спутник» победил"
    quoted = left in _SUMS and right in _QUOTES and place.after[:1].isupper()
    goes_on = not quoted and (not right[0].isalpha() or right.islower())
    if left == "нем" and place.before in _ABOUT:
        return None  # "в нем. Министр"
    if pair in _HEAD_PAIRS:
        return False
    if pair in _TAIL_PAIRS:
        return not goes_on
    # "в 2021 г. Президент", but "г. Алматы"
    if left in _HEADS and not (left in _TAILS and place.before[-1:].isdigit()):
        return False
    if left in _TAILS and goes_on:
        return False
    return None


def _last_letters(place: Place) -> str:
    """The letter before in "т. е." or "т.е."."""
    opened = place.opened
    return opened[-4].lower() if place.before == "." and len(opened) >= 4 else ""


def initial(place: Place) -> bool | None:
    """A single capital: "М. Тлеуберди", "Джордж У. Буш"."""
    left = place.left
    if place.mark != ".":
        return None
    if (len(left) == 1 and left.isupper()) or left.lower() in ("дж", "вс", "ed", "ю", "дм", "ал", "св", "фр"):
        return False
    # "Ж.-К. Юнкер"
    if len(left) == 3 and left[1] in DASHES and left[0].isupper() and left[2].isupper():
        return False
    return None


def bullet(place: Place) -> bool | None:
    """Nothing yet but the number of a list's item: "1.", "а)"."""
    if place.mark not in (".", ")") or len(place.opened) > 6:
        return None
    return False if all(token in ".)" or _BULLET.fullmatch(token) for token in place.opened) else None


def closing_quote(place: Place) -> bool | None:
    mark = place.mark
    if mark in CLOSING_QUOTES or mark in CLOSING_BRACKETS:
        return None if place.left[-1] in ENDINGS else False
    if mark in EITHER_QUOTES:
        if place.left_apart:  # it opens
            return False
        return None if place.left[-1] in ENDINGS else False
    return None


def dash(place: Place) -> bool | None:
    """ "Едем!" - сказал он"""
    if place.right in DASHES and place.after.isalpha() and place.after.islower():
        return False
    return None


RULES: tuple[Rule, ...] = (glued, small_letter, closing_mark, abbreviation, initial, bullet, closing_quote, dash)


def why(place: Place) -> tuple[bool, str]:
    """Whether the sentence ends here, and the name of the rule that says so."""
    for rule in RULES:
        found = rule(place)
        if found is not None:
            return found, rule.__name__
    return True, "end"


_FINAL = frozenset(ENDINGS + EITHER_QUOTES + CLOSING_QUOTES + CLOSING_BRACKETS)


def cut_sentences(raw: str, tokens: Sequence[tuple[int, int]], *, longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    """Of a paragraph's tokens: `[first, last)` of every sentence, none of more than `longest` tokens."""
    first = 0
    for index in range(len(tokens) - 1):
        if raw[tokens[index][0]] not in _FINAL or index == first:
            continue
        if why(_place(raw, tokens, first, index))[0]:
            yield from _capped(raw, tokens, first, index + 1, longest)
            first = index + 1
    yield from _capped(raw, tokens, first, len(tokens), longest)


def _place(raw: str, tokens: Sequence[tuple[int, int]], first: int, index: int) -> Place:
    begin = max(first, index - 6)
    texts = [raw[start:end] for start, end in tokens[begin : index + 3]]
    here = index - begin
    return Place(
        before=texts[here - 2] if here > 1 else "",
        left=texts[here - 1] if here else "",
        mark=texts[here],
        right=texts[here + 1],
        after=texts[here + 2] if here + 2 < len(texts) else "",
        left_apart=tokens[index - 1][1] < tokens[index][0],
        right_apart=tokens[index][1] < tokens[index + 1][0],
        opened=texts[: here + 1],
    )


def _capped(
    raw: str, tokens: Sequence[tuple[int, int]], first: int, last: int, longest: int
) -> Iterator[tuple[int, int]]:
    """The sentence, cut where it is too long: after a semicolon if there is one, a comma, or just there."""
    while last - first > longest:
        marks = [raw[tokens[at][0]] for at in range(first + longest // 2, first + longest)]
        for mark in ";,":
            if mark in marks:
                cut = first + longest // 2 + len(marks) - marks[::-1].index(mark)
                break
        else:
            cut = first + longest
        yield first, cut
        first = cut
    if last > first:
        yield first, last


def find_paragraphs(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`[start, end)` of the lines of `raw[start:end]` that hold anything; a line that a small letter
    carries on (hard-wrapped text) is one with the line before."""
    open_at, open_to = -1, -1
    for line in _LINE.finditer(raw, start, end):
        text = line.group().strip()
        if not text:
            continue
        if open_at >= 0 and _carries_on(raw, open_to, line.start(), text):
            open_to = line.end()
            continue
        if open_at >= 0:
            yield open_at, open_to
        open_at, open_to = line.span()
    if open_at >= 0:
        yield open_at, open_to


def _carries_on(raw: str, open_to: int, start: int, text: str) -> bool:
    """Whether only one line break stands between, the line before is open, and this begins small."""
    before = raw[open_to - 1]
    gap = raw[open_to:start]
    return gap in ("\n", "\r\n", "\r") and text[0].islower() and (before.isalpha() or before in ",- ")
