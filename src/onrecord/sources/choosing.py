"""Which articles are wanted: by language, day, site and words. Asked early, before anything that costs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice

from onrecord.errors import SourceError
from onrecord.languages import get_language
from onrecord.model.dates import Date
from onrecord.sources.addresses import site_of
from onrecord.sources.items import Item
from onrecord.sources.reading import header_day
from onrecord.sources.recognising import CANDIDATES, language_of

# So many letters of an alphabet on a page make it worth reading; a menu of other languages has fewer.
_ENOUGH_LETTERS = 100
# Letters written as numbers, in the page or in its scripts: nothing is told from such a page before it is read.
_NUMBERED = ("&#1", "\\u04")


@dataclass(frozen=True)
class Choice:
    """What is wanted; whatever is left empty is not asked about.

    `languages` are ISO 639-1 codes, `first` and `last` days of publication (both included), `domains` sites with
    those below them, `words` parts of words, in small letters or not, of which one must stand in the text. What
    has no date is not left out by date: nothing says that it lies outside.
    """

    languages: tuple[str, ...] = ()
    first: Date | None = None
    last: Date | None = None
    domains: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        languages: Iterable[str] | None,
        first: Date | None,
        last: Date | None,
        domains: Iterable[str] | None,
        words: Iterable[str] | None,
    ) -> Choice:
        """As it is asked for on a command line. Raises `SourceError` for what can mean nothing."""
        codes = tuple(code.strip().lower() for code in languages or ())
        strange = next((code for code in codes if code not in CANDIDATES), None)
        if strange is not None:
            raise SourceError(f"no language {strange!r}", hint=f"those told apart are {', '.join(sorted(CANDIDATES))}")
        return cls(codes, first, last, tuple(domains or ()), tuple(words or ()))

    @property
    def is_empty(self) -> bool:
        return not (self.languages or self.first or self.last or self.domains or self.words)

    def keeps(self, item: Item) -> bool:
        """Whether an article as it was found is wanted."""
        return (
            self.keeps_site(item.given.url)
            and self.keeps_day(header_day(item.raw) or item.given.published)
            and self.keeps_words(item.raw)
            and (not self.languages or (item.given.language or language_of(item.raw)) in self.languages)
        )

    def keeps_site(self, url: str | None) -> bool:
        if not self.domains:
            return True
        site = site_of(url) if url else ""
        return any(site == domain or site.endswith(f".{domain}") for domain in self._sites)

    @cached_property
    def _sites(self) -> tuple[str, ...]:
        return tuple(site_of(domain) or domain.lower() for domain in self.domains)

    def keeps_day(self, day: Date | None) -> bool:
        """Whether a day of publication can lie in the period."""
        mine = day.bounds() if day is not None else None
        if mine is None:
            return True
        first, last = self._period
        return not ((mine[1] is not None and first and mine[1] < first) or (last and mine[0] > last))

    @cached_property
    def _period(self) -> tuple[dt.date | None, dt.date | None]:
        first = self.first.bounds() if self.first else None
        last = self.last.bounds() if self.last else None
        return first[0] if first else None, last[1] if last else None

    def keeps_read_on(self, day: Date) -> bool:
        """Whether what was fetched on a day can have been published in the period: it was not later."""
        fetched, first = day.bounds(), self._period[0]
        return first is None or fetched is None or fetched[1] is None or fetched[1] >= first

    def keeps_words(self, text: str) -> bool:
        return not self.words or self._any_word(_folded(text))

    def keeps_page(self, html: str) -> bool:
        """Whether a page's source can hold what is wanted. Cheap and generous: in doubt it can."""
        if any(mark in html for mark in _NUMBERED):
            return True
        return (not self.languages or any(_may_be(code, html) for code in self.languages)) and self.keeps_words(html)

    @cached_property
    def _any_word(self) -> Callable[[str], bool]:
        wanted = [word for word in map(_folded, self.words) if word.strip()]
        plain = [word for word in wanted if word.isascii()]
        return lambda text: any(word in text for word in (plain if text.isascii() else wanted))


def _folded(text: str) -> str:
    return text.lower().replace("ё", "е")


def _may_be(code: str, html: str) -> bool:
    """Whether a page can hold an article in a language: enough letters of its alphabet, where that is known."""
    letters = _letters(code)
    if letters is None:
        return True
    if html.isascii():
        return False
    found = letters.finditer(html)
    return sum(1 for _ in islice(found, _ENOUGH_LETTERS)) == _ENOUGH_LETTERS


@cache
def _letters(code: str) -> re.Pattern[str] | None:
    """The letters of a language that ASCII has not; None where all may be ASCII, or the language is not served."""
    language = get_language(code)
    own = "".join(sorted(letter for letter in language.page.letters if not letter.isascii())) if language else ""
    return re.compile(f"[{own}{own.upper()}]") if own else None
