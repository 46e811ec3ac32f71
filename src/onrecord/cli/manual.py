"""The manual page, made from what `--help` says of every command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer

from onrecord import __version__
from onrecord.cli.program import app

_TAIL = """\
.SH ENVIRONMENT
.TP
.B ONRECORD_RECORD
The record to use where \\-\\-record names none; else onrecord.sqlite in the current folder.
.TP
.B ONRECORD_DOSSIER
What is known beforehand, where \\-\\-dossier names no file.
.TP
.B ONRECORD_JOBS
How many processes work, where \\-\\-jobs does not say.
.TP
.B ONRECORD_PASSWORD
What the desk asks of whoever opens it, where \\-\\-password\\-file names no file.
.SH EXIT STATUS
0 all was read, 1 it failed, 2 wrong usage, 3 something was skipped (each named).
.SH SEE ALSO
.BR sqlite3 (1)
"""


@app.command()
def man() -> None:
    """Print the manual page of all commands, made from what their --help says.

    onrecord man | man -l -

    onrecord man > ~/.local/share/man/man1/onrecord.1
    """
    from onrecord.cli.output import print_lines

    print_lines(manual().rstrip("\n").split("\n"))


def manual() -> str:
    """The page as man(7) has it: the same text for the same commands, in ASCII."""
    program = typer.main.get_command(app)
    lines = [
        f'.TH ONRECORD 1 "" "onrecord {__version__}" "User Commands"',
        ".SH NAME",
        "onrecord \\- " + _escape("the record of a diplomatic process, read off its coverage"),
        ".SH SYNOPSIS",
        ".B onrecord",
        "[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGS\\fR]...",
        ".SH DESCRIPTION",
        *_text(program.help or ""),
        ".SH OPTIONS",
        *_options(program),
        ".SH COMMANDS",
        *_commands(program),
    ]
    return "\n".join(lines) + "\n" + _TAIL


def every_command(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    """All commands below a group, each with its name in full, those of a group behind it."""
    for name, command in group.commands.items():
        yield f"{path} {name}", command
        if hasattr(command, "commands"):
            yield from every_command(command, f"{path} {name}")


def _commands(program: Any) -> Iterator[str]:
    for path, command in every_command(program, "onrecord"):
        yield f'.SS "{_escape(" ".join([path, *_arguments(command)]))}"'
        yield from _text(command.help or "")
        yield from _options(command)


def _arguments(command: Any) -> Iterator[str]:
    if any(parameter.param_type_name == "option" for parameter in command.params):
        yield "[OPTIONS]"
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            yield parameter.metavar or parameter.name.upper()
    if hasattr(command, "commands"):
        yield "[COMMAND]"


def _options(command: Any) -> Iterator[str]:
    """Arguments and options with what they are for, in the words of `--help`."""
    context = command.context_class(command)
    for parameter in command.params:
        told = parameter.get_help_record(context)
        if told is not None:
            names, text = told
            yield ".TP"
            yield f".B {_escape(names)}"
            yield _escape(" ".join(text.split()))


def _text(text: str) -> Iterator[str]:
    """Paragraphs; what is indented stays as it stands."""
    for part in re.split(r"\n\s*\n", text.strip("\n")):
        if part.startswith("  "):
            yield ".PP\n.RS 4\n.nf"
            yield from (_escape(line.strip()) for line in part.split("\n"))
            yield ".fi\n.RE"
        elif part.strip():
            yield ".PP"
            yield _escape(" ".join(part.split()))


def _escape(text: str) -> str:
    """Text that roff shows as it is, whatever it begins with and whatever letters it has."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = "".join(c if ord(c) < 128 else f"\\[u{ord(c):04X}]" for c in text)
    return f"\\&{text}" if text.startswith((".", "'")) else text
