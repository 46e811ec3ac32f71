"""The record's tables, the same on every engine."""

from __future__ import annotations

from sqlalchemy import BigInteger as LargeInteger
from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

# Raised with every change of a table or of what a blob holds; `store/migrations.py` knows the way.
VERSION = 5

metadata = MetaData()

EDITION = ("changed", "linked", "listed", "rows")
"""The settings that say whether what can be looked up has changed: `rows` follows linking and comparing,
`listed` the tables of lists; `changed` grows with what people decide and with articles that take another's place."""

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
# `last` are days (proleptic Gregorian ordinals) where a key holds for a time only. Keys are random numbers: by `period`
# those of one time lie together, so that new articles change few pages of a large table.
block = Table(
    "block",
    metadata,
    Column("stage", String(12), primary_key=True),
    Column("period", Integer, primary_key=True),
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

# What servers answered. What came again as it was is noted on the answer that has it (`last`, `times`).
response = Table(
    "response",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("final", Text, nullable=False),
    Column("kind", String(8), nullable=False),  # page, feed, robots
    Column("at", String(32), nullable=False),
    Column("last", String(32), nullable=False),
    Column("times", Integer, nullable=False),
    Column("status", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("head", LargeBinary, nullable=False),  # headers and redirects, JSON
    Column("body", LargeBinary, nullable=False),  # compressed
)

# Addresses of articles: what is still to be fetched or read, and what may have changed. `given` is what the feed
# says of one, `mark` a digest of it, `due` and `first` are seconds since 1970.
page = Table(
    "page",
    metadata,
    Column("url", Text, primary_key=True),
    Column("feed", Text, nullable=False),
    Column("given", LargeBinary, nullable=False),
    Column("mark", String(64), nullable=False),
    Column("state", String(8), nullable=False),  # fetch, read, kept, failed
    Column("due", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("response", Integer, nullable=True),
    sqlite_with_rowid=False,
)

# When a feed is to be asked again, and how often in a row it could not be had.
feed = Table(
    "feed",
    metadata,
    Column("url", Text, primary_key=True),
    Column("due", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
)

# Which article was read from which answer.
made = Table(
    "made",
    metadata,
    Column("document", String(20), primary_key=True),
    Column("response", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

# What was told to whom: `left` names the ways on which it is still to go out.
alert = Table(
    "alert",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("query", Text, nullable=False),
    Column("row", String(80), nullable=False),
    Column("at", String(32), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("left", Text, nullable=False),
)

# Lists and searches that people keep under a name: an address of the desk.
query = Table(
    "query",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("address", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),  # who kept it, and when: JSON
)

Index("response_url", response.c.url, response.c.number)
Index("page_state", page.c.state, page.c.due)
Index("made_response", made.c.response)
Index("alert_query", alert.c.query, alert.c.row, unique=True)
Index("document_source", document.c.source)
DOCUMENT_KEY = Index("document_key", document.c.result_key, document.c.id)
Index("tie_other", tie.c.other)
Index("row_owner", row.c.type, row.c.owner)
Index("member_component", member.c.stage, member.c.component)
