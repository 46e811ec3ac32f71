"""Commands that take a record along: briefs, exports, and how right it is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.output import open_record, open_since, print_lines, write_bytes
from onrecord.cli.program import AsOfOption, JsonOption, RecordOption, app

BRIEFS = ("html", "md", "docx", "pdf")


@app.command()
def brief(
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where to write it (.html, .md, .docx or .pdf); else standard output.",
        ),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="html|md|docx|pdf", help="By default as the file's name says.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Only what was added, changed or contradicted from that day on."),
    ] = None,
    record: RecordOption = None,
    as_of: AsOfOption = None,
) -> None:
    """What happened, who said what, who promised what, and where the sources disagree, on one page.

    With --since it tells only the news: what articles published from that day on added (marked
    "new"), what they changed ("was planned, now held"; a promise that fell due meanwhile), and
    what they contradicted. Each line says how it stood before. Articles without a date cannot be
    news; they are named and left out.

    A week in review:

      onrecord brief --since 2025-11-03 --as-of 2025-11-09 --output week.html

    To hand round, on paper or in a word processor:

      onrecord brief --output brief.pdf

      onrecord brief --output brief.docx
    """
    from onrecord.views.brief import write_brief

    named = output.suffix[1:] if output is not None else ""
    chosen = form or (named if named in BRIEFS else "html")
    if chosen not in BRIEFS:
        raise typer.BadParameter(f"one of {', '.join(BRIEFS)}", param_hint="--format")
    opened, found, period = open_since(record, since, as_of)
    write_bytes(lambda out: write_brief(chosen, opened, found, period, out), output, packed=chosen in ("docx", "pdf"))


@app.command()
def evaluate(
    corpus: Annotated[
        Path, typer.Argument(metavar="CORPUS", help="The folder of the articles.", file_okay=False, exists=True)
    ],
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="The folder of their gold annotations.", file_okay=False, exists=True)
    ],
    record: RecordOption = None,
    export_file: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="Score this export instead of a record.")
    ] = None,
    pairs: Annotated[
        Path | None, typer.Option("--pairs", metavar="FILE", help="Labelled pairs of articles (JSON).")
    ] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List each miss with the text around it.")] = False,
    as_json: JsonOption = False,
) -> None:
    """How right the record is, measured against gold annotations, with 95 % intervals."""
    from onrecord.evaluate.command import run

    def lines() -> Iterable[str]:
        if export_file is not None:
            return export_file.read_text("utf-8").split("\n")
        from onrecord.views.jsonl import export_lines

        return export_lines(*open_record(record, None))

    print_lines(run(lines(), corpus, gold, pairs, misses=misses, as_json=as_json))
