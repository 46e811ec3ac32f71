"""How a desk is served: frozen, made at the edge."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.errors import OnrecordError
from onrecord.views.days import Known

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SHORTEST = 12
_SHORTEST_TOKEN = 20


@dataclass(frozen=True, slots=True)
class Desk:
    """What is served, and to whom.

    `catch_up` brings rows and findings in step with articles and decisions, `known` links the record as of a day; both
    must be picklable, as with a large record a process of its own does it. `lemmas` gives the lemmas that a word may
    have. `sign` says who decides, and when. `tokens` are pairs of a name and the token with which a program decides in
    that name. `wait` is how long a decision waits for the record to be in step with it, in seconds.
    Raises `OnrecordError` where others could reach it without a password.
    """

    record: Path
    catch_up: Callable[[Path], None]
    known: Known
    lemmas: Callable[[str], Sequence[str]]
    sign: Callable[[], dict[str, str | None]]
    host: str = "127.0.0.1"
    port: int = 8080
    password: str | None = field(default=None, repr=False)
    tokens: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    wait: float = 4.0

    def __post_init__(self) -> None:
        if self.password is not None and len(self.password) < _SHORTEST:
            raise OnrecordError(f"the password has less than {_SHORTEST} characters")
        if self.password is None and not self.only_here:
            raise OnrecordError(
                "others can reach this address, so a password is needed",
                where=self.host,
                hint="set ONRECORD_PASSWORD, or name a file with --password-file",
            )

    @property
    def only_here(self) -> bool:
        """Whether nobody but this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def serves(self, name: str) -> bool:
        """Whether a request may call the host so: what is open to this machine alone answers to its own names only,
        so that no page elsewhere can reach it under a name of its own."""
        return not self.only_here or name in _LOOPBACK or name == self.host


def tokens_of(file: Path | None) -> tuple[tuple[str, str], ...]:
    """Names and tokens, one pair a line (`clerk 3f9c…`); lines with # in front are left out. Raises `OnrecordError`."""
    if file is None:
        return ()
    try:
        lines = file.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise OnrecordError(getattr(error, "strerror", "") or "cannot be read", where=str(file)) from error
    found = []
    for number, line in enumerate(lines, 1):
        parts = line.split()
        if not parts or parts[0].startswith("#"):
            continue
        if len(parts) != 2 or len(parts[1]) < _SHORTEST_TOKEN or not parts[0].isprintable():
            wanted = f"a line is a name and a token of {_SHORTEST_TOKEN} characters or more"
            raise OnrecordError(wanted, where=f"{file}:{number}", hint="make one with: openssl rand -hex 20")
        found.append((parts[0], parts[1]))
    return tuple(found)


def password_of(file: Path | None, environ: Mapping[str, str]) -> str | None:
    """The password that a file holds, else that of `ONRECORD_PASSWORD`, else none."""
    if file is None:
        return environ.get("ONRECORD_PASSWORD") or None
    try:
        return file.read_text("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise OnrecordError(getattr(error, "strerror", "") or "cannot be read", where=str(file)) from error
