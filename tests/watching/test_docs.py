"""What docs/watching.md shows can be used as it stands."""

from __future__ import annotations

import re
from pathlib import Path

from onrecord.watching.sources_file import Watched, read_sources

DOCS = Path(__file__).parents[2] / "docs" / "watching.md"


def test_the_files_in_the_docs_are_read(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", DOCS.read_text("utf-8"), re.S)
    assert len(blocks) == 2
    path = tmp_path / "sources.toml"
    path.write_text("\n".join(blocks), "utf-8")
    watched = read_sources(path)
    assert [feed.every for feed in watched.feeds] == [None, 3600, None]
    assert {alert.on or alert.saved for alert in watched.alerts} == {"finding", "commitment", "statement", "Мосты"}
    assert watched.mail.security == "starttls"


def test_every_option_is_in_the_docs() -> None:
    text = DOCS.read_text("utf-8")
    fields = Watched.model_fields
    for name in fields:
        assert re.search(rf"\b{name}\b", text), name
    for part in ("feeds", "web", "mail", "alerts"):
        kind = fields[part].annotation
        inner = getattr(kind, "__args__", (kind,))[0]
        for name in inner.model_fields:
            assert re.search(rf"\b{name}\b", text), f"{part}.{name}"
