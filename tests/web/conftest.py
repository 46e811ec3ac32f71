"""The desk on a record of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk_visitor import Visitor, visit
from example_story import example


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """The example story and a hostile article, for whoever changes nothing."""
    yield from visit(example(tmp_path_factory.mktemp("desk"), hostile=True))


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    """The example story, for whoever decides."""
    yield from visit(example(tmp_path))


@pytest.fixture
def opened() -> Callable[..., Iterator[Visitor]]:
    return visit
