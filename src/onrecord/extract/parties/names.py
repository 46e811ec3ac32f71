"""Spans of names: what the lexicon knows and what the net sees, mended and without overlap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.extract.parties.brackets import find_aliases
from onrecord.extract.parties.lands import carved, placed, settled
from onrecord.extract.parties.lexicon import Known, Lexicon
from onrecord.extract.parties.text import Text
from onrecord.languages.people import People
from onrecord.model.annotation import NameKind, Token

_MOST_INITIALS = 3
_LONGEST_PERSON = 4
_LONGEST_QUOTED = 4
FATHER = 5  # letters of a father's name: what is shorter ("уулу") makes one of the word before
_NOMINAL = frozenset({"PROPN", "NOUN", "X", "ADJ"})
_OPENING = frozenset('«"„“(')


@dataclass(slots=True)
class NameSpan:
    """Tokens `[first, last)`; `known` where the lexicon has the name, `base` the nominative of an unknown place's."""

    kind: NameKind
    first: int
    last: int
    known: Known | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """All names in order, none overlapping; `aliases` by the bracket that holds another name of what stands before."""

    spans: Sequence[NameSpan]
    aliases: Mapping[int, tuple[int, int]]


def find_names(text: Text, lexicon: Lexicon) -> Names:
    """Linear in the number of tokens."""
    tokens = text.tokens
    found: list[NameSpan] = []
    aliases = find_aliases(text, lexicon)
    taken = bytearray(len(tokens))
    for first, last in aliases.values():
        taken[first:last] = b"\1" * (last - first)

    def take(span: NameSpan) -> None:
        found.append(span)
        taken[span.first : span.last] = b"\1" * (span.last - span.first)

    persons, places = carved(text, _persons(text, lexicon.people), lexicon)
    covered = bytearray(len(tokens))
    for name in text.annotation.names:
        covered[name.first : name.last] = b"\1" * (name.last - name.first)
    for first, last in persons:
        covered[first:last] = b"\2" * (last - first)
    surnames = {text.folded[i] for first, last in persons if last - first > 1 for i in range(first, last)}
    persons, more, lands = placed(text, persons, places, lexicon)
    places += more
    for span in _known(text, lexicon, covered, surnames):
        if not any(taken[span.first : span.last]):
            take(span)
    for index in places:
        if not taken[index]:
            take(NameSpan("LOC", index, index + 1))
    for first, last in persons:
        if not any(taken[first:last]):  # a body of the dossier's may look like a person
            take(NameSpan("PER", first, last))
    for name in text.annotation.names:
        if name.kind != "PER" and _is_titled(tokens, name.first, name.last, lexicon.people):
            if not any(taken[name.first : name.last]):
                take(NameSpan("PER", name.first, name.last))
            continue
        if name.kind == "PER" or _is_office(tokens, name.first, name.last, lexicon.people):
            continue
        if name.last == name.first + 1 and not taken[name.first]:
            if name.kind == "ORG" and _is_form(tokens[name.first], lands, lexicon.people):
                take(NameSpan("LOC", name.first, name.last))
                continue
            one = _one_word(text, name.first, surnames, lexicon.people)
            if one is not None and not any(taken[one[0] : one[1]]):
                take(NameSpan("PER", *one))
                continue
        end = _with_person(tokens, name.first, name.last, lexicon.people)
        if end < name.last and not any(taken[end : name.last]):
            take(NameSpan("PER", end, name.last))
        for first, last in _gaps(taken, name.first, name.last):
            trimmed = _trimmed(tokens, _undescribed(tokens, first, last, lexicon.people), last)
            if trimmed:  # "РК М. Иванова" may come as one place
                person = trimmed[1] - trimmed[0] > 2 and _is_initial(tokens, trimmed[0])
                take(NameSpan("PER" if person else name.kind, *trimmed))
    for span in _quoted(text, taken):
        take(span)
    for span in _with_alias(text, aliases, taken, lexicon.people):
        take(span)
    for span in _missed(text, found, taken, lands, lexicon.people):
        take(span)
    unknown = [span for span in found if span.kind == "LOC" and span.known is None and span.last == span.first + 1]
    bases = settled(tokens, (span.first for span in unknown), lexicon.people)
    for span in unknown:
        span.base = bases[tokens[span.first].text]
    return Names(sorted(found, key=lambda span: span.first), aliases)


def _known(text: Text, lexicon: Lexicon, covered: bytearray, surnames: set[str]) -> Iterator[NameSpan]:
    tokens, folded, names = text.tokens, text.folded, lexicon.names
    # «Казахстан темир жолы» is no state: a body's name that fills its quotation marks
    longer = {
        name.first: name.last
        for name in text.annotation.names
        if name.kind == "ORG" and (name.first - 1) in text.marks.marks and name.last in text.marks.marks
    }
    index, end = 0, 0
    for index, word in enumerate(folded):
        if word not in names or index < end:
            continue
        hit = lexicon.match(tokens, folded, index)
        if hit is None:
            continue
        after, known = hit
        if _goes_on(tokens, index, after) or longer.get(index, 0) > after:
            continue
        if after == index + 1:
            if covered[index] == 2 and (folded[index] in surnames or tokens[index].rel == "flat:name"):
                continue
            if not (known.exact or covered[index] or tokens[index].pos in ("PROPN", "X")):
                continue
        end = after
        yield NameSpan("LOC" if known.kind in ("country", "place") else "ORG", index, after, known)


def _goes_on(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a Latin name is only a part of a longer one: "Kemoria Airways", "Maiak Kemoria" are no states."""
    if not _is_latin(tokens[first].text):
        return False
    after = last < len(tokens) and tokens[last].start == tokens[last - 1].end + 1
    before = first > 0 and tokens[first].start == tokens[first - 1].end + 1
    same = tokens[first].sentence
    return (after and tokens[last].sentence == same and _is_latin(tokens[last].text)) or (
        before and tokens[first - 1].sentence == same and _is_latin(tokens[first - 1].text)
    )


def _is_latin(word: str) -> bool:
    return word.isascii() and word[0].isupper() and word[1:].islower()


# ---- persons


def _persons(text: Text, people: People) -> list[tuple[int, int]]:
    """The net's persons: initials joined, what was cut in two joined, two in one parted."""
    tokens = text.tokens
    out: list[tuple[int, int]] = []
    for name in text.annotation.names:
        if name.kind != "PER" and not _is_initial(tokens, name.first):
            continue
        first, last = _mended(text, name.first, name.last, people)
        single = last == first + 1
        if first >= last or (single and tokens[first].pos not in _NOMINAL):
            continue
        if all(token.lemma in people.posts for token in tokens[first:last]):
            continue  # "Заместитель Премьер-министра"
        if single and first == text.begins_sentence(first) and _only_common(text, first, people):
            continue
        if out and first < out[-1][1]:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        elif out and out[-1][1] == first and _one_name(tokens, out[-1][0], first, last, people):
            out[-1] = (out[-1][0], last)
        else:
            out.append((first, last))
    return [part for first, last in out for part in _parted(tokens, first, last, people)]


def _only_common(text: Text, index: int, people: People) -> bool:
    """ "Оппозиционер", which a sentence begins with and which is nobody's name within one."""
    tokens = text.tokens
    if not people.phrases.is_person(tokens[index]):
        return False
    lemma = tokens[index].lemma
    return not any(
        tokens[name.last - 1].lemma == lemma and name.last - 1 != text.begins_sentence(name.first)
        for name in text.annotation.names
        if name.kind == "PER"
    )


def _one_word(text: Text, index: int, surnames: set[str], people: People) -> tuple[int, int] | None:
    """A surname that the net takes for a place or body: "Эрнест ТАЛЬМАН", or somebody's surname elsewhere here."""
    tokens = text.tokens
    before = tokens[index - 1] if index > text.begins_sentence(index) else None
    if before is not None and _is_given(before, tokens[index], people):
        return index - 1, index + 1
    placed = before is not None and before.lemma in people.stands_at
    return (index, index + 1) if text.folded[index] in surnames and not placed else None


def _is_given(token: Token, name: Token, people: People) -> bool:
    """Whether a token is a first name in the case of the one after it."""
    living = token.pos == "PROPN" and token.feats.get("Animacy") == "Anim"
    agrees = living and token.feats.get("Case") == name.feats.get("Case")
    return agrees and people.naming.given_gender(token.text, "") is not None


def _is_titled(tokens: Sequence[Token], first: int, last: int, people: People) -> bool:
    """ "губернатор острова Ваян Костер": names in apposition to a title are somebody's, though the net sees a place."""
    if not 2 <= last - first <= _LONGEST_PERSON or tokens[first].rel != "appos" or tokens[first].head < 0:
        return False
    given, title = tokens[first], tokens[tokens[first].head]
    if title.index > first or title.pos != "NOUN" or title.feats.get("Number") != "Sing":
        return False
    if title.lemma not in people.posts and not people.phrases.is_person(title):
        return False
    names = tokens[first:last]
    alike = given.feats.get("Case") in (None, title.feats.get("Case")) and not given.text.isupper()
    if not alike or any(t.pos != "PROPN" or not t.text[0].isupper() for t in names):
        return False
    return names[-1].feats.get("Animacy") == "Anim" or people.naming.given_gender(given.text, "") is not None


def _with_person(tokens: Sequence[Token], first: int, last: int, people: People) -> int:
    """Where in a body's or place's name a person's begins ("Горный институт | Амалия Нок"); `last` if nowhere."""
    if last - first < 3:
        return last
    given, surname = tokens[last - 2], tokens[last - 1]
    living = given.feats.get("Animacy") == surname.feats.get("Animacy") == "Anim"
    case, before = given.feats.get("Case"), tokens[last - 3].feats.get("Case")
    titled = first > 0 and tokens[first - 1].lemma in people.posts and tokens[first - 1].feats.get("Case") == case
    agree = case == surname.feats.get("Case") and (case != before or titled)
    known = living and agree and people.naming.given_gender(given.lemma.capitalize(), "") is not None
    return last - 2 if known and surname.pos == "PROPN" else last


def _is_office(tokens: Sequence[Token], first: int, last: int, people: People) -> bool:
    """ "Государственный секретарь", which the net takes for a body."""
    return any(t.lemma in people.posts and t.feats.get("Animacy") == "Anim" for t in tokens[first:last])


def _is_initial(tokens: Sequence[Token], index: int) -> bool:
    word = tokens[index].text
    return (
        len(word) <= 2
        and word[0].isupper()
        and word.isalpha()
        and index + 1 < len(tokens)
        and tokens[index + 1].text == "."
    )


def _mended(text: Text, first: int, last: int, people: People) -> tuple[int, int]:
    """A person's name with the initials next to it, without marks and full stops at its ends."""
    tokens = text.tokens
    begin, end = text.begins_sentence(first), text.ends_sentence(first)
    for _ in range(_MOST_INITIALS):
        if first - 2 >= begin and tokens[first - 1].text == "." and _is_initial(tokens, first - 2):
            first -= 2
    while last + 1 < end and last - first <= 2 and _is_initial(tokens, last) and tokens[last - 1].text != ".":
        last += 2
    if last < end and last - first == 1 and _capital_surname(tokens[first], tokens[last]):
        last += 1
    if last < end and len(tokens[last].text) < FATHER and people.naming.is_middle(tokens[last].text):
        last += 1  # "Тургунбек | уулу"
    while first < last and (not tokens[first].text[0].isalnum() or _leads(tokens, first)):
        first += 1
    for index in range(first, last):
        if tokens[index].text in _OPENING:
            last = index
            break
    while last > first:
        closing = tokens[last - 1]
        if closing.text[0].isalnum() or (closing.text == "." and last - 2 >= first and _is_initial(tokens, last - 2)):
            break
        last -= 1
    return first, last


def _leads(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word is an adposition and no initial: "В | Эстебург прибыл министр"."""
    return tokens[index].pos == "ADP" and not (index + 1 < len(tokens) and tokens[index + 1].text == ".")


def _capital_surname(given: Token, token: Token) -> bool:
    """ "Марко РУБИО": a surname in capitals that the net left out."""
    return token.pos == "PROPN" and len(token.text) > 2 and token.text.isupper() and not given.text.isupper()


def _one_name(tokens: Sequence[Token], first: int, middle: int, last: int, people: People) -> bool:
    """Whether two spans that touch are a given name and a surname in one case."""
    a, b = tokens[middle - 1], tokens[middle]
    if a.sentence != b.sentence or last - first > _LONGEST_PERSON or a.feats.get("Case") != b.feats.get("Case"):
        return False
    if a.lemma == b.lemma or not a.text[0].isalnum() or a.feats.get("Gender") != b.feats.get("Gender"):
        return False
    return (middle - first == 1 and last - middle == 1) or people.naming.is_middle(b.lemma)


def _parted(tokens: Sequence[Token], first: int, last: int, people: People) -> list[tuple[int, int]]:
    """Two names in two cases ("позвонил Сталину Вертинский") that the net took for one."""
    if last - first != 2:
        return [(first, last)]
    a, b = tokens[first], tokens[first + 1]
    cases = a.feats.get("Case"), b.feats.get("Case")
    if cases[0] in (None, "Nom") or cases[1] != "Nom" or not a.text[0].isalpha() or not b.text[0].isalpha():
        return [(first, last)]
    bent = people.naming.bases(a.text, cases[0], a.feats.get("Gender", ""))[0] != a.text
    bends = len(people.naming.forms(b.text)) > 2 and b.text[-1] in "внй" and a.head != b.index
    return (
        [(first, first + 1), (first + 1, last)]
        if bent and bends and a.rel in ("iobj", "obj", "nmod")
        else [(first, last)]
    )


# ---- places and bodies


def _gaps(taken: bytearray, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretches of a span that nothing has taken yet."""
    start = first
    for index in range(first, last + 1):
        if index == last or taken[index]:
            if index > start:
                yield start, index
            start = index + 1


def _undescribed(tokens: Sequence[Token], first: int, last: int, people: People) -> int:
    """Where a name begins after words that only describe it: "газета", "крупный холдинг"."""
    here = first
    while here < last - 1 and tokens[here].pos in ("ADJ", "NOUN", "VERB"):
        described = tokens[here].text.islower() or (here == first and tokens[here].lemma in people.bodies)
        if not described:
            break
        here += 1
    begins = tokens[here].text
    return here if here > first and (begins in _OPENING or (begins[0].isascii() and begins[0].isalnum())) else first


def _trimmed(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int] | None:
    """Without marks at the ends, unless they belong to a quoted part."""
    while first < last and (not tokens[first].text[0].isalnum() or tokens[first].pos == "ADP"):
        first += 1
    while last > first and (not tokens[last - 1].text[0].isalnum() or tokens[last - 1].pos == "ADP"):
        if tokens[last - 1].text in '»"“”' and any(t.text in '«"„“' for t in tokens[first : last - 1]):
            break
        last -= 1
    if first >= last:
        return None
    scrap = last == first + 1 and (
        tokens[first].pos in ("ADJ", "ADP", "VERB", "CCONJ", "NUM") or tokens[first].text.islower()
    )
    return None if scrap else (first, last)


def _quoted(text: Text, taken: bytearray) -> Iterator[NameSpan]:
    """Short names in quotation marks after a noun: "коридор «Южная дуга»"."""
    tokens = text.tokens
    for region in text.marks.regions:
        first, last = region.first, region.last
        if not region.closed or last - first > _LONGEST_QUOTED or region.opener == 0 or any(taken[first:last]):
            continue
        before = tokens[region.opener - 1]
        named = before.pos in ("NOUN", "PROPN", "ADJ") and before.sentence == tokens[first].sentence
        words = tokens[first:last]
        named = named and words[0].text[0].isupper() and any(t.pos in ("NOUN", "PROPN", "X") for t in words)
        if named and all(t.pos in _NOMINAL or t.pos in ("NUM", "ADP") for t in words):
            yield NameSpan("ORG", first, last)


def _with_alias(
    text: Text, aliases: Mapping[int, tuple[int, int]], taken: bytearray, people: People
) -> Iterator[NameSpan]:
    """What bears another name in brackets is a name itself, though the net does not know it."""
    tokens = text.tokens
    for bracket in aliases:
        head = bracket - 1
        if taken[head] or tokens[head].pos not in ("NOUN", "PROPN"):
            continue
        first = people.phrases.left(tokens, head, text.begins_sentence(head))
        if (
            tokens[first].text[0].isupper()
            and not any(taken[first:head])
            and not people.phrases.is_person(tokens[head])
        ):
            yield NameSpan("ORG", first, head + 1)


def _missed(
    text: Text, found: list[NameSpan], taken: bytearray, lands: frozenset[str], people: People
) -> Iterator[NameSpan]:
    """Surnames and lands that were seen elsewhere in the article and not here, and Latin names the net never sees."""
    tokens = text.tokens
    surnames: set[str] = set()
    for span in found:
        if span.kind == "PER" and len(tokens[span.last - 1].text) > 2:
            surnames |= {tokens[span.last - 1].lemma, text.folded[span.last - 1]}
    end = 0
    for index in text.nouns:
        if taken[index] or index < end:
            continue
        token = tokens[index]
        word = token.text
        if word.isascii():
            if word[0].isalpha():
                end = _latin(tokens, index, taken)
            if end > index:
                yield NameSpan("ORG", index, end)
            continue
        if not word[0].isupper():
            continue
        if (token.lemma in surnames or text.folded[index] in surnames) and (
            token.pos == "PROPN" or index != text.begins_sentence(index)
        ):
            yield NameSpan("PER", index, index + 1)
        elif word.isupper() and 2 < len(word) < 7 and token.pos == "PROPN" and token.rel.startswith("nsubj"):
            yield NameSpan("ORG", index, index + 1)
        elif (token.pos == "PROPN" or token.feats.get("Animacy") == "Anim") and _is_form(token, lands, people):
            yield NameSpan("LOC", index, index + 1)


def _is_form(token: Token, lands: frozenset[str], people: People) -> bool:
    """Whether a word can be a form of one of the names."""
    return bool(lands) and not lands.isdisjoint(people.naming.loose_bases(token.text))


def _latin(tokens: Sequence[Token], index: int, taken: bytearray) -> int:
    """The token after a run of Latin words with a capital among them; `index` itself if there is none."""
    end = index
    while end < len(tokens) and not taken[end] and tokens[end].text.isascii() and tokens[end].text[0].isalpha():
        if end > index and tokens[end].sentence != tokens[index].sentence:
            break
        end += 1
    words = [token.text for token in tokens[index:end]]
    if end - index == 1 and any(c.isdigit() for c in words[0]):
        return index  # "COVID-19"
    named = any(c.isupper() for word in words for c in word) and any(len(word) > 2 for word in words)
    return end if named and end - index <= 6 else index
