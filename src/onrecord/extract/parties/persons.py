"""Persons of a document: which names are one person's, and what the person's full name is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.extract.parties.names import FATHER, NameSpan
from onrecord.extract.parties.text import Text
from onrecord.languages.people import Naming
from onrecord.model.annotation import Token

_LEAST_FUZZY = 6  # letters of a surname that may be a slip of the pen
_NOT_SHOWN = ("Gen", "Dat", "Acc", "Loc")
_JUST = 60  # tokens within which a surname borne by two means the one named last


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word of a person's name: as printed, its possible nominatives folded, the case and gender by the tagger."""

    printed: str
    case: str
    gender: str
    shown: tuple[str, ...]
    bases: tuple[str, ...]
    loose: frozenset[str]


@dataclass(slots=True)
class PersonName:
    """One mention's name: initials (folded), given names and particles, and the surname last."""

    span: NameSpan
    initials: tuple[str, ...]
    given: tuple[NameWord, ...]
    surname: NameWord
    like_fathered: bool = False
    """A first name and a father's, or what looks like it ("Борис Николаевич"): the surname is told elsewhere."""

    @property
    def fathered(self) -> bool:
        """Surely so: a woman's ("Анна Сергеевна"), which no surname looks like."""
        return self.like_fathered and self.surname.gender == "Fem"

    @property
    def full(self) -> bool:
        return bool(self.given or self.initials)


@dataclass(slots=True)
class Person:
    """A cluster of names."""

    names: list[PersonName] = field(default_factory=list)


def parse_name(text: Text, span: NameSpan, naming: Naming, title_case: str = "") -> PersonName | None:
    """The words of a name, or None where there is no word in it.

    `title_case` is the case of a title in apposition: it settles what the tagger can only guess.
    """
    initials: list[str] = []
    printed: list[Token] = []
    tokens = text.tokens
    for index in range(span.first, span.last):
        token = tokens[index]
        word = token.text
        if not word[0].isalnum():
            continue
        dotted = index + 1 < span.last and tokens[index + 1].text == "."
        if dotted and len(word) <= 2:  # "Ван И" has a name of one letter and no initial
            initials.append(naming.fold(word))
        else:
            printed.append(token)
    if not printed:
        return None
    plain = naming.plain_case(printed[-1].text)
    gender = "Masc" if plain else _gender(printed, naming)
    if title_case not in ("", "Nom") and _is_nominative(printed, naming):
        title_case = ""  # "исполняющая обязанности министра Инга Фадеева": whose title it is, is told by another word
    words = [_word(token, plain or _case(token, printed, title_case), gender, naming) for token in printed]
    if len(words) > 1 and all(word.case in _NOT_SHOWN and word.shown == (word.printed,) for word in words):
        led = [_word(token, "Ins", gender, naming) for token in printed]
        if all(len(word.shown) > 1 for word in led):
            words = led  # "Марленом Маматалиевым", whatever else the tagger takes it for
    last = words[-1].bases[0]
    least = 4 if len(last) < FATHER else 3  # "Нурланбек Тургунбек уулу" has no surname
    if len(words) >= least and naming.is_middle(last) and not naming.is_middle(words[-2].bases[0]):
        words = [*words[1:], words[0]]  # surname, first name, father's name
    like_fathered = len(words) == 2 and not initials and naming.is_middle(last)
    return PersonName(span, tuple(initials), tuple(words[:-1]), words[-1], like_fathered)


def _is_nominative(printed: Sequence[Token], naming: Naming) -> bool:
    """Whether a name surely stands in the nominative: so tagged, with a first name that the language knows."""
    told = all(token.feats.get("Case") == "Nom" for token in printed)
    return told and len(printed) > 1 and naming.given_gender(printed[0].text, "") is not None


def _word(token: Token, case: str, gender: str, naming: Naming) -> NameWord:
    text = token.text.rstrip("0123456789").rstrip("-–") or token.text  # "Трамп-2"
    shown = naming.bases(text, case, gender)
    bases = tuple(dict.fromkeys(naming.fold(base) for base in shown))
    loose = frozenset(naming.fold(base) for base in naming.loose_bases(text))
    return NameWord(text, case, gender, shown, bases, loose)


def _case(token: Token, printed: Sequence[Token], title_case: str) -> str:
    """The tagger's case, unless the title or the rest of the name says that it is another."""
    case = token.feats.get("Case", "")
    if token.rel.startswith("nsubj") and len(printed) == 1:
        return "Nom"  # whatever the tagger makes of a surname it does not know
    if case not in ("", "Nom"):
        rest = {other.feats.get("Case") for other in printed if other is not token}
        # "посол Милош Брода", whose surname could be the genitive of another
        return "Nom" if title_case == "Nom" and rest == {"Nom"} else case
    if title_case and title_case != "Nom":
        return title_case
    others = {other.feats.get("Case", "") for other in printed} - {"", "Nom"}
    # "Сироджиддина Мухриддина" with one word taken for a nominative
    return others.pop() if len(others) == 1 and printed[-1] is not token else case


def _gender(printed: Sequence[Token], naming: Naming) -> str:
    """Of the first name where the language knows it, else as the tagger has it."""
    if len(printed) > 1:
        given, case = printed[0], _case(printed[0], printed, "")
        genders = dict.fromkeys((printed[-1].feats.get("Gender", ""), given.feats.get("Gender", "")))
        for base in (base for gender in genders for base in naming.bases(given.text, case, gender)):
            known = naming.given_gender(base, "")
            if known:
                return known
    return printed[-1].feats.get("Gender", "")


def cluster(
    names: Sequence[PersonName],
) -> tuple[list[Person], list[tuple[PersonName, str | None]]]:
    """The persons, and for each name left open why it is: two bear it."""
    persons: list[Person] = []
    index: dict[str, list[int]] = {}
    open_: list[tuple[PersonName, str | None]] = []

    def add(name: PersonName, at: int | None) -> None:
        if at is None:
            at = len(persons)
            persons.append(Person())
        persons[at].names.append(name)
        for key in _keys(name):
            found = index.setdefault(key, [])
            if at not in found:
                found.append(at)

    # full names first: what stands alone is held against them, wherever they stand
    for name in sorted((n for n in names if n.full), key=lambda n: (n.fathered, -len(n.given), n.span.first)):
        fits = [p for p in _near(index, name) if _same_full(name, persons[p])]
        if name.like_fathered and not fits:
            is_called = _is_called if name.fathered else _is_called_in_full
            called = [p for p, person in enumerate(persons) if is_called(name, person)]
            fits = called if len(called) == 1 else []
        add(
            name,
            fits[0] if len(fits) == 1 else _closest(fits, persons, name) if fits else None,
        )
    for name in (n for n in names if not n.full):
        bearers = [p for p in _near(index, name) if _bears(name, persons[p])]
        if not bearers:
            bearers = [p for p in _near(index, name) if _bears(name, persons[p], loosely=True)]
        if not bearers:
            bearers = _by_given(name, persons, index) or _by_slip(name, persons)
        if len(bearers) > 1:
            bearers = _by_gender(name, persons, bearers)
        if len(bearers) > 1:
            nearest = _just_named(name, persons, bearers)
            if nearest is None:
                open_.append((name, "two people bear this name here"))
                continue
            bearers = [nearest]
        add(name, bearers[0] if bearers else None)
    return persons, open_


def _keys(name: PersonName) -> Iterable[str]:
    yield from dict.fromkeys((*name.surname.bases, *sorted(name.surname.loose)))


def _near(index: dict[str, list[int]], name: PersonName) -> list[int]:
    return list(dict.fromkeys(p for key in _keys(name) for p in index.get(key, ())))


def _meet(a: NameWord, b: NameWord, *, loosely: bool = False) -> bool:
    if loosely:
        return not a.loose.isdisjoint(b.loose)
    theirs = b.bases
    for base in a.bases:  # noqa: SIM110 - asked so often that a generator would show
        if base in theirs:
            return True
    return False


def _same_full(name: PersonName, person: Person) -> bool:
    return all(_compatible(name, other) for other in person.names)


def _compatible(a: PersonName, b: PersonName) -> bool:
    """Two full names of one person: the same surname, first names that do not contradict each other."""
    if not _meet(a.surname, b.surname, loosely=True):
        return False
    if a.given and b.given:
        if _is_tail(a, b) or _is_tail(b, a):
            return True
        if not _meet(a.surname, b.surname) and _genders_differ(a, b):
            return False
        first = _meet(a.given[0], b.given[0], loosely=True) or _slip(a.given[0], b.given[0])
        second = len(a.given) < 2 or len(b.given) < 2 or _meet(a.given[1], b.given[1], loosely=True)
        return first and (second or _meet(a.given[-1], b.given[-1], loosely=True))
    if a.given or b.given:
        whole, short = (a, b) if a.given else (b, a)
        return not short.initials or any(base[0] == short.initials[0][0] for base in whole.given[0].bases)
    return a.initials[:1] == b.initials[:1] or a.initials[0][0] == b.initials[0][0]


def _is_called(name: PersonName, person: Person) -> bool:
    """Whether a person named in full bears a first name and no other father's name than this."""
    given = [other.given for other in person.names if other.given and not other.fathered]
    if not any(_meet(name.given[0], words[0]) for words in given):
        return False
    return all(len(words) < 2 or _meet(name.surname, words[-1]) for words in given)


def _is_called_in_full(name: PersonName, person: Person) -> bool:
    """Whether a person bears this first name and this father's name."""
    given = [other.given for other in person.names if len(other.given) > 1]
    return any(_meet(name.given[0], words[0]) and _meet(name.surname, words[-1]) for words in given)


def _is_tail(short: PersonName, long: PersonName) -> bool:
    """Whether all of a name ends another: "де ла Куэста" and "Фелипе де ла Куэста", "Кортес Мендо"."""
    many = len(short.given)
    if many >= len(long.given) or not _meet(short.surname, long.surname, loosely=True):
        return False
    return all(_meet(x, y, loosely=True) for x, y in zip(short.given, long.given[-many:], strict=True))


def _genders_differ(a: PersonName, b: PersonName) -> bool:
    return {a.surname.gender, b.surname.gender} == {"Masc", "Fem"}


def _bears(name: PersonName, person: Person, *, loosely: bool = False) -> bool:
    return any(_meet(name.surname, other.surname, loosely=loosely) for other in person.names)


def _by_given(name: PersonName, persons: Sequence[Person], index: dict[str, list[int]]) -> list[int]:
    """People called by the first name alone, where one in the article bears it."""
    found = []
    for number, person in enumerate(persons):
        givens = [word for other in person.names for word in other.given]
        if any(_meet(name.surname, word) for word in givens):
            found.append(number)
    return found if len(found) == 1 else []


def _by_slip(name: PersonName, persons: Sequence[Person]) -> list[int]:
    """A likely misspelling of the one long surname that is like it."""
    if len(name.surname.bases[0]) < _LEAST_FUZZY:
        return []
    found = [
        n for n, person in enumerate(persons) if any(_slip(name.surname, o.surname) for o in person.names if o.full)
    ]
    return found if len(found) == 1 else []


def _slip(a: NameWord, b: NameWord) -> bool:
    x, y = a.bases[0], b.bases[0]
    if min(len(x), len(y)) < _LEAST_FUZZY or x[0] != y[0]:
        return False
    return near(x, y, 1 if min(len(x), len(y)) < 9 else 2)


def near(a: str, b: str, most: int) -> bool:
    """Whether at most so many letters were dropped, added, changed or swapped."""
    if abs(len(a) - len(b)) > most:
        return False
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1] <= most


def _by_gender(name: PersonName, persons: Sequence[Person], bearers: list[int]) -> list[int]:
    gender = name.surname.gender
    kept = [p for p in bearers if gender and gender in {n.surname.gender for n in persons[p].names if n.full}]
    return kept if len(kept) == 1 else bearers


def _closest(fits: list[int], persons: Sequence[Person], name: PersonName) -> int:
    """Of several persons with initials that fit, the one with the most of the name."""
    return max(fits, key=lambda p: (max(len(n.given) for n in persons[p].names), -p))


def _just_named(name: PersonName, persons: Sequence[Person], bearers: list[int]) -> int | None:
    """Of several bearers the one named last, if only that one was named shortly before."""
    before = {p: [n.span.first for n in persons[p].names if n.span.first < name.span.first] for p in bearers}
    full = {p: sum(n.full for n in persons[p].names) for p in bearers}
    recent = [p for p in bearers if before[p] and name.span.first - max(before[p]) < _JUST]
    if len(recent) == 1:
        return recent[0]
    often = [p for p in bearers if full[p] > 1]
    return often[0] if not recent and len(often) == 1 else None


# ---- the name to show


def full_name(person: Person, naming: Naming) -> tuple[str, tuple[str, ...]]:
    """The canonical name, and every form in the nominative."""
    votes = _votes(person)
    best = max(person.names, key=lambda n: (len(n.given), len(n.initials) if not n.given else 0, -n.span.first))
    surname = _elected(best.surname, votes)
    given = [_elected(word, votes) for word in best.given]
    if surname == best.surname.printed != best.surname.shown[0]:
        # "Александра Сорнова" is no genitive after all: so her first name stands as printed as well
        given = [w.printed if naming.given_gender(w.printed, "") else g for w, g in zip(best.given, given, strict=True)]
    initials = [letter.capitalize() + "." for letter in best.initials]
    canonical = " ".join([*given, *initials, surname])
    forms = [canonical, surname]
    if given:
        forms += [" ".join([*given, surname]), f"{given[0]} {surname}"]
    settled = {naming.fold(word): word for word in (*given, surname)}
    for name in person.names:
        words = [_settled(word, settled, votes) for word in (*name.given, name.surname)]
        short = [letter.capitalize() + "." for letter in name.initials]
        forms.append(" ".join([*words[:-1], *short, words[-1]]))
    return canonical, tuple(dict.fromkeys(forms))


def _settled(word: NameWord, settled: Mapping[str, str], votes: Counter[str]) -> str:
    """A word as the canonical name has it, if it can be a form of that."""
    for base in word.bases:
        if base in settled:
            return settled[base]
    for base in sorted(word.loose):
        if base in settled:
            return settled[base]
    return _elected(word, votes)


def _votes(person: Person) -> Counter[str]:
    """How often a nominative is attested: printed so in the nominative counts most."""
    votes: Counter[str] = Counter()
    for name in person.names:
        for word in (*name.given, name.surname):
            if word.case == "Nom":
                votes[word.bases[0]] += 6
                continue
            for rank, base in enumerate(word.bases):
                votes[base] += 3 if rank == 0 else 1
    return votes


def _elected(word: NameWord, votes: Counter[str]) -> str:
    """The printed nominative that most of the mentions agree on."""
    folded = [shown.lower().replace("ё", "е") for shown in word.shown]
    best = max(range(len(folded)), key=lambda i: (votes[folded[i]], -i))
    if votes[folded[best]] <= 3 or word.case == "Nom":
        best = 0
    return word.shown[best]
