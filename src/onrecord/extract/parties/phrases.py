"""Noun phrases that denote people or bodies: offices, descriptions, institutions, groups of states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.extract.parties.lexicon import Lexicon, Sort
from onrecord.extract.parties.names import Names as FoundNames
from onrecord.extract.parties.names import NameSpan
from onrecord.extract.parties.text import Text, said_in
from onrecord.languages.people import Names, People, Takes
from onrecord.model.annotation import Token

_FAR = 12  # tokens between a title and the name that syntax hangs on it
_DASHES = frozenset("-–—")
_SUBJECT = ("nsubj", "nsubj:pass")
_CLOSING = frozenset(",).;–—")  # what may follow a title that is set off
_ADJECTIVAL = frozenset({"ADJ", "NUM", "VERB", "DET"})
_TAKES: dict[Sort, str] = {"post": "post", "body": "body", "crowd": "body"}


@dataclass(slots=True)
class Phrase:
    """Tokens `[first, last)` around `head`; `name` is its nominative without determiners.

    `inside` are the names in its complement, `proper` the body's own name, `person` whose title it
    is, `pointing` a demonstrative ahead of it. `bare`: nothing but the noun (and determiners).
    """

    first: int
    last: int
    head: int
    sort: Sort
    lemma: str
    name: str
    plural: bool
    gender: str | None
    bare: bool
    pointing: bool = False
    inside: list[NameSpan] = field(default_factory=list)
    proper: NameSpan | None = None
    person: NameSpan | None = None
    after: bool = False  # a title that follows its person's name
    shown: str | None = None  # the gender that the verb shows


def find_phrases(text: Text, found_names: FoundNames, lexicon: Lexicon) -> list[Phrase]:
    """All phrases in order. A noun within another's complement makes none of its own."""
    tokens, spans, people = text.tokens, found_names.spans, lexicon.people
    starts = {span.first: span for span in spans}
    names: Names = {span.first: (span.last, span.kind == "PER") for span in spans}
    told = _told_to(spans)
    found: list[Phrase] = []
    end = 0  # what stands before it belongs to a name or phrase
    for index in _heads(text, starts, lexicon):
        if index < end:
            continue
        span = starts.get(index)
        if span is not None and span.last == index + 1 and tokens[index].lemma in people.crowds:
            span = None  # "СМИ" is a common noun, whatever the net says
        if span is None:
            phrase = _common(text, index, names, lexicon)
        elif span.kind == "ORG":
            phrase = _named_body(text, span, names, people)
        else:
            end = span.last
            continue
        if phrase is None:
            continue
        _without_medium(text, phrase, told, people)
        phrase.inside = [starts[i] for i in range(phrase.head, phrase.last) if i in starts]
        if phrase.sort == "body":
            phrase.proper = phrase.proper or _proper(phrase, tokens, people)
            if phrase.lemma in people.channels and phrase.proper is None and _has_owner(text, phrase, people):
                continue  # "сайт Кремля", "сайт городской администрации": it is the owner that speaks
        elif phrase.sort in ("post", "person"):
            phrase.person = _apposed(text, phrase, found_names, starts, people)
        found.append(phrase)
        found.extend(_within(text, phrase, starts, names, told, lexicon))
        end = max(phrase.last, index + 1)
    found.sort(key=lambda each: (each.first, -each.last))
    _titles_after(text, found, spans, people)
    _titles_apart(tokens, found)
    _title_chains(tokens, found, people)
    return found


def _has_owner(text: Text, phrase: Phrase, people: People) -> bool:
    behind = text.tokens[phrase.head + 1 : phrase.last]
    return bool(phrase.inside) or any(token.lemma in people.bodies for token in behind)


def _told_to(spans: Sequence[NameSpan]) -> frozenset[int]:
    """Where a medium is named right after a body: "сказали в Роскомнадзоре РБК"."""
    media = {span.first for span in spans if span.known is not None and span.known.kind == "outlet"}
    return frozenset(span.last for span in spans if span.kind == "ORG" and span.first not in media) & media


def _without_medium(text: Text, phrase: Phrase, told: frozenset[int], people: People) -> None:
    """Words were told to the medium that is named behind a body: it is no part of the body's name."""
    cut = next((index for index in range(phrase.head + 1, phrase.last) if index in told), None)
    if cut is not None:
        phrase.last = cut
        name = people.phrases.nominative(text.tokens, phrase.first, cut, phrase.head)
        phrase.name = name if phrase.name[:1].isupper() else _lowered(text, phrase.first, name)


def _within(
    text: Text,
    outer: Phrase,
    starts: Mapping[int, NameSpan],
    names: Names,
    told: frozenset[int],
    lexicon: Lexicon,
) -> Iterator[Phrase]:
    """Bodies and groups in the complement of a phrase: "глава Роскосмоса", "представители ополчения"."""
    end = outer.head + 1
    for index in range(outer.head + 1, outer.last):
        if index < end:
            continue
        span = starts.get(index)
        if span is not None:
            end = span.last
            if span.kind != "ORG" or span is outer.proper:
                continue
            phrase: Phrase | None = _named_body(text, span, names, lexicon.people)
        else:
            phrase = _common(text, index, names, lexicon) if text.tokens[index].pos in ("NOUN", "PROPN") else None
            if phrase is None or phrase.sort not in ("body", "people", "crowd") or phrase.bare:
                continue
        if phrase is not None:
            _without_medium(text, phrase, told, lexicon.people)
        if phrase is not None and phrase.last <= outer.last and phrase.first > outer.head:
            phrase.inside = [starts[i] for i in range(phrase.head, phrase.last) if i in starts]
            if phrase.sort == "body":
                phrase.proper = phrase.proper or _proper(phrase, text.tokens, lexicon.people)
            end = max(end, phrase.last)
            yield phrase


def _heads(text: Text, starts: Mapping[int, NameSpan], lexicon: Lexicon) -> list[int]:
    """Tokens that may head a phrase or begin a name, in order."""
    tokens, nouns, measures = text.tokens, lexicon.nouns, lexicon.people.measures
    found = set(starts)
    for index in text.nouns:
        token = tokens[index]
        lemma = token.lemma
        if lemma in nouns or lemma in measures or token.feats.get("Animacy") == "Anim" or "-" in lemma:
            found.add(index)
    found.update(index for index in text.pronominal if tokens[index].lemma in measures)
    return sorted(found)


# ---- common nouns


def _common(text: Text, index: int, names: Names, lexicon: Lexicon) -> Phrase | None:
    """The phrase of a common noun, if the noun can denote somebody."""
    token, people = text.tokens[index], lexicon.people
    lemma = token.lemma
    if index and f"{text.folded[index - 1]} {text.folded[index]}" in people.idioms:
        return None
    if lemma in people.measures:
        return _measured(text, index, names, lexicon)
    plural = token.feats.get("Number") == "Plur"
    if index and (compound := people.compounds.get((text.tokens[index - 1].lemma, lemma))):
        lemma = compound
    sort, lemma = _sort(token, lemma, plural, lexicon)
    if sort is None:
        return _states_side(text, index, names, lexicon)
    kind = "source" if lemma in people.sources else "abroad" if lemma in people.abroad else _TAKES.get(sort, "person")
    takes = people.takes[kind]
    phrase = _phrase(text, index, sort, takes, names, people)
    phrase.lemma = lemma
    if lemma in people.sources and token.feats.get("Animacy") != "Anim" and not _led_on(text, index, names, people):
        return None
    if lemma in people.vague_bodies and sort == "body" and not _stands_out(text, phrase, names):
        return None
    return phrase


def _states_side(text: Text, index: int, names: Names, lexicon: Lexicon) -> Phrase | None:
    """ "украинская сторона" is the state; "российская сторона границы" is none."""
    token, before = text.tokens[index], text.tokens[index - 1] if index else None
    if token.lemma not in lexicon.people.sides or before is None or before.lemma not in lexicon.adjectives:
        return None
    phrase = _phrase(text, index, "side", lexicon.people.takes["person"], names, lexicon.people)
    return phrase if phrase.last == index + 1 and phrase.first < index else None


def _sort(token: Token, lemma: str, plural: bool, lexicon: Lexicon) -> tuple[Sort | None, str]:
    """What a noun denotes, and the lemma by which the language knows it."""
    sort = lexicon.nouns.get(lemma)
    if sort is None and "-" in lemma:  # "интернет-компания", "чемпион-губернатор"
        last = lemma.rsplit("-", 1)[-1]
        sort = lexicon.nouns.get(last)
        lemma = last if sort is not None else lemma
    if sort is None or (sort == "side" and not plural):
        sort = "person" if lexicon.people.phrases.is_person(token) else None
    if plural and sort in ("post", "person"):
        sort = "people"
    return sort, lemma


def _phrase(
    text: Text, head: int, sort: Sort, takes: Takes, names: Names, people: People, *, proper: bool = False
) -> Phrase:
    tokens = text.tokens
    token = tokens[head]
    first = people.phrases.left(tokens, head, text.begins_sentence(head))
    last = people.phrases.right(tokens, head, text.ends_sentence(head), takes, names)
    if sort in ("person", "people"):
        last = people.phrases.trailing(tokens, head, last, text.ends_sentence(head))
    pointing = False
    while first < head and (tokens[first].lemma in people.dropped or tokens[first].pos not in _ADJECTIVAL):
        pointing = pointing or tokens[first].lemma in people.demonstratives
        first += 1
    name = people.phrases.nominative(tokens, first, last, head)
    name = name if proper else _lowered(text, first, name)
    plural = token.feats.get("Number") == "Plur"
    bare = first == head and last == head + 1
    told = token.lemma not in people.epicene
    shown = verb_gender(tokens, head) if sort in ("post", "person") and told else None
    gender = shown or (token.feats.get("Gender") if told else None)
    return Phrase(first, last, head, sort, token.lemma, name, plural, gender, bare, pointing, shown=shown)


def verb_gender(tokens: Sequence[Token], head: int) -> str | None:
    """What a verb tells of its subject: "министр отметила" is a woman, whatever the noun's gender is."""
    token = tokens[head]
    if token.rel not in _SUBJECT or token.head < 0:
        return None
    feats = tokens[token.head].feats
    gender = feats.get("Gender")
    return gender if feats.get("Number") == "Sing" and gender in ("Masc", "Fem") else None


def _lowered(text: Text, first: int, name: str) -> str:
    """Without the capital of a sentence's first word, where the word is a common one."""
    token = text.tokens[first]
    common = token.pos in ("NOUN", "ADJ", "NUM", "VERB", "DET") and not token.text.isupper()
    begins = first == text.begins_sentence(first) or text.tokens[first - 1].text in '«"„“(—–-:'
    return name[0].lower() + name[1:] if common and begins else name


def _led_on(text: Text, head: int, names: Names, people: People) -> bool:
    """Whether a noun is followed by a name, a quotation mark, an adposition or a body ("источник в МИД", "источник
    агентства"), or by what tells whom somebody is near to."""
    after, end = head + 1, text.ends_sentence(head)
    if after >= end:
        return False
    if after in names or text.tokens[after].pos == "ADP" or text.tokens[after].text in '«"„':
        return True
    return text.tokens[after].lemma in people.bodies or people.phrases.trailing(text.tokens, head, after, end) > after


def _stands_out(text: Text, phrase: Phrase, names: Names) -> bool:
    """Whether a noun of a vague kind denotes a body here: it has a name, a capital, or acts ("сказали в штабе")."""
    token = text.tokens[phrase.head]
    if any(i in names for i in range(phrase.head + 1, phrase.last)):
        return True
    capital = text.tokens[phrase.first].text[0].isupper() and phrase.first != text.begins_sentence(phrase.first)
    acts = token.rel in _SUBJECT and token.feats.get("Case") == "Nom"
    return capital or acts or (not phrase.bare and said_in(text, token))


def _measured(text: Text, index: int, names: Names, lexicon: Lexicon) -> Phrase | None:
    """ "ряд лидеров", "один из ректоров", "часть труппы": the noun counted must denote people or a body."""
    tokens, people = text.tokens, lexicon.people
    most = min(text.ends_sentence(index), index + 8)
    noun = index + 1
    led = noun < most and tokens[noun].pos == "ADP"
    noun += led
    while noun < most and tokens[noun].pos in _ADJECTIVAL:
        noun += 1
    if noun >= most or noun in names or tokens[noun].pos != "NOUN" or tokens[noun].feats.get("Case") != "Gen":
        return None
    sort, _ = _sort(
        tokens[noun],
        tokens[noun].lemma,
        tokens[noun].feats.get("Number") == "Plur",
        lexicon,
    )
    if sort not in ("people", "body", "post"):
        return None
    last = people.phrases.right(tokens, noun, text.ends_sentence(noun), people.takes["person"], names)
    token = tokens[index]
    name = _lowered(text, index, people.phrases.nominative(tokens, index, last, index))
    plural = not led
    return Phrase(
        index,
        last,
        index,
        "people" if plural else "person",
        tokens[noun].lemma,
        name,
        plural,
        token.feats.get("Gender"),
        False,
    )


# ---- bodies by their names


def _named_body(text: Text, span: NameSpan, names: Names, people: People) -> Phrase:
    """A body by its name: with the body's noun as head where it has one, and with the state it belongs to."""
    tokens = text.tokens
    nouns = [i for i in range(span.first, span.last) if tokens[i].pos in ("NOUN", "PROPN", "X")]
    head = next(
        (i for i in nouns if tokens[i].lemma in people.bodies),
        nouns[0] if nouns else span.first,
    )
    token = tokens[head]
    quoted = not tokens[span.first].text[0].isalnum()
    if token.lemma in people.bodies and not quoted and span.known is None:
        outside = {i: value for i, value in names.items() if not span.first <= i < span.last}
        takes = people.takes["abroad" if token.lemma in people.abroad else "name"]
        phrase = _phrase(text, head, "body", takes, outside, people, proper=True)
        if phrase.first > span.first or phrase.last < span.last:
            last = max(phrase.last, span.last)
            if tokens[last - 1].pos == "NOUN" and tokens[last - 1].text.islower():
                # the net ends a name with a noun that has something to it: "Министерство по вопросам | обороны"
                last = people.phrases.right(tokens, last - 1, text.ends_sentence(head), takes, outside)
            phrase.first, phrase.last = min(phrase.first, span.first), last
            phrase.name = _lowered(
                text,
                phrase.first,
                people.phrases.nominative(tokens, phrase.first, phrase.last, head),
            )
            phrase.bare = False
        return phrase
    last = span.last
    if token.text[0].isalpha() and not token.text.isascii() and not quoted:
        last = _with_state(tokens, last, names, text.ends_sentence(head))
    name = span.known.name if span.known and last == span.last else None
    name = name or people.phrases.nominative(tokens, span.first, last, head)
    plural = token.feats.get("Number") == "Plur"
    return Phrase(
        span.first,
        last,
        head,
        "body",
        token.lemma,
        name,
        plural,
        token.feats.get("Gender"),
        False,
        proper=span,
    )


def _with_state(tokens: Sequence[Token], last: int, names: Names, most: int) -> int:
    """ "МИД" with the "Казахстана" that follows."""
    if last < most and last in names and not names[last][1] and tokens[last].feats.get("Case") in ("Gen", None):
        return names[last][0]
    return last


def _proper(phrase: Phrase, tokens: Sequence[Token], people: People) -> NameSpan | None:
    """The name that a body bears right after its noun: "компания «Север»"; what follows an organ is its owner's."""
    if phrase.lemma in people.organs:
        return None
    for span in phrase.inside:
        marked = span.first == phrase.head + 2 and not tokens[phrase.head + 1].text[0].isalnum()
        if span.kind == "ORG" and (span.first == phrase.head + 1 or marked):
            owner = (
                not marked and tokens[span.first].feats.get("Case") == "Gen" and not tokens[span.first].text.isascii()
            )
            return None if owner else span
    return None


# ---- titles


def _several(tokens: Sequence[Token], head: int) -> bool:
    """Whether a phrase is the subject of a plural verb: then what is joined to it is somebody else."""
    verb = tokens[tokens[head].head] if tokens[head].head >= 0 else None
    return verb is None or verb.pos != "VERB" or verb.feats.get("Number") == "Plur"


def _apposed(
    text: Text,
    phrase: Phrase,
    found: FoundNames,
    starts: Mapping[int, NameSpan],
    people: People,
) -> NameSpan | None:
    """The person named after a title: "госсекретарь США Марко Рубио", with or without a bracket between."""
    tokens = text.tokens
    at = phrase.last
    if at in found.aliases:
        at = found.aliases[at][1] + 1
    if at + 1 in starts and tokens[at].lemma in people.honorifics:
        at += 1
    span = starts.get(at) or _set_off(text, phrase, starts)
    if (span is None or span.kind == "LOC") and text.annotation.has_syntax:
        span = _hung(text, phrase, starts)
    if span is None or span.kind != "PER" or tokens[span.first].sentence != tokens[phrase.head].sentence:
        return None
    if not people.phrases.apposed(tokens, phrase.head, span.first, span.last):
        return None
    if _owns_title(text, phrase, span, starts, people):
        name = people.phrases.nominative(tokens, phrase.first, span.last, phrase.head)
        phrase.name = name if phrase.name[:1].isupper() else _lowered(text, phrase.first, name)
        phrase.last, phrase.bare = span.last, False
        phrase.inside.append(span)
        return _apposed(text, phrase, found, starts, people)
    phrase.last = span.first
    return span


def _owns_title(text: Text, phrase: Phrase, span: NameSpan, starts: Mapping[int, NameSpan], people: People) -> bool:
    """Whether a name after a title is not its bearer's but its owner's, though it does not look so."""
    tokens = text.tokens
    if span.last - span.first == 1:
        # "адвокат Лис Денис Гром": whose name does not bend, before the bearer's full name
        after = starts.get(span.last)
        full = after is not None and after.kind == "PER" and after.last - after.first > 1
        return full and tokens[span.last].rel == "appos" and tokens[span.last].head == phrase.head
    if phrase.shown is None:
        return False
    given = tokens[span.first].text
    gender = people.naming.given_gender(given, tokens[span.last - 1].text)
    if gender is None or gender == phrase.shown or not _may_be_owned(tokens, phrase):
        return False
    # "помощник Дженни Грант сообщил" is a man of hers, since her name does not bend; "пресс-секретарь МИД Мао Нин
    # сообщила" a woman, whatever the dictionary has her first name for
    return len(people.naming.forms(given)) <= 2


def _may_be_owned(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a title may yet have a person for its owner: it has none, or ends with another's title."""
    end = tokens[phrase.last - 1]
    return phrase.last == phrase.head + 1 or (end.pos == "NOUN" and end.feats.get("Animacy") == "Anim")


def _set_off(text: Text, phrase: Phrase, starts: Mapping[int, NameSpan]) -> NameSpan | None:
    """A name between commas after a title that says whose: "бывший глава компании, Иван Петров, заявил"."""
    tokens, at = text.tokens, phrase.last
    if at + 1 >= len(tokens) or tokens[at].text != ",":
        return None
    span = starts.get(at + 1)
    if span is None or span.last >= len(tokens) or tokens[span.last].text not in (",", "("):
        return None
    if (phrase.sort != "post" or phrase.bare) and tokens[span.first].rel != "appos":
        return None
    named = span.kind == "PER" and span.last - span.first > 1
    return span if named and tokens[span.first].head == phrase.head else None


def _hung(text: Text, phrase: Phrase, starts: Mapping[int, NameSpan]) -> NameSpan | None:
    """A name that syntax hangs on a title whose long complement ends elsewhere than where it was sought."""
    tokens = text.tokens
    for index in range(phrase.last, min(phrase.last + _FAR, text.ends_sentence(phrase.head))):
        token = tokens[index]
        if token.pos == "VERB" or token.text in (",", ";", ":", "—", "–"):
            return None
        if index in starts and starts[index].kind == "PER":
            beside = tokens[phrase.head].rel == "appos" and tokens[phrase.head].head == token.head
            hung = token.rel == "appos" and (
                token.head == phrase.head or beside or _hung_within(tokens, phrase.head, index)
            )
            return starts[index] if hung else None
    return None


def _apposed_to(tokens: Sequence[Token], head: int, span: NameSpan) -> bool:
    """Whether a title hangs on a name, or on the title ahead of it."""
    owner, name = tokens[head].head, tokens[span.first]
    beside = name.rel == "appos" and name.head == owner
    return tokens[head].rel == "appos" and (beside or span.first <= owner < span.last)


def _hung_within(tokens: Sequence[Token], head: int, name: int) -> bool:
    """Whether a name hangs on a word of a title's complement, though its case is the title's and not that word's."""
    owner = tokens[name].head
    if not head < owner < name:
        return False
    title, case = tokens[head].feats.get("Case"), tokens[name].feats.get("Case")
    return case is not None and case == title != tokens[owner].feats.get("Case")


def _titles_after(text: Text, found: Sequence[Phrase], spans: Sequence[NameSpan], people: People) -> None:
    """Titles set off by a comma or bracket after the name: "Марко Рубио, госсекретарь США,"."""
    ends = {span.last: span for span in spans if span.kind == "PER"}
    tokens = text.tokens
    for phrase in found:
        if phrase.person or phrase.sort not in ("post", "person"):
            continue
        span = ends.get(phrase.first - 1)
        if span is None or tokens[phrase.first - 1].text not in (",", "("):
            continue
        # ", автор книги о войне, …": what comes ahead of the comma is the title's still
        closed = phrase.last >= len(tokens) or tokens[phrase.last].text in _CLOSING
        closed = closed or _apposed_to(tokens, phrase.head, span)
        same = tokens[phrase.head].feats.get("Case") == tokens[span.first].feats.get("Case")
        if closed and same and people.phrases.apposed(tokens, phrase.head, span.first, span.last):
            phrase.person, phrase.after = span, True


def _titles_apart(tokens: Sequence[Token], found: Sequence[Phrase]) -> None:
    """ "его коллега по палате, сенатор X, возразил": the name is set off with a title of its own."""
    for one, next_ in pairwise(found):
        if one.person is not None or next_.person is None or next_.after or one.sort not in ("post", "person"):
            continue
        if next_.first != one.last + 1 or tokens[one.last].text != "," or next_.person.last >= len(tokens):
            continue
        head = tokens[next_.head]
        apposed = head.head == one.head and head.rel == "appos" and tokens[next_.person.last].text in (",", "(")
        if apposed and head.feats.get("Case") == tokens[one.head].feats.get("Case"):
            one.person = next_.person


def _title_chains(tokens: Sequence[Token], found: Sequence[Phrase], people: People) -> None:
    """ "заместитель премьера – министр иностранных дел X", "депутат, лидер фракции X", "писатель и журналист X": both
    titles are X's."""
    outer: list[Phrase] = []
    for phrase in found:
        if not outer or phrase.first >= outer[-1].last:
            outer.append(phrase)
    for one, next_ in zip(reversed(outer[:-1]), reversed(outer[1:]), strict=True):
        if one.person is None and next_.person is not None and not next_.after and one.sort in ("post", "person"):
            between = tokens[one.last]
            joined = next_.first == one.last + 1 and (
                between.text in _DASHES
                or (between.lemma in people.joiners and not _several(tokens, one.head))
                or (between.text == "," and _is_one(tokens, one, next_, people))
            )
            if joined and tokens[one.head].feats.get("Case") == tokens[next_.head].feats.get("Case"):
                one.person = next_.person


def _is_one(tokens: Sequence[Token], one: Phrase, other: Phrase, people: People) -> bool:
    """Whether two titles with a comma between are one person's, and not the beginning of a list of people."""
    assert other.person is not None
    after = tokens[other.person.last] if other.person.last < len(tokens) else None
    if after is not None and (after.lemma in people.joiners or after.text == ","):
        return False
    if tokens[one.head].text[0].isupper() and tokens[other.head].text[0].isupper():
        return True  # "Лидер нации, Президент Республики X": only one's own titles are written so
    if tokens[one.head].rel in _SUBJECT:
        return not _several(tokens, one.head)
    return tokens[other.head].rel == "appos" and tokens[other.head].head == one.head
