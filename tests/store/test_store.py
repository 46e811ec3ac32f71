"""The store keeps what it is given, refuses what it does not know, and never half of anything."""

import sqlite3
from pathlib import Path

import pytest

from onrecord.errors import StoreError
from onrecord.model.document import Document
from onrecord.model.linked import Member
from onrecord.model.record import Extraction, Figure, Party, Quote
from onrecord.model.span import Span
from onrecord.store import codec, schema
from onrecord.store.store import Store, StoredDocument


def stored(id_: str, key: str = "k") -> StoredDocument:
    return StoredDocument(id_, f"{id_}.txt", "0" * 64, "", b"{}", b"{}", key, b"{}")


def test_an_article_is_kept_once_and_replaced_whole(tmp_path: Path) -> None:
    with Store(tmp_path / "r.sqlite", create=True) as store:
        store.put(stored("b"))
        store.put(stored("a"))
        store.put(stored("b", "new"))
        assert store.result_keys() == {"a": "k", "b": "new"}
        assert [x.id for x in store.documents()] == ["a", "b"]
        assert store.document("c") is None


def test_rows_are_stale_after_any_change(tmp_path: Path) -> None:
    with Store(tmp_path / "r.sqlite", create=True) as store:
        store.forget_rows("linked so")
        assert store.linked == "linked so"
        store.put(stored("a"))
        assert (store.linked, store.pending(9)) == ("", ["a"])
        settle(store)
        assert store.linked == "linked so"
        store.add_decision("d1", b"{}", ["a"])
        assert store.pending(9) == ["a"]
        settle(store)
        assert store.remove_decision("d1", ["a"])
        assert store.linked == ""
        settle(store)
        store.add_decision("d2", b"{}")
        assert store.linked == ""
        store.forget_rows("again")
        assert (store.linked, store.pending(9)) == ("", ["a"])


def test_an_article_put_again_makes_all_rows_stale(tmp_path: Path) -> None:
    with Store(tmp_path / "r.sqlite", create=True) as store:
        store.put(stored("a"))
        store.forget_rows("linked so")
        settle(store)
        store.put(stored("a", "new"))
        assert store.get("linked") == ""


def settle(store: Store) -> None:
    with store.shelf() as shelf:
        shelf.settle(store.pending(9))


def test_a_failed_write_of_rows_leaves_the_old_ones(tmp_path: Path) -> None:
    one, two = Member("d", 1, 2), Member("d", 3, 4)
    with Store(tmp_path / "r.sqlite", create=True) as store:
        with store.shelf() as shelf:
            shelf.replace_rows("actor", ["o"], [("x", "o", one)])
        with pytest.raises(RuntimeError), store.shelf() as shelf:  # noqa: PT012
            shelf.replace_rows("actor", ["o"], [("x", "o", two)])
            raise RuntimeError("on purpose")
        with store.shelf(writes=False) as shelf:
            assert dict(shelf.every("actor", Member)) == {"x": one}


def test_decisions_keep_their_order(tmp_path: Path) -> None:
    with Store(tmp_path / "r.sqlite", create=True) as store:
        store.add_decision("z", b"first")
        store.add_decision("a", b"second")
        assert store.decisions() == (b"first", b"second")
        assert not store.remove_decision("nobody")


def test_a_missing_record_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none\.sqlite"):
        Store(tmp_path / "none.sqlite")


@pytest.mark.parametrize("content", [b"not a record", b"%PDF-1.7 ...................."])
def test_a_foreign_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not a record"):
        Store(path, create=True)
    assert path.read_bytes() == content


def test_a_damaged_record_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    with pytest.raises(StoreError, match=r"r\.sqlite"):
        Store(path)


def test_a_record_of_a_newer_version_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    Store(path, create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", (str(schema.VERSION + 1),))
    connection.close()
    with pytest.raises(StoreError, match="upgrade onrecord"):
        Store(path)


def test_values_come_back_as_they_were() -> None:
    quote = Quote(Span(0, 2, "да"), "direct", (0,), None, None, "marks", 0.5)
    figure = Figure("1.50", "USD", None, None, Span(1, 2, "а"), "money", 0.9)
    extraction = Extraction("d1", (Party(0, "person", "Я", ("Я",)),), quotes=(quote,), figures=(figure,))
    assert codec.load(Extraction, codec.dump(extraction)) == extraction
    document = Document("d1", "a.txt", "да", "0" * 64, "ru", body=(Span(0, 2, "да"),))
    assert codec.load(Document, codec.dump(document)) == document


def test_what_another_version_wrote_is_refused_with_what_to_do() -> None:
    with pytest.raises(StoreError, match="another version"):
        codec.load(Extraction, b'{"document": "d1", "quotes": [{"words": "other"}]}')
