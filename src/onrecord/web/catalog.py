"""The messages of the desk's interface, and what of them a catalog lacks.

    python -m onrecord.web.catalog src/onrecord/web/locale/ru.po

Writes the catalog anew with what is there, in the order of the messages; new ones are left empty.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from onrecord.views.rules import words_of_rules
from onrecord.web import saying, wording

WEB = Path(wording.__file__).parent
_JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}


def messages() -> list[str | tuple[str, ...]]:
    """All of them, each once: those of templates, of tables, and of what is said in the code."""
    found: list[str | tuple[str, ...]] = []
    for path in sorted((WEB / "templates").glob("*.html")):
        rows = extract_from_file("jinja2.ext:babel_extract", path, options=_JINJA)
        found += [tuple(str(part) for part in m[:2]) if isinstance(m, tuple) else m for _, m, _, _ in rows]
    for path in sorted(WEB.rglob("*.py")):
        rows = extract_from_file("python", path, keywords={"say": None, "many": (1, 2)})
        found += [tuple(str(part) for part in m[:2]) if isinstance(m, tuple) else m for _, m, _, _ in rows]
    found += [*wording.messages(), *saying.messages(), *words_of_rules()]
    return list(dict.fromkeys(found))


def main(path: Path) -> None:
    old = read_po(BytesIO(path.read_bytes()), locale=path.stem)
    new = Catalog(locale=path.stem, project="onrecord", version="1", fuzzy=False)
    for message in messages():
        known = old.get(message if isinstance(message, str) else message[0])
        new.add(message, known.string if known else "")
    new.creation_date = new.revision_date = old.creation_date
    out = BytesIO()
    write_po(out, new, omit_header=False, width=120)
    path.write_bytes(out.getvalue())
    empty = [m.id for m in new if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)]
    print(f"{len(new)} messages, {len(empty)} without words")
    for left in empty:
        print(f"  {left!r}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
