"""What was exported with texts comes back as it was; what is damaged or foreign changes nothing."""

from __future__ import annotations

import json
import os
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import pipeline
from onrecord.deciding import dismiss, judge, merge, rename, split, uphold
from onrecord.errors import OnrecordError
from onrecord.importing import import_record
from onrecord.model.dates import Date
from onrecord.model.linked import Decision
from onrecord.sources.files import Item
from onrecord.sources.reading import Given
from onrecord.store import codec
from onrecord.store.store import Store
from onrecord.views.exports import choose, format_of, stored, write_export

DOSSIER = Path(__file__).parents[2] / "examples" / "dossier.yaml"
TEXTS = (
    "Министры договорились о мосте\n\n«Мы откроем мост 5 мая 2031 года», — заявил министр Рустан Тахсаров 5 марта 2031 "
    "года в Линтаре. Он пообещал выделить 40 млн крон.\n",
    "Корвальд: мост не откроют\r\n\r\nДаниэль Корвальд сообщил, что мост откроют 7 мая 2031 года. Рустан Тахсаров "
    "встретился с Даниэлем Корвальдом в Линтаре 4 марта 2031 года.\n",
    "Не по-русски: \u2028 nothing \t to = tell \U0001f600 \ufeff\n",
)
GIVEN = st.builds(
    Given,
    url=st.sampled_from([None, "https://kurier.example/1", "https://vest.example/=2"]),
    title=st.sampled_from([None, "Министры договорились о мосте"]),
    published=st.sampled_from([None, Date("2031-03-06"), Date("2031-03")]),
    outlet=st.sampled_from([None, "Линтарский курьер"]),
    author=st.sampled_from([None, "А. Бек"]),
    fetched=st.sampled_from([None, "2031-03-06T10:00:00+00:00"]),
)
SIGNS = st.fixed_dictionaries(
    {
        "by": st.sampled_from([None, "анна", "=x"]),
        "at": st.sampled_from([None, "2031-05-21T10:00:00+00:00", "2031-05-20T10:00:00+00:00"]),
        "why": st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), max_size=20)),
    }
)


def exported(store: Store) -> bytes:
    pipeline.open_record(store)
    out = BytesIO()
    with store.everything() as everything:
        write_export(format_of("jsonl"), stored(everything, choose()), out, with_texts=True)
    return out.getvalue()


def some_decision(data: st.DataObject, store: Store) -> Decision | None:
    """A decision on something that the record has."""
    record, findings = pipeline.open_record(store)
    signed: dict[str, Any] = data.draw(SIGNS)
    spoken = [row for row in record.actors if row.parties and any(
        record.extractions[document].parties[index].mentions for document, index in row.parties)]  # fmt: skip
    verbs = ["rename", "merge"] * (len(spoken) > 1) + ["dismiss", "uphold"] * bool(findings)
    verbs += ["confirm", "reject"] * bool(record.commitments)
    told_twice = [row for row in spoken if len({document for document, _ in row.parties}) > 1]
    verbs += ["split"] * bool(told_twice)
    if not verbs:
        return None
    match data.draw(st.sampled_from(verbs)):
        case "rename":
            return rename(record, data.draw(st.sampled_from(spoken)).id, data.draw(st.sampled_from("АБВ")), **signed)
        case "merge":
            two = data.draw(st.lists(st.sampled_from(spoken), min_size=2, max_size=2, unique=True))
            return merge(record, [row.id for row in two], **signed)
        case "split":
            row = data.draw(st.sampled_from(told_twice))
            return split(record, row.id, [data.draw(st.sampled_from(row.parties))[0]], **signed)
        case "dismiss" | "uphold" as verb:
            make = dismiss if verb == "dismiss" else uphold
            return make(findings, data.draw(st.sampled_from(findings)).id, **signed)
        case verb:
            row = data.draw(st.sampled_from(record.commitments))
            return judge(record, row.id, verb, data.draw(st.sampled_from(["kept", "broken", "-1", "+1"])), **signed)


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_export_import_export_gives_the_same_bytes(data: st.DataObject) -> None:
    texts = data.draw(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3, unique=True))
    dossier = data.draw(st.sampled_from([None, DOSSIER.read_text("utf-8")]))
    with TemporaryDirectory() as folder:
        with Store(Path(folder, "one.sqlite"), create=True) as store:
            items = [Item(f"{number}.txt", text, data.draw(GIVEN)) for number, text in enumerate(texts)]
            pipeline.add(store, items, dossier_text=dossier)
            for _ in range(data.draw(st.integers(0, 3))):
                if (decision := some_decision(data, store)) is not None:
                    store.add_decision(decision.id, codec.dump(decision))
            first = exported(store)
        import_record(BytesIO(first), "first", Path(folder, "two.sqlite"))
        with Store(Path(folder, "two.sqlite")) as store:
            assert exported(store) == first
        assert sorted(os.listdir(folder)) == ["one.sqlite", "two.sqlite"]


def test_the_example_with_its_decisions_comes_back(record: Path, store: Store, tmp_path: Path) -> None:
    first = exported(store)
    import_record(BytesIO(first), "first", tmp_path / "r.sqlite")
    with Store(tmp_path / "r.sqlite") as again:
        assert exported(again) == first
        assert again.decisions() == store.decisions()
    assert first.count(b'"type":"decision"') == 3


# ---- damage


@pytest.fixture(scope="module")
def lines(store: Store) -> list[bytes]:
    return exported(store).splitlines(keepends=True)


def changed(line: bytes, **values: object) -> bytes:
    return json.dumps(json.loads(line) | values).encode() + b"\n"


def refused(lines: list[bytes], folder: Path) -> str:
    """The error of a file that can't be imported; there is nothing of it."""
    with pytest.raises(OnrecordError) as caught:
        import_record(BytesIO(b"".join(lines)), "file.jsonl", folder / "r.sqlite")
    assert list(folder.iterdir()) == []
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_damaged_file_is_named_with_its_line(lines: list[bytes], tmp_path: Path) -> None:
    def told(*lines: bytes) -> str:
        return refused(list(lines), tmp_path)

    head, *rest = lines
    decision = next(line for line in lines if b'"type":"decision"' in line)
    assert told(*lines[:-1]).startswith("file.jsonl: damaged: its end is missing")
    assert told(*lines[:5], lines[5][:40]).startswith("file.jsonl:6: damaged: this line is no JSON")
    assert told(*lines[:5], *lines[6:]).startswith(f"file.jsonl:{len(lines) - 1}: damaged: there were")
    assert told(*lines, head).startswith(f"file.jsonl:{len(lines) + 1}: damaged: something comes behind the end")
    assert told(changed(head, text="x"), *rest).startswith("file.jsonl:1: damaged: this text is not the one")
    assert told(changed(head, id="d0"), *rest).startswith("file.jsonl:1: damaged: the id is another")
    assert told(changed(head, source="y"), *rest).startswith("file.jsonl:1: damaged: the id is another")
    assert told(changed(head, given={"published": {"edtf": "never"}}), *rest).startswith("file.jsonl:1: damaged: ")
    assert told(head, head, *rest).startswith("file.jsonl:2: damaged: the id is another")
    assert told(changed(decision, verb="bless"), *rest).startswith("file.jsonl:1: damaged: nobody decides")
    assert told(changed(decision, members=[{"document": 5}])).startswith("file.jsonl:1: damaged: ")
    assert told(changed(lines[-1], lines=0, dossier="actors: [")).startswith("the record's dossier:")


def test_a_foreign_file_is_named(tmp_path: Path, export) -> None:
    for foreign in (
        b"",
        b"hello",
        b"\0\xff",
        b"[1]\n",
        b'{"type": "FeatureCollection"}',
        b"[" * 100_000,
        b'{"a": 1}\n',
    ):
        assert "this is no export of a record" in refused([foreign], tmp_path)
    assert "without its text" in refused([export("jsonl")], tmp_path)
    assert "no articles" in refused([export("jsonl", "quotes")], tmp_path)


def test_a_record_that_is_there_is_left_alone(lines: list[bytes], tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    path.write_bytes(b"mine")
    with pytest.raises(OnrecordError, match="is there already"):
        import_record(BytesIO(b"".join(lines)), "file", path)
    assert path.read_bytes() == b"mine"
    with pytest.raises(OnrecordError, match="no such folder"):
        import_record(BytesIO(b"".join(lines)), "file", tmp_path / "no" / "r.sqlite")
