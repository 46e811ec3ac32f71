"""A record that grew in any way is the record made of all its articles at once."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import pipeline
from onrecord.compare import compare
from onrecord.link import link
from onrecord.model.dates import Date
from onrecord.sources.files import Item, read_paths
from onrecord.sources.reading import Given
from onrecord.store.rows import read_document, read_extraction
from onrecord.store.store import Store, StoredDocument
from onrecord.views.jsonl import export_lines

HERE = Path(__file__).parent
STORY = sorted((HERE.parent / "examples" / "story").glob("*.txt"))
DOSSIER = HERE.parent / "examples" / "dossier.yaml"


def worked_out(items: list[Item], dossier: str) -> list[StoredDocument]:
    key = pipeline.results_key(dossier)
    found = []
    for item in items:
        result = pipeline.work_out(pipeline.task_of(item), dossier, key)
        assert isinstance(result, tuple), result
        found.append(result[0])
    return found


@pytest.fixture(scope="module")
def dossier() -> str:
    return DOSSIER.read_text("utf-8") if DOSSIER.exists() else ""


@pytest.fixture(scope="module")
def articles(dossier: str) -> list[StoredDocument]:
    """The example story, and generated evenings: wire stories, copies, paraphrases, a moved visit."""
    sys.path.insert(0, str(HERE.parent / "benchmarks"))
    from generate import sample

    story = [item for item in read_paths([str(path) for path in STORY]) if isinstance(item, Item)]
    drawn = [Item(a.url, a.text, Given(url=a.url, outlet=a.outlet, published=Date(a.published))) for a in sample(3, 26)]
    return worked_out([*story, *drawn], dossier)


def at_once(chosen: list[StoredDocument], dossier: str) -> list[str]:
    documents = [read_document(stored) for stored in chosen]
    extractions = {stored.id: read_extraction(stored) for stored in chosen}
    record = link(documents, extractions, pipeline.parsed(dossier))
    return list(export_lines(record, compare(record)))


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_order_parts_and_subsets_make_no_difference(
    articles: list[StoredDocument], dossier: str, data: st.DataObject
) -> None:
    picked = data.draw(st.lists(st.sampled_from(range(len(articles))), min_size=1, max_size=12, unique=True))
    chosen = [articles[n] for n in picked]
    room = TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
    with room as folder, Store(Path(folder) / "r.sqlite", create=True) as store:
        store.set("dossier", dossier)
        left = list(chosen)
        while left:
            size = data.draw(st.integers(1, len(left)))
            for stored in left[:size]:
                store.put(stored)
            pipeline.refresh(store)
            left = left[size:]
        grown = list(export_lines(*pipeline.open_record(store)))
    assert grown == at_once(chosen, dossier)
