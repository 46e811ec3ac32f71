"""Pictures of every page of the desk on the example story: wide and narrow, light and dark.

    python tests/web/screenshots.py [FOLDER]

Writes them all to FOLDER (build/screenshots), to be looked at, and those that docs/desk.md shows to docs/desk. What
they show is invented; so is the day, which is the story's last.
"""

from __future__ import annotations

import base64
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "web")]

from desk_browser import a_page_of_each, chromium_browser, served, with_pictures  # noqa: E402
from example_story import example  # noqa: E402

DOCS = ROOT / "docs" / "desk"
PAGES = {
    "today": "/", "findings": "/findings", "statements": "/statements", "commitments": "/commitments",
    "calendar": "/commitments?month=2031-05", "events": "/events", "encounters-calendar": "/events?month=2031-03",
    "actors": "/actors", "actor": "/actors/korvald", "sources": "/sources", "source": "/sources/savrin-press",
    "search": "/search?q=встреча", "decisions": "/decisions",
    "as-of-a-day": "/findings?as_of=2031-04-10",
}  # fmt: skip
# Wide and light are all of them in the docs; of the others one each says enough.
ALSO = {
    ("events", 375, "light"),
    ("findings", 375, "dark"),
    ("as-of-a-day", 375, "light"),
    ("sources", 1280, "dark"),
    ("statements", 375, "dark"),
}
MOST_PIXELS = {1280: 1800, 375: 1600}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    DOCS.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as own, chromium_browser() as browser:
        record = example(Path(own))
        pages = {**PAGES, **a_page_of_each(record)}
        with served(record) as address:
            for width in MOST_PIXELS:
                for scheme in ("light", "dark"):
                    context = browser.new_context(
                        base_url=address, locale="en-GB", color_scheme=scheme, viewport={"width": width, "height": 900}
                    )
                    page = context.new_page()
                    for name, path in pages.items():
                        page.goto(path)
                        with_pictures(page)
                        page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                        if (width, scheme) == (1280, "light"):
                            keep(page, DOCS / f"{name}.webp", width)
                        elif (name, width, scheme) in ALSO:
                            keep(page, DOCS / f"{name}-{width}-{scheme}.webp", width)
                    context.close()


def keep(page: Any, path: Path, width: int) -> None:
    """The page as a small file, its end cut off where it is long."""
    high = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": width, "height": min(high, MOST_PIXELS[width]), "scale": 1}
    asked = {"format": "webp", "quality": 70, "captureBeyondViewport": True, "clip": clip}
    shot = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    path.write_bytes(base64.b64decode(shot["data"]))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "screenshots")
