"""Addresses: which may be asked for, and in which form one is kept."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from onrecord.errors import SourceError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
ANY: tuple[Network, ...] = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))

_LONGEST = 2_000
_WEB = re.compile(r"(?i)https?://")
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+(?:%\w+)?\]")
# What is added to addresses to follow readers about, and says nothing of the page.
_TRACKING = re.compile(r"(?i)utm_\w+|fbclid|gclid|yclid|ysclid|dclid|msclkid|mc_[ce]id|_openstat|igshid|igsh|erid")
# Addresses that hold one of version 4: NAT64, 6to4, Teredo.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_address(text: str) -> bool:
    """Whether this is an address of the web, and no file's name."""
    return _WEB.match(text) is not None


def normalise(address: str) -> str:
    """The form in which an address is asked for and kept: no fragment, no tracking, the host in ASCII and lower case.

    Raises `SourceError` for what cannot or must not be asked for.
    """
    text = address.strip()
    try:
        if not is_address(text) or len(text) > _LONGEST or any(ord(c) < 33 for c in text):
            raise ValueError("not of the web, too long, or with blanks in it")
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
        if parts.username is not None or parts.password is not None:
            raise ValueError("a name or password in it")
        host = f"[{host}]" if ":" in host else host.encode("idna").decode() if not host.isascii() else host
        if not _HOST.fullmatch(host):
            raise ValueError("no host in it")
    except (ValueError, UnicodeError) as error:
        raise SourceError(f"no address that can be asked for ({error})", where=_shown(text), hint="check it") from None
    scheme = parts.scheme.lower()
    netloc = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = parts.query
    if _TRACKING.search(query):
        left = [(key, value) for key, value in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(key)]
        query = urlencode(left)
    return urlunsplit((scheme, netloc.lower(), path, quote(query, safe="/%:@!$&'()*+,;=~-._?"), ""))


def _shown(text: str) -> str:
    """A hostile address on one line: what does not print is written out."""
    short = text if len(text) <= 80 else f"{text[:79]}…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode("ascii") for c in short)


def join(base: str, address: str) -> str:
    """An address as it stands on a page or in a redirect, made whole; raises `SourceError` as `normalise`."""
    try:
        whole = urljoin(base, address.strip())
    except ValueError:
        whole = address
    return normalise(whole)


def origin(url: str) -> str:
    """Scheme, host and port of an address in its kept form."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def is_front(url: str) -> bool:
    """Whether an address is that of a front page."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def may_be_asked(address: str, allowed: Sequence[Network] = ()) -> bool:
    """Whether a connection to this IP address may be made: one of the public net, or one that was allowed."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    inner = _inside(ip)
    if any(ip.version == net.version and ip in net for net in allowed):
        return True
    if inner is not None:
        return may_be_asked(str(inner), allowed)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _inside(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The address of version 4 that one of version 6 stands for."""
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
