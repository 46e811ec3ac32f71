"""An assistant's client library starts the command, lists the tools and calls each of them on the example story."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from example_story import example
from mcp import Client, StdioServerParameters

import onrecord
from onrecord.assistant.answers import LIMIT, LONGEST, NOTE, page_of, slim
from onrecord.web.answering import Page

READING = {
    "overview", "search", "statements", "commitments", "encounters", "findings", "row", "explain", "article",
}  # fmt: skip
ARTICLE = "Президент Кемории Арат Сандов сказал: «Мы подпишем договор 7 июня 2031 года»."
Talk = Callable[[Client], Awaitable[None]]


def over_stdio(record: Path, talk: Talk, *more: str) -> None:
    """A conversation with the command as an assistant starts it."""

    async def run() -> None:
        command = ["-m", "onrecord.cli", "mcp", "--record", str(record), *more]
        async with Client(StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))) as client:
            await talk(client)

    asyncio.run(run())


async def call(client: Client, name: str, **arguments: Any) -> dict[str, Any]:
    """What a tool answers; the same as text and as an object."""
    result = await client.call_tool(name, arguments)
    assert not result.is_error, result.content
    answer: dict[str, Any] = result.structured_content
    assert json.loads(result.content[0].text) == answer  # type: ignore[union-attr]
    assert len(json.dumps(answer, ensure_ascii=False)) < LONGEST
    return answer


async def refused(client: Client, name: str, **arguments: Any) -> str:
    result = await client.call_tool(name, arguments)
    assert result.is_error
    text: str = result.content[0].text  # type: ignore[union-attr]
    assert "Traceback" not in text
    return text


def test_every_tool_is_listed_called_and_cites(tmp_path: Path) -> None:
    record = example(tmp_path, hostile=True)

    async def talk(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {*READING, "add_article"}
        for name, tool in tools.items():
            assert "instruction" in (tool.description or "") or name == "add_article"
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint is (name in READING)

        overview = await call(client, "overview")
        assert overview["counts"]["document"] == 15
        texts: dict[str, str] = {}
        for name, kind in (("statements", "statement"), ("commitments", "commitment"), ("encounters", "event"),
                           ("findings", "finding")):  # fmt: skip
            seen: list[str] = []
            cursor: str | None = ""
            while cursor is not None and len(seen) < 12:
                answer = await call(client, name, cursor=cursor, limit=4)
                assert answer["note"] == NOTE
                for row in answer["rows"]:
                    assert row["cited"], row
                    for piece in row["cited"]:
                        document = piece["document"]
                        if document not in texts:
                            texts[document] = (await call(client, "article", id=document))["text"]
                        assert texts[document][piece["start"] : piece["end"]] == piece["words"]
                        assert piece["source"]
                seen += [row["id"] for row in answer["rows"]]
                cursor = answer["next_cursor"]
            assert len(seen) == len(set(seen)) > 4
            one = await call(client, "row", id=seen[0])
            assert (one["kind"], one["row"]["id"]) == (kind, seen[0])
            assert seen[0] in (await call(client, "explain", id=seen[0]))["explanation"]

        found = await call(client, "search", query="встреча", what="event")
        assert found["rows"]
        assert all("встреч" in hit["sentence"]["words"].lower() for hit in found["rows"])
        assert (await call(client, "search", query="Корвальда", what="actor"))["rows"][0]["row"]["name"]
        assert (await call(client, "statements", actor="Корвальд", since="2031-04"))["rows"]

        day, whole = "2031-04-10", overview["counts"]["document"]
        then = await call(client, "overview", as_of=day)
        assert then["as_of"] == day
        assert then["counts"]["document"] < whole
        for name in ("statements", "commitments", "encounters", "findings"):
            rows = (await call(client, name, as_of=day))["rows"]
            assert rows
            assert all(piece["published"] <= day for row in rows for piece in row["cited"])
            assert (await call(client, "row", id=rows[0]["id"], as_of=day))["row"]["id"] == rows[0]["id"]
            assert (await call(client, "explain", id=rows[0]["id"], as_of=day))["id"] == rows[0]["id"]
        assert (await call(client, "search", query="визит", as_of="2020-01-01"))["rows"] == []

        for name, wrong in (
            ("overview", {"as_of": "soon"}), ("row", {"id": seen[0], "as_of": "2020-01-01"}), ("row", {"id": "nothing"}), ("explain", {"id": "q"}), ("statements", {"actor": "Никто"}),
            ("commitments", {"since": "soon"}), ("article", {"id": found["rows"][0]["row"]["id"]}),
            ("findings", {"kind": "rumour"}), ("statements", {"limit": 1000}), ("statements", {"cursor": "abc"}),
            ("add_article", {"text": "x", "url": "file:///etc/passwd"}), ("add_article", {"text": ARTICLE, "published": "soon"}),
        ):  # fmt: skip
            assert await refused(client, name, **wrong)

        added = await call(
            client, "add_article", text=ARTICLE, url="https://kurier.example/9", outlet="Курьер", published="2031-06-01"
        )
        assert len(added["added"]) == 1
        article = await call(client, "article", id=added["added"][0])
        assert (article["text"], article["published"]) == (ARTICLE, "2031-06-01")
        assert (await call(client, "search", query="подпишем договор"))["rows"][0]["row"]["id"] == added["added"][0]
        assert (await call(client, "overview"))["counts"]["document"] == 16
        again = await call(
            client, "add_article", text=ARTICLE, url="https://kurier.example/9", outlet="Курьер", published="2031-06-01"
        )
        assert (again["added"], again["there_already"]) == ([], 1)

    over_stdio(record, talk)
    with onrecord.open_record(record) as opened:
        assert opened.documents(since="2031-06")[0].document.url == "https://kurier.example/9"


def test_over_http_nobody_elsewhere_is_answered(tmp_path: Path) -> None:
    import httpx

    record = example(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "onrecord.cli",
        "mcp",
        "--http",
        "--read-only",
        "--port",
        str(port),
        "--record",
        str(record),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as server:
        try:
            address = f"http://127.0.0.1:{port}/mcp"
            for _ in range(600):
                try:
                    evil = httpx.post(address, json={}, headers={"host": "evil.example", "accept": "application/json"})
                    break
                except httpx.ConnectError:
                    time.sleep(0.1)
            assert evil.status_code in (403, 421)
            assert httpx.post(address, json={}, headers={"origin": "http://evil.example"}).status_code == 403

            async def run() -> None:
                async with Client(address) as client:
                    assert {tool.name for tool in (await client.list_tools()).tools} == READING
                    assert (await call(client, "findings"))["rows"]

            asyncio.run(run())
            busy = subprocess.run(command, capture_output=True, check=False, timeout=60)
            assert busy.returncode == 1
            assert busy.stderr.decode().count("\n") == 1
            assert str(port) in busy.stderr.decode()
        finally:
            server.terminate()


def test_what_is_missing_is_one_line(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['mcp'] = None; from onrecord.cli import main; sys.argv = ['onrecord', 'mcp']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert "onrecord[assistant]" in done.stderr.decode()
    command = [sys.executable, "-m", "onrecord.cli", "mcp", "--record", str(tmp_path / "none.sqlite")]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert done.stdout == b""


@pytest.mark.parametrize("limit", [1, 7, 20, 10**6])
def test_an_answer_is_bounded(limit: int) -> None:
    piece = {"document": "d", "start": 0, "end": 9000, "words": "я" * 9000}
    row = {"type": "statement", "id": "s", "cited": [piece] * 30}
    asked: list[int] = []

    def make(most: int) -> Page:
        asked.append(most)
        return Page((row,) * most, {}, "next")

    answer = page_of(make, limit)
    assert max(asked) <= LIMIT
    assert len(json.dumps(answer, ensure_ascii=False)) <= LONGEST
    assert answer["next_cursor"] == "next"
    made = slim(row)
    assert made["cited_in_all"] == 30
    assert all(cut["words_cut"] for cut in made["cited"])
