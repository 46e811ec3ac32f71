"""Furniture that closes a line of Russian text, and the names that furniture bears."""

from __future__ import annotations

import re

from onrecord.languages.russian.datelines import agency_name
from onrecord.languages.russian.medium_names import nominative
from onrecord.languages.russian.page_lines import is_reported
from onrecord.languages.russian.page_words import any_of

# After a mark, after a double space, or where two words run together.
_BOUNDARY = r"(?:(?<=[.!?…»\"”)\]>])\s*|(?<=\s)\s+|(?<=[а-яё])(?=[А-ЯЁ]))"
_TAIL = re.compile(
    _BOUNDARY
    + any_of(
        r"Читайте (?:нас|также|ещ[её]|по теме|подробнее|больше|далее)|Смотрите также|Подписаться на (?:наш|канал|нов)",
        r"Подпи(?:шись|шитесь|сывайтесь|сывайся)\b|Присоединяйтесь к|Следите за (?:нашими|новостями|нами)",
        r"Наш (?:WhatsApp|Telegram|телеграм|канал)|Новости по теме\s*:|По теме\s*:|Предыстория\s?:|Теги\s?:|Метки\s?:",
        r"Только экстренная и|Самые (?:интересные|важные|актуальные|свежие) новости",
        r"(?:Ещ[её] )?[Бб]ольше (?:важных |интересных )?новостей в",
        r"Написать автору|Прислать новость|Ты свидетель|Интересно(?:\?|\.\.\.)",
        r"Хо(?:чешь|тите)[^.!?]{3,80}\? (?:Поддержи|Подпи|Жми|Чита)|(?:Нашли|Заметили) (?:ошибку|опечатку)",
        r"(?:Иллюстративное )?[Фф]ото\s?[:©]\s?\S[^.\n]{0,80}(?:\.(?:com|ru|kz|net|org|kg|uz)\b[^.\n]{0,40})?\.?$",
        r"©\s?\S|\(c\) \d{4}|Все права защищены|\*{3}|Автор\s?:\s?[А-ЯЁ]|В\sновость были внесены|Оригинал статьи",
        r"Актуальная информация по|(?:Подробности|Подробнее|Полный текст) читайте",
        r"Подробнее (?:о|об|про) [^.!?\n]{3,90} читайте|(?:О|Об) [^.!?\n]{3,120} читайте|[А-ЯЁ][^.!?>\n]{3,80}>>",
        r"https?://\S+\s*$|(?:#[\w-]+\s*){2,}$|Поделиться(?:\s|$)",
    )
)
# So plain that no mark need stand before them.
_PLAIN_TAIL = re.compile(
    r"(?<=\s)(?:Наш WhatsApp \+|Подписывайтесь на (?:наш|канал|теле|нов)|Читайте (?:нас в|также:)|Автор: [А-ЯЁ]|Теги: "
    r"|Рубрика: |Фото: \S{3,60}$)"
)
# A line without any of these has no such tail: a search for words is far cheaper than the patterns.
_HINTS = (
    "итайте", "одпи", "рисоединя", "ледите за", "мотрите так", "Наш ", "по теме", "По теме", "Предыстория", "Теги",
    "Метки", "Рубрика", "Только экс", "Самые ", "новостей в", "Написать ав", "Прислать", "Ты свид", "Интересно",
    "Хочешь", "Хотите", "Нашли", "Заметили", "ото:", "ото :", "ото©", "ото ©", "©", "(c) ", "права защ", "***", "Автор",
    "овость были", "Оригинал", "Актуальная", ">>", "http", "#", "Поделиться", "Подробн", "Полный текст",
)  # fmt: skip
_INVITATION = re.compile(
    r"\s*[А-ЯЁ«\"][^.!?…\n]{0,160}?\bчитайте\s(?:в|также|на|здесь|подробнее|нас|ещ[её]|далее|по ссылке|во)\b"
)
_LONGEST_TAIL = 1200
_LONGEST_INVITATION = 300


def tail(line: str) -> int | None:
    """Where furniture begins at the end of a line of text (0: it is nothing else), None where there is none."""
    if not any(map(line.__contains__, _HINTS)):
        return None
    places = [at for pattern in (_TAIL, _PLAIN_TAIL) if (at := _first(pattern, line)) is not None]
    if places:
        return min(places)
    invites = len(line) < _LONGEST_INVITATION and _INVITATION.match(line) is not None
    return 0 if invites and not is_reported(line) else None


def _first(pattern: re.Pattern[str], line: str) -> int | None:
    for match in pattern.finditer(line, max(0, len(line) - _LONGEST_TAIL)):
        at = match.end() - len(match.group().lstrip())
        rest = line[at : at + 200]
        if not is_reported(rest) or rest.startswith(("©", "***", "http", "#")):
            return at
    return None


_QUOTED = r"«[^«»\n]{2,40}»|\"[^\"\n]{2,40}\"|“[^”\n]{2,40}”"
_BARE = r"[\w-]+\.(?:[A-Za-z]{2,10}|[Рр]у)\b(?!/)|[A-ZА-ЯЁ]{3,8}\b|[a-z]*[A-Z][A-Za-z]{3,20}"
# Where a page names its medium: "Подписывайтесь на канал X", "© 2025, X", "в статье X «Заглавие»".
_SIGNED = re.compile(
    any_of(
        r"[Пп]одпи(?:сывайтесь|шись|шитесь)\s+на\s+(?:наш\s+|официальный\s+)?"
        r"(?:(?:телеграм-|[Tt]elegram-|YouTube-)?(?:канал|страницу|аккаунт|новости)\s+)?"
        rf"(?P<followed>{_QUOTED}|{_BARE})",
        rf"[Пп]оддержи(?:те)?\s+(?P<supported>{_QUOTED}|{_BARE})",
        r"(?:©\s?(?:\d{4}(?:\s?[–-]\s?\d{4})?,?\s)?|[Сс]пецпроект\s+|[Чч]итайте\s+)"
        rf"(?P<owned>РИА «[^»]{{2,30}}»|{_QUOTED}|{_BARE})",
        rf"(?:архив|новостями|материалов)\s+(?P<kept>{_QUOTED}|{_BARE})",
        r"(?:статье|материале|интервью|репортаже|обзоре)\s+"
        rf"(?P<written>(?:{_QUOTED})(?=\s+[«\"“])|[А-ЯЁ][а-яё]+(?:ого|его|ой)\s[а-яё]{{4,20}}(?=\s+[«\"“]))",
    )
)
# The case that each of these places asks for.
_CASES = {"followed": "accs", "supported": "accs", "owned": "nomn", "kept": "gent", "written": "gent"}


def signature(line: str) -> str | None:
    """The name by which a piece of furniture calls its medium, in the nominative."""
    match = _SIGNED.search(line)
    if match is None or match.lastgroup is None:
        return None
    name = match.group(match.lastgroup)
    inner = name.strip('«»"“”') if name[0] in '«"“' else name
    return agency_name(nominative(inner, _CASES[match.lastgroup]))
