"""The command line: reads arguments, calls the pipeline, prints views. Nothing else happens here."""

from onrecord.cli import adding, assisting, deciding, desk, manual, showing, taking, watching
from onrecord.cli.program import app, main

__all__ = ["adding", "app", "assisting", "deciding", "desk", "main", "manual", "showing", "taking", "watching"]
