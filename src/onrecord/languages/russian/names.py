"""Rules that mend and extend the names that the net sees. They take and give spans of tokens, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from onrecord.languages.russian.bodies import BODIES, WELL_KNOWN
from onrecord.languages.russian.descriptions import described
from onrecord.languages.russian.dictionary import is_somebody
from onrecord.languages.russian.found import QUOTES, Found, Text, closing, may_belong, same_case
from onrecord.languages.russian.naming import RussianNaming
from onrecord.model.annotation import Sentence, Token

_CLOSING = frozenset(QUOTES.values())
_NAMING = RussianNaming()
_BREAKS = frozenset("•;:*|—–/")
_LONGEST_AGENCY = 5  # letters
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
    # a person's name goes over neither brackets nor commas; a body's may go on behind a bracket
    held = ")" in words[:-1]
    breaks = _BREAKS | {"(", ")", ","} if name.kind == "PER" else _BREAKS if held else _BREAKS | {"("}
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
        if text.tokens[last - 1].text in _CLOSING and any(t.text in QUOTES for t in text.tokens[first : last - 1]):
            break
        last -= 1
    return first, last


def _closes(text: Text, opening: int, last: int) -> bool:
    mark = QUOTES.get(text.tokens[opening].text)
    return mark is not None and any(t.text == mark for t in text.tokens[opening + 1 : last])


def open_quote(text: Text, names: list[Found]) -> list[Found]:
    """A name that opens a quotation mark goes on to the mark that closes it."""
    out = []
    for name in names:
        last = name.last
        opened = [i for i in range(name.first, name.last) if text.tokens[i].text in QUOTES]
        if opened and not _closes(text, opened[-1], last):
            mark = closing(text, opened[-1])
            if mark is not None:
                last = mark + 1
        out.append(name if last == name.last else Found(name.kind, name.first, last, "open_quote"))
    return out


def initials(text: Text, names: list[Found]) -> list[Found]:
    """ "М. Тлеуберди", "Дональд ТРАМП": initials before a person, a surname in capitals after."""
    out: list[Found] = []
    for name in names:
        if name.kind == "PER":
            least = max(text.start_of(name.first), out[-1].last if out else 0)
            first, last = name.first, name.last
            while first - 2 >= least and text.tokens[first - 1].text == "." and _is_initial(text.tokens[first - 2]):
                first -= 2
            if last < text.end_of(name.first) and _takes_surname(text, first, last) and _is_shouted(text, last):
                last += 1
            if (first, last) != (name.first, name.last):
                name = Found("PER", first, last, "initials")
        out.append(name)
    return out


def _takes_surname(text: Text, first: int, last: int) -> bool:
    """Whether a name is a first name, or that and the father's, so that a surname is still to come."""
    return last - first == 1 or (last - first == 2 and _NAMING.is_middle(text.tokens[last - 1].text))


def _is_initial(token: Token) -> bool:
    return len(token.text) == 1 and token.text.isupper()


def _is_shouted(text: Text, index: int) -> bool:
    word, before = text.tokens[index].text, text.tokens[index - 1].text
    return len(word) > 3 and word.isalpha() and word.isupper() and before[1:].islower()


def place_first(text: Text, names: list[Found]) -> list[Found]:
    """ "(министр) Лугани | Мухтар Тогжанов": a place, in the genitive or known from elsewhere, then a person."""
    places = {text.tokens[name.first].lemma for name in names if name.kind == "LOC" and name.last == name.first + 1}
    out = []
    for name in names:
        first, *rest = text.tokens[name.first : name.last]
        if name.kind == "PER" and len(rest) >= 2 and (first.lemma in places or _owns(first, rest)):
            out.append(Found("LOC", name.first, name.first + 1, "place_first"))
            name = Found("PER", name.first + 1, name.last, "place_first")
        out.append(name)
    return out


def job_first(text: Text, names: list[Found]) -> list[Found]:
    """ "Врач-терапевт | Анна Лис": what somebody is, of two nouns joined by a hyphen, is no part of a name, nor a name.
    Nor is where somebody works ("Карнеги-центра | Темура Умарова")."""
    out = []
    for name in names:
        works = text.tokens[name.first].lemma.rpartition("-")
        if name.kind == "PER" and works[0] and works[2] in BODIES and name.last > name.first + 1:
            out.append(Found("ORG", name.first, name.first + 1, "job_first"))
            name = Found("PER", name.first + 1, name.last, "job_first")
        elif _is_job(text.tokens[name.first].text):
            if name.last == name.first + 1:
                continue
            name = Found(name.kind, name.first + 1, name.last, "job_first") if name.kind == "PER" else name
        out.append(name)
    return out


def _is_job(word: str) -> bool:
    """Whether a word is made of two common nouns for somebody."""
    one, hyphen, other = word.lower().partition("-")
    return bool(hyphen) and is_somebody(one) and is_somebody(other)


def _owns(first: Token, rest: Sequence[Token]) -> bool:
    """A thing in the genitive before words of one other case."""
    cases = {token.feats.get("Case") for token in rest}
    other = len(cases) == 1 and cases.isdisjoint({None, "Gen", "Acc"})
    return other and first.feats.get("Case") == "Gen" and first.feats.get("Animacy") == "Inan"


def agency_last(text: Text, names: list[Found]) -> list[Found]:
    """ "(уточнила) Наталья Витвицкая | ТАСС": short capitals after a first name and a surname are whom somebody told."""
    out = []
    for name in names:
        *whole, last = text.tokens[name.first : name.last]
        told = name.kind == "PER" and len(whole) == 2 and all(token.text[1:].islower() for token in whole)
        short = 1 < len(last.text) <= _LONGEST_AGENCY and last.text.isalpha() and last.text.isupper()
        if told and short and not _NAMING.is_middle(whole[1].text):
            out.append(Found("PER", name.first, name.last - 1, "agency_last"))
            name = Found("ORG", name.last - 1, name.last, "agency_last")
        out.append(name)
    return out


def one_person(text: Text, names: list[Found]) -> list[Found]:
    """ "Хвана | Чжан Епа": a given name and the rest, side by side in one case.

    What is somebody's surname elsewhere in the text ("с Путиным | Меркель призвала") is no given name.
    """
    surnames: Counter[str] = Counter(text.tokens[name.last - 1].lemma for name in names if name.kind == "PER")
    out: list[Found] = []
    for name in names:
        before = out[-1] if out else None
        if (
            before is not None
            and before.kind == name.kind == "PER"
            and surnames[text.tokens[before.first].lemma] < 2
            and before.last == name.first
            and before.last - before.first == 1
            and name.last - name.first <= 2
            and text.tokens[before.first].sentence == text.tokens[name.first].sentence
            and same_case(text.tokens[before.first], text.tokens[name.first])
            and text.tokens[before.first].lemma != text.tokens[name.first].lemma
        ):
            out[-1] = Found("PER", before.first, name.last, "one_person")
        else:
            out.append(name)
    return out


def well_known(text: Text, names: list[Found]) -> list[Found]:
    """Bodies that everybody knows, whatever the net took them for."""
    found = []
    for index, token in enumerate(text.tokens):
        for lemmas in WELL_KNOWN.get(token.lemma, ()):
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
            and may_belong(text.tokens[name.first])
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
            and may_belong(text.tokens[name.first])
        ):
            out[-1] = Found("ORG", before.first, name.last, "of_country")
        else:
            out.append(name)
    return out


def declined(text: Text, names: list[Found]) -> list[Found]:
    """ "(с) Тарховым": a word alone in the instrumental of surnames; places have "-овом", "-ином"."""
    tokens = text.tokens

    def bends(index: int) -> bool:
        quoted = index > 0 and tokens[index - 1].text in QUOTES
        return not quoted and bool(_NAMING.plain_case(tokens[index].text))

    return _as_persons(names, bends, "declined")


def agreed(text: Text, names: list[Found]) -> list[Found]:
    """A single word that is a person's surname elsewhere in the text is one here as well."""
    tokens = text.tokens
    people: Counter[str] = Counter(tokens[name.last - 1].lemma for name in names if name.kind == "PER")
    others: Counter[str] = Counter(
        tokens[name.first].lemma for name in names if name.kind != "PER" and name.last - name.first == 1
    )

    def is_borne(index: int) -> bool:
        lemma = tokens[index].lemma
        return people[lemma] > others[lemma] and tokens[index].feats.get("Animacy") == "Anim"

    return _as_persons(names, is_borne, "agreed")


def _as_persons(names: Sequence[Found], is_person: Callable[[int], bool], rule: str) -> list[Found]:
    """Names of one word that were taken for something else, as persons where the word is one."""
    return [
        Found("PER", name.first, name.last, rule)
        if name.kind != "PER" and name.last - name.first == 1 and is_person(name.first)
        else name
        for name in names
    ]


RULES: tuple[Rule, ...] = (
    broken,
    open_quote,
    place_first,
    job_first,
    agency_last,
    initials,
    one_person,
    declined,
    agreed,
    well_known,
    of_body,
    of_country,
    described,
)


def mend(tokens: Sequence[Token], sentences: Sequence[Sentence], names: list[Found]) -> list[Found]:
    """All rules in order over the names of a document."""
    text = Text(tokens, sentences)
    for rule in RULES:
        names = rule(text, names)
    return names
