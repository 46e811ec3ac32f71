"""What a site lets programs read, by its robots.txt (RFC 9309)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

TOKEN = "onrecord"
# More is not read, as the standard allows.
_MOST = 512_000


class Rules:
    """The rules of one site for us."""

    def __init__(self, text: str) -> None:
        from protego import Protego

        self._rules: Protego = Protego.parse(text)

    def allow(self, url: str) -> bool:
        return bool(self._rules.can_fetch(url, TOKEN))

    @property
    def delay(self) -> float:
        """Seconds that the site wants between two requests; 0 where it says nothing of it."""
        return max(float(self._rules.crawl_delay(TOKEN) or 0), 0.0)


def rules_of(status: int, body: bytes) -> Rules | None:
    """The rules in an answer for robots.txt; None where the site can't say now, which means: nothing may be read.

    A site that has no such file lets everything be read.
    """
    if 200 <= status < 300:
        return Rules(body[:_MOST].decode("utf-8-sig", "replace"))
    return Rules("") if status < 500 and status != 429 else None
