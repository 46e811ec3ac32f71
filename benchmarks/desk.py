"""How long readers wait while the record grows: `make bench-desk`, or `python benchmarks/desk.py --size 3000`.

Serves a record of generated articles (what `growth.py` built is used where it is of the same code), lets 20 readers
ask for pages and searches of a fixed mix (`desk_mix.py`) at the same time, and has `onrecord add` read the articles
that follow in the stream into the same record in another process. Readers ask twice over: as people do, with a pause
between two pages, and without any, which shows what one server can bear. Where the machine does other work, too, the
time of a core that an answer took is the figure to go by, and the ratio to the bare route.

Prints the 50th, 95th and 99th percentile and the longest of each kind of page, sizes, and the same of a bare route of
the same server as it answers 20 readers who ask for nothing else. The goals: 95 % within 100 ms, none over 1 s, the
first page with all that it loads under 100 kB.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import growth
import httpx
from desk_mix import draw

HERE = Path(__file__).resolve()
GOAL_95, GOAL_MOST, GOAL_BYTES = 0.100, 1.0, 100_000
HELLO = "/hello"
# So many articles `add` gets at a time, as a feed brings them: read, then linked.
PORTION = 100


@dataclass(slots=True)
class Times:
    """Seconds of the answers of one kind, the largest of them in bytes, and what was no page."""

    seconds: list[float] = field(default_factory=list)
    most_bytes: int = 0
    wrong: int = 0

    def at(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=50_000, help="articles in the record (default: %(default)s)")
    parser.add_argument("--readers", type=int, default=20, help="who ask at the same time (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=30, help="how long each round is (default: %(default)s)")
    parser.add_argument("--pause", type=float, default=1.0, help="a reader's, between two pages (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes for building")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=HERE.parents[1] / "build" / "growth")
    parser.add_argument("--quiet", action="store_true", help="nobody adds articles meanwhile")
    parser.add_argument("--serve", nargs=2, metavar=("RECORD", "PORT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(Path(given.serve[0]), int(given.serve[1]))
        return
    given.folder.mkdir(parents=True, exist_ok=True)
    record = given.folder / "desk.sqlite"
    growth.copy(ready(given), record)
    mix = draw(record, given.seed)
    with served(record) as (address, core), writing(record, given) as added:
        asked = sum(map(len, mix.values()))
        print(f"{given.size} articles, {given.readers} readers, {os.cpu_count()} cores, {asked} addresses")
        hello = asyncio.run(read(address, {"hello": [HELLO]}, given, given.seconds / 3, 0.0))["hello"]
        for pause in (given.pause, 0.0):
            title = f"readers who pause for about {pause:g} s" if pause else "readers who never pause"
            before = core()
            found = asyncio.run(read(address, mix, given, given.seconds, pause))
            report(title, found, hello, core() - before)
        first = first_page(address) / 1000
        print(f"\nfirst page with all that it loads  {first:.0f} kB (goal below {GOAL_BYTES // 1000})")
        print(f"added meanwhile: {added()} articles")
    growth.discard(record)


# ---- the record


def ready(given: argparse.Namespace) -> Path:
    """A record with rows, findings and lists in step, as of a desk that was served for a while; kept for next time."""
    record = given.folder / f"{given.size}-{given.seed}-desk.sqlite"
    if not growth.is_current(record):
        part = given.folder / "desk.sqlite"
        growth.copy(growth.build([given.size], given.folder, given.seed, given.jobs)[given.size], part)
        prepare(part)
        growth.move(part, record)
        record.with_suffix(".code").write_text(growth.code(), "utf-8")
    return record


def prepare(record: Path) -> None:
    from onrecord import pipeline
    from onrecord.store.store import Store

    began = time.perf_counter()
    pipeline.catch_up(record)
    with Store(record) as store:
        while store.list_rows():
            pass
    print(f"findings and lists brought in step in {time.perf_counter() - began:.0f} s", flush=True)


# ---- who serves, who writes, who reads


def serve(record: Path, port: int) -> None:
    """The desk as `onrecord serve` has it, with a bare route beside its pages."""
    import uvicorn
    from starlette.responses import PlainTextResponse, Response

    from onrecord import pipeline
    from onrecord.cli.deciding import signed
    from onrecord.languages import lemmas_of
    from onrecord.web.app import make_app
    from onrecord.web.serving import be_even, config
    from onrecord.web.settings import Desk

    desk = Desk(record, pipeline.catch_up, pipeline.known_on, lemmas_of, signed, port=port)
    be_even(desk)
    app = make_app(desk)

    @app.get(HELLO)
    async def hello() -> Response:
        return PlainTextResponse("hello")

    uvicorn.Server(config(app, desk)).run()


@contextmanager
def served(record: Path) -> Iterator[tuple[str, Callable[[], float]]]:
    """The address of a server, and how many seconds of a core it has had."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    process = subprocess.Popen([sys.executable, str(HERE), "--serve", str(record), str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx.get(f"{address}/health")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address, lambda: core_of(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=60)


def core_of(pid: int) -> float:
    """Seconds of a core that a process has had, without those of its children (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def writing(record: Path, given: argparse.Namespace) -> Iterator[Callable[[], int]]:
    """`onrecord add` again and again with the next articles of the stream; gives how many have come."""
    from onrecord.store.store import Store

    stop, running, done = threading.Event(), list[subprocess.Popen[bytes]](), [0]

    def count() -> int:
        with Store(record) as store:
            return store.count()

    def write() -> None:
        lines, at = given.folder / "desk.jsonl", given.size
        while not stop.is_set():
            growth.write(lines, given.seed, at, at + PORTION)
            command = [sys.executable, "-m", "onrecord.cli", "add", str(lines), "--record", str(record), "--jobs", "1"]
            running[:] = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)]
            if running[0].wait() and not stop.is_set():
                raise SystemExit("`add` failed, so nothing is written any more")
            done[0] += 1
            at += PORTION
        lines.unlink(missing_ok=True)

    before, thread = count(), threading.Thread(target=write)
    if given.quiet:
        yield lambda: 0
        return
    thread.start()
    try:
        time.sleep(5)  # for its models to be there
        yield lambda: count() - before
    finally:
        stop.set()
        for process in running:
            process.terminate()
        thread.join(timeout=60)
        if done[0]:
            print(f"`add` ended and began anew {done[0]} times")


async def read(
    address: str, mix: dict[str, list[str]], given: argparse.Namespace, seconds: float, pause: float
) -> dict[str, Times]:
    """Readers ask until the time is over, each in an order of its own; kinds have the same share."""
    found = {kind: Times() for kind in mix}
    end = time.perf_counter() + seconds

    async def one(number: int) -> None:
        chance = random.Random(f"{given.seed} {number}")
        reader = await Reader.come(address)
        await asyncio.sleep(chance.random() * pause)
        while time.perf_counter() < end:
            kind = chance.choice(list(mix))
            path = chance.choice(mix[kind])
            began = time.perf_counter()
            status, size = await reader.get(path)
            times = found[kind]
            times.seconds.append(time.perf_counter() - began)
            times.most_bytes = max(times.most_bytes, size)
            # What has come together with another row by now is no mistake of the server's.
            times.wrong += status not in (200, 303, 404)
            await asyncio.sleep(pause * (0.5 + chance.random()))
        reader.leave()

    await asyncio.gather(*(one(number) for number in range(given.readers)))
    return found


class Reader:
    """One connection that is kept open, with the cookie of its session.

    No client of a library: httpx takes 5 ms of a core for an answer that the server needs 2 ms for, so it would mostly
    measure itself.
    """

    def __init__(self, host: str, come: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
        self._host, (self._in, self._out), self._cookie = host, come, ""

    @classmethod
    async def come(cls, address: str) -> Reader:
        found = urlsplit(address)
        reader = cls(found.netloc, await asyncio.open_connection(found.hostname, found.port))
        await reader.get("/health")
        return reader

    async def get(self, path: str) -> tuple[int, int]:
        """The status of an answer, and its bytes."""
        line = f"GET {quote(path, safe='/?&=')} HTTP/1.1\r\nHost: {self._host}\r\n"
        self._out.write(f"{line}Cookie: {self._cookie}\r\nAccept-Language: en\r\n\r\n".encode())
        head = (await self._in.readuntil(b"\r\n\r\n")).decode("latin-1")
        if cookie := re.search(r"^set-cookie: ([^;]+)", head, re.M | re.I):
            self._cookie = cookie[1]
        size = re.search(r"^content-length: (\d+)", head, re.M | re.I)
        if size is None:
            raise SystemExit(f"an answer without a length: {path}")
        await self._in.readexactly(int(size[1]))
        return int(head[9:12]), int(size[1])

    def leave(self) -> None:
        self._out.close()


def first_page(address: str) -> int:
    """Bytes of the first page and of all that it loads."""
    page = httpx.get(address).text
    links = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    return len(page.encode()) + sum(len(httpx.get(address + link).content) for link in links)


def report(title: str, found: dict[str, Times], hello: Times, core: float) -> None:
    everything = Times([s for times in found.values() for s in times.seconds],
                       max(t.most_bytes for t in found.values()), sum(t.wrong for t in found.values()))  # fmt: skip
    heads = "".join(f"{head:>8}" for head in ("asked", "50 %", "95 %", "99 %", "most", "x hello", "kB"))
    print(f"\n{title}\n{'milliseconds':<20}{heads}")
    for name, times in {"hello (alone)": hello, **found, "all pages": everything}.items():
        shown = "".join(f"{1000 * times.at(share):>8.1f}" for share in (0.5, 0.95, 0.99, 1.0))
        ratio = times.at(0.5) / (hello.at(0.5) or 1)
        wrong = f"  {times.wrong} answers were no pages" if times.wrong else ""
        print(f"{name:<20}{len(times.seconds):>8}{shown}{ratio:>8.1f}{times.most_bytes / 1000:>8.0f}{wrong}")
    late = sum(s > GOAL_MOST for s in everything.seconds)
    print(f"{1000 * core / max(len(everything.seconds), 1):.1f} ms of a core for an answer, upkeep of lists included")
    within = f"95 % within {1000 * everything.at(0.95):.0f} ms (goal {1000 * GOAL_95:.0f})"
    print(f"{within}; over {GOAL_MOST:g} s: {late} (goal 0)")


if __name__ == "__main__":
    main()
