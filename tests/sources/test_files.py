"""Files, folders, patterns and standard input: what is read, what is named, and that the rest goes on."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from onrecord.errors import SourceError
from onrecord.model.dates import Date
from onrecord.sources.files import Item, Request, read_paths
from onrecord.sources.formats import ARTICLES

TEXT = "Министр прибыл в Линтар и встретился с послами."


def read(*paths: str | Path, **more: object) -> tuple[list[Item], list[str]]:
    items, errors = [], []
    for found in read_paths(paths, **more):  # type: ignore[arg-type]
        if isinstance(found, SourceError):
            errors.append(str(found))
        else:
            items.append(found)
    assert all("\n" not in line for line in errors)
    return items, errors


def put(path: Path, text: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_file_keeps_every_character(tmp_path: Path) -> None:
    raw = "Первая\r\nвторая\rтретья\n\n  "
    items, errors = read(put(tmp_path / "a.txt", b"\xef\xbb\xbf" + raw.encode()))
    assert not errors
    assert (items[0].source, items[0].raw) == ("a.txt", raw)
    assert items[0].where == str(tmp_path / "a.txt")


def test_a_folder_is_read_through_and_sorted(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "sub/c.txt", "sub/deep/d.txt", "e.jsonl"):
        put(tmp_path / name, json.dumps({"text": TEXT}) if name.endswith("jsonl") else TEXT)
    for name in (".hidden.txt", ".git/f.txt", "notes.md", "picture.png"):
        put(tmp_path / name)
    items, errors = read(tmp_path)
    assert not errors
    assert [item.source for item in items] == ["a.TXT", "b.txt", "e.jsonl", "c.txt", "d.txt"]


def test_patterns_and_files_named_twice(tmp_path: Path) -> None:
    for name in ("2.txt", "1.txt", "sub/3.txt"):
        put(tmp_path / name)
    items, _ = read(tmp_path / "*.txt", tmp_path / "1.txt", tmp_path)
    assert [item.source for item in items] == ["1.txt", "2.txt", "3.txt"]
    items, _ = read(tmp_path / "**" / "*.txt")
    assert len(items) == 3


def test_standard_input_as_text_and_as_json_lines() -> None:
    items, errors = read("-", stdin=io.BytesIO(TEXT.encode("cp1251")))
    assert not errors
    assert [(item.source, item.raw) for item in items] == [("stdin", TEXT)]
    lines = "\n".join(json.dumps({"text": f"{TEXT} {n}"}, ensure_ascii=False) for n in range(3))
    items, errors = read("-", stdin=io.BytesIO(lines.encode()))
    assert not errors
    assert [item.raw[-1] for item in items] == ["0", "1", "2"]
    assert read("-", stdin=io.BytesIO(b""))[1] == ["standard input: an empty file (there is nothing to read in it)"]


def test_json_lines_with_all_that_is_known(tmp_path: Path) -> None:
    line = {
        "text": TEXT,
        "url": "https://lintar.example/1",
        "title": "Министр прибыл",
        "published": "2031-03-06T14:30:00+05:00",
        "outlet": "Линтар сегодня",
        "language": "ru",
        "crawled": 17,
    }
    items, errors = read(put(tmp_path / "a.jsonl", json.dumps(line) + "\n\n"))
    assert not errors
    item = items[0]
    assert item.source == "https://lintar.example/1"
    assert (item.given.title, item.given.published, item.given.outlet) == (
        "Министр прибыл",
        Date("2031-03-06"),
        "Линтар сегодня",
    )
    assert item.where.endswith("a.jsonl:1")


@pytest.mark.parametrize(
    "published", ["2031", "2031-03", "2031-03-06", "2031-03-06 14:30", "Thu, 06 Mar 2031 14:30:00 +0500"]
)
def test_published(tmp_path: Path, published: str) -> None:
    items, errors = read(put(tmp_path / "a.jsonl", json.dumps({"text": TEXT, "published": published})))
    assert not errors
    assert str(items[0].given.published) in ("2031", "2031-03", "2031-03-06")


def test_a_broken_line_costs_no_other(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"{TEXT} {n}"}) for n in range(1, 13)]
    lines[6] = '{"text": "без конца'
    lines[7] = "[1, 2]"
    lines[8] = '{"title": "без текста"}'
    lines[9] = '{"text": "а", "published": "вчера"}'
    lines[10] = '{"text": "\\ud800"}'
    lines[11] = '{"text": "а", "url": 5}'
    path = put(tmp_path / "a.jsonl", "\n".join(lines))
    items, errors = read(path)
    assert [item.raw for item in items] == [f"{TEXT} {n}" for n in range(1, 7)]
    assert [line.split(" ")[0] for line in errors] == [f"{path}:{n}:" for n in range(7, 13)]
    assert "broken JSON" in errors[0]
    assert "no JSON object" in errors[1]
    assert 'without a "text"' in errors[2]
    assert '"published" is no date' in errors[3]
    assert "half a character" in errors[4]
    assert '"url" is no text' in errors[5]


def test_json_lines_that_are_too_long_or_too_deep(tmp_path: Path) -> None:
    lines = [
        "[" * 200_000,
        json.dumps({"text": "а" * 5000}),
        json.dumps({"text": "б" * 20_000}),
        json.dumps({"text": TEXT}),
    ]
    items, errors = read(put(tmp_path / "a.jsonl", "\n".join(lines)), request=Request(most_bytes=12_000))
    assert [len(item.raw) for item in items] == [5000, len(TEXT)]
    assert ":1: " in errors[0]
    assert ":3: more than 0.012 MB of text" in errors[1]


def test_json_lines_in_utf_16(tmp_path: Path) -> None:
    items, _ = read(put(tmp_path / "a.jsonl", json.dumps({"text": TEXT}, ensure_ascii=False).encode("utf-16")))
    assert items[0].raw == TEXT


def test_bad_files_cost_no_other(tmp_path: Path) -> None:
    put(tmp_path / "1_empty.txt", "")
    put(tmp_path / "2_binary.txt", bytes(range(256)) * 20)
    put(tmp_path / "3_huge.txt", b"a" * 6_000_000)
    put(tmp_path / "4_encoding.txt", (TEXT * 3).encode("cp866"))
    put(tmp_path / "5_good.txt")
    items, errors = read(
        *sorted(tmp_path.iterdir()),
        tmp_path / "nowhere.txt",
        tmp_path / "x*.txt",
        put(tmp_path / "x" / "a.docx"),
        put(tmp_path / "y" / "b.odt"),
    )
    assert [item.source for item in items] == ["5_good.txt"]
    said = [line.removeprefix(f"{tmp_path}{os.sep}") for line in errors]
    assert said == [
        "1_empty.txt: an empty file (there is nothing to read in it)",
        "2_binary.txt: a binary file, not text (save its text as a .txt file)",
        "3_huge.txt: more than 5 MB of text (split it into articles)",
        "4_encoding.txt: in an unknown encoding (save it as UTF-8)",
        "nowhere.txt: no such file or folder (check the path)",
        "x*.txt: no file matches (check the pattern, and put it in quotation marks)",
        f"x{os.sep}a.docx: a broken DOCX file (BadZipFile: File is not a zip file) (save its text as a .txt file)",
        f"y{os.sep}b.odt: a .odt file is not read ({ARTICLES})",
    ]


def test_a_folder_without_articles(tmp_path: Path) -> None:
    put(tmp_path / "readme.md")
    assert read(tmp_path)[1] == [f"{tmp_path}: a folder without articles ({ARTICLES})"]


def test_what_may_not_be_read_and_where_links_lead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "locked.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    opened = open

    def locked(name: str, *rest: object) -> object:
        if str(name).endswith("locked.txt"):
            raise PermissionError(13, "Permission denied", name)
        return opened(name, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr("builtins.open", locked)
    items, errors = read(tmp_path)
    assert not items
    assert errors[0].endswith("link.txt: no such file or folder (check the path, or where its link leads)")
    assert errors[1] == f"{path}: may not be read (check its permissions)"


def test_a_path_that_is_none() -> None:
    assert "cannot be read" in read("a\0b.txt")[1][0] or "no such file" in read("a\0b.txt")[1][0]


def test_an_endless_device_is_too_long() -> None:
    assert read("/dev/zero", request=Request(most_bytes=1000))[1] == [
        "/dev/zero: more than 0.001 MB of text (split it into articles)"
    ]


def test_reading_is_lazy(tmp_path: Path) -> None:
    put(tmp_path / "1.txt")
    reader = read_paths([tmp_path / "1.txt", tmp_path / "2.txt"])
    next(reader)
    put(tmp_path / "2.txt")
    assert isinstance(next(reader), Item)
