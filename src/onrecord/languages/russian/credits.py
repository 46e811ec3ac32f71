"""Credits of Russian news: "передаёт X", "со ссылкой на X", "сообщили X в министерстве".

A word that can open a credit is looked up; what stands beside it is read by a small rule of its own,
which looks at no more than a clause. So the cost is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.languages.page import FoundCredit
from onrecord.languages.russian.medium_names import MediumName, read_name

# How far a clause is followed, in characters.
_FAR = 160

_WORD = re.compile("[а-яё]+")
_IN_WORD = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя-")
# What may stand between a verb and the medium: adverbs, days, "об этом", newsmen on the spot.
_BETWEEN = re.compile(
    r"(?:\s+(?:также|сегодня|вчера|накануне|ранее|утром|вечером|днём|днем|об\sэтом|по\sэтому\sповоду|нам|сам[аио]?"
    r"|со\sсвоей\sстороны|журналистам|в\sсвою\sочередь"
    r"|(?:в|во)\s(?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)"
    r"|\d{1,2}\s[а-яё]{3,9}(?:\s\d{4}\sгода)?|(?:собственн\w+\s)?корр(?:\.|еспондент\w*)|собкор\w*),?)*\s*[-–—:]?\s*"
)
_ASIDE = re.compile(r"(?:,\s*[^,.!?\n«»\"]{2,40},)?(?:\s+(?:также|ранее|сегодня|вчера|уже|же))*\s+\Z")
_CLAUSE_END = re.compile(r"[.!?:;…]\s|[.!?:;…]\Z|\n")
_OWN_PEOPLE = re.compile(r"(?:корреспондент[а-яё]*|корр\.|собкор[а-яё]*)\s")
_EARLIER = re.compile(r"(?:[Рр]анее|[Нн]апомним|[Тт]акже)\b")
_SMALL_WORD = re.compile(r"[\s,][а-яё-]+\Z")
_NAME_START = re.compile(r"(?<![^\s(«\"“])(?=[\w«\"“])")
# A name ahead of its verb opens the clause: only these stand before it.
_CLAUSE_START = re.compile(r"(?:\A|[.!?:;,…—–\n\"»”(]|\b(?:[Рр]анее|[Кк]ак|[Тт]акже|[Чч]то|[Аа]|[Ии]|[Нн]о|этом|[Пп]исьмо))\s*\Z")
_TRAIL = re.compile(r"\s*(?:\Z|[.,;:!?…)\]»\"”\n—–-]|со\sссылк|ссылаясь)")
_ONTO = re.compile(r"\s+на\b")
_COLON = re.compile(r"(?:\sинформации)?\s?[:—–-]\s*")
_WITH = re.compile(r"(?:с|со|для|на)\s+")
_PEOPLE = re.compile(r"корреспондент[а-яё]*\s+")
_ANY = re.compile("")
_ITEM = re.compile(r"[^,\n]+")
_AND = re.compile(r"\s+и\s+")
_STEP = re.compile(r"\s+")
_CHUNK = re.compile(r"\S+")
_NO_NEWSROOM = re.compile(r"портал|ресурс|служб|компани|проект")
_PUBLISHED = re.compile(r"(?:сообщается|сообщалось|говорится|опубликовано|опубликованн[а-яё]+|размещено|появилось)\s(?:[^.!?\n]{1,40}\s)?на\s(?:официальном\s)?\Z")
_ON_AIR = re.compile(r"(?:теле|радио|программ|передач|эфир|канал)")


@dataclass(frozen=True, slots=True)
class _Cue:
    """The words that open a credit, `[start, end)` of `raw`, and the clause around them."""

    raw: str
    word: str
    start: int
    end: int
    low: int  # nothing before this may be looked at
    stop: int  # where the clause ends
    limit: int  # nothing from here on may be looked at


def find_credits(raw: str, start: int, end: int) -> list[FoundCredit]:
    """Credits of `raw[start:end]`, in order and apart from one another."""
    found: list[FoundCredit] = []
    used = start
    for at, word in _cue_words(raw[start:end]):
        first, after = start + at, start + at + len(word)
        if first < used:
            continue
        stop = _CLAUSE_END.search(raw, after, min(end, after + _FAR))
        last = stop.start() if stop else min(end, after + _FAR)
        for credit in _RULES[word](_Cue(raw, word, first, after, used, last, end)):
            found.append(credit)
            used = max(used, credit.end)
    return found


def _cue_words(text: str) -> list[tuple[int, str]]:
    """Words that can open a credit and where they stand: looked for by their beginnings, which is quick."""
    low = text.lower()
    if len(low) != len(text):  # some capitals have longer small forms
        low = "".join(char if len(char.lower()) != 1 else char.lower() for char in text)
    places = []
    for beginning in _BEGINNINGS:
        at = low.find(beginning)
        while at >= 0:
            word = _WORD.match(low, at)
            assert word is not None
            if not (at and low[at - 1] in _IN_WORD) and word.group() in _RULES and low[word.end() : word.end() + 1] != "-":
                places.append((at, word.group()))
            at = low.find(beginning, word.end())
    return sorted(places)


def _credit(
    cue: _Cue, name: MediumName, *, strong: bool = True, own: bool = False, likely: bool = False, addressee: bool = False
) -> FoundCredit:
    return FoundCredit(
        name=name.name,
        start=min(cue.start, name.start),
        end=max(cue.end, name.end),
        name_start=name.start,
        name_end=name.end,
        strong=strong,
        own=own,
        likely=likely,
        addressee=addressee,
        famous=name.kind == "known" and not name.regional,
    )


# ---- one rule a kind of cue


def _says(cue: _Cue) -> list[FoundCredit]:
    """ "сообщает X", closing or opening a clause; "«X» сообщает" where X is surely a medium."""
    at = _after(cue)
    name = read_name(cue.raw, at, cue.stop, office=cue.word in _NEWS)
    if name is not None and (name.kind != "letters" or _closes(cue.raw, name.end)):
        own = _OWN_PEOPLE.search(cue.raw, cue.end, name.start) is not None
        habit = name.regional or (name.kind in ("site", "quoted") and not name.announced)
        likely = cue.word in _RELAYS and habit
        return [_credit(cue, name, own=own, likely=likely)]
    before = _before(cue)
    return [_credit(cue, before)] if before is not None else []


def _said(cue: _Cue) -> list[FoundCredit]:
    """ "сообщили X в министерстве", "рассказал «X» глава": X is told; "сообщил «X»" at the end: X tells."""
    at = _after(cue)
    name = read_name(cue.raw, at, cue.stop, case="datv")
    if name is None and cue.raw.startswith(("сайт ", "портал "), at):
        name = read_name(cue.raw, at, cue.stop, office=True)
    if name is None:
        before = _before(cue)
        # "Об этом X сообщили в ведомстве": X is told
        return [_credit(cue, before, addressee=cue.word.endswith("и"))] if before is not None else []
    told = not _closes(cue.raw, name.end)
    sure = name.kind in ("known", "site") or name.announced
    if not sure and (name.kind == "press" or not told):
        return []
    if not sure and name.kind in ("latin", "letters") and not cue.raw.startswith(" в ", name.end):
        return []
    return [_credit(cue, name, addressee=told and not name.announced)]


def _told(cue: _Cue) -> list[FoundCredit]:
    """ "рассказал глава фонда газете «X»": the medium that somebody told."""
    name = read_name(cue.raw, cue.start, cue.stop, case="datv")
    return [_credit(cue, name)] if name is not None and name.announced and name.kind != "letters" else []


def _used_to(cue: _Cue) -> list[FoundCredit]:
    """ "Ранее X писал", "как сообщал X": a medium that looks back on itself."""
    name = read_name(cue.raw, _after(cue), cue.stop) or _before(cue, every=True)
    if name is None:
        return []
    low = max(cue.low, min(cue.start, name.start) - 30)
    earlier = _EARLIER.search(cue.raw, low, min(cue.stop, max(cue.end, name.end) + 20))
    if cue.raw[max(low, cue.start - 4) : cue.start] in ("Как ", "как "):
        earlier = earlier or _ANY.match(cue.raw)
    if name.kind not in ("known", "site", "press") and not (earlier or name.announced):
        return []
    return [_credit(cue, name, own=earlier is not None and not name.announced and name.kind != "press")]


def _asked(cue: _Cue) -> list[FoundCredit]:
    """ "«X» направил запрос в ведомство": the article's own medium, credited with nothing."""
    if not cue.raw.startswith((" запрос", " официальный запрос"), cue.end):
        return []
    name = _before(cue, every=True)
    return [_credit(cue, name, strong=False, own=True)] if name is not None else []


def _cites(cue: _Cue) -> list[FoundCredit]:
    """ "цитирует X президента", "цитирует президента X", "приводит его слова X"."""
    at = cue.end
    if cue.raw.startswith((" к ", " в ", " на "), at):
        return []
    for _ in range(9):
        space = _STEP.match(cue.raw, at, cue.stop)
        if space is None:
            break
        name = read_name(cue.raw, space.end(), cue.stop, office=True)
        if name is not None:
            return [_credit(cue, name)]
        chunk = _CHUNK.match(cue.raw, space.end(), cue.stop)
        if chunk is None:
            break
        at = chunk.end()
    before = _before(cue)
    return [_credit(cue, before)] if before is not None else []


def _refers(cue: _Cue) -> list[FoundCredit]:
    """ "со ссылкой на X и Y"."""
    onto = _ONTO.match(cue.raw, cue.end, cue.stop)
    if onto is None:
        return []
    found: list[FoundCredit] = []
    at = _STEP.match(cue.raw, onto.end(), cue.stop)
    while at is not None and len(found) < 3:
        name = read_name(cue.raw, at.end(), cue.stop, case="accs", office=True)
        if name is None:
            break
        found.append(_credit(cue, name))
        at = _AND.match(cue.raw, name.end, cue.stop)
    return found


def _data(cue: _Cue) -> list[FoundCredit]:
    """ "по данным X", only where X is surely a medium."""
    if not cue.raw[max(cue.low, cue.start - 3) : cue.start].lower().endswith("по "):
        return []
    name = read_name(cue.raw, _after(cue), cue.stop, case="gent")
    if name is None or (name.announced and _NO_NEWSROOM.search(cue.raw, cue.end, name.start)):
        return []
    sure = name.kind in ("known", "site", "press") or (name.announced and name.kind != "letters")
    return [_credit(cue, name)] if sure else []


def _source(cue: _Cue) -> list[FoundCredit]:
    """ "Источник: X, Y" at the end of a text; "источник X сообщил"."""
    mark = _COLON.match(cue.raw, cue.end, min(cue.limit, cue.end + 16))
    if mark is None:
        return _kin(cue)
    stop = _CLAUSE_END.search(cue.raw, mark.end(), min(cue.limit, mark.end() + _FAR))
    last = stop.start() if stop else min(cue.limit, mark.end() + _FAR)
    found: list[FoundCredit] = []
    for part in _ITEM.finditer(cue.raw, mark.end(), last):
        skipped = len(part.group()) - len(part.group().lstrip())
        name = read_name(cue.raw, part.start() + skipped, last, office=True)
        if name is None or len(found) == 4:
            break
        found.append(_credit(cue, name))
    return found


def _talk(cue: _Cue) -> list[FoundCredit]:
    """ "в интервью газете «X»": where the words were first said; broadcasts are places, not sources."""
    at = _after(cue)
    name = read_name(cue.raw, at, cue.stop, case="datv")
    if name is None or _ON_AIR.search(cue.raw, at, name.start):
        return []
    own = _OWN_PEOPLE.search(cue.raw, at, name.start) is not None
    sure = name.kind in ("known", "site", "quoted") or (name.announced and name.kind != "latin")
    return [_credit(cue, name, strong=own, own=own)] if sure else []


def _kin(cue: _Cue) -> list[FoundCredit]:
    """ "корреспондент X" is the medium's own man, "собеседник X" talked to it."""
    name = read_name(cue.raw, _after(cue), cue.stop, case="gent")
    if name is None or name.kind not in ("known", "site", "quoted"):
        return []
    own = cue.word.startswith("корреспондент")
    return [_credit(cue, name, strong=own, own=own)]


def _site(cue: _Cue) -> list[FoundCredit]:
    """ "сообщается на сайте X"."""
    if not _PUBLISHED.search(cue.raw, max(cue.low, cue.start - 70), cue.start):
        return []
    name = read_name(cue.raw, _after(cue), cue.stop, case="gent")
    if name is not None and name.kind in ("known", "site", "letters"):
        return [_credit(cue, name)]
    name = read_name(cue.raw, cue.start, cue.stop, case="loct", office=True)
    return [_credit(cue, name)] if name is not None and name.kind == "office" else []


_Rule = Callable[[_Cue], list[FoundCredit]]
_NEWS = frozenset("передаёт передает передают сообщает сообщают пишет пишут".split())
_RELAYS = frozenset("передаёт передает передают сообщает сообщают".split())
_SAYING = (
    "отмечает отмечают уточняет уточняют информирует информируют напоминает напоминают рассказывает рассказывают "
    "утверждает утверждают подчёркивает подчеркивает"
)
_PAST = (
    "сообщи переда рассказа заяви пояснил поясни уточни подтверди отмети прокомментирова написа объясни информирова "
    "проинформирова опубликова распространи сказа"
)
_RULES: dict[str, _Rule] = {
    **dict.fromkeys([*_NEWS, *_SAYING.split()], _says),
    **{stem + ending: _said for stem in _PAST.split() for ending in ("л", "ла", "ли", "ло")},
    **{stem + ending: _used_to for stem in ("писа", "сообща", "рассказыва") for ending in ("л", "ла", "ли", "ло")},
    **dict.fromkeys("направил направила направило направили".split(), _asked),
    **dict.fromkeys("цитирует цитируют приводит приводят".split(), _cites),
    **dict.fromkeys("ссылкой ссылками ссылаясь ссылающийся ссылающаяся ссылающееся ссылающиеся".split(), _refers),
    **dict.fromkeys("данным информации сообщению сообщениям сведениям".split(), _data),
    **dict.fromkeys("источник источники источника источнику".split(), _source),
    **dict.fromkeys("интервью беседе разговоре комментарии колонке".split(), _talk),
    **dict.fromkeys("корреспонденту корреспондентом корреспондентам корреспондентами".split(), _kin),
    **dict.fromkeys("собеседник собеседника собеседники".split(), _kin),
    **dict.fromkeys("газете агентству изданию журналу порталу информагентству еженедельнику таблоиду".split(), _told),
    "сайте": _site,
}
_BEGINNINGS = sorted({word[:4] for word in _RULES})


# ---- looking around


def _after(cue: _Cue) -> int:
    """Where a name can begin after a cue."""
    between = _BETWEEN.match(cue.raw, cue.end, cue.stop)
    at = between.end() if between else cue.end
    preposition = _WITH.match(cue.raw, at, cue.stop)
    if preposition and cue.word in ("беседе", "разговоре", "комментарии", "колонке"):
        at = preposition.end()
        people = _PEOPLE.match(cue.raw, at, cue.stop)
        at = at if people is None else at
    return at


def _closes(raw: str, at: int) -> bool:
    """Whether a clause ends here, or goes on with the next credit."""
    return _TRAIL.match(raw, at) is not None


def _before(cue: _Cue, *, every: bool = False) -> MediumName | None:
    """The medium that ends right before a verb and opens the clause: one that is surely a medium, unless `every`."""
    low = max(cue.low, cue.start - 90, cue.raw.rfind("\n", cue.low, cue.start) + 1)
    aside = _ASIDE.search(cue.raw, low, cue.start)
    if aside is None:
        return None
    last = aside.start()
    if _SMALL_WORD.search(cue.raw, low, last):
        return None
    for word in _NAME_START.finditer(cue.raw, max(low, last - 60), last):
        name = read_name(cue.raw, word.start(), last, case="nomn")
        if name is None or name.end != last:
            continue
        opens = word.start() <= cue.low or _CLAUSE_START.search(cue.raw, max(cue.low, word.start() - 12), word.start())
        if opens and (every or name.kind in ("known", "site", "press") or name.announced):
            return name
    return None
