"""What is released: one version wherever it is told, a wheel that holds all it needs, a container that can be started."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatch
from importlib.metadata import entry_points, metadata, version
from pathlib import Path

import httpx
import pytest
import typer
from answering import answering
from example_story import example

import onrecord
from onrecord import pipeline
from onrecord.cli import app
from onrecord.cli.manual import manual
from onrecord.languages import lemmas_of
from onrecord.sources.web import Manners
from onrecord.web.app import make_app
from onrecord.web.serving import config
from onrecord.web.settings import Desk

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGE = Path(onrecord.__file__).parent
in_checkout = pytest.mark.skipif(not (ROOT / "src").is_dir(), reason="this is no checkout: the wheel is tested here")
installed = pytest.mark.skipif(
    (ROOT / "src") in PACKAGE.parents, reason="this is a checkout; `make wheel-test` asks the wheel"
)


# ---- one version


def test_the_version_is_the_same_wherever_it_is_told(tmp_path: Path) -> None:
    told = PROJECT["project"]["version"]
    assert version("onrecord") == told
    assert onrecord.__version__ == told
    said = subprocess.run(
        [sys.executable, "-m", "onrecord.cli", "--version"], capture_output=True, text=True, check=True
    )
    assert said.stdout == f"onrecord {told}\n"
    assert f'"onrecord {told}"' in manual().splitlines()[0]
    assert f"onrecord/{told} " in Manners().agent
    desk = make_app(Desk(example(tmp_path), pipeline.catch_up, pipeline.known_on, lemmas_of, dict))
    api = next(route.app for route in desk.routes if getattr(route, "path", "") == "/api")
    assert api.openapi()["info"]["version"] == told
    assert f"\n## {told}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_nobody_else_writes_the_version_down() -> None:
    told = PROJECT["project"]["version"]
    for path in [*PACKAGE.rglob("*.py"), ROOT / "docs" / "conf.py", ROOT / "Containerfile"]:
        assert not re.search(rf'["\s=]{re.escape(told)}["\s]', path.read_text("utf-8")), path


# ---- the wheel


@installed
def test_the_wheel_holds_what_the_repository_has_for_it() -> None:
    for source, place in PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"].items():
        for path in [ROOT / source, *(ROOT / source).rglob("*")]:
            if path.is_file():
                inside = PACKAGE.parent / place / path.relative_to(ROOT / source)
                assert inside.read_bytes() == path.read_bytes(), inside
    assert (PACKAGE / "py.typed").is_file()


# ---- the container


def instructions() -> list[tuple[str, str]]:
    """The lines of the file as pairs of an instruction and what it takes."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Containerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in lines if line)]


def last(name: str) -> str:
    return [rest for found, rest in instructions() if found == name][-1]


@in_checkout
def test_the_container_is_built_of_what_is_there() -> None:
    copied = [
        part for name, rest in instructions() if name == "COPY" and "--from" not in rest for part in rest.split()[:-1]
    ]
    allowed = [
        line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[:1] == "!"
    ]
    assert (ROOT / ".dockerignore").read_text("utf-8").startswith("*\n")
    for part in copied:
        assert (ROOT / part).exists(), part
        assert any(fnmatch(part, pattern) for pattern in allowed), part
    project = PROJECT["project"]
    needed = [
        project["readme"],
        *PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"],
        *project["license-files"],
    ]
    for part in [*needed, "pyproject.toml", *PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]]:
        assert any(Path(part) == Path(whole) or Path(whole) in Path(part).parents for whole in copied), part


def test_the_container_installs_extras_that_exist_and_starts_a_command_that_exists() -> None:
    (extras,) = re.findall(r'"\.\[([\w,]+)\]"', (ROOT / "Containerfile").read_text("utf-8"))
    assert set(extras.split(",")) <= set(metadata("onrecord").get_all("Provides-Extra") or ())
    program, *arguments = [*json.loads(last("ENTRYPOINT")), *json.loads(last("CMD"))]
    assert program in {
        point.name for point in entry_points(group="console_scripts") if point.value.startswith("onrecord.")
    }
    name, *options = arguments
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]  # a group has some
    taken = command.make_context(name, options).params
    assert taken["host"] == "0.0.0.0"
    assert str(taken["port"]) == last("EXPOSE")
    for options in (["serve", "--password-file", "/run/secrets/password"], ["watch", "/etc/onrecord/sources.toml"]):
        command = typer.main.get_command(app).commands[options[0]]  # type: ignore[attr-defined]
        assert command.make_context(options[0], options[1:])


def test_the_container_has_no_rights_and_no_secrets() -> None:
    assert int(last("USER")) > 0
    environment = dict(pair.split("=", 1) for pair in shlex.split(last("ENV")))
    assert Path(environment["ONRECORD_RECORD"]).parent == Path(last("VOLUME")) == Path(last("WORKDIR"))
    assert not [name for name in environment if re.search("PASSWORD|TOKEN|SECRET|KEY", name)]
    order = [name for name, _ in instructions()]
    assert order.index("USER") > max(at for at, name in enumerate(order) if name == "RUN")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """A desk for others, served as the command serves it, on a port of its own."""
    desk = Desk(
        example(tmp_path),
        pipeline.catch_up,
        pipeline.known_on,
        lemmas_of,
        dict,
        "0.0.0.0",
        8080,
        "correct horse battery",
    )
    made = make_app(desk)
    with answering(config(made, replace(desk, port=0))) as address:
        yield address


def test_the_health_of_the_container_is_asked_for_without_a_password(served: str) -> None:
    _, _, command = last("HEALTHCHECK").partition("CMD ")
    program, *arguments = json.loads(command)
    assert program == "python"
    port = last("EXPOSE")
    assert f"127.0.0.1:{port}" in arguments[-1]
    for address, status in ((served, 0), ("127.0.0.1:9", 1)):
        asked = [sys.executable, *(part.replace(f"127.0.0.1:{port}", address) for part in arguments)]
        assert subprocess.run(asked, capture_output=True, check=False).returncode == status


def test_behind_a_server_that_ends_tls_forms_are_taken(served: str) -> None:
    """As docs/team.md says: the name that was asked for and the scheme are handed on."""
    headers = {
        "host": "desk.example",
        "x-forwarded-proto": "https",
        "origin": "https://desk.example",
        "sec-fetch-site": "same-origin",
    }
    with httpx.Client(base_url=f"http://{served}", headers=headers) as client:
        page = client.get("/login")
        assert "; Secure" in page.headers["set-cookie"]
        (token,) = set(re.findall(r'name="token" value="(\w+)"', page.text))
        cookie = {"cookie": page.headers["set-cookie"].split(";")[0]}
        form = {"password": "correct horse battery", "token": token, "back": "/findings"}
        assert client.post("/login", data=form, headers=cookie).status_code == 303
        elsewhere = {**cookie, "origin": "https://evil.example"}
        assert client.post("/login", data=form, headers=elsewhere).status_code == 403
        unsaid = {**cookie, "x-forwarded-proto": "http"}
        assert client.post("/login", data=form, headers=unsaid).status_code == 403
