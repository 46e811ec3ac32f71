"""Commands that list the rows of a record and explain them."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.output import filters, open_record, print_lines, show
from onrecord.cli.program import (
    AsOfOption,
    ByOption,
    JsonOption,
    KindOption,
    OutletOption,
    RecordOption,
    SinceOption,
    StatusOption,
    UntilOption,
    actors_app,
    app,
    commitments_app,
    decisions_app,
    findings_app,
    sources_app,
)
from onrecord.errors import OnrecordError


@app.command()
def quotes(
    by: ByOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    record: RecordOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Who said what: every quote with its speaker, the words, and how sure the record is."""
    show("quotes", record, as_of, as_json, filters(by, outlet, since, until, kind))


@app.command()
def events(
    by: ByOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    status: StatusOption = None,
    record: RecordOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Who met whom: encounters by date, each told once however often it is reported."""
    show("events", record, as_of, as_json, filters(by, outlet, since, until, kind, status))


@commitments_app.callback()
def commitments(
    context: typer.Context,
    by: ByOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    status: StatusOption = None,
    record: RecordOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Who promised what by when, by due date, with the status as of the record's latest day.

    A promise is open until its day has passed, then overdue: that is all that the clock can say.
    Kept, broken or withdrawn it is when a person has seen the evidence; what later articles seem
    to tell of it is proposed ("onrecord explain ID" shows the words):

      onrecord commitments confirm ID kept --why "opened on 28 April"

      onrecord commitments reject ID kept

      onrecord commitments confirm ID +1
    """
    if context.invoked_subcommand is None:
        show("commitments", record, as_of, as_json, filters(by, outlet, since, until, kind, status))


@findings_app.callback()
def findings(
    context: typer.Context,
    by: ByOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    kind: KindOption = None,
    status: StatusOption = None,
    severity: Annotated[int | None, typer.Option("--severity", min=1, max=3, help="How grave: 3, 2 or 1.")] = None,
    record: RecordOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Where the sources disagree, the gravest first."""
    if context.invoked_subcommand is None:
        show("findings", record, as_of, as_json, filters(by, outlet, since, until, kind, status, severity))


@actors_app.callback()
def actors(
    context: typer.Context,
    by: ByOption = None,
    kind: KindOption = None,
    record: RecordOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Who is who: everybody named, with all forms of the name."""
    if context.invoked_subcommand is None:
        show("actors", record, as_of, as_json, filters(by, kind=kind))


@decisions_app.callback()
def decisions(context: typer.Context, record: RecordOption = None, as_json: JsonOption = False) -> None:
    """What people decided, kept apart from what the program found."""
    if context.invoked_subcommand is None:
        show("decisions", record, None, as_json)


@sources_app.callback()
def sources(
    context: typer.Context,
    by: ByOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    record: RecordOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """What was read: outlets, dates and what they rest on, credits, and who took it from whom.

    What outlets changed after they had published it:

      onrecord sources diff

      onrecord sources diff https://kurier.example/news/17
    """
    if context.invoked_subcommand is None:
        show("sources", record, as_of, as_json, filters(by, outlet, since, until))


@sources_app.command("diff")
def diff_sources(
    source: Annotated[
        str | None, typer.Argument(metavar="ADDRESS|ID", help="Only of this address or document.")
    ] = None,
    record: RecordOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """What changed in quotes, dates and figures from one text of an address to the next."""
    from onrecord.views.changes import rows, shown, steps
    from onrecord.views.jsonl import to_line

    opened, _ = open_record(record, as_of)
    found = steps(opened, source)
    if source is not None and not found:
        raise OnrecordError("there is one text of it, or none", where=source, hint="see: onrecord sources")
    print_lines((to_line(row) for row in rows(found)) if as_json else shown(found))


@app.command()
def explain(
    row: Annotated[str, typer.Argument(metavar="ID", help="The id of any row, or enough of its beginning.")],
    record: RecordOption = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Why a row is in the record: its words in their place, the rule, and who was passed over."""
    from onrecord.views.explain import explain as explain_row
    from onrecord.views.explain import whole_id
    from onrecord.views.jsonl import export_rows, to_line

    opened, found = open_record(record, as_of)
    try:
        lines = explain_row(opened, found, row)
        if as_json:
            id_ = whole_id(opened, found, row)
            shown = next(other for other in export_rows(opened, found) if other["id"] == id_)
            lines = [to_line({**shown, "explanation": lines})]
        print_lines(lines)
    except LookupError as error:
        raise OnrecordError(str(error.args[0]), hint="ids stand in the first column of every table") from error
