"""Dossier files → one `Dossier`, every mistake named by file and line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from onrecord.dossier.countries import country_code, is_known_country
from onrecord.dossier.dossier import Dossier
from onrecord.dossier.schema import DossierFile
from onrecord.errors import DossierError

PACKAGED = "c5plus1.yaml"
SECTIONS = ("actors", "offices", "groups", "formats", "outlets", "metonyms")

# libyaml where it is at hand: ten times as fast, the same marks
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Steps = tuple[str | int, ...]
Lines = Mapping[Steps, int]
Placed = tuple[str, DossierFile, Lines]


def load_dossier(path: Path | str | Sequence[Path | str] | None = None) -> Dossier:
    """A dossier of one file, of several together, or (None) the one that comes with the package.

    Raises `DossierError` with `file:line` for a file that cannot be read, is no YAML, does not
    fit the schema, names an id twice, or speaks of an id that stands nowhere.
    """
    if path is None:
        texts = [(PACKAGED, (files("onrecord.dossier") / PACKAGED).read_text("utf-8"))]
    else:
        paths = [path] if isinstance(path, str | Path) else list(path)
        texts = [(str(p), _read(Path(p))) for p in paths]
    return parse_dossier(texts)


def empty_dossier() -> Dossier:
    """A dossier that knows nothing: countries still come from CLDR."""
    return parse_dossier([])


def parse_dossier(texts: Sequence[tuple[str, str]]) -> Dossier:
    """The same from (name, YAML text) pairs."""
    placed = [_parse(name, text) for name, text in texts]
    _check_ids(placed)
    every = {section: tuple(x for _, file, _ in placed for x in getattr(file, section)) for section in SECTIONS}
    merged = DossierFile.model_validate(every)
    content = json.dumps(merged.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
    return Dossier.of(merged, hashlib.sha256(content.encode()).hexdigest()[:16], tuple(name for name, _ in texts))


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise DossierError(error.strerror or "cannot be read", where=str(path), hint="give a YAML file") from None
    except UnicodeDecodeError:
        raise DossierError("not UTF-8", where=str(path), hint="save it as UTF-8") from None


def _parse(name: str, text: str) -> Placed:
    try:
        node = yaml.compose(text, Loader=_LOADER)
        data = None if node is None else yaml.SafeLoader("").construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DossierError(f"no YAML: {error.problem}", where=f"{name}:{line}", hint="mend the layout there") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise DossierError(f"no YAML: {error}", where=f"{name}:1", hint="mend the file") from None
    if data is None:
        return name, DossierFile(), {}
    if not isinstance(data, dict):
        raise DossierError(
            "a dossier is a mapping", where=f"{name}:1", hint=f"begin with one of: {', '.join(SECTIONS)}"
        )
    lines = dict(_lines(name, node))
    try:
        return name, DossierFile.model_validate(data), lines
    except ValidationError as error:
        first = error.errors()[0]
        where = f"{name}:{_line(lines, first['loc'])}"
        raise DossierError(_plain(first), where=where, hint=_hint(first)) from None


def _lines(
    name: str, node: yaml.Node | None, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """Where every key and item stands, counting from 1. A key given twice is a mistake of its own."""
    if node is None:
        return
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise DossierError(
                    f"{key.value!r} stands here twice",
                    where=f"{name}:{key.start_mark.line + 1}",
                    hint="keep one of them",
                )
            seen.add(key.value)
            yield from _lines(name, value, (*path, key.value))
            yield (*path, key.value), key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _lines(name, item, (*path, index))


def _line(lines: Lines, place: Sequence[str | int]) -> int:
    """The line of a path, or of the nearest thing around it."""
    path = tuple(place)
    while path not in lines and path:
        path = path[:-1]
    return lines.get(path, 1)


def _plain(error: Any) -> str:
    field = ".".join(str(x) for x in error["loc"] if not isinstance(x, int)) or "the file"
    message = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        return f"{field} is no field of a dossier"
    if error["type"] == "missing":
        return f"{field} is missing"
    return f"{field}: {message[:1].lower()}{message[1:]}"


def _hint(error: Any) -> str:
    if error["type"] == "extra_forbidden":
        return "see docs/dossier.md for the fields, or look for a slip of the pen"
    if error["type"] == "missing":
        return "add it"
    return f"found {str(error.get('input'))[:60]!r}"


def _check_ids(placed: Sequence[Placed]) -> None:
    """Ids stand once, and whatever is spoken of stands somewhere."""
    known: dict[str, str] = {}
    for name, file, lines in placed:
        for section in ("actors", "groups", "formats", "outlets"):
            for index, entry in enumerate(getattr(file, section)):
                where = f"{name}:{_line(lines, (section, index, 'id'))}"
                if entry.id in known:
                    raise DossierError(
                        f"the id {entry.id!r} is taken already at {known[entry.id]}", where=where, hint="choose another"
                    )
                known[entry.id] = where
    offices: dict[str, str] = {}
    for name, file, lines in placed:
        for place, reference in _references(file):
            where = f"{name}:{_line(lines, place)}"
            code = country_code(reference)
            if code is not None and not is_known_country(code):
                raise DossierError(f"no country has the code {code!r}", where=where, hint="use ISO 3166, two letters")
            if code is None and reference not in known:
                raise DossierError(f"nobody has the id {reference!r}", where=where, hint="add it, or mend the spelling")
        for index, office in enumerate(file.offices):
            where = f"{name}:{_line(lines, ('offices', index, 'id'))}"
            if office.id in offices:
                raise DossierError(
                    f"the office {office.id!r} stands already at {offices[office.id]}",
                    where=where,
                    hint="put them together",
                )
            offices[office.id] = where
            for number, term in enumerate(office.terms):
                if term.since and term.until and term.since[: len(term.until)] > term.until[: len(term.since)]:
                    where = f"{name}:{_line(lines, ('offices', index, 'terms', number))}"
                    raise DossierError("a term that ends before it begins", where=where, hint="swap 'from' and 'to'")


def _references(file: DossierFile) -> Iterator[tuple[Steps, str]]:
    """Every id that the file speaks of, with its path."""
    for i, actor in enumerate(file.actors):
        if actor.id.startswith("country:"):
            yield ("actors", i, "id"), actor.id
        if actor.of:
            yield ("actors", i, "of"), actor.of
    for i, office in enumerate(file.offices):
        yield ("offices", i, "of"), office.of
        if office.body:
            yield ("offices", i, "body"), office.body
        for k, term in enumerate(office.terms):
            yield ("offices", i, "terms", k, "holder"), term.holder
    for section in ("groups", "formats"):
        for i, group in enumerate(getattr(file, section)):
            for k, member in enumerate(group.members):
                yield (section, i, "members", k), member.actor
    for i, outlet in enumerate(file.outlets):
        if outlet.country:
            yield ("outlets", i, "country"), outlet.country
    for i, metonym in enumerate(file.metonyms):
        yield ("metonyms", i, "means"), metonym.means
