"""Parties and mentions in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.extract.parties.offices import Office
from onrecord.extract.parties.text import Text
from onrecord.languages.people import Gender
from onrecord.model.record import ActorKind, Mention, MentionKind, Party
from onrecord.model.span import Span


@dataclass(slots=True)
class Draft:
    """A mention in the making: tokens `[first, last)`; `party` is settled later where it can be."""

    first: int
    last: int
    head: int
    kind: MentionKind
    party: int | None = None
    plural: bool = False
    gender: str | None = None
    why: str | None = None


@dataclass(slots=True)
class PartyDraft:
    """A party in the making. `lemma` is the noun of a description or body, `offices` what is said of a person."""

    kind: ActorKind
    name: str
    names: dict[str, None] = field(default_factory=dict)
    entry: str | None = None
    titles: dict[str, None] = field(default_factory=dict)
    offices: list[Office] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    of: int | None = None
    lemma: str = ""
    genders: dict[str, int] = field(default_factory=dict)  # in how many mentions each
    countries: set[str] = field(default_factory=set)
    plural: bool = False
    named: bool = True  # false for what is only described
    weight: int = 0  # in how many mentions a person is named

    @property
    def gender(self) -> Gender | None:
        """What most mentions agree in, if it is plain."""
        most = max(self.genders.values(), default=0)
        top = [gender for gender, count in self.genders.items() if count == most]
        return as_gender(top[0]) if len(top) == 1 else None

    def show(self, gender: str, times: int = 1) -> None:
        """Note a mention with a gender."""
        self.genders[gender] = self.genders.get(gender, 0) + times


_GENDERS: dict[str, Gender] = {"Masc": "Masc", "Fem": "Fem", "Neut": "Neut"}


def as_gender(value: str | None) -> Gender | None:
    """The tagger's word for a gender, if it is one."""
    return _GENDERS.get(value or "")


class Table:
    """All parties of a document, found again by key or by the dossier's id."""

    def __init__(self) -> None:
        self.parties: list[PartyDraft] = []
        self.by_key: dict[str, int] = {}
        self.by_entry: dict[str, int] = {}

    def add(self, party: PartyDraft, *keys: str) -> int:
        """Its index; keys that are taken stay with whoever has them."""
        index = len(self.parties)
        self.parties.append(party)
        party.names.setdefault(party.name)
        for key in keys:
            self.by_key.setdefault(key, index)
        if party.entry:
            self.by_entry.setdefault(party.entry, index)
        return index

    def entered(self, entry: str, kind: ActorKind, name: str) -> int:
        """The party of a dossier's actor or of a country, made if it is new."""
        if entry not in self.by_entry:
            self.add(PartyDraft(kind, name, entry=entry))
        return self.by_entry[entry]

    def keyed(self, key: str, kind: ActorKind, name: str) -> int:
        """The party of a key, made if it is new."""
        if key not in self.by_key:
            self.add(PartyDraft(kind, name), key)
        return self.by_key[key]


def finished(
    text: Text, table: Table, drafts: list[Draft]
) -> tuple[tuple[Party, ...], tuple[Mention, ...], dict[int, int]]:
    """Frozen parties and mentions, and which mention is innermost at each token."""
    raw, tokens = text.document.raw, text.tokens
    drafts.sort(key=lambda d: (d.first, -d.last))
    spans: dict[int, list[Span]] = {}
    mentions: list[Mention] = []
    for draft in drafts:
        span = Span.cut(raw, tokens[draft.first].start, tokens[draft.last - 1].end)
        gender = as_gender(draft.gender)
        why = draft.why if draft.party is None else None
        mentions.append(
            Mention(
                span,
                draft.first,
                draft.last,
                draft.head,
                draft.kind,
                draft.party,
                draft.plural,
                gender,
                why,
            )
        )
        if draft.party is not None:
            spans.setdefault(draft.party, []).append(span)
    parties = tuple(
        Party(
            index,
            party.kind,
            party.name,
            tuple(party.names),
            party.entry,
            tuple(spans.get(index, ())),
            tuple(party.titles),
            tuple(party.members),
            party.of,
        )
        for index, party in enumerate(table.parties)
    )
    by_token: dict[int, int] = {}
    for number, mention in enumerate(mentions):  # inner ones come later
        for index in range(mention.first, mention.last):
            by_token[index] = number
    return parties, tuple(mentions), by_token
