"""The command line: reads arguments, calls the pipeline, prints views. Nothing else happens here."""

from onrecord.cli import adding, deciding, desk, exporting, showing, taking, watching
from onrecord.cli.program import app, main

__all__ = ["adding", "app", "deciding", "desk", "exporting", "main", "showing", "taking", "watching"]
