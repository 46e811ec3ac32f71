"""Alerts: who asked to be told of something is told once, on the way that was asked for."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from invented_desk import Desk, publish
from invented_news import EDITED, LEAD, MORE, bridge, feed, page
from invented_outlet import running

from onrecord.store.store import Store


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with running() as outlet:
        publish(outlet, 2)
        yield Desk(outlet, tmp_path)


def alert(name: str, on: str, to: str, more: str = "") -> str:
    return f"[[alerts]]\nname = '{name}'\non = '{on}'\nto = ['{to}']\n{more}\n"


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def test_a_finding_is_told_of_once_and_what_was_there_before_is_no_news(desk: Desk) -> None:
    path = desk.folder / "found.jsonl"
    desk.write(alert("altered", "finding", f"file:{path}", "kind = 'wording'\nseverity = 2"))
    desk.look()
    assert lines(path) == []
    desk.outlet.show("/n/0", bridge(0, EDITED))
    desk.look()
    (told,) = lines(path)
    assert (told["query"], told["title"]) == ("altered", "wording (severity 3)")
    assert "altered Даниэль Корвальд" in told["text"]
    assert told["sources"] == [desk.outlet.url("/n/0")]
    desk.look()
    assert len(lines(path)) == 1
    with Store(desk.record) as store, store.fetches(writes=False) as fetches:
        assert fetches.alerts(open_only=True) == []


def test_a_statement_is_told_of_by_who_made_it_however_the_name_is_written(desk: Desk) -> None:
    path = desk.folder / "said.jsonl"
    query = alert("Корвальд", "statement", f"file:{path}", "by = 'корвальд'") + alert(
        "nobody", "statement", f"file:{path}.2", "by = 'Хойст'"
    )
    desk.outlet.show("/rss", feed(desk.outlet.root, []), "text/xml")
    desk.write(query)
    desk.look()
    publish(desk.outlet, 1)
    desk.look()
    (told,) = [line for line in lines(path) if "откроем мост" in line["text"]]
    assert told["title"] == "Даниэль Корвальд"
    before = len(lines(path))
    publish(desk.outlet, 2)  # another article with the same words: the statement was told of
    desk.look()
    assert len([line for line in lines(path) if "откроем мост" in line["text"]]) == 1
    assert len(lines(path)) >= before
    assert not Path(f"{path}.2").exists()


def test_a_promise_is_told_of_when_it_falls_due(desk: Desk) -> None:
    path = desk.folder / "due.jsonl"
    quote = (
        "«Мы обязуемся открыть мост до 12 июня 2031 года», — заявил министр иностранных дел Эстравии Даниэль Корвальд."
    )
    desk.outlet.show("/n/0", page("Мост откроют", [LEAD, MORE, quote]))
    desk.outlet.show("/rss", feed(desk.outlet.root, [("/n/0", "Мост")]), "text/xml")
    desk.write(alert("due", "commitment", f"file:{path}", "within = 14"))
    desk.look()
    assert lines(path) == []
    desk.hour += 24 * 25  # the last day of May
    desk.look()
    (told,) = lines(path)
    assert told["title"].endswith("due 2031-06-12")
    desk.hour += 24
    desk.look()
    assert len(lines(path)) == 1


def test_a_feed_of_alerts_can_be_read_by_others(desk: Desk) -> None:
    path = desk.folder / "alerts.xml"
    desk.outlet.show("/rss", feed(desk.outlet.root, []), "text/xml")
    desk.write(alert("said <&>", "statement", f"atom:{path}"))
    desk.look()
    publish(desk.outlet, 2)
    desk.look()
    read = feedparser.parse(path.read_bytes())
    assert not read.bozo
    assert read.entries
    assert len({entry.id for entry in read.entries}) == len(read.entries)
    assert all(entry.link.startswith(desk.outlet.root) for entry in read.entries)
    assert ElementTree.fromstring(path.read_bytes()).tag == "{http://www.w3.org/2005/Atom}feed"
    before = path.read_bytes()
    desk.look()
    assert path.read_bytes() == before


GRAIN = "«Зерно отправим в августе», — заявил Корвальд журналистам."


def test_queries_that_share_a_feed_stay_in_it_when_another_has_news(desk: Desk) -> None:
    path = desk.folder / "alerts.xml"
    desk.outlet.show("/rss", feed(desk.outlet.root, []), "text/xml")
    bridges = alert("bridges", "statement", f"atom:{path}", "words = 'мост'")
    desk.write(bridges + alert("grain", "statement", f"atom:{path}", "words = 'зерно'"))
    desk.look()
    publish(desk.outlet, 1)
    desk.look()
    first = feedparser.parse(path.read_bytes())
    assert {entry.title.partition(":")[0] for entry in first.entries} == {"bridges"}
    desk.outlet.show("/n/1", bridge(1, GRAIN))
    publish(desk.outlet, 2)
    desk.look()
    later = feedparser.parse(path.read_bytes())
    assert {entry.title.partition(":")[0] for entry in later.entries} == {"bridges", "grain"}
    assert {entry.id for entry in first.entries} <= {entry.id for entry in later.entries}
    assert (later.feed.id, later.feed.title) == (first.feed.id, first.feed.title)
    assert first.feed.title == "onrecord: bridges, grain"


def test_a_feed_has_nothing_that_was_there_when_the_query_was_first_asked(desk: Desk) -> None:
    path = desk.folder / "alerts.xml"
    desk.write(alert("said", "statement", f"atom:{path}"))
    desk.look()
    assert not path.exists()
    desk.outlet.show("/n/2", bridge(2, GRAIN))
    publish(desk.outlet, 3)
    desk.look()
    texts = [entry.summary for entry in feedparser.parse(path.read_bytes()).entries]
    assert any("Зерно отправим" in text for text in texts)
    assert not any("откроем мост" in text for text in texts)


class Mailbox(socketserver.StreamRequestHandler):
    """A server that takes mails (RFC 5321, as much of it as is needed)."""

    taken: list[bytes]

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                body = bytearray()
                while (piece := self.rfile.readline()) not in (b".\r\n", b""):
                    body += piece
                self.taken.append(bytes(body))
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 good\r\n")


def test_a_mail_goes_out_and_a_server_that_is_down_is_tried_again(desk: Desk) -> None:
    desk.outlet.show("/rss", feed(desk.outlet.root, []), "text/xml")
    with socketserver.TCPServer(("127.0.0.1", 0), Mailbox, bind_and_activate=False) as closed:
        closed.server_bind()
        port = closed.server_address[1]
        desk.write(
            alert("said", "statement", "mailto:desk@kurier.example") + f"[mail]\nhost = '127.0.0.1'\nport = {port}\n"
        )
        desk.look()
        publish(desk.outlet, 2)
        desk.look()
    (problem,) = desk.problems()
    assert "could not be told (ConnectionRefusedError" in problem
    Mailbox.taken = []
    socketserver.TCPServer.allow_reuse_address = True
    with socketserver.TCPServer(("127.0.0.1", port), Mailbox) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        desk.look()
        desk.look()
        server.shutdown()
        thread.join()
    (taken,) = Mailbox.taken
    mail = message_from_bytes(taken, policy=default)
    assert mail["To"] == "desk@kurier.example"
    assert mail["Message-ID"]
    body = mail.get_body()
    assert body is not None
    assert "откроем мост" in body.get_content()
    assert desk.problems() == []


def test_a_web_address_is_called_with_all_that_is_new(desk: Desk) -> None:
    calls: list[tuple[dict[str, str], bytes]] = []
    answers = iter([500, 200])

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            calls.append((dict(self.headers), body))
            self.send_response(next(answers))
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    desk.outlet.show("/rss", feed(desk.outlet.root, []), "text/xml")
    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        desk.write(alert("said", "statement", f"http://127.0.0.1:{server.server_address[1]}/hook"))
        desk.look()
        publish(desk.outlet, 2)
        desk.look()
        assert len(desk.problems()) == 1
        desk.look()
        desk.look()
        server.shutdown()
        thread.join()
    assert len(calls) == 2
    assert calls[0][0]["Idempotency-Key"] == calls[1][0]["Idempotency-Key"]
    assert json.loads(calls[1][1])["alerts"][0]["query"] == "said"


def test_half_a_line_that_a_crash_left_is_taken_away(desk: Desk) -> None:
    path = desk.folder / "said.jsonl"
    desk.outlet.show("/rss", feed(desk.outlet.root, []), "text/xml")
    desk.write(alert("said", "statement", f"file:{path}"))
    desk.look()
    path.write_text('{"id": "old", "query": "said"}\n{"id": "ha', "utf-8")
    publish(desk.outlet, 2)
    desk.look()
    assert lines(path)[0]["id"] == "old"
    assert len(lines(path)) > 1


def test_what_cannot_be_told_for_a_week_is_dropped_and_said(desk: Desk) -> None:
    desk.outlet.show("/rss", feed(desk.outlet.root, []), "text/xml")
    desk.write(alert("said", "statement", f"file:{desk.folder}/no/such/folder.jsonl"))
    desk.look()
    publish(desk.outlet, 2)
    desk.look()
    assert len(desk.problems()) == 1
    desk.hour += 24 * 9
    desk.look()
    assert any("are dropped" in problem for problem in desk.problems())
    desk.look()
    assert desk.problems() == []
