"""Credits of Russian news: "передаёт X", "со ссылкой на X", "сообщили X в министерстве".

A word that can open a credit is looked up; what stands beside it is read by a small rule of its own,
which looks at no more than a clause. So the cost is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.languages.page import FoundCredit
from onrecord.languages.russian.credit_clauses import Cue, after, before, clause_end, closes, cue_words
from onrecord.languages.russian.medium_names import MediumName, read_name

_OWN_PEOPLE = re.compile(r"(?:корреспондент[а-яё]*|корр\.|собкор[а-яё]*)\s")
_EARLIER = re.compile(r"(?:[Рр]анее|[Нн]апомним|[Тт]акже)\b")
_ONTO = re.compile(r"\s+на\b")
_COLON = re.compile(r"(?:\sинформации)?\s?[:—–-]\s*")
_ANY = re.compile("")
_ITEM = re.compile(r"[^,\n]+")
_AND = re.compile(r"\s+и\s+")
_STEP = re.compile(r"\s+")
_CHUNK = re.compile(r"\S+")
_NO_NEWSROOM = re.compile(r"портал|ресурс|служб|компани|проект")
_PUBLISHED = re.compile(
    r"(?:сообщается|сообщалось|говорится|опубликовано|опубликованн[а-яё]+|размещено|появилось)\s(?:[^.!?\n]{1,40}\s)?на\s(?:официальном\s)?\Z"
)
_NEWSROOM = re.compile(r"\s+редакции\s+")
_ON_AIR = re.compile(r"(?:теле|радио|программ|передач|эфир|канал)")


def find_credits(raw: str, start: int, end: int) -> list[FoundCredit]:
    """Credits of `raw[start:end]`, in order and apart from one another."""
    found: list[FoundCredit] = []
    used = start
    for at, word in cue_words(raw[start:end], _RULES, _BEGINNINGS):
        first, last = start + at, start + at + len(word)
        if first < used:
            continue
        for credit in _RULES[word](Cue(raw, word, first, last, used, clause_end(raw, last, end), end)):
            found.append(credit)
            used = max(used, credit.end)
    return found


def _credit(
    cue: Cue,
    name: MediumName,
    *,
    strong: bool = True,
    own: bool = False,
    likely: bool = False,
    addressee: bool = False,
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


def _says(cue: Cue) -> list[FoundCredit]:
    """ "сообщает X", closing or opening a clause; "«X» сообщает" where X is surely a medium."""
    at = after(cue)
    name = read_name(cue.raw, at, cue.stop, office=cue.word in _NEWS)
    if name is not None and (name.kind != "letters" or closes(cue.raw, name.end)):
        own = _OWN_PEOPLE.search(cue.raw, cue.end, name.start) is not None
        habit = name.regional or (name.kind in ("site", "quoted") and not name.announced)
        likely = cue.word in _RELAYS and habit
        return [_credit(cue, name, own=own, likely=likely)]
    ahead = before(cue)
    return [_credit(cue, ahead)] if ahead is not None else []


def _said(cue: Cue) -> list[FoundCredit]:
    """ "сообщили X в министерстве", "рассказал «X» глава": X is told; "сообщил «X»" at the end: X tells."""
    at = after(cue)
    name = read_name(cue.raw, at, cue.stop, case="datv")
    if name is None and cue.raw.startswith(("сайт ", "портал "), at):
        name = read_name(cue.raw, at, cue.stop, office=True)
    if name is None:
        ahead = before(cue)
        # "Об этом X сообщили в ведомстве": X is told
        return [_credit(cue, ahead, addressee=cue.word.endswith("и"))] if ahead is not None else []
    told = not closes(cue.raw, name.end)
    sure = name.kind in ("known", "site") or name.announced
    if not sure and (name.kind == "press" or not told):
        return []
    if not sure and name.kind in ("latin", "letters") and not cue.raw.startswith(" в ", name.end):
        return []
    return [_credit(cue, name, addressee=told and not name.announced)]


def _found_out(cue: Cue) -> list[FoundCredit]:
    """ "…, узнал «X»" at the end, "издание X выяснило" of what is surely a medium: so newsrooms speak of themselves."""
    name = read_name(cue.raw, after(cue), cue.stop)
    if name is None or name.kind == "letters" or not closes(cue.raw, name.end):
        name = before(cue)
    return [_credit(cue, name)] if name is not None and name.kind != "press" else []


def _known_to(cue: Cue) -> list[FoundCredit]:
    """ "как стало известно «X»": whoever learnt it tells."""
    name = read_name(cue.raw, after(cue), cue.stop, case="datv")
    told = cue.raw[max(cue.low, cue.start - 12) : cue.start].endswith((" стало ", " стали "))
    return [_credit(cue, name)] if told and name is not None and name.kind in ("known", "site", "quoted") else []


def _disposal(cue: Cue) -> list[FoundCredit]:
    """ "копия есть в распоряжении «X»", "в распоряжении редакции «X»"."""
    if not cue.raw[max(cue.low, cue.start - 3) : cue.start].endswith(" в "):
        return []
    at = _NEWSROOM.match(cue.raw, cue.end, cue.stop)
    name = read_name(cue.raw, at.end() if at else after(cue), cue.stop, case="gent")
    return [_credit(cue, name)] if name is not None and name.kind in ("known", "site", "quoted") else []


def _told(cue: Cue) -> list[FoundCredit]:
    """ "рассказал глава фонда газете «X»": the medium that somebody told."""
    name = read_name(cue.raw, cue.start, cue.stop, case="datv")
    return [_credit(cue, name)] if name is not None and name.announced and name.kind != "letters" else []


def _used_to(cue: Cue) -> list[FoundCredit]:
    """ "Ранее X писал", "как сообщал X": a medium that looks back on itself."""
    name = read_name(cue.raw, after(cue), cue.stop) or before(cue, every=True)
    if name is None:
        return []
    low = max(cue.low, min(cue.start, name.start) - 30)
    earlier = _EARLIER.search(cue.raw, low, min(cue.stop, max(cue.end, name.end) + 20))
    if cue.raw[max(low, cue.start - 4) : cue.start] in ("Как ", "как "):
        earlier = earlier or _ANY.match(cue.raw)
    if name.kind not in ("known", "site", "press") and not (earlier or name.announced):
        return []
    return [_credit(cue, name, own=earlier is not None and not name.announced and name.kind != "press")]


def _asked(cue: Cue) -> list[FoundCredit]:
    """ "«X» направил запрос в ведомство": the article's own medium, credited with nothing."""
    if not cue.raw.startswith((" запрос", " официальный запрос"), cue.end):
        return []
    name = before(cue, every=True)
    return [_credit(cue, name, strong=False, own=True)] if name is not None else []


def _cites(cue: Cue) -> list[FoundCredit]:
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
    ahead = before(cue)
    return [_credit(cue, ahead)] if ahead is not None else []


def _refers(cue: Cue) -> list[FoundCredit]:
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


def _data(cue: Cue) -> list[FoundCredit]:
    """ "по данным X", only where X is surely a medium."""
    if not cue.raw[max(cue.low, cue.start - 3) : cue.start].lower().endswith("по "):
        return []
    name = read_name(cue.raw, after(cue), cue.stop, case="gent")
    if name is None or (name.announced and _NO_NEWSROOM.search(cue.raw, cue.end, name.start)):
        return []
    sure = name.kind in ("known", "site", "press") or (name.announced and name.kind != "letters")
    return [_credit(cue, name)] if sure else []


def _source(cue: Cue) -> list[FoundCredit]:
    """ "Источник: X, Y" at the end of a text; "источник X сообщил"."""
    mark = _COLON.match(cue.raw, cue.end, min(cue.limit, cue.end + 16))
    if mark is None:
        return _kin(cue)
    last = clause_end(cue.raw, mark.end(), cue.limit)
    found: list[FoundCredit] = []
    for part in _ITEM.finditer(cue.raw, mark.end(), last):
        skipped = len(part.group()) - len(part.group().lstrip())
        name = read_name(cue.raw, part.start() + skipped, last, office=True)
        if name is None or len(found) == 4:
            break
        found.append(_credit(cue, name))
    return found


def _talk(cue: Cue) -> list[FoundCredit]:
    """ "в интервью газете «X»": where the words were first said; broadcasts are places, not sources."""
    at = after(cue)
    name = read_name(cue.raw, at, cue.stop, case="datv")
    if name is None or _ON_AIR.search(cue.raw, at, name.start):
        return []
    own = _OWN_PEOPLE.search(cue.raw, at, name.start) is not None
    sure = name.kind in ("known", "site", "quoted") or (name.announced and name.kind != "latin")
    return [_credit(cue, name, strong=own, own=own)] if sure else []


def _kin(cue: Cue) -> list[FoundCredit]:
    """ "корреспондент X" is the medium's own man, "собеседник X" talked to it."""
    name = read_name(cue.raw, after(cue), cue.stop, case="gent")
    if name is None or name.kind not in ("known", "site", "quoted"):
        return []
    own = cue.word.startswith("корреспондент")
    return [_credit(cue, name, strong=own, own=own)]


def _site(cue: Cue) -> list[FoundCredit]:
    """ "сообщается на сайте X"."""
    if not _PUBLISHED.search(cue.raw, max(cue.low, cue.start - 70), cue.start):
        return []
    name = read_name(cue.raw, after(cue), cue.stop, case="gent")
    if name is not None and (name.kind in ("known", "site", "letters") or name.announced):
        return [_credit(cue, name)]
    name = read_name(cue.raw, cue.start, cue.stop, case="loct", office=True)
    return [_credit(cue, name)] if name is not None and name.kind == "office" else []


_Rule = Callable[[Cue], list[FoundCredit]]
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
    **dict.fromkeys("данным информации сообщению сообщениям сведениям материалам".split(), _data),
    **dict.fromkeys("источник источники источника источнику".split(), _source),
    **dict.fromkeys("интервью беседе разговоре комментарии колонке".split(), _talk),
    **dict.fromkeys("корреспонденту корреспондентом корреспондентам корреспондентами".split(), _kin),
    **dict.fromkeys("собеседник собеседника собеседнику собеседники собеседников источников источникам".split(), _kin),
    **dict.fromkeys("газете агентству изданию журналу порталу информагентству еженедельнику таблоиду".split(), _told),
    **{stem + ending: _found_out for stem in ("узна", "выясни") for ending in ("л", "ла", "ли", "ло")},
    "известно": _known_to,
    "распоряжении": _disposal,
    "сайте": _site,
}
_BEGINNINGS = sorted({word[:4] for word in _RULES})
