"""Commands by which people decide, and take back what they decided."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.output import print_lines
from onrecord.cli.program import (
    JsonOption,
    ReasonOption,
    RecordOption,
    WhyOption,
    actors_app,
    commitments_app,
    decisions_app,
    findings_app,
    now,
    say,
)
from onrecord.errors import OnrecordError
from onrecord.model.finding import Finding
from onrecord.model.linked import Decision, Record
from onrecord.settings import Settings


@actors_app.command("merge")
def merge_actors(
    ids: Annotated[list[str], typer.Argument(metavar="ID ID…", help="Actors that are one.")],
    why: WhyOption = None,
    record: RecordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Two actors or more are one. Holds for whatever is added later, and can be undone."""
    from onrecord.deciding import merge

    _decide(record, as_json, lambda opened, _: merge(opened, ids, why=why, **signed()))


@actors_app.command("split")
def split_actor(
    actor: Annotated[str, typer.Argument(metavar="ID", help="The actor.")],
    source: Annotated[list[str], typer.Option("--source", metavar="NAME", help="A source that means somebody else.")],
    why: WhyOption = None,
    record: RecordOption = None,
    as_json: JsonOption = False,
) -> None:
    """In some sources the name means somebody else: these become an actor of their own."""
    from onrecord.deciding import split

    _decide(record, as_json, lambda opened, _: split(opened, actor, source, why=why, **signed()))


@actors_app.command("rename")
def rename_actor(
    actor: Annotated[str, typer.Argument(metavar="ID", help="The actor.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called from now on.")],
    why: WhyOption = None,
    record: RecordOption = None,
    as_json: JsonOption = False,
) -> None:
    """An actor is called so."""
    from onrecord.deciding import rename

    _decide(record, as_json, lambda opened, _: rename(opened, actor, name, why=why, **signed()))


@findings_app.command("dismiss")
def dismiss_finding(
    finding: Annotated[str, typer.Argument(metavar="ID", help="The finding.")],
    why: ReasonOption,
    record: RecordOption = None,
    as_json: JsonOption = False,
) -> None:
    """A finding is none. Remembered against its words: it stays away until they change."""
    from onrecord.deciding import dismiss

    _decide(record, as_json, lambda _, found: dismiss(found, finding, why=why, **signed()))


@findings_app.command("confirm")
def confirm_finding(
    finding: Annotated[str, typer.Argument(metavar="ID", help="The finding.")],
    why: ReasonOption,
    record: RecordOption = None,
    as_json: JsonOption = False,
) -> None:
    """A finding is one: a person has looked at its words. Remembered against them, as a dismissal is."""
    from onrecord.deciding import uphold

    _decide(record, as_json, lambda _, found: uphold(found, finding, why=why, **signed()))


# A score of -1 is no option.
_SCORES = {"ignore_unknown_options": True}


@commitments_app.command("confirm", context_settings=_SCORES)
def confirm_commitment(
    commitment: Annotated[str, typer.Argument(metavar="ID", help="The commitment.")],
    value: Annotated[str, typer.Argument(metavar="STATUS", help="kept, broken, in_progress, withdrawn, or a score.")],
    why: WhyOption = None,
    record: RecordOption = None,
    as_json: JsonOption = False,
) -> None:
    """A person has seen the evidence: the promise was kept, broken …; -1, 0 or 1 is its G20 score."""
    from onrecord.deciding import judge

    _decide(record, as_json, lambda opened, _: judge(opened, commitment, "confirm", value, why=why, **signed()))


@commitments_app.command("reject", context_settings=_SCORES)
def reject_commitment(
    commitment: Annotated[str, typer.Argument(metavar="ID", help="The commitment.")],
    value: Annotated[str, typer.Argument(metavar="STATUS", help="The proposed status that is wrong.")],
    why: WhyOption = None,
    record: RecordOption = None,
    as_json: JsonOption = False,
) -> None:
    """The evidence that was proposed does not show what it was proposed for."""
    from onrecord.deciding import judge

    _decide(record, as_json, lambda opened, _: judge(opened, commitment, "reject", value, why=why, **signed()))


@decisions_app.command("undo")
def undo_decision(
    decision: Annotated[str, typer.Argument(metavar="ID", help="The decision.")],
    record: RecordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a decision back: the record is again what the program found."""
    from onrecord.store.rows import take_back
    from onrecord.store.store import Store

    with Store(Settings.read(record=record).record) as store:
        known = take_back(store, decision)
    if known is None:
        raise OnrecordError("no such decision", where=decision, hint="see: onrecord decisions")
    say(f"{decision} taken back")
    if as_json:
        _print(known)


def signed() -> dict[str, str | None]:
    """Who decides, and when."""
    from onrecord.deciding import signature

    return signature(now())


def _print(decision: Decision) -> None:
    from onrecord.views.jsonl import decision_row, to_line, without_nothing

    print_lines([to_line(without_nothing(decision_row(decision)))])


def _decide(record: Path | None, as_json: bool, make: Callable[[Record, tuple[Finding, ...]], Decision]) -> None:
    from onrecord import pipeline
    from onrecord.store.rows import keep_decision
    from onrecord.store.store import Store

    with Store(Settings.read(record=record).record) as store:
        decision = make(*pipeline.open_record(store))
        keep_decision(store, decision)
        pipeline.refresh(store)
    say(f"noted as {decision.id}; take it back with: onrecord decisions undo {decision.id}")
    if as_json:
        _print(decision)
