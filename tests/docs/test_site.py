"""The site: built without a warning, whole in itself, its links hold, and what is generated has all there is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import typer
from docs_pages import DOCS, PAGES, ROOT
from lxml import html

from onrecord.cli import app

sys.path.append(str(DOCS))
from generated import openapi

# What a browser asks for by itself when it shows a page; a link is asked for by whoever follows it.
LOADED = (
    "//script/@src",
    "//img/@src",
    "//iframe/@src",
    "//source/@src",
    "//link[not(@rel='canonical')]/@href",
    "//object/@data",
)
PARTS = {
    "begin": ["tutorial"],
    "how to": ["dossier", "adding-a-rule", "adding-a-language", "following-commitments", "team"],
    "stages": ["reading", "quotes", "events", "figures-and-commitments", "linking", "findings", "growth"],
    "reference": ["record-format", "reference/commands", "reference/http", "reference/python"],
    "project": ["gold", "decisions", "changelog", "contributing", "security"],
}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site; any warning is an error."""
    place = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-d", str(place / "kept")]
    done = subprocess.run([*command, str(DOCS), str(place / "site")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return place / "site"


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[Path, Any]:
    return {path: html.fromstring(path.read_bytes()) for path in sorted(site.rglob("*.html"))}


def words(page: Any) -> str:
    return " ".join(page.find(".//article").text_content().split())


def test_every_part_is_there_and_in_the_table_of_contents(site: Path, pages: dict[Path, Any]) -> None:
    first = pages[site / "index.html"]
    listed = {link.split("#")[0] for link in first.xpath("//div[contains(@class, 'sidebar-tree')]//a/@href")}
    for names in PARTS.values():
        for name in names:
            assert f"{name}.html" in listed, name
            assert len(words(pages[site / f"{name}.html"])) > 200, name
    assert {path.relative_to(site).as_posix() for path in pages} - {"index.html", "search.html"} == listed


def test_every_stage_says_how_good_it_is_and_what_it_is_weak_at() -> None:
    for name in PARTS["stages"]:
        heads = re.findall(r"^## (.*)$", (DOCS / f"{name}.md").read_text("utf-8"), re.MULTILINE)
        assert "Measured" in heads, name
        assert "Known weaknesses" in heads, name
        assert re.search(
            r"`[^`]*(make |python |floors|onrecord|tests/|benchmarks/|training/)",
            (DOCS / f"{name}.md").read_text("utf-8"),
        )


def test_nothing_is_asked_of_another_host(site: Path, pages: dict[Path, Any]) -> None:
    for path, page in pages.items():
        for where in LOADED:
            for address in page.xpath(where):
                assert not urlsplit(address).netloc, (path, address)
        for style in [*page.xpath("//@style"), *page.xpath("//style/text()")]:
            assert not re.search(r"(url\(|@import)\s*['\"]?(https?:)?//", style), path
    for path in site.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*['\"]?(https?:)?//", path.read_text("utf-8")), path
    for path in site.rglob("*.js"):
        text = re.sub(r"https?://www\.w3\.org/[\w/]+", "", path.read_text("utf-8"))
        assert not re.search(r"""(fetch|import|open|src\s*=)\s*\(?\s*["'](https?:)?//""", text), path


def _links(page: Any) -> Iterator[str]:
    yield from page.xpath("//a/@href")
    for where in LOADED:
        yield from page.xpath(where)


def test_links_lead_somewhere(site: Path, pages: dict[Path, Any]) -> None:
    ids = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    seen = 0
    for path, page in pages.items():
        for link in _links(page):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link in ("", "#"):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), (path, link)
            if parts.fragment and target.suffix == ".html":
                assert unquote(parts.fragment) in ids[target], (path, link)
            seen += 1
    assert seen > 2000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_hold_where_pages_are_read_as_they_are(page: Path) -> None:
    """As on the project's forge: links lead to files, `#…` to headings."""

    def anchors(text: str) -> set[str]:
        heads = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
        return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}

    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        parts = urlsplit(link)
        if parts.scheme:
            continue
        target = (page.parent / parts.path).resolve() if parts.path else page
        assert target.exists(), link
        if parts.fragment:
            assert parts.fragment in anchors(target.read_text("utf-8")), link


def _commands(group: Any, path: str = "onrecord") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        yield f"{path} {name}", command
        if hasattr(command, "commands"):
            yield from _commands(command, f"{path} {name}")


def test_the_reference_has_every_command_and_option(site: Path, pages: dict[Path, Any]) -> None:
    page = pages[site / "reference" / "commands.html"]
    heads = {" ".join(head.text_content().rstrip("¶").split()): head for head in page.xpath("//h2 | //h3")}
    found = list(_commands(typer.main.get_command(app)))
    assert len(found) > 20
    for path, command in found:
        section = heads[path].getparent()
        told = {code.text_content() for code in section.xpath("./div//code | ./table//code")}
        for parameter in command.params:
            if parameter.param_type_name == "option" and not parameter.hidden:
                assert any(parameter.opts[0] in re.split(r"[ ,]+", names) for names in told), (path, parameter.opts)


def test_the_reference_has_every_address_parameter_and_shape(site: Path, pages: dict[Path, Any]) -> None:
    page = pages[site / "reference" / "http.html"]
    heads = {" ".join(head.text_content().rstrip("¶").split()): head for head in page.xpath("//h2 | //h3")}
    described = openapi()
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            told = words_of(heads[f"{method.upper()} /api{path}"].getparent())
            for parameter in operation.get("parameters", ()):
                assert parameter["name"] in told, (path, parameter["name"])
            for status in operation["responses"]:
                assert status in told, (path, status)
    for name, shape in described["components"]["schemas"].items():
        told = words_of(heads[name].getparent())
        assert all(key in told for key in shape.get("properties", ())), name
    assert json.dumps(described)  # it is what programs get


def words_of(element: Any) -> list[str]:
    return re.findall(r"[\w-]+", element.text_content())


def test_the_reference_of_python_has_what_can_be_called(site: Path, pages: dict[Path, Any]) -> None:
    from onrecord.api import Record
    from onrecord.api.writing import WritableRecord

    known = set(pages[site / "reference" / "python.html"].xpath("//dt/@id"))
    assert "onrecord.open_record" in known
    for kind in (Record, WritableRecord):
        for name, value in vars(kind).items():
            if not name.startswith("_") and (callable(value) or isinstance(value, property)):
                assert (
                    f"{kind.__module__ if kind is WritableRecord else 'onrecord.api'}.{kind.__name__}.{name}" in known
                )
    for name in ("linked.Statement", "linked.CommitmentRow", "finding.Finding", "span.Span", "dates.Date"):
        assert f"onrecord.model.{name}" in known
