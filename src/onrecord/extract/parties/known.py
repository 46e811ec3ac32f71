"""Persons of a document found again in the dossier."""

from __future__ import annotations

from onrecord.dossier.dossier import in_force
from onrecord.extract.parties.lexicon import KnownPerson, Lexicon
from onrecord.extract.parties.offices import Office, holders, known_office
from onrecord.extract.parties.persons import Person
from onrecord.extract.parties.table import PartyDraft
from onrecord.model.dates import Date

# whoever held these is meant by the surname alone even where the article's date is not known
_PROMINENT = frozenset({"head_of_state", "head_of_government", "foreign_minister"})


def entry_of(
    person: Person,
    party: PartyDraft,
    lexicon: Lexicon,
    date: Date | None,
    states: set[str],
) -> str | None:
    """The dossier's id of a person, where it is sure.

    A full name must agree; a surname alone needs the office at the date, or an office held at the
    date in a state that the article speaks of (`states`).
    """
    found: dict[str, int] = {}
    surnames = dict.fromkeys(base for name in person.names for base in name.surname.bases)
    for surname in surnames:
        for known in lexicon.persons.get(surname, ()):
            fit = _agreement(person, known)
            if fit:
                found[known.entry] = max(found.get(known.entry, 0), fit)
    best = [entry for entry, fit in found.items() if fit == 2]
    if len(best) == 1:
        return best[0]
    if best or not found:
        return None
    supported = [entry for entry in found if _in_office(entry, party.offices, lexicon, date, states)]
    return supported[0] if len(supported) == 1 else None


def _agreement(person: Person, known: KnownPerson) -> int:
    """2 if first names agree, 1 if there are none or initials only, 0 if they contradict."""
    fit = 1
    for name in person.names:
        if name.given and len(known.words) > 1:
            if not any(base in known.words[:-1] for word in name.given for base in word.bases):
                return 0
            fit = 2
        elif name.initials and len(known.words) > 1 and name.initials[0][0] != known.words[0][0]:
            return 0
    return fit


def _in_office(
    entry: str,
    offices: list[Office],
    lexicon: Lexicon,
    date: Date | None,
    states: set[str],
) -> bool:
    for office, term in lexicon.dossier.offices_of(entry):
        at_date = date is None or entry in lexicon.dossier.holders(office, date)
        known = known_office(office, lexicon)
        for held in offices:
            same = not held.countries or bool(held.countries & known.countries)
            if same and held.rank == known.rank and (not held.fields or held.fields & known.fields) and not held.words:
                return True
        held_then = office.of in states and (term.since or term.until) and at_date
        if held_then and (date is not None or office.role in _PROMINENT):
            return True
    return False


def held_offices(entry: str, lexicon: Lexicon, date: Date | None) -> list[Office]:
    """The offices that a person holds at a date by the dossier; all that they ever held where there is no date."""
    return [
        known_office(office, lexicon)
        for office, term in lexicon.dossier.offices_of(entry)
        if date is None or ((term.since or term.until) and in_force(term.since, term.until, date))
    ]


def office_holder(asked: Office, lexicon: Lexicon, date: Date | None) -> str | None:
    """The one who held an office at a date by the dossier; None where it is not plain."""
    found, _ = holders(asked, lexicon, date)
    return found[0] if len(found) == 1 else None
