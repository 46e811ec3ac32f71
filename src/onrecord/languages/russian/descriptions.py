"""Bodies told by a noun and what names them: "министерство обороны РФ", "газета «Труд»"."""

from __future__ import annotations

from onrecord.languages.russian.bodies import ABROAD, BODIES, HOSTS, OF_COUNTRY, PLAIN
from onrecord.languages.russian.countries import ADJECTIVES
from onrecord.languages.russian.found import QUOTES, Found, Text, closing, may_belong, same_case
from onrecord.model.annotation import Token

_LONGEST = 14  # tokens from the noun on


def described(text: Text, names: list[Found]) -> list[Found]:
    """ "министерство обороны РФ", "газета «Труд»", "корпорация Philips": a noun for a body and what names it."""
    tokens = text.tokens
    starts = {name.first: name for name in names}
    covered = {i: name for name in names for i in range(name.first, name.last)}
    found: list[Found] = []
    for index, token in enumerate(tokens):
        if token.lemma not in BODIES or token.pos not in ("NOUN", "PROPN"):
            continue
        within = covered.get(index)
        if within is not None and within.kind != "ORG":
            continue
        last = max(_complement(text, index, starts), within.last if within else 0)
        last = _field(text, index, last, starts)
        first = _adjectives(text, index, within.first if within else index, covered)
        if (
            within is None
            and last == index + 1
            and not (first < index and token.lemma in OF_COUNTRY and is_geographic(tokens[first].lemma))
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
    if tokens[here].text in QUOTES:
        end_mark = closing(text, here)
        if end_mark is None or not tokens[here + 1].text[0].isupper():
            return named
        named = here = end_mark + 1
    elif here in starts and starts[here].kind == "ORG" and _beside(tokens[head], tokens[here]):
        named = here = starts[here].last
    takes_country = tokens[head].lemma in OF_COUNTRY or named > head + 1
    while here < end:
        name = starts.get(here)
        token = tokens[here]
        if name is not None:
            fits = name.kind == "LOC" and takes_country and may_belong(token)
            fits = fits or (name.kind == "ORG" and (token.feats.get("Case") == "Gen" or token.text.isupper()))
            if not fits:
                break
            named = here = name.last
        elif token.pos in ("ADJ", "NOUN") and token.feats.get("Case") == "Gen" and tokens[head].lemma in OF_COUNTRY:
            here += 1
            if tokens[head].lemma == "министерство" and token.pos == "NOUN":
                named = here
        elif token.text == "и" and here > head + 2 and tokens[head].lemma == "министерство":
            here += 1
        else:
            break
    return named


def _field(text: Text, head: int, last: int, starts: dict[int, Found]) -> int:
    """On over "по Санкт-Петербургу", "при прокуратуре", "в Токио"."""
    tokens = text.tokens
    if last + 1 >= min(text.end_of(last - 1), len(tokens)):
        return last
    link, place = tokens[last].lemma, starts.get(last + 1)
    case = tokens[last + 1].feats.get("Case")
    if link == "по" and place is not None and place.kind == "LOC" and case == "Dat":
        return place.last
    if link == "при" and case == "Loc" and tokens[last + 1].lemma in HOSTS:
        return place.last if place else last + 2
    if link == "в" and case == "Loc" and place is not None and tokens[head].lemma in ABROAD:
        return place.last
    return last


def _beside(head: Token, name: Token) -> bool:
    """Whether a name may name the noun before it ("корпорация Philips"), rather than own it or be met by it."""
    return name.feats.get("Case") in (None, "Nom", head.feats.get("Case"), "Gen") or not (
        "а" <= name.text[0].lower() <= "я"
    )


def _adjectives(text: Text, head: int, first: int, covered: dict[int, Found]) -> int:
    """Back over capitalised adjectives ("Верховный суд") and those of a country ("японское правительство")."""
    least = text.start_of(head)
    while first > least:
        token = text.tokens[first - 1]
        if token.pos != "ADJ" or not same_case(token, text.tokens[head]) or first - 1 in covered:
            break
        if not (token.text[0].isupper() or is_geographic(token.lemma) or _tells_which(token)):
            break
        first -= 1
    return first


def _tells_which(token: Token) -> bool:
    """A relational adjective: "шахматная федерация", "внешнеполитическое ведомство"."""
    return token.lemma.endswith(("ский", "цкий", "ный", "ной")) and token.lemma not in PLAIN


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
