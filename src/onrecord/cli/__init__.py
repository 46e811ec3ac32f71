"""The command line: reads arguments, calls the pipeline, prints views. Nothing else happens here."""

from onrecord.cli import adding, assisting, deciding, desk, exporting, manual, showing, taking, watching
from onrecord.cli.program import app, main

__all__ = [
    "adding", "app", "assisting", "deciding", "desk", "exporting", "main", "manual", "showing", "taking", "watching",
]  # fmt: skip
