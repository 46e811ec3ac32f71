"""Codes of the record as messages of the interface, in English; `Tongue.say` puts them into another language."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.views.brief import KINDS, REFUSALS, SEVERITIES, STRENGTHS

VOICES = {"quoted": "in the words quoted", "headline": "in the headline", "outlet": "in the outlet’s own words"}
STATUSES = {
    "overdue": "overdue",
    "open": "open",
    "in_progress": "in progress",
    "kept": "kept",
    "broken": "broken",
    "withdrawn": "withdrawn",
    "superseded": "superseded",
}
EVENT_STATUSES = {"planned": "planned", "held": "held", "cancelled": "cancelled", "ongoing": "under way"}
EVENTS = {
    "meeting": "Meeting",
    "visit": "Visit",
    "call": "Call",
    "summit": "Summit",
    "reception": "Reception",
    "conference": "Conference",
    "signing": "Signing",
    "invitation": "Invitation",
    "negotiation": "Talks",
}
ACTORS = {
    "person": "Person",
    "organization": "Organisation",
    "country": "Country",
    "group": "Group",
    "place": "Place",
    "outlet": "Outlet",
}
QUOTES = {"direct": "direct", "indirect": "indirect", "mixed": "partly direct"}
DERIVATIONS = {
    "copy": "a copy",
    "near_copy": "nearly a copy",
    "partial": "in part taken over",
    "paraphrase": "retold",
}
BASES = {
    "header": "from a header above the text",
    "metadata": "from the page’s metadata",
    "dateline": "from the dateline",
    "text": "from the text",
    "page": "from marks in the page",
    "address": "from the address",
}
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}  # as EDTF counts them
STEPS = {
    "announced": "announced",
    "confirmed": "told again",
    "moved": "moved",
    "held": "held",
    "cancelled": "cancelled",
}
TYPES = {
    "document": "Article",
    "quote": "Quote",
    "statement": "Statement",
    "event": "Encounter",
    "commitment": "Commitment",
    "finding": "Disagreement",
    "figure": "Figure",
    "actor": "Actor",
}
APPROXIMATE = {"more_than": "more than", "less_than": "less than", "about": "about"}
VERBS = {
    "merge": "are one",
    "split": "is somebody else",
    "rename": "is called",
    "confirm": "confirmed",
    "reject": "rejected",
    "dismiss": "set aside",
}
UNITS = {
    "%": "%",
    "years": "years",
    "months": "months",
    "weeks": "weeks",
    "days": "days",
    "hours": "hours",
    "minutes": "minutes",
    "km": "km",
    "m": "m",
    "t": "t",
    "ha": "ha",
}
# What somebody promises to do; a word that is none of these stands in the language of its article ("do: согласовать").
_ACTIONS = (
    "visit | travel | return | meet | hold | host | invite | discuss | negotiate | take part | sign | ratify | "
    "cooperate | continue | deepen | expand | develop | support | help | supply | provide | invest | pay | repay | "
    "buy | sell | raise | reduce | lift | ban | limit | impose | close | open | build | create | launch | begin | "
    "finish | stop | change | introduce a bill | adopt | publish | present | announce | report | answer | appeal | "
    "sue | investigate | decide | appoint | resign | run for office | head | join | leave | withdraw | send | "
    "deploy | attack | defend | oppose | insist | propose | use | produce | transfer | restore | improve | protect "
    "| implement | celebrate | release | perform | move | seek | take measures | "
    "speak"
)
ACTIONS = {action: f"to {action}" for action in _ACTIONS.split(" | ")}

ERRORS = (
    "There is no such page.",
    "No such thing can be done here.",
    "Something in this address or form is missing or wrong.",
    "There is no such row in the record.",
    "It may have come together with another one.",
    "There was no such row in the record on that day.",
    "Nobody may have told of it by then, or it stood together with another.",
    "write it like 2031-05-06, 2031-05 or 2031",
    "it goes on: ask again in a little while",
    "The page was open too long: load it again, then decide.",
    "This is not the password.",
    "Too many were wrong: wait for five minutes.",
    "a reason is needed",
    "whoever reads it later wants to know why",
    "this takes too long",
    "ask for less: another word, a shorter time, a filter",
    "no such decision",
    "Others are taking much along just now: try again in a minute.",
    "nobody in the record is called so",
    "write a name as a page of actors has it",
    "a merge takes two different actors or more",
    "a name cannot be empty",
    "a name is needed, of no more than 80 characters",
    "there is a saved query of this name",
    "choose another, or delete that one first",
    "there are too many saved queries",
    "delete some of them first",
    "there is no saved query of this name",
    "only lists and searches can be kept",
)
"""What pages of errors say; the code that raises them has the same words."""

TABLES: Mapping[str, Mapping[str, str]] = {
    "finding": KINDS,
    "severity": {str(severity): words for severity, words in SEVERITIES.items()},
    "strength": STRENGTHS,
    "refusal": REFUSALS,
    "voice": VOICES,
    "status": STATUSES,
    "event_status": EVENT_STATUSES,
    "event": EVENTS,
    "actor": ACTORS,
    "quote": QUOTES,
    "derivation": DERIVATIONS,
    "basis": BASES,
    "season": SEASONS,
    "step": STEPS,
    "type": TYPES,
    "approximate": APPROXIMATE,
    "verb": VERBS,
    "unit": UNITS,
    "action": ACTIONS,
}


def words(table: str, code: object) -> str:
    """The message for a code; the code itself where there is none."""
    return TABLES[table].get(str(code), str(code))


def messages() -> list[str]:
    """All of them, for whoever translates them."""
    return [*(message for table in TABLES.values() for message in table.values()), *ERRORS]
