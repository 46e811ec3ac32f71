"""Likely misspellings of people whom the dossier knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.dossier import Dossier
from onrecord.link.forms import Form, folded, same_actor


class KnownPeople:
    """The dossier's persons by the beginnings of their names, for forms that it does not know as they stand."""

    def __init__(self, dossier: Dossier) -> None:
        self._by_key: dict[str, list[Form]] = {}
        for actor in dossier.actors:
            if actor.kind == "person":
                for form in _forms(actor.id, actor.names, dossier):
                    for key in _keys(form):
                        self._by_key.setdefault(key, []).append(form)

    def entry_like(self, form: Form) -> str | None:
        """The one entry that a form may be a misspelling of; None where none or several are like it."""
        if form.kind != "person" or form.entry or form.local or " " not in form.name:
            return None
        near = {known.entry for key in _keys(form) for known in self._by_key.get(key, ()) if same_actor(form, known)}
        return near.pop() if len(near) == 1 else None


def _forms(entry: str, names: Mapping[str, tuple[str, ...]], dossier: Dossier) -> Iterable[Form]:
    titles = {
        folded(title)
        for office, _ in dossier.offices_of(entry)
        for listed in office.titles.values()
        for title in listed
    }
    every = sorted({folded(name) for listed in names.values() for name in listed})
    for name in every:
        yield Form("person", name, entry, tuple(every), tuple(sorted(titles)))


def _keys(form: Form) -> tuple[str, str]:
    return f"surname {form.surname}", f"given {form.given} {form.surname[:2]}"
