"""Names of countries and regions in any language, from CLDR: no list of our own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale, UnknownLocaleError

PREFIX = "country:"

# CLDR keeps these beside the countries: unions, test and unknown regions.
_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


@cache
def _territories(language: str) -> Mapping[str, str]:
    try:
        names: Mapping[str, str] = Locale(language).territories
    except (UnknownLocaleError, ValueError):
        return MappingProxyType({})
    return MappingProxyType(dict(names))


@cache
def country_names(language: str) -> Mapping[str, str]:
    """Country codes (ISO 3166, two letters) and their names in a language; nothing for a language unknown to CLDR."""
    found = {code: _bare(name) for code, name in _territories(language).items() if is_country(code)}
    return MappingProxyType(dict(sorted(found.items())))


@cache
def region_names(language: str) -> Mapping[str, str]:
    """Codes of continents and their parts (UN M49, three digits) and their names in a language."""
    return MappingProxyType({code: name for code, name in sorted(_territories(language).items()) if code.isdigit()})


def is_country(code: str) -> bool:
    """Whether a CLDR code is a country's or a dependent territory's."""
    return len(code) == 2 and code.isalpha() and code.isupper() and code not in _NO_COUNTRY


def is_known_country(code: str) -> bool:
    """Whether CLDR knows it as a country."""
    return is_country(code) and code in _territories("en")


def country_name(code: str, language: str) -> str | None:
    """A country's name in a language (or in English), None for no country."""
    return country_names(language).get(code) or country_names("en").get(code)


def country_id(code: str) -> str:
    """The actor id of a country: `country:KZ`."""
    return PREFIX + code


def country_code(actor: str) -> str | None:
    """`KZ` of `country:KZ`; None for any other actor."""
    return actor[len(PREFIX) :] if actor.startswith(PREFIX) else None


def _bare(name: str) -> str:
    """Without what CLDR adds in brackets to tell territories apart."""
    return name.split(" (", 1)[0]
