"""The record's tables, the same on every engine."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

# Raised with every change of a table or of what a blob holds; `store/migrations.py` knows the way.
VERSION = 1

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

# One row an article: what was read, and under which key its results were worked out.
document = Table(
    "document",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("source", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("given", LargeBinary, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("result_key", String(64), nullable=False),
    Column("extraction", LargeBinary, nullable=False),
)

# What linking and comparing made of all of them; rebuilt from `document` and `decision` at any time.
row = Table(
    "row",
    metadata,
    Column("type", String(12), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("data", LargeBinary, nullable=False),
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
