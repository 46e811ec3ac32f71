"""Who publishes an article, and whom it credits for its news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from onrecord.dossier import Dossier
from onrecord.dossier.schema import Outlet
from onrecord.languages.page import FoundCredit, FoundDateline, Page
from onrecord.model.document import Credit
from onrecord.model.span import Span
from onrecord.sources.addresses import site_of
from onrecord.sources.furniture import Line

_WORDS = re.compile(r"[^\w]+")
_SITE = re.compile(r"(?:https?://)?(?:www\.)?([\w.-]+\.[a-z]{2,10})(?:/\S*)?", re.I)


def same_name(name: str) -> str:
    """A name without what outlets write differently: capitals, quotation marks, "ё"."""
    return _WORDS.sub(" ", name.casefold().replace("ё", "е")).strip()


def credits_of(raw: str, found: Sequence[FoundCredit]) -> tuple[Credit, ...]:
    """Credits of the news, the first of each medium; a weak one only where there is no strong one."""
    strong = [credit for credit in found if credit.strong] or [credit for credit in found if not credit.own][:1]
    first: dict[str, FoundCredit] = {}
    for credit in strong:
        name = same_name(credit.name)
        longer = any(known.startswith(f"{name} ") for known in first)
        if not longer:
            first.setdefault(name, credit)
    return tuple(
        Credit(c.name, Span.cut(raw, c.start, c.end), Span.cut(raw, c.name_start, c.name_end)) for c in first.values()
    )


def told_outlet(given: str | None, url: str | None, publisher: str | None, dossier: Dossier | None) -> str | None:
    """The outlet by what came with a text: as given, by domain or name from the dossier, else by its domain.

    `publisher` is what a page calls its outlet: the last resort where it has no address.
    """
    if given:
        return given
    site = site_of(url) if url else ""
    known = _outlet_of_site(site, dossier) if site else None
    return known or _outlet_by_name(publisher, dossier) or site or publisher


def outlet_of(
    given: str | None,
    lines: Sequence[Line],
    dateline: FoundDateline | None,
    found: Sequence[FoundCredit],
    lead: tuple[int, int],
    page: Page,
    heading: str,
    dossier: Dossier | None,
) -> str | None:
    """Who publishes the article, from the surest sign there is; None where none is.

    What came with it (`given`), then how the article speaks of itself, the tag of a wire, the heading of a press
    release, the page's own furniture, and the credit that closes the lead of a news site.
    """
    if given:
        return given
    own = [credit for credit in found if credit.own]
    if own:
        return own[0].name
    if dateline is not None and dateline.agency:
        return dateline.agency
    told = [credit for credit in found if credit.addressee and not credit.famous]
    if told:
        return told[0].name
    signed, closing = _signed(lines, page), _closing_lead(found, lead)
    if signed and closing and same_name(signed) == same_name(closing):
        return closing
    return page.publisher(heading) or signed or closing or _linked(lines, dossier)


def _outlet_of_site(site: str, dossier: Dossier | None) -> str | None:
    """The name of the outlet that the dossier knows by a domain."""
    for outlet in dossier.outlets if dossier is not None else ():
        if any(site == domain or site.endswith(f".{domain}") for domain in outlet.domains):
            return _name_of(outlet)
    return None


def _outlet_by_name(name: str | None, dossier: Dossier | None) -> str | None:
    """The outlet that the dossier knows by one of its names or its address."""
    wanted = same_name(name) if name else ""
    for outlet in dossier.outlets if dossier is not None and wanted else ():
        if any(same_name(known) == wanted for known in (*chain(*outlet.names.values()), *outlet.domains)):
            return _name_of(outlet)
    return None


def _name_of(outlet: Outlet) -> str:
    names = next(iter(outlet.names.values()))
    return outlet.names.get("ru", names)[0]


def _signed(lines: Sequence[Line], page: Page) -> str | None:
    """The name that the page's furniture bears ("Подписывайтесь на X", "© X")."""
    for line in lines:
        piece = line.text if not line.kept else line.text[line.cut - line.start :] if line.cut is not None else None
        name = page.signature(piece) if piece is not None else None
        if name:
            return name
    return None


def _closing_lead(found: Sequence[FoundCredit], lead: tuple[int, int]) -> str | None:
    """The medium of the first credit, if that is a "passes on X" in the lead: mostly a news site's own name."""
    first = next((credit for credit in found if credit.strong), None)
    mine = first is not None and first.likely and not first.famous and lead[0] <= first.start < lead[1]
    return first.name if first is not None and mine else None


def _linked(lines: Sequence[Line], dossier: Dossier | None) -> str | None:
    """The site of the article's own address, where the text ends with one."""
    for line in lines[-2:]:
        piece = line.text if not line.kept else line.text[line.cut - line.start :] if line.cut is not None else ""
        match = _SITE.fullmatch(piece.strip())
        if match and piece.strip().lower().startswith("http"):
            site = match.group(1).lower()
            return _outlet_of_site(site, dossier) or site
    return None
