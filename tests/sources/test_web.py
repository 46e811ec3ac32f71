"""Asking servers: what is asked, how often, and that no server can hold us, flood us or send us where we must not go."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import ipaddress
import itertools
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_outlet import Outlet, Shown, running

from onrecord.errors import SourceError
from onrecord.model.response import Response
from onrecord.sources.answers import problem_of, wait_told
from onrecord.sources.transport import Stopped
from onrecord.sources.urls import ANY, is_front, join, may_be_asked, normalise
from onrecord.sources.web import Fetcher, Forgetful, Manners

NOW = dt.datetime(2031, 4, 20, 12, 0, tzinfo=dt.UTC)
HERE = (ipaddress.ip_network("127.0.0.1/32"),)
QUICK = Manners(pause=0.0, back_off=0.01, idle=0.6, total=1.5, most_bytes=300_000, allowed=HERE)


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with running() as outlet:
        yield outlet


def ask(outlet: Outlet, path: str, manners: Manners = QUICK, **known: str) -> Response | SourceError:
    with Fetcher(manners, lambda: NOW) as fetcher:
        return fetcher.fetch(outlet.url(path), **known)


def refused(found: Response | SourceError) -> str:
    assert isinstance(found, SourceError), found
    line = str(found)
    assert "\n" not in line
    assert found.where
    return line


# ---- the ordinary way


def test_a_page_comes_with_its_headers_and_is_asked_for_by_name(outlet: Outlet) -> None:
    outlet.show("/news/1", "<p>Привет</p>", headers={"Set-Cookie": "who=me", "Last-Modified": "yesterday"})
    found = ask(outlet, "/news/1")
    assert isinstance(found, Response)
    assert (found.body.decode(), found.status, found.charset) == ("<p>Привет</p>", 200, "utf-8")
    assert found.at == "2031-04-20T12:00:00+00:00"
    assert found.header("last-modified") == "yesterday"
    assert found.header("set-cookie") is None
    assert outlet.paths() == ["/robots.txt", "/news/1"]
    assert all(asked.headers["User-Agent"].startswith("onrecord/") for asked in outlet.asked)


def test_cookies_are_not_sent_back(outlet: Outlet) -> None:
    outlet.show("/news/1", "<p>", headers={"Set-Cookie": "who=me; Path=/"})
    with Fetcher(QUICK, lambda: NOW) as fetcher:
        fetcher.fetch(outlet.url("/news/1"))
        fetcher.fetch(outlet.url("/news/1"))
    assert all("Cookie" not in asked.headers for asked in outlet.asked)


def test_what_is_known_is_not_sent_again(outlet: Outlet) -> None:
    outlet.show("/news/1", "<p>Привет</p>")
    first = ask(outlet, "/news/1")
    assert isinstance(first, Response)
    again = ask(outlet, "/news/1", etag=first.header("etag") or "")
    assert isinstance(again, Response)
    assert (again.unchanged, again.body) == (True, b"")


@pytest.mark.parametrize("packing", ["gzip", "deflate", "bare deflate"])
def test_packed_answers_are_unpacked(outlet: Outlet, packing: str) -> None:
    text = "<p>Привет</p>".encode() * 1000
    bare = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = {
        "gzip": gzip.compress(text),
        "deflate": zlib.compress(text),
        "bare deflate": bare.compress(text) + bare.flush(),
    }[packing]
    outlet.show("/x", packed, headers={"Content-Encoding": packing.split()[-1]})
    found = ask(outlet, "/x")
    assert isinstance(found, Response)
    assert found.body == text


def test_redirects_are_followed_and_told(outlet: Outlet) -> None:
    outlet.send_on("/a", "b?utm_source=x#top")
    outlet.send_on("/b", "/c", 301)
    outlet.show("/c", "<p>")
    found = ask(outlet, "/a")
    assert isinstance(found, Response)
    assert found.url == outlet.url("/a")
    assert found.final == outlet.url("/c")
    assert found.hops == (f"302 {outlet.url('/a')}", f"301 {outlet.url('/b')}")


def test_a_circle_of_redirects_ends(outlet: Outlet) -> None:
    outlet.send_on("/a", "/b")
    outlet.send_on("/b", "/a")
    assert "sent on more than 5 times" in refused(ask(outlet, "/a"))


def test_an_error_is_an_answer_with_words_for_it(outlet: Outlet) -> None:
    found = ask(outlet, "/nothing")
    assert isinstance(found, Response)
    problem = problem_of(found)
    assert problem is not None
    assert "404 Not Found" in str(problem)


# ---- manners


def test_what_robots_forbid_is_not_asked_for(outlet: Outlet) -> None:
    outlet.show("/robots.txt", "User-agent: *\nDisallow: /private/\nUser-agent: onrecord\nDisallow: /drafts/")
    outlet.show("/drafts/1", "<p>")
    outlet.send_on("/a", "/drafts/1")
    assert "robots.txt forbids it" in refused(ask(outlet, "/drafts/1"))
    assert "robots.txt forbids it" in refused(ask(outlet, "/a"))
    assert "/drafts/1" not in outlet.paths()


def test_a_site_whose_rules_cannot_be_had_is_left_alone(outlet: Outlet) -> None:
    outlet.show("/robots.txt", "later", status=503)
    outlet.show("/a", "<p>")
    assert "robots.txt cannot be had (it says 503)" in refused(ask(outlet, "/a"))
    assert set(outlet.paths()) == {"/robots.txt"}


def test_rules_are_asked_for_once_and_the_pause_is_kept(outlet: Outlet) -> None:
    outlet.show("/robots.txt", "User-agent: *\nCrawl-delay: 0.2")
    for number in range(3):
        outlet.show(f"/{number}", "<p>")
    with Fetcher(QUICK, lambda: NOW) as fetcher:
        threads = [threading.Thread(target=fetcher.fetch, args=(outlet.url(f"/{n}"),)) for n in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert outlet.paths()[0] == "/robots.txt"
    assert sorted(outlet.paths()[1:]) == ["/0", "/1", "/2"]
    times = [asked.at for asked in outlet.asked[1:]]
    assert all(b - a >= 0.19 for a, b in itertools.pairwise(times))


def test_rules_that_ask_for_too_much_patience_are_told(outlet: Outlet) -> None:
    outlet.show("/robots.txt", "User-agent: *\nCrawl-delay: 86400")
    assert "wants 86400 s between requests" in refused(ask(outlet, "/a"))


def test_rules_made_to_take_long_take_no_longer(outlet: Outlet) -> None:
    outlet.show("/robots.txt", "User-agent: *\n" + ("Disallow: /" + "*a" * 40 + "b\n") * 2500)
    began = time.monotonic()
    found = ask(outlet, "/" + "a" * 1500)
    assert isinstance(found, Response)
    assert time.monotonic() - began < 60


def test_rules_are_kept_from_one_run_to_the_next(outlet: Outlet) -> None:
    outlet.show("/a", "<p>")

    class Kept(Forgetful):
        found: Response | None = None

        def robots(self, url: str) -> tuple[Response, str] | None:
            return (self.found, self.found.at) if self.found else None

        def keep_robots(self, response: Response) -> None:
            self.found = response

    memory = Kept()
    for day in (0, 0, 2):
        with Fetcher(QUICK, lambda day=day: NOW + dt.timedelta(days=day), memory=memory) as fetcher:  # type: ignore[misc]
            fetcher.fetch(outlet.url("/a"))
    assert outlet.paths() == ["/robots.txt", "/a", "/a", "/robots.txt", "/a"]


def test_a_busy_server_is_asked_again_a_little_later(outlet: Outlet) -> None:
    outlet.show("/busy", "wait", status=503, headers={"Retry-After": "0"})
    found = ask(outlet, "/busy")
    assert isinstance(found, Response)
    assert found.status == 503
    assert outlet.paths().count("/busy") == 3


def test_a_server_that_asks_for_an_hour_is_not_asked_again(outlet: Outlet) -> None:
    outlet.show("/busy", "wait", status=429, headers={"Retry-After": "3600"})
    found = ask(outlet, "/busy")
    assert isinstance(found, Response)
    assert wait_told(found, NOW) == 3600
    assert outlet.paths().count("/busy") == 1


def test_how_long_to_wait_may_be_told_as_a_date() -> None:
    def told(value: str) -> float | None:
        return wait_told(Response("u", "u", "", 503, (("Retry-After", value),)), NOW)

    assert told("Sun, 20 Apr 2031 12:01:00 GMT") == 60
    assert told("Sun, 20 Apr 2031 11:01:00 GMT") == 0
    assert told("soon") is None
    assert told("9" * 50) == 7 * 86_400


# ---- bad servers


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("endless", "more than 0.3 MB"),
        ("drip", "took longer than 1.5 s"),
        ("drip_head", "took longer than 1.5 s"),
        ("silent", "no answer in time"),
        ("bomb", "more than 0.3 MB"),
        ("broken", "cannot be reached"),
        ("nonsense", "cannot be reached"),
    ],
)
def test_bad_servers_cost_bounded_time_and_one_line(outlet: Outlet, name: str, said: str) -> None:
    outlet.shown["/bad"] = Shown(special=getattr(outlet, name))
    began = time.monotonic()
    line = refused(ask(outlet, "/bad", replace(QUICK, tries=2)))
    assert said in line
    assert line.startswith(outlet.url("/bad"))
    assert time.monotonic() - began < 60


def test_a_server_that_says_how_much_too_much_it_has_is_believed(outlet: Outlet) -> None:
    outlet.show("/big", b"x" * 300_001)
    assert "more than 0.3 MB" in refused(ask(outlet, "/big"))
    outlet.show("/fits", b"x" * 300_000)
    assert isinstance(ask(outlet, "/fits"), Response)


def test_a_packing_that_was_not_asked_for_is_refused(outlet: Outlet) -> None:
    outlet.show("/br", b"\x0b\x02\x80x\x03", headers={"Content-Encoding": "br"})
    assert "packed in a way that was not asked for (br)" in refused(ask(outlet, "/br"))
    outlet.show("/gz", b"no gzip at all", headers={"Content-Encoding": "gzip"})
    assert "cannot be unpacked" in refused(ask(outlet, "/gz"))


def test_stopping_ends_a_request_at_once(outlet: Outlet) -> None:
    outlet.shown["/slow"] = Shown(special=outlet.silent)
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    began = time.monotonic()
    with Fetcher(replace(QUICK, idle=20, total=20), lambda: NOW, stop=stop) as fetcher, pytest.raises(Stopped):
        fetcher.fetch(outlet.url("/slow"))
    assert time.monotonic() - began < 60


# ---- addresses that are not asked


PRIVATE = [
    "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "no address",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_may_not_be_asked_unless_allowed(address: str) -> None:
    assert not may_be_asked(address)
    assert may_be_asked(address, ANY) == (address != "no address")


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
)
def test_public_addresses_may_be_asked(address: str) -> None:
    assert may_be_asked(address)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_loopback_is_refused_however_it_is_written(outlet: Outlet, host: str) -> None:
    port = outlet.root.rsplit(":", 1)[1]
    with Fetcher(replace(QUICK, allowed=()), lambda: NOW) as fetcher:
        line = refused(fetcher.fetch(f"http://{host}:{port}/"))
    assert "private address" in line
    assert outlet.asked == []


@pytest.mark.parametrize(
    "where", ["http://127.0.0.2:1/", "http://[::1]:1/", "http://169.254.169.254/latest/meta-data/"]
)
def test_a_redirect_to_a_private_address_is_refused(outlet: Outlet, where: str) -> None:
    outlet.send_on("/a", where)
    line = refused(ask(outlet, "/a"))
    assert "private address" in line
    assert line.startswith(outlet.url("/a"))


@pytest.mark.parametrize(
    "where",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "gopher://a.example/",
        "javascript:x",
        "http://u:p@a.example/",
    ],
)
def test_a_redirect_to_something_else_than_the_web_is_refused(outlet: Outlet, where: str) -> None:
    outlet.send_on("/a", where)
    assert "no address that can be asked for" in refused(ask(outlet, "/a"))


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(outlet: Outlet) -> None:
    port = int(outlet.root.rsplit(":", 1)[1])
    answers = iter([["203.0.113.9", "127.0.0.1"], ["127.0.0.1"], ["127.0.0.1"]])
    resolved: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        resolved.append(host)
        return next(answers)

    # TEST-NET-3 is allowed here and leads nowhere, so the first name does not connect; the second look-up is checked, too.
    allowed = (ipaddress.ip_network("203.0.113.0/24"),)
    manners = replace(QUICK, allowed=allowed, connect=0.2, tries=1)
    with Fetcher(manners, lambda: NOW, resolve=rebinding) as fetcher:
        for _ in range(2):
            refused(fetcher.fetch(f"http://outlet.example:{port}/"))
            fetcher._hosts.clear()
    assert resolved == ["outlet.example"] * 2
    assert outlet.asked == []


# ---- the form of addresses


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("HTTP://Kurier.Example:80/A?utm_source=tg&id=5&fbclid=x#c", "http://kurier.example/A?id=5"),
        ("https://kurier.example", "https://kurier.example/"),
        ("https://kurier.example:8443/x", "https://kurier.example:8443/x"),
        ("https://курьер.example/новости", "https://xn--e1ajsbm9c.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
        ("http://[2606:2800::1]/a", "http://[2606:2800::1]/a"),
        (" http://kurier.example/a%20b ", "http://kurier.example/a%20b"),
    ],
)
def test_addresses_are_kept_in_one_form(address: str, kept: str) -> None:
    assert normalise(address) == kept
    assert normalise(kept) == kept


@given(
    st.text(max_size=60)
    | st.text(max_size=30).map(lambda t: f"http://{t}")
    | st.text(max_size=30).map(lambda t: f"http://a.example/{t}")
)
def test_any_text_is_an_address_in_its_form_or_refused(text: str) -> None:
    try:
        kept = normalise(text)
    except SourceError:
        return
    assert normalise(kept) == kept
    assert kept.isascii()
    is_front(kept)
    with contextlib.suppress(SourceError):
        join("http://a.example/b", text)


# ---- encryption

CERTIFICATE = Path(__file__).parent / "invented_outlet.pem"


@pytest.fixture
def locked() -> Iterator[Outlet]:
    """An outlet behind TLS, with a certificate for outlet.example that it made itself."""
    with running() as outlet:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        outlet.server.socket = context.wrap_socket(outlet.server.socket, server_side=True)
        outlet.show("/a", "<p>Привет</p>")
        yield outlet


def ask_locked(outlet: Outlet, host: str) -> Response | SourceError:
    port = outlet.root.rsplit(":", 1)[1]
    with Fetcher(replace(QUICK, tries=1), lambda: NOW, resolve=lambda host, port: ["127.0.0.1"]) as fetcher:
        return fetcher.fetch(f"https://{host}:{port}/a")


def test_a_certificate_that_nobody_vouches_for_is_refused(locked: Outlet) -> None:
    assert "certificate" in refused(ask_locked(locked, "outlet.example")).lower()


def test_pages_come_encrypted_and_the_name_is_checked(locked: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **_: trusting)
    found = ask_locked(locked, "outlet.example")
    assert isinstance(found, Response)
    assert found.body.decode() == "<p>Привет</p>"
    assert "certificate" in refused(ask_locked(locked, "other.example")).lower()
