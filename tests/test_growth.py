"""A record that grew in any way is the record made of all its articles at once."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import pipeline
from onrecord.compare import compare
from onrecord.link import link
from onrecord.model.dates import Date
from onrecord.model.linked import Decision, Member, Verb
from onrecord.model.span import Span
from onrecord.sources.files import Item, read_paths
from onrecord.sources.reading import Given
from onrecord.store import codec
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


def at_once(chosen: list[StoredDocument], dossier: str, decisions: Iterable[Decision] = ()) -> list[str]:
    documents = [read_document(stored) for stored in chosen]
    extractions = {stored.id: read_extraction(stored) for stored in chosen}
    record = link(documents, extractions, pipeline.parsed(dossier), decisions)
    return list(export_lines(record, compare(record)))


@contextmanager
def empty_record(dossier: str) -> Iterator[Store]:
    room = TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
    with room as folder, Store(Path(folder) / "r.sqlite", create=True) as store:
        store.set("dossier", dossier)
        yield store


def some(data: st.DataObject, articles: list[StoredDocument], most: int) -> list[StoredDocument]:
    numbers = st.sampled_from(range(len(articles)))
    return [articles[n] for n in data.draw(st.lists(numbers, min_size=2, max_size=most, unique=True))]


def put_some(data: st.DataObject, store: Store, left: list[StoredDocument]) -> list[StoredDocument]:
    """Adds one, half or all of what is left, and gives the rest."""
    size = data.draw(st.sampled_from(sorted({1, (len(left) + 1) // 2, len(left)})))
    for stored in left[:size]:
        store.put(stored)
    pipeline.refresh(store)
    return left[size:]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_order_parts_and_subsets_make_no_difference(
    articles: list[StoredDocument], dossier: str, data: st.DataObject
) -> None:
    chosen = some(data, articles, 7)
    with empty_record(dossier) as store:
        left = chosen
        while left:
            left = put_some(data, store, left)
        assert list(export_lines(*pipeline.open_record(store))) == at_once(chosen, dossier)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_decisions_may_come_and_go_at_any_time(
    articles: list[StoredDocument], dossier: str, data: st.DataObject
) -> None:
    chosen = some(data, articles, 6)
    words = [(stored.id, span) for stored in chosen for span in words_to_decide_on(stored)]
    decisions = [
        Decision(f"x{n}", verb, tuple(member(*data.draw(st.sampled_from(words))) for _ in range(size)), value)
        for n, (verb, size, value) in enumerate(data.draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3)))
    ]
    with empty_record(dossier) as store:
        left, to_come = chosen, list(decisions)
        while left or to_come:
            if to_come and (not left or data.draw(st.booleans())):
                decision = to_come.pop(0)
                store.add_decision(decision.id, codec.dump(decision), {m.document for m in decision.members})
            else:
                left = put_some(data, store, left)
        assert list(export_lines(*pipeline.open_record(store))) == at_once(chosen, dossier, decisions)
        gone = data.draw(st.sampled_from(decisions))
        store.remove_decision(gone.id, {m.document for m in gone.members})
        rest = [decision for decision in decisions if decision is not gone]
        assert list(export_lines(*pipeline.open_record(store))) == at_once(chosen, dossier, rest)


def named(articles: list[StoredDocument], name: str) -> list[Member]:
    """Where articles first call a party by a name."""
    found = []
    for stored in articles:
        spans = (party.mentions[0] for party in read_extraction(stored).parties if party.name == name)
        found += [member(stored.id, span) for span in list(spans)[:1]]
    return found


@pytest.mark.parametrize("verb", ["merge", "split"])
def test_a_new_name_reaches_all_articles_of_whom_decisions_made(
    articles: list[StoredDocument], dossier: str, verb: Verb
) -> None:
    """By the word of one article, also where two were made one before, or some were split off."""
    minister, envoy = named(articles, "Ингрид Солем"), named(articles, "Джулиан Хойст")
    assert len(minister) > 1
    assert envoy
    first = (minister[-1], envoy[0]) if verb == "merge" else tuple(minister)
    decisions = [Decision("x0", verb, first), Decision("x1", "rename", tuple(minister[:1]), "Другое Имя")]
    with empty_record(dossier) as store:
        for stored in articles:
            store.put(stored)
        pipeline.refresh(store)
        for number, decision in enumerate(decisions, 1):
            store.add_decision(decision.id, codec.dump(decision), {m.document for m in decision.members})
            assert list(export_lines(*pipeline.open_record(store))) == at_once(articles, dossier, decisions[:number])


KINDS: list[tuple[Verb, int, str | None]] = [("merge", 2, None), ("split", 1, None), ("rename", 1, "Другое имя")]


def words_to_decide_on(stored: StoredDocument) -> list[Span]:
    """Names and quotes of an article."""
    extraction = read_extraction(stored)
    return [span for party in extraction.parties for span in party.mentions] + [q.span for q in extraction.quotes]


def member(document: str, span: Span) -> Member:
    return Member(document, span.start, span.end)
