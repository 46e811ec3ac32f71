"""Rules that mend and extend the names that the net sees. They take and give spans of tokens, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.languages.russian.countries import ADJECTIVES
from onrecord.model.annotation import NameKind, Sentence, Token

_BODIES = frozenset(
    """
    министерство правительство парламент администрация комитет совет суд прокуратура посольство консульство служба
    агентство ассоциация федерация партия газета журнал телеканал канал радиостанция радио телекомпания издание
    еженедельник портал компания корпорация концерн холдинг банк университет институт академия завод фабрика
    комбинат фонд союз канцелярия пресс-служба пресс-центр департамент управление комиссия штаб церковь клуб сборная
    театр ведомство дума сенат конгресс палата собрание представительство миссия бюро центр движение фронт объединение
    организация группа группировка авиакомпания госкорпорация инспекция кабинет кабмин секретариат патриархат
    епархия мэрия префектура полиция милиция армия музей библиотека школа больница клиника студия оператор информагентство
    медиахолдинг издательство предприятие общество фирма банда лига биржа консорциум альянс синдикат профсоюз
    генконсульство минобороны минсельхоз госпиталь обсерватория фракция
    медиакомпания соцсеть агенство бизнес-центр отдел обком горком консорциум автозавод
    """.split()
)
# These stand for the body only with a country or region beside them: "правительство Японии".
_OF_COUNTRY = frozenset(
    """
    правительство парламент администрация министерство прокуратура посольство консульство канцелярия ведомство сенат
    генпрокуратура конгресс кабинет кабмин госдеп минобороны сборная федерация пресс-служба суд полиция мид минфин
    мэрия генконсульство армия комитет совет дума служба управление департамент комиссия
    """.split()
)
_HOSTS = frozenset("прокуратура президент правительство министерство мид мвд оон парламент минобороны".split())
_ABROAD = frozenset("посольство консульство представительство генконсульство миссия".split())
# Left of a body these say nothing of which one it is.
_PLAIN = frozenset(
    """новый старый крупный крупнейший большой малый бывший нынешний другой иной весь этот тот данный один каждый любой
    самый прежний прошлый известный ведущий местный собственный следующий последний первый второй третий подобный
    единственный отдельный остальной разный многий некоторый ряд наш ваш свой их целый главный популярный
    влиятельный независимый соответствующий указанный названный действующий временный будущий частный""".split()
)
# By lemmas; the net often takes these for places, or for nothing.
_WELL_KNOWN_NAMES = """
    ес, евросоюз, еврокомиссия, европарламент, евросовет, европейский союз, европейский комиссия, европейский парламент,
    совет европа, евразийский союз, еаэс, оон, нато, обсе, снг, одкб, шос, мвф, вто, опек, воз, юнеско, юнисеф, магатэ,
    пасе, лига арабский государство, всемирный банк, совет безопасность оон, совбез оон, белый дом, госдеп,
    госдепартамент, пентагон, госдума, совет федерация, конгресс сша, голос америка, большой театр, красный крест,
    международный амнистия, большой семерка, большой двадцатка, центробанк, минобороны, минфин, минюст, минздрав,
    минэкономразвития, минсельхоз, мид, мвд, мчс, фсб, фас, цик, верховный рада, верховный суд, конституционный суд
"""
_WELL_KNOWN: Mapping[str, tuple[tuple[str, ...], ...]] = {
    first: tuple(
        sorted((n for n in (tuple(part.split()) for part in _WELL_KNOWN_NAMES.split(",")) if n[0] == first), key=len)
    )[::-1]
    for first in {part.split()[0] for part in _WELL_KNOWN_NAMES.split(",")}
}
_QUOTES = {"«": "»", '"': '"', "„": "“", "“": "”"}
_CLOSING = frozenset(_QUOTES.values())
_BREAKS = frozenset("•;:*|—–/")
_LONGEST_QUOTED = 10
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Found:
    """A name: tokens `[first, last)`, and the rule that touched it last (`net` for none)."""

    kind: NameKind
    first: int
    last: int
    rule: str = "net"


@dataclass(frozen=True, slots=True)
class Text:
    tokens: Sequence[Token]
    sentences: Sequence[Sentence]

    def end_of(self, index: int) -> int:
        """Where the sentence of a token ends."""
        return self.sentences[self.tokens[index].sentence].last

    def start_of(self, index: int) -> int:
        return self.sentences[self.tokens[index].sentence].first


Rule = Callable[[Text, list[Found]], list[Found]]


def broken(text: Text, names: list[Found]) -> list[Found]:
    """Bullets, semicolons and brackets part names; marks at their ends are none of them."""
    out = []
    for name in names:
        for start, end in _parts(text, name):
            start, end = _bare(text, start, end)
            if start < end:
                same = (start, end) == (name.first, name.last)
                out.append(name if same else Found(name.kind, start, end, "broken"))
    return out


def _parts(text: Text, name: Found) -> Iterator[tuple[int, int]]:
    words = [token.text for token in text.tokens[name.first : name.last]]
    # a person's name goes over neither brackets nor commas; a body's may hold a bracket that closes
    breaks = _BREAKS | {"(", ")", ","} if name.kind == "PER" else _BREAKS if ")" in words else _BREAKS | {"("}
    first = 0
    for index, word in enumerate([*words, "•"]):
        if word in breaks:
            if first < index:
                yield name.first + first, name.first + index
            first = index + 1


def _bare(text: Text, first: int, last: int) -> tuple[int, int]:
    """Without marks at the ends; quotation marks stay if both are within."""
    while first < last and not text.tokens[first].text[0].isalnum():
        if _closes(text, first, last):
            break
        first += 1
    while first < last and not text.tokens[last - 1].text[-1].isalnum() and text.tokens[last - 1].text != ".":
        if text.tokens[last - 1].text in _CLOSING and any(t.text in _QUOTES for t in text.tokens[first : last - 1]):
            break
        last -= 1
    return first, last


def _closes(text: Text, opening: int, last: int) -> bool:
    mark = _QUOTES.get(text.tokens[opening].text)
    return mark is not None and any(t.text == mark for t in text.tokens[opening + 1 : last])


def open_quote(text: Text, names: list[Found]) -> list[Found]:
    """A name that opens a quotation mark goes on to the mark that closes it."""
    out = []
    for name in names:
        last = name.last
        opened = [i for i in range(name.first, name.last) if text.tokens[i].text in _QUOTES]
        if opened and not _closes(text, opened[-1], last):
            closing = _closing(text, opened[-1])
            if closing is not None:
                last = closing + 1
        out.append(name if last == name.last else Found(name.kind, name.first, last, "open_quote"))
    return out


def _closing(text: Text, opening: int) -> int | None:
    """The mark that closes a short quotation, if it does in this sentence."""
    mark = _QUOTES[text.tokens[opening].text]
    for index in range(opening + 1, min(text.end_of(opening), opening + _LONGEST_QUOTED)):
        if text.tokens[index].text == mark:
            return index
    return None


def initials(text: Text, names: list[Found]) -> list[Found]:
    """ "М. Тлеуберди", "Дональд ТРАМП": initials before a person, a surname in capitals after."""
    out: list[Found] = []
    for name in names:
        if name.kind == "PER":
            least = max(text.start_of(name.first), out[-1].last if out else 0)
            first, last = name.first, name.last
            while first - 2 >= least and text.tokens[first - 1].text == "." and _is_initial(text.tokens[first - 2]):
                first -= 2
            if last < text.end_of(name.first) and last - first <= 2 and _is_shouted(text, last):
                last += 1
            if (first, last) != (name.first, name.last):
                name = Found("PER", first, last, "initials")
        out.append(name)
    return out


def _is_initial(token: Token) -> bool:
    return len(token.text) == 1 and token.text.isupper()


def _is_shouted(text: Text, index: int) -> bool:
    word, before = text.tokens[index].text, text.tokens[index - 1].text
    return len(word) > 3 and word.isalpha() and word.isupper() and before[1:].islower()


def one_person(text: Text, names: list[Found]) -> list[Found]:
    """ "Хвана | Чжан Епа": a given name and the rest, side by side in one case."""
    out: list[Found] = []
    for name in names:
        before = out[-1] if out else None
        if (
            before is not None
            and before.kind == name.kind == "PER"
            and before.last == name.first
            and before.last - before.first == 1
            and name.last - name.first <= 2
            and text.tokens[before.first].sentence == text.tokens[name.first].sentence
            and _same_case(text.tokens[before.first], text.tokens[name.first])
            and text.tokens[before.first].lemma != text.tokens[name.first].lemma
        ):
            out[-1] = Found("PER", before.first, name.last, "one_person")
        else:
            out.append(name)
    return out


def _same_case(one: Token, other: Token) -> bool:
    mine, theirs = one.feats.get("Case"), other.feats.get("Case")
    return mine == theirs or {mine, theirs} == {"Gen", "Acc"}


def well_known(text: Text, names: list[Found]) -> list[Found]:
    """Bodies that everybody knows, whatever the net took them for."""
    found = []
    for index, token in enumerate(text.tokens):
        for lemmas in _WELL_KNOWN.get(token.lemma, ()):
            last = index + len(lemmas)
            fits = token.text[0].isupper() and tuple(t.lemma for t in text.tokens[index:last]) == lemmas
            if fits and last <= text.end_of(index):
                found.append(Found("ORG", index, last, "well_known"))
                break
    if not found:
        return names
    known = {i for name in found for i in range(name.first, name.last)}
    kept = []
    for name in names:
        mine = known.intersection(range(name.first, name.last))
        if not mine or (name.kind == "ORG" and len(mine) < name.last - name.first):
            kept.append(name)
    covered = {i for name in kept for i in range(name.first, name.last)}
    return sorted([*kept, *(name for name in found if name.first not in covered)], key=lambda name: name.first)


def of_body(text: Text, names: list[Found]) -> list[Found]:
    """ "ГУ | МЧС", "обкома | КПСС": a part and the whole, side by side."""
    out: list[Found] = []
    for name in names:
        before = out[-1] if out else None
        if (
            before is not None
            and before.kind == name.kind == "ORG"
            and before.last == name.first
            and text.tokens[before.first].sentence == text.tokens[name.first].sentence
            and _may_belong(text.tokens[name.first])
        ):
            out[-1] = Found("ORG", before.first, name.last, "of_body")
        else:
            out.append(name)
    return out


def of_country(text: Text, names: list[Found]) -> list[Found]:
    """ "МИД | РФ", "Верховный суд | Бангладеша": a body and the place it belongs to."""
    out: list[Found] = []
    for name in names:
        before = out[-1] if out else None
        if (
            before is not None
            and before.kind == "ORG"
            and name.kind == "LOC"
            and before.last == name.first
            and text.tokens[before.first].sentence == text.tokens[name.first].sentence
            and _may_belong(text.tokens[name.first])
        ):
            out[-1] = Found("ORG", before.first, name.last, "of_country")
        else:
            out.append(name)
    return out


def _may_belong(token: Token) -> bool:
    """In the genitive, or a word that shows no case."""
    return token.feats.get("Case") == "Gen" or (token.text.isupper() and token.feats.get("Case") != "Nom")


def described(text: Text, names: list[Found]) -> list[Found]:
    """ "министерство обороны РФ", "газета «Труд»", "корпорация Philips": a noun for a body and what names it."""
    tokens = text.tokens
    starts = {name.first: name for name in names}
    covered = {i: name for name in names for i in range(name.first, name.last)}
    found: list[Found] = []
    for index, token in enumerate(tokens):
        if token.lemma not in _BODIES or token.pos not in ("NOUN", "PROPN"):
            continue
        within = covered.get(index)
        if within is not None and within.kind != "ORG":
            continue
        last = max(_complement(text, index, starts), within.last if within else 0)
        last = _field(text, last, starts)
        first = _adjectives(text, index, within.first if within else index, covered)
        if within is None and last == index + 1 and not (
            first < index and token.lemma in _OF_COUNTRY and is_geographic(tokens[first].lemma)
        ):
            continue
        if within is None or (first, last) != (within.first, within.last):
            found.append(Found("ORG", first, last, "described"))
    return _merged(names, found)


def _complement(text: Text, head: int, starts: dict[int, Found]) -> int:
    """The token after a body's name; the token after `head` where nothing names it."""
    tokens, end = text.tokens, min(text.end_of(head), head + _LONGEST)
    here = named = head + 1
    if here >= end:
        return named
    if tokens[here].text in _QUOTES:
        closing = _closing(text, here)
        if closing is None or not tokens[here + 1].text[0].isupper():
            return named
        named = here = closing + 1
    elif here in starts and starts[here].kind == "ORG" and _beside(tokens[head], tokens[here]):
        named = here = starts[here].last
    takes_country = tokens[head].lemma in _OF_COUNTRY or named > head + 1
    while here < end:
        name = starts.get(here)
        token = tokens[here]
        if name is not None:
            fits = name.kind == "LOC" and takes_country and _may_belong(token)
            fits = fits or (name.kind == "ORG" and (token.feats.get("Case") == "Gen" or token.text.isupper()))
            if not fits:
                break
            named = here = name.last
        elif token.pos in ("ADJ", "NOUN") and token.feats.get("Case") == "Gen" and tokens[head].lemma in _OF_COUNTRY:
            here += 1
            if tokens[head].lemma == "министерство" and token.pos == "NOUN":
                named = here
        elif token.text == "и" and here > head + 2 and tokens[head].lemma == "министерство":
            here += 1
        else:
            break
    return named


def _field(text: Text, last: int, starts: dict[int, Found]) -> int:
    """On over "по Санкт-Петербургу", "при прокуратуре", "в Токио"."""
    tokens = text.tokens
    if last + 1 >= min(text.end_of(last - 1), len(tokens)):
        return last
    link, place = tokens[last].lemma, starts.get(last + 1)
    case = tokens[last + 1].feats.get("Case")
    if link == "по" and place is not None and place.kind == "LOC" and case == "Dat":
        return place.last
    if link == "при" and case == "Loc" and tokens[last + 1].lemma in _HOSTS:
        return place.last if place else last + 2
    if link == "в" and case == "Loc" and place is not None and tokens[last - 1].lemma in _ABROAD:
        return place.last
    return last


def _beside(head: Token, name: Token) -> bool:
    """Whether a name may name the noun before it ("корпорация Philips"), rather than own it or be met by it."""
    return name.feats.get("Case") in (None, "Nom", head.feats.get("Case"), "Gen") or not ("а" <= name.text[0].lower() <= "я")


def _adjectives(text: Text, head: int, first: int, covered: dict[int, Found]) -> int:
    """Back over capitalised adjectives ("Верховный суд") and those of a country ("японское правительство")."""
    least = text.start_of(head)
    while first > least:
        token = text.tokens[first - 1]
        if token.pos != "ADJ" or not _same_case(token, text.tokens[head]) or first - 1 in covered:
            break
        if not (token.text[0].isupper() or is_geographic(token.lemma) or _tells_which(token)):
            break
        first -= 1
    return first


def _tells_which(token: Token) -> bool:
    """A relational adjective: "шахматная федерация", "внешнеполитическое ведомство"."""
    return token.lemma.endswith(("ский", "цкий", "ный", "ной")) and token.lemma not in _PLAIN


def is_geographic(adjective: str) -> bool:
    """Whether an adjective is of a country."""
    return adjective in ADJECTIVES


def _merged(names: list[Found], found: list[Found]) -> list[Found]:
    """The longer ones first; of those that touch only one stays."""
    out: list[Found] = []
    taken: set[int] = set()
    for name in sorted([*found, *names], key=lambda n: (n.first - n.last, n.rule == "net", n.first)):
        if taken.isdisjoint(range(name.first, name.last)):
            taken.update(range(name.first, name.last))
            out.append(name)
    return sorted(out, key=lambda n: n.first)


def agreed(text: Text, names: list[Found]) -> list[Found]:
    """A single word that is a person's surname elsewhere in the text is one here as well."""
    tokens = text.tokens
    people: Counter[str] = Counter(tokens[name.last - 1].lemma for name in names if name.kind == "PER")
    others: Counter[str] = Counter(
        tokens[name.first].lemma for name in names if name.kind != "PER" and name.last - name.first == 1
    )
    out = []
    for name in names:
        lemma = tokens[name.first].lemma
        if (
            name.kind != "PER"
            and name.last - name.first == 1
            and people[lemma] > others[lemma]
            and tokens[name.first].feats.get("Animacy") == "Anim"
        ):
            name = Found("PER", name.first, name.last, "agreed")
        out.append(name)
    return out


RULES: tuple[Rule, ...] = (broken, open_quote, initials, one_person, agreed, well_known, of_body, of_country, described)


def mend(tokens: Sequence[Token], sentences: Sequence[Sentence], names: list[Found]) -> list[Found]:
    """All rules in order over the names of a document."""
    text = Text(tokens, sentences)
    for rule in RULES:
        names = rule(text, names)
    return names
