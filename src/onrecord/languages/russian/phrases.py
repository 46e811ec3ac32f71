"""Where Russian noun phrases begin and end, and their nominative."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from onrecord.languages.people import Names, Takes
from onrecord.languages.russian import participles
from onrecord.languages.russian.dictionary import grammar, inflected, is_somebody, knows, parses
from onrecord.languages.russian.naming import CASES, GENDERS, RussianNaming, cyrillic, like, stands_bent
from onrecord.languages.russian.unbending import GOVERNING
from onrecord.model.annotation import Token

_NAMING = RussianNaming()
_NUMBERS = {"Sing": "sing", "Plur": "plur"}
_AGREEING = frozenset({"ADJ", "DET", "VERB", "NUM", "PRON"})
_NOMINAL = frozenset({"NOUN", "PROPN", "X"})
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")
_OPENING = {"«": "»", '"': '"', "„": "“", "“": "”"}
_LONGEST_QUOTED = 10
_LONGEST = 40
_ALIKE = ({"Nom", "Acc"}, {"Gen", "Acc"})
_CLOSE = frozenset({"близкий", "знакомый", "знающий", "осведомленный", "приближенный", "пожелать", "попросить"})
_REGIONS = frozenset(("область", "край", "округ", "район", "республика"))
_SETTLEMENTS = frozenset({"город", "поселок", "село", "деревня", "остров", "станица", "аул", "кишлак", "хутор"})
_FEW = frozenset({"два", "три", "четыре", "оба"})

# "прошлого года" tells when, "года" alone ("человек года") what of
_TIMES = frozenset("год месяц неделя век сезон квартал полугодие созыв".split())
# Where a body writes, and not where it is: "посольство Норландии | в Facebook"
_NETWORKS = frozenset(
    "facebook twitter telegram instagram youtube linkedin tiktok фейсбук твиттер телеграм инстаграм ютуб вконтакте".split()
)


class RussianPhrases:
    """See `Phrases` in `languages/people.py`."""

    def left(self, tokens: Sequence[Token], head: int, least: int) -> int:
        case, number = tokens[head].feats.get("Case"), tokens[head].feats.get("Number")
        if head > least and _same_forms(tokens[head].text) and tokens[head - 1].pos in _AGREEING:
            # the tagger can only guess the case of "СМИ"; its adjective shows it
            case = tokens[head - 1].feats.get("Case", case)
            number = tokens[head - 1].feats.get("Number", number)
        first = head
        here = head - 1
        while here >= least and head - here <= 12:
            token = tokens[here]
            if token.pos in _AGREEING and _agrees(token, case, number):
                first = here
            elif not (_bridges(token) and here > least and first == here + 1):
                break
            here -= 1
        return first

    def nominative(self, tokens: Sequence[Token], first: int, last: int, head: int) -> str:
        return nominative(tokens, first, last, head)

    def is_person(self, token: Token) -> bool:
        if token.feats.get("Animacy") != "Anim":
            return False
        if token.pos != "NOUN":
            return is_somebody(token.lemma)
        return _is_animate(token.lemma) or participles.is_person(token)

    def is_befallen(self, token: Token) -> bool:
        return token.pos == "NOUN" and participles.is_person(token)

    def right(self, tokens: Sequence[Token], head: int, most: int, takes: Takes, names: Names) -> int:
        return _right(tokens, head, min(most, head + _LONGEST), takes, names)

    def trailing(self, tokens: Sequence[Token], head: int, last: int, most: int) -> int:
        """See `Phrases`: ", близкий к совету директоров"."""
        return _trailing(tokens, head, last, most)

    def apposed(self, tokens: Sequence[Token], head: int, name: int, last: int) -> bool:
        if tokens[last - 1].text[-1] in "иоуюэ" and tokens[name].text[-1] not in "ая":
            return True  # a name that does not bend tells no case
        mine, theirs = tokens[head].feats.get("Case"), tokens[name].feats.get("Case")
        if theirs is None or mine is None or mine == theirs or {mine, theirs} == {"Gen", "Acc"}:
            return True
        if theirs == "Nom" and tokens[head].text.lower() == tokens[head].lemma:
            return True  # "протоиерей", a nominative that was taken for something else
        # foreign names are often tagged as nominatives, or as something else though they stand as in a dictionary
        unbent = theirs == "Nom" or (mine == "Nom" and tokens[name].text.lower() == tokens[name].lemma)
        return unbent and tokens[name].head == head and tokens[name].rel in ("appos", "flat:name")


def _right(tokens: Sequence[Token], head: int, most: int, takes: Takes, names: Names) -> int:
    end = here = head + 1
    animate = tokens[head].feats.get("Animacy") == "Anim"
    opened = False  # a complement with an adposition closes the phrase to others of its kind
    while here < most:
        token = tokens[here]
        if here in names:
            after, is_person = names[here]
            owner = animate and not opened and not is_person and names.get(after, (0, False))[1]
            if not owner and not _name_fits(tokens, head, (here, after), animate, is_person, opened):
                break
            end = here = after
        elif tokens[here - 1].lemma in _SETTLEMENTS and token.text[0].isupper() and token.pos in ("PROPN", "ADJ"):
            end = here = here + 1  # "посёлка Лесной"
        elif token.text in _OPENING and (closed := _closing(tokens, here, most)):
            end = here = closed
        elif token.pos in _NOMINAL and token.feats.get("Case") == "Gen":
            end = here = here + 1
        elif (noun := _genitive_noun(tokens, here, most, names)) is not None:
            end = here = noun
        elif token.text == "№" and here + 1 < most and tokens[here + 1].text[0].isdigit():
            end = here = here + 2
        elif here == head + 1 and tokens[head].lemma in GOVERNING and (noun := _governed(tokens, head, most)):
            end = here = noun
        elif not opened and token.pos == "ADP" and (noun := _led(tokens, head, here, most, takes, names)):
            opened = True
            end = here = noun
        elif not opened and token.pos == "ADP" and (region := _of_region(tokens, here, names)):
            opened = True
            end = here = region
        elif (token.lemma == "и" or token.text == ",") and (more := _listed(tokens, here, most, head, names)):
            end = here = more
        else:
            break
    return end


def _governed(tokens: Sequence[Token], head: int, most: int) -> int:
    """The token after the noun that a title governs: "заведующая детским садом"; 0 if there is none."""
    for index in range(head + 1, min(most, head + 5)):
        if tokens[index].feats.get("Case") != GOVERNING[tokens[head].lemma]:
            return 0
        if tokens[index].pos in _NOMINAL:
            return index + 1
    return 0


def _trailing(tokens: Sequence[Token], head: int, last: int, most: int) -> int:
    if last + 1 >= most or tokens[last].text != "," or tokens[last + 1].lemma not in _CLOSE:
        return last
    if tokens[last + 1].feats.get("Case") not in (tokens[head].feats.get("Case"), None):
        return last
    here = last + 2
    while here < most and here - last < 10:
        token = tokens[here]
        if token.text in (",", ".", ";", ":", "—", "–", "-", "»", '"') or (
            token.pos in ("VERB", "AUX") and token.feats.get("VerbForm", "Fin") == "Fin"
        ):
            break
        here += 1
    return here


def _name_fits(
    tokens: Sequence[Token], head: int, span: tuple[int, int], animate: bool, is_person: bool, opened: bool
) -> bool:
    """Whether a name may be a complement: a person's only in the genitive and not in apposition."""
    name, after = span
    case = tokens[name].feats.get("Case")
    if is_person:
        if animate and opened:
            return False  # "представитель президента по климату Дж. Керри": whose title it is, not a complement
        if animate and any(tokens[i].feats.get("Case") not in ("Gen", "Acc", None) for i in range(name + 1, after)):
            return False  # the tagger can only guess at such a name, and a title is told of somebody
        if animate and after - name > 1 and _is_nominative_man(tokens, name, after):
            return False  # "заместитель министра Фаррух Шарифзода"
        return case == "Gen" and not (animate and tokens[head].feats.get("Case") in ("Gen", "Acc"))
    if case in ("Gen", None):
        return True
    if animate and not opened and _NAMING.may_own(tokens[name].text):
        return True  # "посол Норландии", where the tagger takes a land that it does not know for somebody
    if tokens[name - 1].pos == "NOUN" and _NAMING.is_owner(tokens[name].text):
        return True  # "в правительстве Норландии"
    if name == head + 1:
        return not animate  # "компания Retrophin"
    return tokens[name - 1].feats.get("Case") == "Gen" and tokens[name - 1].pos in _NOMINAL and case == "Nom"


def _is_nominative_man(tokens: Sequence[Token], name: int, after: int) -> bool:
    """Whether a first name ends as only men's do in the nominative, whatever the tagger says."""
    given = tokens[name].text
    plain = given[-1] in _CONSONANTS and given.lower() == tokens[name].lemma
    return plain and _NAMING.given_gender(given, tokens[after - 1].text) != "Fem"


def _closing(tokens: Sequence[Token], opening: int, most: int) -> int:
    """The token after a short quoted name that opens here; 0 if none does."""
    mark = _OPENING[tokens[opening].text]
    for here in range(opening + 1, min(most, opening + _LONGEST_QUOTED)):
        if tokens[here].text == mark:
            return here + 1 if here > opening + 1 and tokens[opening + 1].text[:1].isupper() else 0
    return 0


def _genitive_noun(tokens: Sequence[Token], here: int, most: int, names: Names) -> int | None:
    """After adjectives in the genitive and their noun; None if there is none."""
    start = here
    if tokens[here].pos == "ADV" and here + 1 < most and tokens[here + 1].pos in _AGREEING:
        start = here = here + 1  # "по делам временно перемещённых лиц"
    while here < most and here - start < 5:
        token = tokens[here]
        if here in names and here > start:
            after, is_person = names[here]
            return None if is_person else after
        if token.feats.get("Case") != "Gen":
            joins = here > start and (token.pos == "ADV" or token.lemma == "и" or token.text == ",")
            if not joins:
                return None
        elif token.pos in _NOMINAL:
            return None if here > start and token.lemma in _TIMES else here + 1
        elif token.pos not in _AGREEING or token.pos == "PRON":
            return None
        here += 1
    return None


def _led(tokens: Sequence[Token], head: int, here: int, most: int, takes: Takes, names: Names) -> int:
    """The token after the complement that an adposition opens; 0 if it opens none here, or one of a word ahead of the
    phrase ("заседание | министров | в Самарканде")."""
    lemma = tokens[here].lemma
    if lemma in takes.names:
        start = here + 1
        while start < most and tokens[start].pos == "ADJ" and start not in names:
            start += 1
        if start >= most or start not in names or tokens[start].lemma in _NETWORKS:
            return 0
        if tokens[head].feats.get("Number") == "Plur" and 0 <= tokens[start].head < head:
            return 0
        return names[start][0] if not names[start][1] else 0
    noun = _noun_after(tokens, here, most, names) if lemma in takes.any else 0
    return 0 if noun and tokens[noun - 1].lemma in takes.never else noun


def _of_region(tokens: Sequence[Token], here: int, names: Names) -> int:
    """The token after the part of the country in which a body by its short name serves: "УМВД в Северной области"."""
    short, name = tokens[here - 1], names.get(here + 1)
    if tokens[here].lemma != "в" or name is None or name[1] or not short.text.isupper() or len(short.text) < 2:
        return 0
    return name[0] if tokens[name[0] - 1].lemma in _REGIONS else 0


def _noun_after(tokens: Sequence[Token], here: int, most: int, names: Names) -> int:
    """The token after the noun that an adposition leads; 0 if no noun comes."""
    for index in range(here + 1, min(most, here + 7)):
        if index in names:
            return names[index][0]
        token = tokens[index]
        if token.pos in _NOMINAL:
            return index + 1
        if not (token.pos in _AGREEING or token.pos == "ADV" or token.lemma == "и" or token.text == ","):
            return 0
    return 0


def _listed(tokens: Sequence[Token], here: int, most: int, head: int, names: Names) -> int:
    """The token after one more item of a list in the genitive ("экологии, геологии и ресурсов"); 0 if it is none."""
    before = tokens[here - 1]
    quoted = before.text in _OPENING.values()
    if here == head + 1 or here + 1 >= most:
        return 0
    if not (quoted or here + 1 in names or before.feats.get("Case") in ("Gen", None)):
        return 0
    if tokens[here].text == "," and not any(t.lemma == "и" for t in tokens[here + 1 : min(most, here + 9)]):
        return 0
    following = here + 1
    if tokens[following].text in _OPENING and (closed := _closing(tokens, following, most)):
        return closed if before.pos == "PROPN" or before.text in _OPENING.values() else 0
    if following in names:
        after, is_person = names[following]
        same = tokens[following].feats.get("Case") in ("Gen", None, before.feats.get("Case"))
        return after if not is_person and before.pos in ("PROPN", "ADJ") and same else 0
    noun = _genitive_noun(tokens, following, most, names)
    if noun is None or before.pos == "PROPN" or tokens[noun - 1].pos == "PROPN":
        return 0
    living = "Anim" in (
        before.feats.get("Animacy"),
        tokens[noun - 1].feats.get("Animacy"),
    )
    return 0 if living else noun


def _same_forms(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _agrees(token: Token, case: str | None, number: str | None) -> bool:
    theirs = token.feats.get("Case")
    if token.pos == "NUM" or theirs is None:
        return token.pos == "NUM" and token.text[:1].isalnum()
    if theirs == case:
        return number is None or token.feats.get("Number", number) == number or token.feats.get("Number") is None
    # the tagger often takes one of these for the other
    return {theirs, case} in _ALIKE and token.feats.get("Number", number) == number


def _bridges(token: Token) -> bool:
    """An adverb or a joiner between adjectives: "самый и", "весьма"."""
    return token.pos == "ADV" or token.text in (",", "и")


# ---- noun phrases


def nominative(tokens: Sequence[Token], first: int, last: int, head: int) -> str:
    """See `Phrases`. What cannot be bent stays as printed."""
    noun = tokens[head]
    number = noun.feats.get("Number", "Sing")
    counted = next((i for i in range(first, head) if tokens[i].pos == "NUM"), -1)
    words: list[str] = []
    for index in range(first, last):
        token = tokens[index]
        word = token.text
        if index <= head and cyrillic(word):
            if counted >= 0:
                word = _counted(token, tokens[counted], noun, index == head, index == counted)
            elif index == head:
                word = word if stands_bent(word) else _noun(noun, number)
            elif token.pos in _AGREEING:
                word = _adjective(token, number, _head_gender(noun))
        elif index > head and tokens[index - 1].text == "," and token.lemma in _CLOSE:
            word = _adjective(token, number, _head_gender(noun))
        glued = index > first and tokens[index - 1].end == token.start
        words.append(word if glued or not words else " " + word)
    return "".join(words)


def _counted(token: Token, numeral: Token, noun: Token, is_noun: bool, is_numeral: bool) -> str:
    """A word of "две страны", "пять стран" in the form that it has in the nominative."""
    if noun.feats.get("Case") in ("Nom", "Acc") and numeral.feats.get("Case") in (
        "Nom",
        "Acc",
    ):
        return token.text
    few = numeral.lemma in _FEW
    if is_numeral:
        if token.text[0].isdigit():
            return token.text
        return _bend(
            token.text,
            "NUM",
            numeral.feats.get("Case", ""),
            "Plur",
            noun.feats.get("Gender", "Masc"),
        )
    if numeral.text[0].isdigit():
        few = numeral.text[-1] in "234" and numeral.text[-2:-1] != "1"
    if is_noun:
        return _genitive(token.text, "sing" if few else "plur")
    return token.text if token.pos not in _AGREEING else _adjective_genitive(token.text)


@lru_cache(5_000)
def _genitive(word: str, number: str) -> str:
    for parse in parses(word):
        if parse.tag.POS == "NOUN" and (bent := inflected(parse, ("gent", number))):
            return like(bent, word)
    return word


@lru_cache(5_000)
def _adjective_genitive(word: str) -> str:
    for parse in parses(word):
        if parse.tag.POS in ("ADJF", "PRTF") and (bent := inflected(parse, ("gent", "plur"))):
            return like(bent, word)
    return word


def _head_gender(noun: Token) -> str:
    return noun.feats.get("Gender", "Masc")


@lru_cache(50_000)
def _bend(word: str, pos: str, case: str, number: str, gender: str) -> str:
    """A noun, adjective or numeral in the nominative of `number` and `gender`."""
    best: tuple[int, Any] | None = None
    if pos == "NOUN" and word.endswith("ье") and not any(p.is_known for p in parses(word)):
        return word  # "Цетинье" bends like no woman's name
    for parse in parses(word):
        tag = grammar(parse.tag)
        fits = (tag.pos == "NOUN") if pos == "NOUN" else tag.pos in ("ADJF", "PRTF", "NUMR", "NPRO")
        if not fits:
            continue
        score = 4 * (tag.case == CASES.get(case)) + 2 * (tag.number == _NUMBERS.get(number, tag.number))
        score += tag.gender == GENDERS.get(gender, tag.gender)
        if word.endswith("ии") and not parse.is_known:
            score += 3 * (tag.gender == "femn")  # unknown lands are "-ия", not "-ий"
        if best is None or score > best[0]:
            best = (score, parse)
    if best is None:
        return word
    wanted = {"nomn"}
    if best[1].tag.POS == "NUMR":
        wanted |= {GENDERS[gender]} if gender in GENDERS and best[1].tag.gender else set()
    else:
        wanted.add(_NUMBERS.get(number, "sing"))
        if pos != "NOUN" and number != "Plur" and gender in GENDERS:
            wanted.add(GENDERS[gender])
    bent = inflected(best[1], wanted)
    return word if bent is None else like(bent, word)


def _noun(token: Token, number: str) -> str:
    if token.feats.get("Case") == "Nom" and token.pos == "PROPN":
        return token.text
    if (token.text.isupper() and len(token.text) > 1) or not cyrillic(token.text):
        return token.text
    if token.pos != "PROPN" and participles.is_person(token):
        return _adjective(token, number, _head_gender(token))
    if number == token.feats.get("Number") == "Sing" and _tells_nominative(token):
        return like(token.lemma, token.text)
    return _bend(
        token.text,
        "NOUN",
        token.feats.get("Case", ""),
        number,
        token.feats.get("Gender", ""),
    )


def _tells_nominative(token: Token) -> bool:
    """Whether a noun's lemma is its nominative: the dictionary has it, of the gender that the net sees ("супруга" is
    no "супруг"), and no ё was lost."""
    word, lemma = token.text, token.lemma
    ends_well = token.feats.get("Gender") != "Fem" or lemma[-1] in "аяь"
    return token.pos == "NOUN" and ends_well and "ё" not in word and lemma.isalpha() and knows(word) and knows(lemma)


def _adjective(token: Token, number: str, gender: str) -> str:
    if token.pos == "PRON" or not cyrillic(token.text):
        return token.text
    return _bend(token.text, "ADJ", token.feats.get("Case", ""), number, gender)


@lru_cache(20_000)
def _is_animate(lemma: str) -> bool:
    """Whether the dictionary knows the noun as living, or does not know it."""
    found = [p for p in parses(lemma) if p.tag.POS == "NOUN" or {"ADJF", "PRTF"} & {p.tag.POS}]
    if not found:
        return False
    return any("anim" in p.tag or p.tag.POS != "NOUN" for p in found)
