"""Encounters of people and states: the parts of `extract/events.py`."""
