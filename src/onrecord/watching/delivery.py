"""Ways on which alerts go out: lines in a file, an Atom feed, a mail, a call of a web address.

A file and a feed hold each alert once, whatever happens meanwhile. A mail or a call that went out just before a crash
goes out again; both bear the alert's id, by which their receivers know it again.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import smtplib
from collections.abc import Collection, Iterable, Mapping, Sequence
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

from onrecord.gathering.gatherer import Tell
from onrecord.replacing import replacing
from onrecord.sources.web import Manners
from onrecord.store.fetches import AlertRow
from onrecord.store.store import Store
from onrecord.views.feeds import NO_TIME, Entry, feed
from onrecord.views.names import one_line
from onrecord.watching.alerts import is_silent, read_payload
from onrecord.watching.sources_file import Alert, MailOptions

_IN_FEED = 100
_SECONDS = 20
# What could not be told for so long is told no more.
_DAYS = 7
_MOST_IN_MAIL = 50
_IN_SUBJECT = 120


def deliver(
    store: Store, alerts: Sequence[Alert], mail: MailOptions, manners: Manners, moment: dt.datetime, tell: Tell
) -> None:
    """Sends what has yet to go out. A way that does not work is told, and tried again the next time."""
    with store.fetches(writes=False) as fetches:
        waiting = fetches.alerts(open_only=True)
    ways = sorted({way for row in waiting for way in row.left})
    for way in ways:
        rows = [row for row in waiting if way in row.left]
        try:
            queries = {alert.name for alert in alerts if way in alert.to} | {row.query for row in rows}
            _send(store, way, queries, rows, mail, manners)
        except Exception as error:
            # Whatever is wrong with one way, the others and the watch go on.
            tell("problem", where=way, what=f"could not be told ({type(error).__name__}: {error})"[:300])
            rows = [row for row in rows if _age(row, moment) > _DAYS]
            if rows:
                tell(
                    "problem", where=way, what=f"{len(rows)} alerts could not be told for {_DAYS} days, and are dropped"
                )
        with store.fetches() as fetches:
            for row in rows:
                left = fetches.left(row.number)
                fetches.sent(row.number, [other for other in left if other != way])


def identity(row: AlertRow) -> str:
    """The id of an alert, the same whenever it goes out."""
    return sha256(f"{row.query}\0{row.row}".encode()).hexdigest()[:24]


def _send(
    store: Store, way: str, queries: Collection[str], rows: Sequence[AlertRow], mail: MailOptions, manners: Manners
) -> None:
    kind, _, rest = way.partition(":")
    if kind == "file":
        _append(Path(rest), rows)
    elif kind == "atom":
        with store.fetches(writes=False) as fetches:
            every = [row for row in fetches.alerts() if row.row and row.query in queries and not is_silent(row)]
        _write_feed(Path(rest), queries, every[-_IN_FEED:])
    elif kind == "mailto":
        for start in range(0, len(rows), _MOST_IN_MAIL):
            _mail(rest, rows[start : start + _MOST_IN_MAIL], mail)
    else:
        _call(way, rows, manners)


def _age(row: AlertRow, moment: dt.datetime) -> int:
    return (moment - dt.datetime.fromisoformat(row.at)).days


# ---- a file


def _append(path: Path, rows: Sequence[AlertRow]) -> None:
    """Adds lines that the file does not have; half a line that a crash left is taken away."""
    known = set()
    with path.open("a+b") as file:
        file.seek(0)
        data = file.read()
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) < len(data):
            file.truncate(len(whole))
        for line in whole.splitlines():
            try:
                known.add(json.loads(line)["id"])
            except (ValueError, TypeError, KeyError):
                continue
        lines = [_line(row) for row in rows if identity(row) not in known]
        file.write(b"".join(lines))
        file.flush()
        os.fsync(file.fileno())


def _line(row: AlertRow) -> bytes:
    return json.dumps({"id": identity(row), **read_payload(row)}, ensure_ascii=False).encode() + b"\n"


# ---- a feed


def _write_feed(path: Path, names: Iterable[str], rows: Sequence[AlertRow]) -> None:
    """An Atom feed of the latest alerts of the queries of these names, written beside its name and then renamed."""
    queries = sorted(names)
    id_ = f"urn:onrecord:alerts:{sha256(' '.join(queries).encode()).hexdigest()[:24]}"
    pieces = feed(id_, f"onrecord: {', '.join(queries)}", rows[-1].at if rows else NO_TIME, map(_entry, reversed(rows)))
    with replacing(path) as file:
        file.writelines(piece.encode("utf-8", "replace") for piece in pieces)


def _entry(row: AlertRow) -> Entry:
    values = read_payload(row)
    link = next((s for s in values["sources"] if s.startswith(("http://", "https://"))), "")
    title = f"{row.query}: {values['title']}"
    return Entry(f"urn:onrecord:alert:{identity(row)}", title, row.at, "onrecord", values["text"], link)


# ---- a mail


def _mail(to: str, rows: Sequence[AlertRow], options: MailOptions) -> None:
    message = EmailMessage()
    payloads = [read_payload(row) for row in rows]
    first = one_line(payloads[0]["title"])[:_IN_SUBJECT]
    more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
    message["Subject"] = f"onrecord: {one_line(rows[0].query)[:_IN_SUBJECT]}: {first}{more}"
    message["From"], message["To"] = options.sender, to
    message["Message-ID"] = f"<{sha256(' '.join(map(identity, rows)).encode()).hexdigest()[:32]}@onrecord>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join(map(_paragraph, payloads)) + "\n")
    password = os.environ.get(options.password_env) if options.password_env else None
    server = smtplib.SMTP_SSL if options.security == "tls" else smtplib.SMTP
    with server(options.host, options.port, timeout=_SECONDS) as connection:
        if options.security == "starttls":
            import ssl

            connection.starttls(context=ssl.create_default_context())
        if options.user:
            connection.login(options.user, password or "")
        connection.send_message(message)


def _paragraph(values: Mapping[str, str]) -> str:
    return "\n".join((f"{values['query']}: {values['title']}", values["text"], *values["sources"]))


# ---- a call


def _call(url: str, rows: Sequence[AlertRow], manners: Manners) -> None:
    """One POST with all of them. The address is the user's own word: it may be of a private network."""
    import httpx

    values = [{"id": identity(row), **read_payload(row)} for row in rows]
    key = sha256(" ".join(map(identity, rows)).encode()).hexdigest()[:32]
    headers = {"User-Agent": manners.agent, "Idempotency-Key": key}
    answer = httpx.post(url, json={"alerts": values}, headers=headers, timeout=_SECONDS, trust_env=False)
    answer.raise_for_status()
