"""Alerts on what somebody keeps under a name on the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from invented_desk import Desk, publish
from invented_news import EDITED, bridge
from invented_outlet import running

from onrecord.errors import OnrecordError
from onrecord.store.queries import SavedQuery
from onrecord.store.store import Store
from onrecord.watching.saved import resolved
from onrecord.watching.sources_file import Alert


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with running() as outlet:
        publish(outlet, 2)
        yield Desk(outlet, tmp_path)


def keep(record: Path, name: str, address: str) -> None:
    with Store(record, create=True) as store, store.queries(writes=True) as queries:
        queries.keep(SavedQuery(name, address))


def test_an_alert_follows_a_saved_list(desk: Desk) -> None:
    keep(desk.record, "Изменённые слова", "/findings?kind=wording&severity=2")
    path = desk.folder / "found.jsonl"
    told = f"to = ['file:{path}']\n"
    desk.write(
        f"[[alerts]]\nname = 'a'\nsaved = 'Изменённые слова'\n{told}[[alerts]]\nname = 'b'\nsaved = 'nothing'\n{told}"
    )
    desk.look()
    assert [line for line in desk.problems() if "nothing is kept under the name 'nothing'" in line]
    desk.outlet.show("/n/0", bridge(0, EDITED))
    desk.look()
    assert path.read_text("utf-8").count('"query": "a"') == 1


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("/findings?kind=date", {"on": "finding", "kind": "date"}),
        ("/commitments?actor=korvald", {"on": "commitment", "by": "korvald"}),
        ("/search?q=мост&in=quote", {"on": "statement", "words": "мост"}),
        ("/statements", {"on": "statement"}),
        ("/findings?outlet=x", "outlet"),
        ("/events", "/events"),
        ("/search?q=мост", "/search"),
        ("/search?q=-мост&in=quote", "minus"),
        ("/statements?kind=single", "kind"),
        ("/findings?kind=nonsense", "cannot be followed"),
    ],
)
def test_what_a_saved_query_asks_for(tmp_path: Path, address: str, wanted: dict[str, str] | str) -> None:
    record = tmp_path / "r.sqlite"
    keep(record, "q", address)
    alert = Alert(name="a", saved="q", to=("file:x",))
    with Store(record) as store:
        if isinstance(wanted, str):
            with pytest.raises(OnrecordError, match=wanted):
                resolved(store, alert)
        else:
            found = resolved(store, alert)
            assert {key: getattr(found, key) for key in wanted} == wanted
            assert (found.name, found.to) == ("a", ("file:x",))


def test_an_alert_asks_in_one_way() -> None:
    for given in ({}, {"on": "finding", "saved": "q"}, {"saved": "q", "words": "мост"}):
        with pytest.raises(ValueError, match="saved"):
            Alert.model_validate({"name": "a", "to": ["file:x"], **given})
