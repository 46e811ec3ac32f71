"""Credits of Russian news: "передаёт X", "со ссылкой на X", "сообщили X в министерстве".

One pattern finds the words that can open a credit; what stands beside each is read by a small rule of
its own, which looks at no more than a clause.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.languages.page import FoundCredit
from onrecord.languages.russian.medium_names import MediumName, read_name

_FAR = 160

_CUE = re.compile(
    r"\b(?:"
    r"(?P<says>[Пп]ереда(?:[её]т|ют)|[Сс]ообща(?:ет|ют)|[Пп]иш[еу]т|[Оо]тмеча(?:ет|ют)|[Уу]точня(?:ет|ют)|[Ии]нформиру[ею]т"
    r"|[Нн]апомина(?:ет|ют)|[Дд]обавля(?:ет|ют)|[Рр]ассказыва(?:ет|ют)|[Уу]тверждает)"
    r"|(?P<said>(?:[Сс]ообщи|[Пп]ереда|[Рр]ассказа|[Зз]аяви|[Пп]ояснил?и|[Уу]точни|[Пп]одтверди|[Оо]тмети|[Пп]рокомментирова"
    r"|[Нн]аписа|[Оо]бъясни|[Ии]нформирова|[Пп]роинформирова|[Пп]исал?и|[Оо]публикова|[Рр]аспространи|[Сс]казал?и)л[аио]?)"
    r"|(?P<used>[Пп]исал[аио]?|[Сс]ообщал[аио]?|[Рр]ассказывал[аио]?|[Пп]ередавал[аио]?)"
    r"|(?P<cites>[Цц]итиру[ею]т|[Пп]риводи?я?т)"
    r"|(?P<refers>[Сс]о ссылк(?:ой|ою|ами) на|[Сс]сылаясь на|[Сс]сылающ\w{2,4} на)"
    r"|(?P<data>[Пп]о (?:данным|информации|сообщени(?:ю|ям)|сведениям|версии))"
    r"|(?P<source>[Ии]сточник(?:и|\s?информации)?\s?[:—–-])"
    r"|(?P<talk>[Вв] (?:эксклюзивном |недавнем |своём |своем |большом )?(?:интервью|беседе с|разговоре с|комментарии(?: для)?"
    r"|колонке для|эфире))"
    r"|(?P<kin>[Кк]орреспондент(?:у|ом|ы|ам|ами)?|[Сс]обеседник[аиу]?|[Ии]сточник[аиу]?)"
    r"|(?P<site>[Нн]а (?:официальном )?сайте)"
    r")(?=\s|$)(?!-)"
)
# What may stand between a verb and the medium: adverbs, days, "об этом", newsmen on the spot.
_BETWEEN = re.compile(
    r"(?:\s+(?:также|сегодня|вчера|накануне|ранее|утром|вечером|об\sэтом|по\sэтому\sповоду|нам|сам[аио]?|со\sсвоей\sстороны|журналистам"
    r"|в\sсвою\sочередь|(?:в|во)\s(?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)"
    r"|\d{1,2}\s[а-яё]{3,9}(?:\s\d{4}\sгода)?"
    r"|(?:собственн\w+\s)?корр(?:\.|еспондент\w*)|собкор\w*),?)*\s*[-–—:]?\s*"
)
_ASIDE = re.compile(r"(?:,\s*[^,.!?\n«»\"]{2,40},)?(?:\s+(?:также|ранее|сегодня|вчера|уже|же))*\s+\Z")
_CLAUSE_END = re.compile(r"[.!?:;\n…]\s|[.!?:;\n…]\Z|\n")
_KIN_BEFORE = re.compile(r"корреспондент[а-яё]*\s+(?:[а-яё]+\s+)?\Z|корр\.\s*\Z")
_EARLIER = re.compile(r"[Рр]анее|[Нн]ап[оа]мним|[Тт]акже")
_QUIET = frozenset({"site", "quoted", "latin", "letters"})


def find_credits(raw: str, start: int, end: int) -> list[FoundCredit]:
    """Credits of `raw[start:end]`, in order and apart from one another."""
    found: list[FoundCredit] = []
    used = start
    for cue in _CUE.finditer(raw, start, end):
        if cue.start() < used:
            continue
        stop = _clause_stop(raw, cue.end(), end)
        for credit in _RULES[cue.lastgroup or ""](raw, cue, max(start, used), stop):
            found.append(credit)
            used = max(credit.end, credit.name_end)
    return sorted(found, key=lambda credit: (credit.start, credit.name_start))


def _clause_stop(raw: str, at: int, end: int) -> int:
    """Where the clause ends, at most a few words on."""
    stop = _CLAUSE_END.search(raw, at, min(end, at + _FAR))
    return stop.start() if stop else min(end, at + _FAR)


def _credit(cue: re.Match[str], name: MediumName, **more: bool) -> FoundCredit:
    start, end = min(cue.start(), name.start), max(cue.end(), name.end)
    return FoundCredit(name.name, start, end, name.start, name.end, **more)


def _says(raw: str, cue: re.Match[str], start: int, stop: int) -> list[FoundCredit]:
    """ "сообщает X" closing or opening a clause; "«X» сообщает" where X is surely a medium."""
    at = _after(raw, cue.end(), stop)
    name = read_name(raw, at, stop, office=cue.group()[:1] in "сСпП")
    if name is not None and not (name.kind == "letters" and not _closes(raw, name.end)):
        kin = _KIN_BEFORE.search(raw, cue.end(), at) is not None
        likely = cue.group().lower().startswith(("сообща", "переда"))
        return [_credit(cue, name, own=kin, likely=likely)]
    before = _before(raw, cue.start(), start)
    return [_credit(cue, before)] if before is not None else []


def _said(raw: str, cue: re.Match[str], start: int, stop: int) -> list[FoundCredit]:
    """ "сообщили X в министерстве", "рассказал «X» глава": X is told, or tells."""
    name = read_name(raw, _after(raw, cue.end(), stop), stop, case="datv")
    if name is None:
        before = _before(raw, cue.start(), start)
        if before is None:
            return []
        # "Об этом ТАСС сообщили в ведомстве"
        return [_credit(cue, before, addressee=cue.group().endswith("и"))]
    told = not _closes(raw, name.end)
    if name.kind in ("quoted", "latin") and not name.announced and not told:
        return []
    if name.kind == "latin" and not name.announced and not raw[name.end : name.end + 2] == " в":
        return []
    return [_credit(cue, name, addressee=told and not name.announced)]


def _used_to(raw: str, cue: re.Match[str], start: int, stop: int) -> list[FoundCredit]:
    """ "Ранее X писал", "как сообщал X": a medium that looks back on itself."""
    name = read_name(raw, _after(raw, cue.end(), stop), stop, case="nomn")
    if name is None:
        name = _before(raw, cue.start(), start, every=True)
    if name is None:
        return []
    earlier = _EARLIER.search(raw, max(start, min(cue.start(), name.start) - 30), min(stop, max(cue.end(), name.end) + 20))
    if name.kind not in ("known", "site", "press") and not (earlier or name.announced):
        return []
    return [_credit(cue, name, own=earlier is not None and not name.announced and name.kind != "press")]


def _cites(raw: str, cue: re.Match[str], start: int, stop: int) -> list[FoundCredit]:
    """ "цитирует X президента", "цитирует президента X", "приводит его слова X"."""
    words = re.compile(r"\s+")
    at = cue.end()
    for _ in range(9):
        space = words.match(raw, at, stop)
        if space is None:
            break
        name = read_name(raw, space.end(), stop, office=True)
        if name is not None and not (name.kind == "latin" and name.name.istitle() and not _closes(raw, name.end)):
            return [_credit(cue, name)]
        following = re.compile(r"\S+").match(raw, space.end(), stop)
        if following is None:
            break
        at = following.end()
    before = _before(raw, cue.start(), start)
    return [_credit(cue, before)] if before is not None else []


def _refers(raw: str, cue: re.Match[str], start: int, stop: int) -> list[FoundCredit]:
    """ "со ссылкой на X"."""
    found = []
    at = _after(raw, cue.end(), stop)
    for _ in range(3):
        name = read_name(raw, at, stop, case="accs", office=True)
        if name is None:
            break
        found.append(_credit(cue, name))
        more = re.compile(r"\s+и\s+").match(raw, name.end, stop)
        if more is None:
            break
        at = more.end()
    return found


def _data(raw: str, cue: re.Match[str], start: int, stop: int) -> list[FoundCredit]:
    """ "по данным X", only where X is surely a medium."""
    name = read_name(raw, _after(raw, cue.end(), stop), stop, case="gent")
    sure = name is not None and (name.kind in ("known", "site", "press") or (name.announced and name.kind != "letters"))
    return [_credit(cue, name)] if name is not None and sure else []


def _source(raw: str, cue: re.Match[str], start: int, stop: int) -> list[FoundCredit]:
    """ "Источник: X, Y" at the end of a text."""
    at = _after(raw, cue.end(), stop)
    line_end = raw.find("\n", at, stop)
    tail = stop if line_end < 0 else line_end
    found = []
    for part in re.compile(r"[^,\n]+").finditer(raw, at, tail):
        name = read_name(raw, part.start() + len(part.group()) - len(part.group().lstrip()), tail, office=True)
        if name is None or len(found) == 4:
            break
        found.append(_credit(cue, name))
    return found


def _talk(raw: str, cue: re.Match[str], start: int, stop: int) -> list[FoundCredit]:
    """ "в интервью X": where the words were first said."""
    name = read_name(raw, _after(raw, cue.end(), stop), stop, case="datv")
    sure = name is not None and (name.kind in ("known", "site") or (name.announced or name.kind == "quoted"))
    return [_credit(cue, name, strong=False)] if name is not None and sure else []


def _kin(raw: str, cue: re.Match[str], start: int, stop: int) -> list[FoundCredit]:
    """ "корреспондент X", "собеседник X": the medium's own people."""
    name = read_name(raw, _after(raw, cue.end(), stop), stop, case="gent")
    sure = name is not None and name.kind in ("known", "site", "quoted")
    return [_credit(cue, name, strong=False, own=cue.group()[:1] in "кК")] if name is not None and sure else []


def _site(raw: str, cue: re.Match[str], start: int, stop: int) -> list[FoundCredit]:
    """ "на сайте X", where X is a medium."""
    name = read_name(raw, _after(raw, cue.end(), stop), stop, case="gent")
    sure = name is not None and (name.kind in ("known", "site") or name.announced)
    return [_credit(cue, name, strong=False)] if name is not None and sure else []


_RULES: dict[str, Callable[[str, re.Match[str], int, int], list[FoundCredit]]] = {
    "says": _says,
    "said": _said,
    "used": _used_to,
    "cites": _cites,
    "refers": _refers,
    "data": _data,
    "source": _source,
    "talk": _talk,
    "kin": _kin,
    "site": _site,
}


def _after(raw: str, at: int, stop: int) -> int:
    """Where a name can begin after a cue."""
    between = _BETWEEN.match(raw, at, stop)
    return between.end() if between else at


def _closes(raw: str, at: int) -> bool:
    """Whether a clause ends here, or goes on with the next credit."""
    return not raw[at : at + 1].isspace() or raw[at : at + 12].lstrip().startswith(("со ссылк", "ссылаясь", "\n")) or not raw[at:].strip()


def _before(raw: str, at: int, start: int, *, every: bool = False) -> MediumName | None:
    """The name of a medium that ends right before a verb: one that is surely a medium, unless `every`."""
    low = max(start, at - 90)
    line = raw.rfind("\n", low, at) + 1
    aside = _ASIDE.search(raw, max(low, line), at)
    if aside is None:
        return None
    last = aside.start()
    for word in re.compile(r"(?<![^\s(«\"“])(?=[\w«\"“])").finditer(raw, max(low, line, last - 60), last):
        name = read_name(raw, word.start(), last)
        if name is None or name.end != last:
            continue
        if every or name.kind in ("known", "site", "press") or name.announced:
            return name
    return None
