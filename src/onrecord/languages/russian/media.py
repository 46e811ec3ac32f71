"""Media that Russian news credits: their names in all cases, and the nouns that announce one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Medium:
    """`bare`: may be meant without quotation marks or a noun ahead; `regional`: credits itself as a habit."""

    name: str
    bare: bool
    regional: bool = False


# how a name goes: letters cut off, then the endings of the oblique cases
_DECLENSIONS: dict[str, tuple[int, tuple[str, ...]]] = {
    "hard": (0, ("а", "у", "ом", "е")),
    "hard sign": (1, ("а", "у", "ом", "е")),
    "soft": (1, ("я", "ю", "ем", "е")),
    "a": (1, ("ы", "у", "е", "ой")),
    "ka": (1, ("и", "у", "е", "ой")),
    "third": (1, ("и", "ью")),
    "plural": (1, ("ей", "ям", "ями", "ях")),
    "ia": (1, ("й", "ям", "ями", "ях")),
    "none": (0, ()),
}
# Names that mean a medium wherever they stand.
_BARE = {
    "hard": "Интерфакс|Росбалт|Рейтер|Азаттык|Прайм|Интерфакс-Казахстан|Интерфакс-Азербайджан|Регнум"
    "|ФедералПресс|Журдом",
    "a": "Медуза|Интерфакс-Украина|Акорда",
    "ka": "Фонтанка",
    "none": "ТАСС|ИТАР-ТАСС|РИА Новости|РБК|РБК-Украина|УНИАН|УНН|РИАМО|БЕЛТА|Би-би-си|Франс Пресс|Франс-Пресс"
    "|Ассошиэйтед Пресс|Синьхуа|Жэньминь жибао|Евроньюс|Радио Свобода|НТВ|ВГТРК|РЕН ТВ|ФАН|ИА Регнум|ИА REGNUM"
    "|АиФ|RNS|НСН"
    "|Дойче велле|Россия-24|Россия 24|МИР 24|Українськi Новини|Українські новини|Reuters|Bloomberg|AFP|AP|CNN"
    "|BBC|Euronews"
    "|Axios|Politico|Interfax|TASS|Deutsche Welle|DW|Agence France-Presse|France-Presse|Associated Press"
    "|Financial Times"
    "|The Guardian|The New York Times|The Washington Post|The Wall Street Journal|The Times|The Economist"
    "|Foreign Policy"
    "|Al Jazeera|Al Arabiya|Nikkei|Kyodo|Yonhap|Xinhua|Der Spiegel|Spiegel|Bild|Le Monde|Le Figaro|Forbes|Newsweek"
    "|Daily Mail|The Diplomat|Eurasianet|Meduza|REGNUM|The Daily Telegraph|Fox News|Voice of America|Los Angeles Times"
    "|Washington Times|The Independent|USA Today|Sky News|Lenta.ru|Лента.ру|NEWSru.com|Gazeta.ru|Газета.ру|Газета.Ru"
    "|Вести.ру|Вести.ru|Фонтанка.ру|lifenews.ru|Life.ru",
}
# The same for media of Central Asia and its neighbours, which close a lead with their own name.
_REGIONAL = {
    "hard": "Казинформ|КазТАГ|Кабар|Ховар",
    "none": "Kazinform|АКИpress|AKIpress|Азертадж|УзА|Sputnik|Sputnik Казахстан|Sputnik Узбекистан|Sputnik Кыргызстан"
    "|Sputnik Таджикистан|Trend|Хабар 24|24KZ",
}
# These are words of the language too: only in quotation marks or after "газета" and its like.
_QUOTED = {
    "hard sign": "Коммерсантъ",
    "hard": "Коммерсант|Труд|Спорт-Экспресс|Форбс|Взгляд|Курсив|Литер|Комсомолец|Спутник|Корреспондент",
    "soft": "Дождь",
    "a": "Правда|Фергана|Газета|Лента",
    "third": "Власть|Жизнь",
    "plural": "Ведомости|Вести|Новости",
    "ia": "Известия",
    "none": "Эхо Москвы|Настоящее время|Аргументы и факты|Ъ|За рубежом",
}
# Only the first word changes.
_HEADED = {"hard": "Голос Америки"}
# An adjective and a noun, both in "-а".
_PAIRS = (
    "Комсомольская правда|Казахстанская правда|Украинская правда|Российская газета|Парламентская газета|Новая газета"
    "|Независимая газета|Литературная газета|Свободная пресса|Немецкая волна|Красная звезда"
)


def _decline(name: str, how: str) -> Iterator[str]:
    cut, endings = _DECLENSIONS[how]
    yield name
    for ending in endings:
        yield name[: len(name) - cut] + ending


def _forms() -> Iterator[tuple[str, Medium]]:
    for table, bare, regional in ((_QUOTED, False, False), (_BARE, True, False), (_REGIONAL, True, True)):
        for how, names in table.items():
            for name in names.split("|"):
                for form in _decline(name, how):
                    yield form, Medium(name, bare, regional)
    for how, names in _HEADED.items():
        for name in names.split("|"):
            head, _, rest = name.partition(" ")
            for form in _decline(head, how):
                yield f"{form} {rest}", Medium(name, True)
    for name in _PAIRS.split("|"):
        adjective, noun = name.split(" ")
        for form in _decline(noun, "a"):
            ending = "ая" if form == noun else "ую" if form.endswith("у") else "ой"
            yield f"{adjective[:-2]}{ending} {form}", Medium(name, True)


def _key(name: str) -> str:
    return _QUOTES.sub("", name).casefold().replace("ё", "е")


_QUOTES = re.compile(r"[«»\"“”„]")
MEDIA = {_key(form): medium for form, medium in _forms()}
LONGEST = max(len(key.split()) for key in MEDIA)
_FIRST_WORDS = frozenset(key.split()[0] for key in MEDIA)


def known_medium(text: str) -> Medium | None:
    """The medium of a name in any case, with or without quotation marks."""
    return MEDIA.get(_key(text))


def may_begin_medium(word: str) -> bool:
    """Whether some known medium's name begins with this word."""
    return word.casefold().replace("ё", "е") in _FIRST_WORDS


# Nouns that announce a medium, in any case; "сайт" and its like may belong to somebody else too.
NOUNS = (
    r"(?i:(?:информ)?агентств|(?:интернет-)?издани|газет|(?:интернет-)?журнал|(?:теле|радио)?канал|радиостанци"
    r"|телекомпани"
    r"|(?:интернет-)?портал|(?:интернет-)?ресурс|медиа-?проект|таблоид|еженедельник|(?:веб-)?сайт|медиахолдинг"
    r"|(?:telegram|телеграм|youtube)-канал|русск\w+ служб|корреспондент|собкор|редакци|обозревател"
    r"|журналист)[а-яё]{0,3}"
)
# What may stand before such a noun.
ADJECTIVES = (
    r"(?:(?![Рр]анее|[Пп]озднее|[Дд]алее)[А-ЯЁа-яё-]+"
    r"(?:ый|ий|ой|ая|яя|ое|ее|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ых|их|ые|ие)\s+){0,2}"
)
# Part of the name though abbreviated: "ИА «Звезда»".
TAGS = r"(?:РИА|ИА|МИА|НИА|НИАТ|АН|ГТРК|ТРК|ИТАР|Радио|радио)"
# Dropped before a name that stands well without it: "МИА «Казинформ»" is Казинформ.
DROPPED_TAGS = frozenset({"МИА", "НИАТ", "АН"})

# Abbreviations in capitals that are credited with what they say themselves, not as media.
OFFICES = frozenset(
    "МИД МВД МЧС ФСБ СВР ФСО ЦБ ООН ОБСЕ НАТО ЕС ВОЗ МВФ ГИБДД СК СКР ФАС ФНС ФТС РЖД ЦИК ЦРУ ФБР АНБ ГУР СБУ"
    " США РФ РК КР"
    " РТ РУ КНР КНДР ФРГ ОАЭ ЕАЭС СНГ ШОС ОДКБ БРИКС ОПЕК МАГАТЭ ЮНЕСКО ЮНИСЕФ ГКНБ КНБ УВД ГУВД УМВД ГУ ВТО"
    " АТЭС ЕБРР АБР"
    " ЕК ЕП ВСУ ЛНР ДНР ГСЧС МЗ МО ВС ГП ГД СФ РПЦ УПЦ МОК ФИФА УЕФА КХЛ НХЛ НБА МГУ СМИ ТВ ПВО СВО ЖКХ ДТП ООО"
    " ОАО ЗАО ФСИН УФСИН УФСБ УФАС УФНС ФССП УФССП ФМС ОМВД ПФР ФСС ФОМС НБУ НАБУ САП ГБР ГПУ ОГП КГГА ОГА ГУНП НПУ"
    " ВЭБ ЕСПЧ НБРК КГБ МОН ФАО ВМО ОЗХО ЕЦБ ФРС ГКЧС ДЧС ГУМВД".split()
)
# Latin names that news speaks of and that are no media.
COMPANIES = frozenset(
    "apple google microsoft facebook meta twitter tesla boeing airbus amazon nokia intel samsung ibm nvidia"
    " openai spacex"
    " whatsapp telegram instagram youtube tiktok viber linkedin visa mastercard nato unicef who tns comscore"
    " romir".split()
)
