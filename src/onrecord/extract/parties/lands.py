"""Places and states that no list has: known by what they own, and told from the persons that they stand beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from onrecord.extract.parties.lexicon import Lexicon
from onrecord.extract.parties.text import Text
from onrecord.languages.people import People
from onrecord.model.annotation import Token

Span = tuple[int, int]

_LEADS = ("Dat", "Ins", "Loc")  # cases of an office in which a person's own name looks like no owner
_OWNED = ("NOUN", "PROPN", "ADJ")
_FAR = 7  # tokens from an owner back to what it owns ("министр иностранных дел и торговли Норландии")


def carved(text: Text, persons: list[Span], lexicon: Lexicon) -> tuple[list[Span], list[int]]:
    """Persons without the state that their title ends with ("премьер Кемории | Рустан Тахсаров"), and such states."""
    tokens, people = text.tokens, lexicon.people
    out: list[Span] = []
    places: list[int] = []
    for first, last in persons:
        if last - first > 2 and tokens[first].lemma in people.posts:
            first += 1  # "Премьер-министр Сельмии Марта Квель", of which the net makes one name
        before = tokens[first - 1] if first and last - first > 1 else None
        if before is not None and before.sentence == tokens[first].sentence and before.pos in ("NOUN", "PROPN", "ADP"):
            hit = lexicon.match(tokens, text.folded, first)
            known = hit is not None and hit[0] < last and hit[1].kind in ("country", "place")
            if known or (last - first > 2 and _is_place(text, first, last, before, people)):
                places.append(first)
                first += 1
        out.append((first, last))
    return out, places


def _is_place(text: Text, first: int, last: int, before: Token, people: People) -> bool:
    """Whether the first word of three ends a title and is no first name."""
    tokens = text.tokens
    naming, lead, name = people.naming, tokens[first], tokens[first + 1]
    if naming.is_owner(lead.text):
        return True
    if naming.given_gender(lead.text, "") or naming.given_gender(lead.lemma.capitalize(), ""):
        return False
    if naming.given_gender(name.text, "") is not None:
        return True
    if tokens[first + 2].text == "." and tokens[last - 1].text != ".":
        return True  # "Барсурии Л. Одоевская": no initial stands after a first name and before a surname
    # "глава МИД Кельтары Аминат Джафарова": a body of state needs its owner. "королём Тамарана Абдаллой бен
    # Халифой": in this case of the office a person's own first name ends otherwise
    if not (naming.may_own(lead.text) and name.text[0].isupper()):
        return False
    if before.lemma in people.land_bodies:
        return True
    head = _owned(text, first, people)
    return head is not None and tokens[head].feats.get("Case") in _LEADS


def placed(
    text: Text, persons: list[Span], places: Sequence[int], lexicon: Lexicon
) -> tuple[list[Span], list[int], frozenset[str]]:
    """Persons without those of one word that is a land's or place's; such words; and the bases of lands' names.

    A name is a place's where it is one elsewhere in the text, or owns what only lands own, and is in
    nobody's longer name.
    """
    tokens, people = text.tokens, lexicon.people
    starts = {first for first, last in persons if last - first > 1}
    single = {name.first: name.kind for name in text.annotation.names if name.last == name.first + 1}
    single.update((first, "PER") for first, last in persons if last == first + 1)
    pairs = [first + 1 for first, last in persons if last - first == 2 and tokens[first].lemma in people.land_posts]
    asked = [*((index, kind != "ORG") for index, kind in single.items()), *((index, True) for index in pairs)]
    asked = [each for each in asked if each[0] and tokens[each[0] - 1].pos in _OWNED]
    owners = [index for index, person in asked if _owns(text, index, person, starts, people)]
    where = [index for index, kind in single.items() if kind == "LOC"]
    where += [index for index, kind in single.items() if kind == "PER" and _stands_in(text, index, people)]
    located = _bases_of(tokens, [*places, *owners, *where], people)
    persons, more = _without_lands(text, persons, located, people)
    lands = _bases_of(tokens, [*places, *owners, *more], people)
    located |= lands
    bases = people.naming.loose_bases
    doubtful = [f for f, last in persons if last == f + 1 and not located.isdisjoint(bases(tokens[f].text))]
    if not (doubtful or lands):
        return persons, more, frozenset()  # spares looking at everybody's names
    named = _bases_of(tokens, (i for first, last in persons if last > first + 1 for i in range(first, last)), people)
    located -= named
    moved = [f for f in doubtful if not located.isdisjoint(bases(tokens[f].text))]
    return [each for each in persons if each[0] not in moved], [*more, *moved], frozenset(lands - named)


def _bases_of(tokens: Sequence[Token], indexes: Iterable[int], people: People) -> set[str]:
    """All that the names at some tokens may be forms of."""
    return {base for index in indexes for base in people.naming.loose_bases(tokens[index].text)}


def _without_lands(text: Text, persons: list[Span], located: set[str], people: People) -> tuple[list[Span], list[int]]:
    """Persons without the land that stands first in their name, or last after a title that is taken for a name."""
    tokens, naming = text.tokens, people.naming
    out: list[Span] = []
    places: list[int] = []
    alone = {tokens[first].text for first, last in persons if last == first + 1}
    for first, last in persons:
        lead = tokens[first]
        titled = last - first == 2 and lead.lemma in people.land_posts and not naming.given_gender(lead.text, "")
        if titled and not located.isdisjoint(naming.loose_bases(tokens[first + 1].text)):
            places.append(first + 1)  # "Эмир Кальдара"
            continue
        if last - first > 2 and first > text.begins_sentence(first) and naming.may_own(lead.text):
            owned = tokens[first - 1].pos in ("NOUN", "PROPN") and tokens[first + 1].text[0] not in "-."
            bases = naming.loose_bases(lead.text)
            bent = any(base in alone and base != lead.text for base in bases)
            if owned and (not located.isdisjoint(bases) or (bent and _owned(text, first, people) is not None)):
                places.append(first)
                first += 1
        out.append((first, last))
    return out, places


def _stands_in(text: Text, index: int, people: People) -> bool:
    """ "в Тарске", which the net takes for somebody."""
    token = text.tokens[index]
    if index == text.begins_sentence(index) or token.feats.get("Case") != "Loc":
        return False
    return text.tokens[index - 1].lemma in people.stands_at


def _owns(text: Text, index: int, person: bool, starts: set[int], people: People) -> bool:
    """Whether a name stands as the owner after an office or body of state.

    After some cases of an office a person's own name looks alike ("президента Тахсарова"): then the
    person must follow ("президента Норландии Астрид Вик").
    """
    tokens, naming = text.tokens, people.naming
    word = tokens[index]
    if not naming.may_own(word.text) or word.text.isupper():
        return False
    head = _owned(text, index, people)
    if head is None:
        return False
    if any(naming.fold(base) in people.bodies for base in naming.loose_bases(word.text)):
        return False  # "глава Минздрава"
    noun = tokens[head]
    if noun.lemma in people.land_bodies:
        return True
    if not person and people.posts[noun.lemma].of_state:
        return False  # bodies have presidents and heads, too
    if index + 1 in starts or _led_abroad(text, index, noun, people):
        return True
    case = noun.feats.get("Case")
    if noun.feats.get("Number") == "Sing" and (case in ("Gen", "Acc", None) and head == index - 1):
        return False
    if naming.is_owner(word.text):
        return naming.given_gender(naming.bases(word.text, "Gen", "")[0], "") is None
    return case in _LEADS and head == index - 1


def _owned(text: Text, index: int, people: People) -> int | None:
    """The office or body of state that a name may be the owner of, over its complement."""
    tokens = text.tokens
    least = max(text.begins_sentence(index), index - _FAR)
    for at in range(index - 1, least - 1, -1):
        token = tokens[at]
        if token.lemma in people.land_posts or token.lemma in people.land_bodies:
            return at
        inner = token.pos in ("NOUN", "ADJ") and token.feats.get("Case") == "Gen" and token.text[0].islower()
        if not inner and (token.lemma not in people.joiners or at == index - 1):
            return None
    return None


def _led_abroad(text: Text, index: int, noun: Token, people: People) -> bool:
    """ "посол Норландии в Велии"."""
    tokens, end = text.tokens, text.ends_sentence(index)
    if people.posts[noun.lemma].rank != "ambassador" or index + 2 >= end:
        return False
    return tokens[index + 1].lemma in people.stands_at and tokens[index + 2].text[0].isupper()


def settled(tokens: Sequence[Token], indexes: Iterable[int], people: People) -> Mapping[str, str]:
    """The nominative of each form of unknown places by which the text calls them, as all its forms agree on it."""
    naming = people.naming
    words: dict[str, Token] = {}
    for index in indexes:
        words.setdefault(tokens[index].text, tokens[index])
    bases = {word: naming.loose_bases(word) for word in words}
    shared = Counter(base for found in bases.values() for base in found)
    own = {word: _own_base(token, people) for word, token in words.items()}
    liked = Counter(own.values())
    out = {}
    for word, found in bases.items():
        best = max(found, key=lambda base: (shared[base], liked[base]))
        out[word] = best if shared[best] > 1 else own[word]
    return out


def _own_base(token: Token, people: People) -> str:
    """The nominative that a form shows by itself."""
    naming = people.naming
    if naming.is_owner(token.text):
        return naming.bases(token.text, "Gen", "")[0]
    return people.phrases.nominative([token], 0, 1, 0)
