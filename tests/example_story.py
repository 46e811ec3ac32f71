"""The record of the example story, made once a test run and copied for whoever changes it."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from onrecord import pipeline
from onrecord.sources.files import read_paths
from onrecord.store.store import Store

STORY = Path(__file__).parents[1] / "examples" / "story"
DOSSIER = STORY.parent / "dossier.yaml"
HOSTILE = (
    'Министр <script>alert("раз")</script> Кебеков\n\n'
    "«<img src=x onerror=alert(2)> Мы откроем мост 5 мая 2031 года», — заявил Рустан Тахсаров\u202e на встрече "
    "с Даниэлем Корвальдом в Линтаре 5 марта 2031 года. [сюда](javascript:alert(3)) | `x` \x07\n"
)


@cache
def _record(hostile: bool) -> Path:
    folder = Path(mkdtemp(prefix="onrecord-example-"))
    paths = [str(STORY)]
    if hostile:
        article = folder / "<b onclick=alert(4)>hostile.txt"
        article.write_text(HOSTILE, "utf-8")
        paths.append(str(article))
    with Store(folder / "r.sqlite", create=True) as store:
        pipeline.add(store, read_paths(paths), dossier_text=DOSSIER.read_text("utf-8"))
        pipeline.open_record(store)
        while store.list_rows():
            pass
    return folder / "r.sqlite"


def example(folder: Path, *, hostile: bool = False) -> Path:
    """A copy of the record in a folder of one's own."""
    return Path(shutil.copy(_record(hostile), folder / "r.sqlite"))
