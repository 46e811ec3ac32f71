"""A record of a few texts, each an article of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from onrecord import pipeline
from onrecord.sources.files import Item
from onrecord.sources.reading import Given
from onrecord.store.store import Store


def opened(folder: Path, *texts: str) -> pipeline.Opened:
    """The record, all of it in memory, with its findings; the articles are called `0.txt`, `1.txt` …"""
    with Store(folder / "r.sqlite", create=True) as store:
        pipeline.add(store, [Item(f"{n}.txt", text, Given()) for n, text in enumerate(texts)])
        record, findings = pipeline.open_record(store)
        return replace(record, extractions=dict(record.extractions)), findings
