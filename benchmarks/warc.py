"""A large WARC.GZ through the choice of `onrecord add`, beside bare iteration with fastwarc.

    python benchmarks/warc.py [--megabytes N] [--folder DIR] [--rounds N] [--json FILE]

A crawl of N megabytes (1000 by default) is written once: pages of invented sites, most of them not in Russian, a
hundredth of them about the thing that is looked for, each packed by itself as Common Crawl has it. Each way of reading
is a process of its own; pages a second and the most memory are shown, and how many times as long ours takes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
GOAL_MEGABYTES = 300
# So many different pages, over and over: they are written in no time, and reading them knows no difference.
DIFFERENT = 400
ALPHABETS = {
    "ru": "абвгдежзийклмнопрстуфхцчшщыьэюя",
    "en": "abcdefghijklmnopqrstuvwxyz",
    "zh": "".join(map(chr, range(0x4E00, 0x4F00))),
}
SHARES = (("ru", 20), ("en", 60), ("zh", 20))
WANTED = "Стороны обсудили тариф, дорогу к перевалу и сроки открытия нового посольства, сообщили участники встречи."
RUSSIAN = "Как сообщили в ведомстве, это было уже не в первый раз, и после этого о том, что будет дальше, не говорили."


# ---- the crawl


def write_crawl(path: Path, megabytes: int) -> int:
    """Writes the crawl; returns how many pages it holds."""
    draw = random.Random(1)
    records = [gzip.compress(_record(draw, number), 6, mtime=0) for number in range(DIFFERENT)]
    pages = size = 0
    with path.open("wb") as out:
        while size < megabytes * 1_000_000:
            one = records[pages % DIFFERENT]
            out.write(one)
            size += len(one)
            pages += 1
    return pages


def _record(draw: random.Random, number: int) -> bytes:
    language = draw.choices([code for code, _ in SHARES], [share for _, share in SHARES])[0]
    wanted = number % 100 == 7
    page = _page(draw, "ru" if wanted else language, wanted).encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0a0a0a0a-0000-4000-8000-{number:012d}>\r\n"
        f"WARC-Target-URI: https://paper{number % 50}.example/2031/03/06/{number}\r\n"
        f"WARC-Date: 2031-03-07T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def _page(draw: random.Random, language: str, wanted: bool) -> str:
    letters = ALPHABETS[language]
    words = ["".join(draw.choices(letters, k=draw.randint(2, 10))) for _ in range(3000)]

    def sentence() -> str:
        text = " ".join(draw.choices(words, k=draw.randint(6, 20))).capitalize() + "."
        return f"{text} {RUSSIAN}" if language == "ru" else text

    menu = "".join(f'<li class="menu-item"><a href="/{n}">{draw.choice(words)}</a></li>' for n in range(60))
    script = "".join(f'var v{n}="{draw.getrandbits(160):x}";' for n in range(200))
    body = "".join(f"<p>{sentence()} {sentence()}</p>" for _ in range(15))
    wanted_one = f"<p>{WANTED}</p>" if wanted else ""
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{sentence()}</title>'
        f"<script>{script}</script></head><body><nav><ul>{menu}</ul></nav><article><h1>{sentence()}</h1>{wanted_one}{body}</article>"
        f"<footer>{sentence()}</footer></body></html>"
    )


# ---- ways of reading


def bare(path: Path) -> tuple[int, int]:
    """fastwarc by itself: every response, its answer's headers parsed, nothing read."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with path.open("rb") as stream:
        found = sum(1 for _ in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True))
    return found, found


def by_site(path: Path) -> tuple[int, int]:
    """Ours, one site of fifty: what the headers tell is enough."""
    return _ours(path, domains=("paper99.example",))


def by_words(path: Path) -> tuple[int, int]:
    """Ours, Russian pages with a word: the bytes are looked at, and the hundredth that holds it is read."""
    return _ours(path, languages=("ru",), words=("тариф",))


def _ours(path: Path, **asked: tuple[str, ...]) -> tuple[int, int]:
    from onrecord.errors import SourceError
    from onrecord.sources.choosing import Choice
    from onrecord.sources.files import Request, read_paths

    request = Request(Choice(**asked))
    kept = 0
    for found in read_paths([path], request=request):
        assert not isinstance(found, SourceError), found
        kept += 1
    return request.tally.left_out + kept, kept


WAYS: dict[str, Callable[[Path], tuple[int, int]]] = {"fastwarc": bare, "by site": by_site, "by words": by_words}


def measured(way: str, path: Path) -> dict[str, float]:
    """One way of reading in a process of its own."""
    command = [sys.executable, __file__, "--way", way, "--folder", str(path.parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def run(way: str, path: Path) -> None:
    begin = time.perf_counter()
    cpu = time.process_time()
    pages, kept = WAYS[way](path)
    seconds, cpu = time.perf_counter() - begin, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"pages": pages, "kept": kept, "seconds": seconds, "cpu": cpu, "megabytes": memory}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--folder", type=Path, default=CHECKOUT / "build")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the figures there")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    path = options.folder / "crawl.warc.gz"
    if options.way:
        run(options.way, path)
        return
    if not path.exists() or abs(path.stat().st_size / 1e6 - options.megabytes) > 1:
        write_crawl(path, options.megabytes)
    turns: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for _ in range(options.rounds):
        for way in WAYS:
            turns[way].append(measured(way, path))
    base = statistics.median(turn["cpu"] for turn in turns["fastwarc"])
    print(f"{path.stat().st_size / 1e6:.0f} MB, seconds of the processor")
    print(f"{'':10}{'pages':>9}{'kept':>8}{'seconds':>9}{'pages/s':>10}{'of fastwarc':>13}{'MB':>6}")
    figures = {}
    for way, each in turns.items():
        cpu = statistics.median(turn["cpu"] for turn in each)
        memory = max(turn["megabytes"] for turn in each)
        pages, kept = each[0]["pages"], each[0]["kept"]
        figures[way] = {"pages_a_second": pages / cpu, "of_fastwarc": base / cpu, "megabytes": memory}
        print(f"{way:10}{pages:>9.0f}{kept:>8.0f}{cpu:>9.1f}{pages / cpu:>10.0f}{base / cpu:>13.2f}{memory:>6.0f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    if max(turn["megabytes"] for each in turns.values() for turn in each) > GOAL_MEGABYTES:
        sys.exit(f"more than {GOAL_MEGABYTES} MB of memory")


if __name__ == "__main__":
    main()
