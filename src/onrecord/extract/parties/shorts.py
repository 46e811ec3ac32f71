"""What a body is called for short: by its initials, by its quoted name alone, by the beginning of its full name."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.parties.keys import key_of
from onrecord.extract.parties.phrases import Phrase
from onrecord.extract.parties.table import Table
from onrecord.languages.people import People
from onrecord.model.annotation import Token

_OPENING, _CLOSING = frozenset('«"„“'), frozenset('»"“”')
_SHORTEST = 3  # letters of an abbreviation that tells which name it stands for
_WORDS = 2  # words that a beginning needs to tell which name it begins


def initials(name: str, *, in_state: bool = False) -> list[str]:
    """What a body of several words may be called for short: "Ночная лесная служба" is "НЛС".

    `in_state`: the name ends with a state's, which is left out of it as often as not.
    """
    words = [word for word in name.replace("-", " ").split() if len(word) > 2 and word[0].isalpha()]
    letters = "".join(word[0] for word in words).upper()
    found = [letters, letters[:-1]] if in_state else [letters]
    return [each for each in found if len(each) >= _SHORTEST]


def core_of(name: str, people: People) -> str:
    """The key of a company's name without its form: "The Orlov Company" is "Orlov"."""
    words = key_of(name).split()
    first, last = 0, len(words)
    while first < last - 1 and words[first] in people.company_forms:
        first += 1
    while first < last - 1 and words[last - 1] in people.company_forms:
        last -= 1
    return " ".join(words[first:last])


class Shorts:
    """Under which of a document's bodies a shorter or longer name belongs."""

    def __init__(self, tokens: Sequence[Token], table: Table, people: People) -> None:
        self.tokens, self.table, self.people = tokens, table, people

    def note(self, index: int, name: str, *, in_state: bool = False) -> None:
        """Remember the initials of a name for when they come."""
        for letters in initials(name, in_state=in_state):
            self.table.by_key.setdefault(f"initials {letters}", index)

    def spelled(self, name: str, *, in_state: bool = False) -> int | None:
        """The party that the initials of a full name were given for before."""
        for letters in initials(name, in_state=in_state):
            found = self.table.by_key.get("body " + key_of(letters))
            if found is not None and self.table.parties[found].name.isupper():
                return found
        return None

    def tail(self, phrase: Phrase) -> str:
        """The key of the quoted name at a description's end, "" for none: "центр культуры «Север»".

        Not if it goes with another body's noun in between.
        """
        tokens = self.tokens
        last = phrase.last - 1 if tokens[phrase.last - 1].text in _CLOSING else phrase.last
        mark = next((i for i in range(last - 1, phrase.head, -1) if tokens[i].text in _OPENING), -1)
        if mark < 0 or (last == phrase.last and not self._closed(last)) or phrase.lemma in self.people.organs:
            return ""
        if any(tokens[i].lemma in self.people.bodies for i in range(phrase.head + 1, mark)):
            return ""
        return core_of(" ".join(token.text for token in tokens[mark + 1 : last]), self.people)

    def _closed(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].text in _CLOSING

    def begin(self, words: list[str], head: int, index: int) -> None:
        """Remember the beginnings of a full name, from its noun on: `words` as told apart, `head` the noun's place."""
        for length in range(max(head + 1, _WORDS), len(words)):
            self.table.by_key.setdefault("begins " + " ".join(words[:length]), index)

    def begun(self, words: list[str]) -> int | None:
        """The party whose full name begins so."""
        return self.table.by_key.get("begins " + " ".join(words)) if len(words) >= _WORDS else None
