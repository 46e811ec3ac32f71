"""Other ways to call what a phrase denotes, so that it is known again however it is written."""

from __future__ import annotations

from onrecord.extract.parties.lexicon import Lexicon
from onrecord.extract.parties.phrases import Phrase
from onrecord.extract.parties.text import Text


def variants(text: Text, phrase: Phrase, lexicon: Lexicon) -> list[str]:
    """Without words of quantity; with the state's name for its adjective ("члены Конгресса США")."""
    people, tokens = lexicon.people, text.tokens
    found: list[str] = []
    first = phrase.first
    while first < phrase.head and (tokens[first].lemma in people.quantities or tokens[first].text.isdigit()):
        first += 1
    if first > phrase.first:
        found.append(people.phrases.nominative(tokens, first, phrase.last, phrase.head))
    adjectives = [i for i in range(phrase.first, phrase.head) if tokens[i].pos in ("ADJ", "VERB")]
    if len(adjectives) > 1 and adjectives[0] == phrase.first == first:
        found.append(people.phrases.nominative(tokens, first + 1, phrase.last, phrase.head))
    for index in range(phrase.first, phrase.last):
        state = lexicon.adjectives.get(tokens[index].lemma)
        if state is None:
            continue
        noun = next(
            (i for i in range(index + 1, phrase.last) if tokens[i].pos in ("NOUN", "PROPN")),
            None,
        )
        owner = people.naming.genitive(lexicon.shown(state))
        if noun is None or owner is None:
            continue
        if noun == phrase.head and index == phrase.first and tokens[noun].text[0].isupper():
            found.append(people.phrases.nominative(tokens, index + 1, phrase.last, phrase.head))
        found.append(_with_owner(text, phrase, index, noun, owner, lexicon))
    lower = phrase.name[:1].islower()
    return [name[0].lower() + name[1:] if lower and name[1:2].islower() else name for name in found]


def _with_owner(text: Text, phrase: Phrase, adjective: int, noun: int, owner: str, lexicon: Lexicon) -> str:
    """The phrase without an adjective, its meaning put after the noun."""
    tokens, nominative = text.tokens, lexicon.people.phrases.nominative
    if noun == phrase.head:
        if adjective == phrase.first:
            before = nominative(tokens, adjective + 1, noun + 1, phrase.head)
        else:
            before = nominative(tokens, phrase.first, adjective, phrase.head)
            before += " " + nominative(tokens, adjective + 1, noun + 1, phrase.head)
        # the state comes after what else is owned: "Министерство обороны Греции", "посольство Греции в Риме"
        end = next((i for i in range(noun + 1, phrase.last) if tokens[i].pos == "ADP"), phrase.last)
        own = text.document.raw[tokens[noun].end : tokens[end - 1].end]
        rest = text.document.raw[tokens[end - 1].end : tokens[phrase.last - 1].end]
        return f"{before}{own} {owner}{rest}"
    raw = text.document.raw
    head = nominative(tokens, phrase.first, phrase.head + 1, phrase.head)
    middle = raw[tokens[phrase.head].end : tokens[adjective].start]
    return f"{head}{middle}{raw[tokens[adjective + 1].start : tokens[noun].end]} {owner}"


def with_body(text: Text, phrase: Phrase, body: str, lexicon: Lexicon) -> list[str]:
    """ "эксперты компании" with the company's name instead of the word, and behind it; a bare noun with its owner."""
    people, tokens = lexicon.people, text.tokens
    owner = people.naming.genitive(body) or body
    if phrase.last == phrase.head + 1:
        return [f"{phrase.name} {owner}"]
    before = people.phrases.nominative(tokens, phrase.first, phrase.last - 1, phrase.head)
    return [f"{before} {owner}", f"{phrase.name} {body}"]
