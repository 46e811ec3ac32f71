"""Pages of the site that are made of the program itself when it is built: its commands, and its addresses for programs.

Such a page holds a line `<!-- generated: NAME -->`, in whose place comes what NAME gives.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]
_MARK = re.compile(r"^<!-- generated: (\w+) -->$", re.MULTILINE)


def setup(app: Any) -> dict[str, bool]:
    """What Sphinx asks of an extension."""
    app.connect("source-read", lambda _, name, source: source.__setitem__(0, filled(source[0])))
    return {"parallel_read_safe": True}


def filled(text: str) -> str:
    """The text of a page with what is generated in its place."""
    return _MARK.sub(lambda found: "\n".join(MAKERS[found[1]]()), text)


# ---- commands


def commands() -> Iterator[str]:
    """Every command with its arguments and options, in the words of `--help`."""
    import typer

    from onrecord.cli import app
    from onrecord.cli.manual import every_command

    program = typer.main.get_command(app)
    yield from _options(program)
    for path, command in every_command(program, "onrecord"):
        yield f"\n{'#' * len(path.split())} {path}\n"
        yield from _help(command.help or "")
        yield from _options(command)


def _help(text: str) -> Iterator[str]:
    """Paragraphs; lines that begin with the program's name are examples, which stand together."""
    examples: list[str] = []
    for part in re.split(r"\n\s*\n", text.strip("\n")):
        plain = " ".join(part.split())
        if plain.startswith("onrecord "):
            examples += [line.strip() for line in part.split("\n")]
            continue
        yield from _example(examples)
        examples = []
        yield _escape(plain) + "\n"
    yield from _example(examples)


def _example(lines: list[str]) -> Iterator[str]:
    if lines:
        yield "\n".join(["```text", *lines, "```\n"])


def _options(command: Any) -> Iterator[str]:
    context = command.context_class(command)
    told = [record for record in (p.get_help_record(context) for p in command.params) if record is not None]
    if told:
        yield "| | |\n|---|---|"
        for names, text in told:
            yield f"| {_code(names)} | {_escape(' '.join(text.split()))} |"
        yield ""


# ---- addresses


def addresses() -> Iterator[str]:
    """Every address of the API with what it takes and gives, from its own description (OpenAPI)."""
    description = openapi()
    shapes = description["components"]["schemas"]
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield f"\n## {method.upper()} {description['servers'][0]['url']}{path}\n"
            yield _escape(" ".join((operation.get("description") or operation["summary"]).split())) + "\n"
            yield from _parameters(operation, shapes)
            yield from _answers(operation)
    yield "\n## Shapes\n"
    for name, shape in sorted(shapes.items()):
        yield f"\n### {name}\n"
        yield _escape(" ".join(shape.get("description", "").split())) + "\n"
        if shape.get("properties"):
            yield "| key | what it is | |\n|---|---|---|"
            for key, value in shape["properties"].items():
                needed = "" if key in shape.get("required", ()) else "may be missing"
                yield f"| {_code(key)} | {_kind(value)}{_about(value)} | {needed} |"
            yield ""


def openapi() -> Json:
    """The description as a desk serves it."""
    from onrecord import pipeline
    from onrecord.store.store import Store
    from onrecord.web.app import make_app
    from onrecord.web.settings import Desk

    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "r.sqlite"
        Store(record, create=True).close()
        desk = Desk(record, lambda _: None, pipeline.known_on, lambda _: (), dict)
        app = make_app(desk)
        api = next(route.app for route in app.routes if getattr(route, "path", "") == "/api")
        made: Json = api.openapi()  # type: ignore[union-attr]  # what is mounted there has one
        app.state.server.store.close()
    return made


def _parameters(operation: Json, shapes: Json) -> Iterator[str]:
    found = [
        (p["name"], p["in"], p["schema"], p.get("required"), p.get("description"))
        for p in operation.get("parameters", ())
    ]
    body = operation.get("requestBody")
    if body is not None:
        shape = shapes[body["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]]
        needed = shape.get("required", ())
        found += [(name, "body", value, name in needed, None) for name, value in shape["properties"].items()]
    if found:
        yield "| parameter | where | what it is |\n|---|---|---|"
        for name, where, value, needed, about in found:
            told = _kind(value) + _about({"description": about} if about else value) + ("; needed" if needed else "")
            yield f"| {_code(name)} | {where} | {told} |"
        yield ""


def _answers(operation: Json) -> Iterator[str]:
    yield "| status | answer |\n|---|---|"
    for status, answer in sorted(operation["responses"].items()):
        kinds = [_kind(made["schema"]) for made in answer.get("content", {}).values() if made.get("schema")]
        yield f"| {status} | {_escape(answer.get('description', ''))}{': ' if kinds else ''}{', '.join(kinds)} |"
    yield ""


def _kind(value: Json) -> str:
    """A type in words, shapes as links."""
    if "$ref" in value:
        name = value["$ref"].rsplit("/", 1)[1]
        return f"[{_escape(name)}](#{name.lower()})"
    if "enum" in value:
        return "one of " + ", ".join(_code(str(one)) for one in value["enum"] if one != "")
    for several in ("anyOf", "oneOf"):
        if several in value:
            return " or ".join(_kind(one) for one in value[several])
    if value.get("type") == "array":
        return f"list of {_kind(value.get('items', {}))}"
    if value.get("type") == "object" and isinstance(value.get("additionalProperties"), dict):
        return f"object of {_kind(value['additionalProperties'])}"
    return str(value.get("const") or value.get("type") or "anything")


def _about(value: Json) -> str:
    return f". {_escape(' '.join(value['description'].split()))}" if value.get("description") else ""


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    return f"{fence}{text.replace('|', chr(92) + '|')}{fence}"


def _escape(text: str) -> str:
    """Text as it is: only what stands between backticks keeps its meaning."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        parts = [text.replace("`", "'")]
    return "`".join(
        part.replace("|", "\\|") if at % 2 else re.sub(r"([\\*_\[\]<>|$#])", r"\\\1", part)
        for at, part in enumerate(parts)
    )


MAKERS: Mapping[str, Callable[[], Iterator[str]]] = {"commands": commands, "addresses": addresses}


if __name__ == "__main__":
    for _line in MAKERS[sys.argv[1]]():
        print(_line)
