"""Tables by which rows are found for whoever shows them: made of the other tables, and made anew at any time.

They have a version of their own (`VERSION`, kept as `shown` in `meta`), so that nothing has to be migrated: where it
is another one, they are dropped and filled again.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

VERSION = "6"
WORDS = "shown_words"
"""The name of the index of words; its rows have the numbers of `sentence`."""
NAME = "_name_"
"""A word that every name of an actor has in that index, and hardly any sentence."""

metadata = MetaData()

# What lists are sorted and narrowed by. What a column holds depends on the type of the row: `store/listing.py` says it.
shown = Table(
    "shown",
    metadata,
    Column("type", String(12), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("kind", String(24), nullable=False),
    Column("status", String(16), nullable=False),
    Column("weight", Integer, nullable=False),
    Column("day", String(10), nullable=False),
    Column("last", String(10), nullable=False),
    Column("name", Text, nullable=False),
    sqlite_with_rowid=False,
)

# Which other rows a row names, and as what: `speaker`, `participant`, `quote` … All but these is as the row which names
# has it in `shown`, but for the weight of an actor, so that what one actor or outlet has is counted and sorted here.
named = Table(
    "shown_named",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("role", String(12), primary_key=True),
    Column("other", String(40), primary_key=True),
    Column("type", String(12), nullable=False),
    Column("day", String(10), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("status", String(16), nullable=False),
    Column("weight", Integer, nullable=False),
    Column("last", String(10), nullable=False),
    sqlite_with_rowid=False,
)

# The words that a row rests on.
place = Table(
    "shown_place",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("document", String(20), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    Column("type", String(12), nullable=False),
    sqlite_with_rowid=False,
)

# Sentences of articles, and names of actors: where their words stand (pairs of 32 bits, in the order of the words).
sentence = Table(
    "shown_sentence",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("type", String(12), nullable=False),
    Column("id", String(40), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("places", LargeBinary, nullable=False),
)

# Rows that have changed since these tables were last brought in step.
changed = Table(
    "shown_changed",
    metadata,
    Column("type", String(12), primary_key=True),
    Column("id", String(40), primary_key=True),
    sqlite_with_rowid=False,
)

# Every order of a list has an index that ends it after a page, and what lists count by stands in one, too.
Index("shown_by_weight", shown.c.type, shown.c.weight, shown.c.day)
Index("shown_by_kind", shown.c.type, shown.c.kind, shown.c.weight, shown.c.day)
Index("shown_by_kind_day", shown.c.type, shown.c.kind, shown.c.day, shown.c.last)
Index("shown_by_day", shown.c.type, shown.c.day)
Index("shown_by_last", shown.c.type, shown.c.last)
Index("shown_by_status", shown.c.type, shown.c.status, shown.c.last)
Index("shown_by_name", shown.c.type, shown.c.weight.desc(), shown.c.name)
Index("shown_by_status_kind", shown.c.type, shown.c.status, shown.c.kind, shown.c.weight)
Index("shown_by_status_weight", shown.c.type, shown.c.status, shown.c.weight, shown.c.kind)
Index("shown_by_series", shown.c.name, sqlite_where=shown.c.type == "event")
Index(
    "shown_named_other", named.c.other, named.c.type, named.c.role, named.c.day, named.c.status, named.c.kind,
    named.c.weight, named.c.last,
)  # fmt: skip
Index("shown_named_role", named.c.type, named.c.role, named.c.other)
Index("shown_place_document", place.c.document, place.c.start, place.c.end, place.c.type)
Index("shown_sentence_id", sentence.c.id, sentence.c.start)
Index("shown_sentence_number", sentence.c.number, sentence.c.type, sentence.c.id, sentence.c.start, sentence.c.end)
