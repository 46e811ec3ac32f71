"""A record of a few texts, each an article of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from onrecord import pipeline
from onrecord.sources.files import Item
from onrecord.sources.reading import Given
from onrecord.store.store import Store

# Talks as an agency has them, a copy of that, and another report in which one state sent somebody of a lower rank.
WIRE = (
    " date 2031-03-06 В Линтаре 6 марта прошли переговоры о новом железнодорожном коридоре к морю. В переговорах "
    "участвовали министры иностранных дел Монголии, Чада и Непала. Стороны договорились построить мост через Сырдарью."
)
COPY = WIRE.replace(" Стороны договорились", " Как передаёт «Эстрапресс», стороны договорились")
OTHER = (
    " date 2031-03-06 Переговоры о новом железнодорожном коридоре к морю прошли 6 марта в Линтаре. На переговоры "
    "приехали министры Монголии и Непала, а также заместитель министра Чада. Мост построят через Сырдарью."
)


def opened(folder: Path, *texts: str) -> pipeline.Opened:
    """The record, all of it in memory, with its findings; the articles are called `0.txt`, `1.txt` …"""
    with Store(folder / "r.sqlite", create=True) as store:
        pipeline.add(store, [Item(f"{n}.txt", text, Given()) for n, text in enumerate(texts)])
        record, findings = pipeline.open_record(store)
        return replace(record, extractions=dict(record.extractions)), findings
