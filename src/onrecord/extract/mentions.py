"""Who and what a document names: mentions, and the parties they are mentions of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.dossier import Dossier
from onrecord.extract.marks import Marks
from onrecord.extract.parties.keys import key_of
from onrecord.extract.parties.lexicon import make_lexicon
from onrecord.extract.parties.names import find_names
from onrecord.extract.parties.order import Walk
from onrecord.extract.parties.people import find_persons
from onrecord.extract.parties.phrases import find_phrases
from onrecord.extract.parties.table import PartyDraft, Table, finished
from onrecord.extract.parties.text import lay_out
from onrecord.languages.language import Language
from onrecord.model.annotation import Annotation
from onrecord.model.document import Document
from onrecord.model.record import Mention, Party


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of a document in order, the parties, and which mention covers a token.

    A title and the name it stands before are one mention. `outlet` and `cites` are the parties of
    the document's outlet and of the media it credits; `marks` what stands in quotation marks. Mentions from number
    `found` on were not found as such: only that they are the subjects of reports made them known.
    """

    parties: tuple[Party, ...]
    mentions: tuple[Mention, ...]
    by_token: dict[int, int]
    marks: Marks
    outlet: int | None = None
    cites: tuple[int, ...] = ()
    found: int = 1 << 30

    def at(self, token: int) -> Mention | None:
        """The (innermost) mention that covers the token."""
        found = self.by_token.get(token)
        return None if found is None else self.mentions[found]


def outermost(mentions: Iterable[Mention]) -> dict[int, Mention]:
    """By where they end, the mentions that no other one with this end holds: "посол Чада", not "Чад"."""
    found: dict[int, Mention] = {}
    for mention in mentions:
        known = found.setdefault(mention.last, mention)
        if mention.first < known.first:
            found[mention.last] = mention
    return found


def find_mentions(document: Document, annotation: Annotation, language: Language, dossier: Dossier) -> Mentions:
    """Everybody the document speaks of, and where. Linear in its length; any text is safe."""
    lexicon = make_lexicon(language, dossier)
    text = lay_out(document, annotation, lexicon)
    table = Table()
    names = find_names(text, lexicon)
    phrases = find_phrases(text, names, lexicon)
    persons = find_persons(text, names, phrases, table, lexicon)
    drafts = Walk(text, names, phrases, persons, table, lexicon).run(names, phrases)
    outlet, cites = _media(document, table)
    return Mentions(*finished(text, table, drafts), text.marks, outlet, cites)


def _media(document: Document, table: Table) -> tuple[int | None, tuple[int, ...]]:
    """The parties of the outlet and of the credits."""
    known = {
        key_of(name): index
        for index, party in reversed(list(enumerate(table.parties)))
        if party.kind in ("outlet", "organization")
        for name in party.names
    }

    def party(name: str) -> int:
        if key_of(name) not in known:
            known[key_of(name)] = table.add(PartyDraft("outlet", name))
        return known[key_of(name)]

    outlet = party(document.outlet) if document.outlet else None
    return outlet, tuple(dict.fromkeys(party(credit.name) for credit in document.cites))


__all__ = ["Mentions", "find_mentions"]
