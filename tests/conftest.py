"""What many tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# Under CI the drawn examples are the same every time; elsewhere they are new ones, and a failure says how to draw it again.
settings.register_profile("ci", derandomize=True)
settings.register_profile("here", print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")

SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[2] / "shared"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips what needs the shared articles or a browser where they are missing; CI has both."""
    in_ci = os.environ.get("CI") == "true"
    no_corpus = pytest.mark.skip(reason=f"no articles at {SHARED / 'corpus'}")
    no_browser = pytest.mark.skip(reason="no chromium on this machine")
    for item in items:
        if item.get_closest_marker("corpus") and not (SHARED / "corpus").is_dir():
            item.add_marker(no_corpus)
        if item.get_closest_marker("browser") and not shutil.which("chromium") and not in_ci:
            item.add_marker(no_browser)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of articles and gold that lies beside the checkout."""
    return SHARED
