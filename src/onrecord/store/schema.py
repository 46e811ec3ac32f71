"""The record's tables, the same on every engine."""

from __future__ import annotations

from sqlalchemy import BigInteger as LargeInteger
from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

# Raised with every change of a table or of what a blob holds; `store/migrations.py` knows the way.
VERSION = 2

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

# One row an article: what was read, and under which key its results were worked out. The text stands by itself, so
# that whatever becomes of the rest, results can be worked out again from it.
document = Table(
    "document",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("source", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("raw", Text, nullable=False, server_default=""),
    Column("given", LargeBinary, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("result_key", String(64), nullable=False),
    Column("extraction", LargeBinary, nullable=False),
)

# What linking and comparing made of all of them; rebuilt from `document` and `decision` at any time.
# `owner` says what a row was made of, so that it can be made again: a component, a document, a pair.
row = Table(
    "row",
    metadata,
    Column("type", String(12), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("data", LargeBinary, nullable=False),
    Column("owner", String(64), nullable=False, server_default=""),
)

# Articles whose rows are still to be made, in the order of their arrival.
pending = Table(
    "pending",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document", String(20), nullable=False, unique=True),
)

# How linking finds an article's neighbours: what it may share with others, by stage. `first` and
# `last` are days (proleptic Gregorian ordinals) where a key holds for a time only.
block = Table(
    "block",
    metadata,
    Column("stage", String(12), primary_key=True),
    Column("key", LargeInteger, primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("document", String(20), primary_key=True),
    Column("last", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# What two articles have to do with one another, the lesser id first.
tie = Table(
    "tie",
    metadata,
    Column("one", String(20), primary_key=True),
    Column("other", String(20), primary_key=True),
    Column("data", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# To which component each item of each article belongs, by stage.
member = Table(
    "member",
    metadata,
    Column("stage", String(12), primary_key=True),
    Column("document", String(20), primary_key=True),
    Column("item", String(24), primary_key=True),
    Column("component", String(64), nullable=False),
    sqlite_with_rowid=False,
)

# What people decided. Nothing that the program does touches this table.
decision = Table(
    "decision",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

Index("document_source", document.c.source)
Index("tie_other", tie.c.other)
Index("row_owner", row.c.type, row.c.owner)
Index("member_component", member.c.stage, member.c.component)
