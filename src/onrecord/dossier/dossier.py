"""The dossier in use: look-ups by id, name and date over what the files hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from onrecord.dossier.countries import country_code, country_name
from onrecord.dossier.schema import Actor, DossierFile, Format, Group, Membership, Metonym, Office, Outlet, Term
from onrecord.model.dates import Date

Entry = Actor | Group | Format | Outlet


@dataclass(frozen=True, eq=False)
class Dossier:
    """All that is known beforehand; two dossiers are equal if their fingerprints are.

    `fingerprint` is a hash of the content: the same files (but for comments and layout) give the same.
    """

    fingerprint: str
    actors: tuple[Actor, ...] = ()
    offices: tuple[Office, ...] = ()
    groups: tuple[Group, ...] = ()
    formats: tuple[Format, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    metonyms: tuple[Metonym, ...] = ()
    sources: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, file: DossierFile, fingerprint: str, sources: tuple[str, ...] = ()) -> Dossier:
        return cls(
            fingerprint,
            file.actors,
            file.offices,
            file.groups,
            file.formats,
            file.outlets,
            file.metonyms,
            sources,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dossier) and other.fingerprint == self.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """Everything that has names, by id."""
        every: tuple[Entry, ...] = (*self.actors, *self.groups, *self.formats, *self.outlets)
        return {entry.id: entry for entry in every}

    @cached_property
    def _offices_of_holder(self) -> Mapping[str, tuple[tuple[Office, Term], ...]]:
        found: dict[str, list[tuple[Office, Term]]] = {}
        for office in self.offices:
            for term in office.terms:
                found.setdefault(term.holder, []).append((office, term))
        return {holder: tuple(terms) for holder, terms in found.items()}

    def names(self, entry: str, language: str | None = None) -> tuple[str, ...]:
        """All names of an entry, those of `language` first, then the others', then former ones."""
        found = self.entries.get(entry)
        names: list[str] = []
        if found is not None:
            for table in (found.names, getattr(found, "former", {})):
                names += [name for code in sorted(table, key=lambda c: (c != language, c)) for name in table[code]]
        code = country_code(entry)
        if code is not None:
            names += [n for n in (country_name(code, language or "en"), country_name(code, "en")) if n]
        return tuple(dict.fromkeys(names))

    def name(self, entry: str, language: str) -> str | None:
        """What an entry is called in a language: its first name there, else in English, else any."""
        found = self.entries.get(entry)
        table = found.names if found is not None else {}
        if language in table:
            return table[language][0]
        code = country_code(entry)
        if code is not None:
            return country_name(code, language)
        if "en" in table:
            return table["en"][0]
        return next((names[0] for _, names in sorted(table.items())), None)

    def offices_of(self, holder: str) -> tuple[tuple[Office, Term], ...]:
        """Every office that a person holds or held, with the term."""
        return self._offices_of_holder.get(holder, ())

    def holders(self, office: Office, date: Date | None) -> tuple[str, ...]:
        """Who may have held an office at a date: one where the terms settle it, several where they do not.

        Without a date nobody is meant: an office outlives its holders. A term without dates settles nothing.
        """
        if date is None:
            return ()
        dated = (t for t in office.terms if t.since or t.until)
        return tuple(dict.fromkeys(t.holder for t in dated if in_force(t.since, t.until, date)))

    def members(self, group: str, date: Date | None = None) -> tuple[str, ...]:
        """Ids of a group's or format's members at a date (without one: all there ever were), groups opened."""
        return tuple(dict.fromkeys(self._members(group, date, frozenset({group}))))

    def groups_of(self, group: str) -> tuple[str, ...]:
        """Ids of the groups and formats that are themselves members of a group or format."""
        inner = (member.actor for member in self._memberships(group))
        return tuple(actor for actor in inner if isinstance(self.entries.get(actor), Group | Format))

    def _memberships(self, group: str) -> tuple[Membership, ...]:
        entry = self.entries.get(group)
        return entry.members if isinstance(entry, Group | Format) else ()

    def _members(self, group: str, date: Date | None, seen: frozenset[str]) -> Iterator[str]:
        for member in self._memberships(group):
            if date is not None and not in_force(member.since, member.until, date):
                continue
            inner = self.entries.get(member.actor)
            if isinstance(inner, Group | Format) and member.actor not in seen:
                yield from self._members(member.actor, date, seen | {member.actor})
            else:
                yield member.actor


def in_force(since: str | None, until: str | None, date: Date) -> bool:
    """Whether a term can cover (a part of) a date. The day on which one term ends belongs to the next."""
    bounds = date.bounds()
    if bounds is None:
        return since is None and until is None
    first, last = bounds[0], bounds[1] or dt.date.max
    begins = Date(since).bounds() if since else None
    ends = Date(until).bounds() if until else None
    if begins is not None and begins[0] > last:
        return False
    if ends is None or ends[1] is None:
        return True
    return ends[1] > first if until and Date(until).precision == "day" else ends[1] >= first
