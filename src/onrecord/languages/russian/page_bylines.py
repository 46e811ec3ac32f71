"""Lines of Russian pages that say who made an article, how long it takes to read, and where it is from."""

from __future__ import annotations

import re

from onrecord.languages.russian.dictionary import parses
from onrecord.languages.russian.medium_names import read_name
from onrecord.languages.russian.page_words import any_of

_MARK = r"\s*[:—–-]\s*"
_OF_TEXT = r"(?:стать[ия]|материал[а]?|текст[а]?|публикаци[ия]|новост[ьи]|заметк[аи]|сообщени[ея]|информаци[ия])"
_OF_PICTURE = r"(?:фото|фотографи[ийя]|изображени[йея]|иллюстраци[ийя]|снимка|снимков|видео|картинки|обложки)"
_GIVEN = r"(?-i:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)"
_FAMILY = r"(?-i:[А-ЯЁ][А-ЯЁа-яё]+(?:-[А-ЯЁ][А-ЯЁа-яё]+)?)"
_PERSON = rf"(?:(?-i:(?:[А-ЯЁ]\.\s?){{1,2}}){_FAMILY}|{_GIVEN}\s+(?:{_GIVEN}\s+|(?-i:[А-ЯЁ]\.\s?))?{_FAMILY})"
_PERSONS = rf"{_PERSON}(?:(?:\s*,\s*|\s+и\s+){_PERSON}){{0,4}}"
_MADE = (
    r"(?:(?:специальн\w+ )?(?:фото)?корреспондент\w*|спецкор\w*|собкор\w*|журналист\w*|обозревател\w+|колумнист\w*"
    r"|редактор\w*|фотограф\w*|переводчи\w+|автор\w*)"
)
_DID = r"(?:подготовил[аи]?|написал[аи]?|записал[аи]?|беседовал[аи]?|перев[её]л[аи]?|составил[аи]?)"
_MINUTES = r"(?:(?:около|примерно|менее|меньше|до|~|<)\s*)?(?:\d{1,3}(?:\s?[–—-]\s?\d{1,3})?\s*)?(?:мин\w*|сек\w*)\.?"
_READING = rf"(?:время (?:на )?(?:про)?чтени[яе](?: {_OF_TEXT})?|на (?:про)?чтение|читать|(?:про)?чтение займ[её]т)"
_BYLINE = re.compile(
    any_of(
        rf"(?:{_MADE}|текст(?: и фото)?|фото и текст|текст, фото)(?: {_OF_TEXT})?(?:{_MARK}|\s+){_PERSONS}"
        r"(?:\s*[,/|]\s*[«\"]?\w[^.!?]{0,60})?\.?",
        rf"(?:{_OF_TEXT}\s+)?{_DID}(?:{_MARK}|\s+){_PERSONS}\.?",
        rf"авторы?(?: {_OF_TEXT}){_MARK}\S.{{0,100}}",
        rf"источник(?:и)? {_OF_PICTURE}{_MARK}\S.{{0,120}}",
        rf"{_READING}(?:{_MARK}|\s+){_MINUTES}",
        r"\d{1,3}(?:\s?[–—-]\s?\d{1,3})?\s?мин(?:ут\w*)?\.? (?:на )?(?:про)?чтени[яе]\.?",
    ),
    re.I,
)
_SOURCE = re.compile(
    rf"(?:источники?(?: {_OF_TEXT})?(?:{_MARK})|по материалам(?:\s*:\s*|\s+))(?P<names>\S.{{0,150}}?)\.?", re.I
)
_ITEMS = re.compile(r"\s*[,;|]\s*|\s+[и/]\s+")
_LINKS = re.compile(r"(?:https?://|www\.)\S+|(?:[\w-]+\.)+[A-Za-z]{2,10}(?:/\S*)?")
_MOST_WORDS = 5


def is_byline(line: str) -> bool:
    """Whether a line says who wrote or pictured it, or how long it takes to read, and nothing else."""
    return _BYLINE.fullmatch(line) is not None


def names_source(line: str) -> bool:
    """Whether a line says where the news is from and nothing else: "Источник: X, Y". "Источник: министр уйдёт" tells
    what some source said, and is no such line."""
    match = _SOURCE.fullmatch(line)
    if match is None:
        return False
    names = [item for item in _ITEMS.split(match["names"]) if item]
    if line.isupper() and sum(len(name.split()) for name in names) > 2:
        return False
    return bool(names) and all(_is_name(name) for name in names)


def _is_name(text: str) -> bool:
    """Whether it could be what a medium, an office or a person is called."""
    if _LINKS.fullmatch(text):
        return True
    found = read_name(text, 0, len(text), office=True)
    if found is not None and found.end == len(text):
        return not any(_is_finite(word) for word in text.split()[1:])
    words = text.strip('«»"“”„').split()
    if not 0 < len(words) <= _MOST_WORDS or not all(word.lstrip('«"“„(')[:1].isupper() for word in words):
        return False
    return not any(_is_finite(word) for word in words[1:])


def _is_finite(word: str) -> bool:
    """Whether the likeliest reading of a word is that of a verb with a person, a tense or a command in it."""
    likeliest = next(iter(parses(word.strip('«»"“”„,.()'))), None)
    return likeliest is not None and "VERB" in likeliest.tag
