"""Calendars, feeds, linked data, annotations, entities and references: read by the programs they are made for."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import feedparser
import pytest
import vobject
from followthemoney import model
from icalendar import Calendar
from pybtex.database import parse_string
from pyld import jsonld

import onrecord
from onrecord import pipeline
from onrecord.model.dates import Date, without_season
from onrecord.store.store import Store
from onrecord.views.exports import choose, format_of, held, write_export
from onrecord.views.exports.ical import EVENT_STATUS, TODO_STATUS, days_of
from onrecord.views.exports.references import _latex

SCHEMA, OWN = "https://schema.org/", "urn:onrecord:"


def last_day(edtf: str | None) -> dt.date | None:
    bounds = Date(edtf).bounds() if edtf else None
    return bounds[1] if bounds else None


# ---- calendars


def test_icalendar_finds_each_encounter_and_commitment(export, of) -> None:
    calendar = Calendar.from_ical(export("ics"))
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    dated = {
        f"{id_}@onrecord": row for id_, row in of("event").items() if row.get("date") and days_of(Date(row["date"]))
    }
    assert events.keys() == dated.keys() != set()
    for uid, row in dated.items():
        first, last = days_of(Date(row["date"])) or (None, None)
        assert events[uid].decoded("dtstart") == first
        end = events[uid].get("dtend")
        assert (end.dt - dt.timedelta(days=1) if end else first) == last
        assert str(events[uid]["status"]) == EVENT_STATUS[row["status"]]
    todos = {str(todo["uid"]): todo for todo in calendar.walk("VTODO")}
    assert todos.keys() == {f"{id_}@onrecord" for id_ in of("commitment")}
    for id_, row in of("commitment").items():
        todo = todos[f"{id_}@onrecord"]
        due = last_day(row.get("due"))
        assert (todo.decoded("due") if "due" in todo else None) == due
        assert str(todo["status"]) == TODO_STATUS[row["status"]]
        assert of("actor")[row["who"]]["name"].split()[0] in str(todo["summary"])


def test_a_reader_of_calendar_servers_reads_it(export) -> None:
    calendar = vobject.readOne(export("ics").decode())
    assert calendar.version.value == "2.0"
    assert len(calendar.vevent_list) == len(Calendar.from_ical(export("ics")).walk("VEVENT"))
    assert all(line.isprintable() for line in export("ics").decode().split("\r\n"))
    assert max(len(line) for line in export("ics").split(b"\r\n")) <= 75
    calendar.serialize()


@pytest.mark.parametrize(
    ("edtf", "days"),
    [("2031-03-05", ("2031-03-05", "2031-03-05")), ("2031-02", ("2031-02-01", "2031-02-28")), ("2031", None),
     ("XXXX-03-05", None), ("2031-03-05/2031-03-07", ("2031-03-05", "2031-03-07")),
     ("2031-03-05/..", ("2031-03-05", "2031-03-05")), ("../2031-03-05", ("2031-03-05", "2031-03-05"))],
)  # fmt: skip
def test_days_of_a_calendar(edtf: str, days: tuple[str, str] | None) -> None:
    found = days_of(Date(edtf))
    assert (found and tuple(day.isoformat() for day in found)) == days


# ---- feeds


def test_feedparser_reads_what_is_disputed_promised_and_said(export, of) -> None:
    feed = feedparser.parse(export("atom"))
    assert not feed.bozo
    assert {entry.id for entry in feed.entries} == {
        f"{OWN}{id_}" for kind in ("finding", "commitment", "statement") for id_ in of(kind)
    }
    published = {id_: row.get("published") for id_, row in of("document").items()}
    entries = {entry.id: entry for entry in feed.entries}
    for id_, row in of("finding").items():
        days = [str(bounds[0]) for d in row["documents"] if (bounds := Date(published[d] or "XXXX-01").bounds())]
        assert entries[f"{OWN}{id_}"].updated[:10] == max(days, default="1970-01-01")
        assert entries[f"{OWN}{id_}"].summary.startswith(" ".join(row["summary"].split())[:60])


def test_a_feed_of_one_actor(export, of) -> None:
    who = next(id_ for row in of("statement").values() for id_ in row["speakers"])
    feed = feedparser.parse(export("atom", "statements", actor=who))
    assert {entry.id for entry in feed.entries} == {
        f"{OWN}{i}" for i, r in of("statement").items() if who in r["speakers"]
    }
    assert " ".join(of("actor")[who]["name"].split()) in feed.feed.title
    assert b"<script" not in export("atom")


# ---- linked data


def no_network(url: str, options: object) -> Any:
    raise AssertionError(f"nobody is to be asked for {url}")


def test_pyld_expands_quotations_claims_and_events(export, of) -> None:
    document = json.loads(export("jsonld"))
    nodes = {node["@id"]: node for node in jsonld.expand(document, {"documentLoader": no_network})}
    types = {id_: node["@type"][0].removeprefix(SCHEMA) for id_, node in nodes.items()}
    for kind, name in (("quote", "Quotation"), ("statement", "Claim"), ("event", "Event"), ("document", "NewsArticle")):
        assert {id_ for id_, found in types.items() if found == name} == {f"{OWN}{id_}" for id_ in of(kind)}
    for id_, row in of("quote").items():
        node = nodes[f"{OWN}{id_}"]
        assert node[f"{SCHEMA}text"][0]["@value"] == row["text"]
        assert [x["@id"] for x in node.get(f"{SCHEMA}spokenByCharacter", [])] == [f"{OWN}{x}" for x in row["speakers"]]
        assert node[f"{SCHEMA}isPartOf"] == [{"@id": f"{OWN}{row['document']}"}]
        assert node[f"{OWN}start"][0]["@value"] == row["start"]
    for id_, row in of("event").items():
        node = nodes[f"{OWN}{id_}"]
        found = node.get(f"{SCHEMA}startDate", [{"@value": None}])[0]["@value"]
        date = row.get("date", "")
        assert found == (without_season(date.split("/")[0]) if date[:1].isdigit() else None)
        assert node[f"{SCHEMA}eventStatus"][0]["@id"].startswith(f"{SCHEMA}Event")
    for id_, row in of("statement").items():
        assert nodes[f"{OWN}{id_}"][f"{OWN}origins"][0]["@value"] == row["origins"]
    assert jsonld.to_rdf(document, {"documentLoader": no_network})["@default"]


# ---- annotations

ANNO = {"@context": {
    "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#", "id": "@id", "type": "@type",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "Annotation": "oa:Annotation", "AnnotationCollection": "as:OrderedCollection", "TextualBody": "oa:TextualBody",
    "TextPositionSelector": "oa:TextPositionSelector", "TextQuoteSelector": "oa:TextQuoteSelector",
    "AnnotationPage": "as:OrderedCollectionPage", "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"}, "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"}, "exact": "oa:exact", "prefix": "oa:prefix",
    "suffix": "oa:suffix", "start": "oa:start", "end": "oa:end", "first": {"@id": "as:first", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"}, "value": "rdf:value",
}}  # fmt: skip


def test_annotations_hold_the_words_at_their_places(export, of) -> None:
    found = json.loads(export("annotations"))
    texts = {row["id"]: row["text"] for row in map(json.loads, export("jsonl", "sources", with_texts=True).splitlines())
             if row["type"] == "document"}  # fmt: skip
    items = found["first"]["items"]
    assert found["total"] == len(items)
    places = set()
    for item in items:
        row, document = item["id"].split(":")[3:5]
        place, quote = item["target"]["selector"]
        text = texts[document]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert text[: place["start"]].endswith(quote["prefix"])
        assert text[place["end"] :].startswith(quote["suffix"])
        places.add((row, document, place["start"], place["end"]))
    wanted = {(i, r["document"], r["start"], r["end"]) for i, r in of("quote").items()}
    for kind in ("event", "commitment", "figure", "finding"):
        wanted |= {(i, p["document"], p["start"], p["end"]) for i, r in of(kind).items() for p in r["evidence"]}
    assert places == wanted


def test_pyld_reads_annotations_as_such(export) -> None:
    def context(url: str, options: object) -> Any:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": ANNO}

    (node,) = jsonld.expand(json.loads(export("annotations", "figures")), {"documentLoader": context})
    items = node["http://www.w3.org/ns/activitystreams#first"][0]["http://www.w3.org/ns/activitystreams#items"][0][
        "@list"
    ]
    assert items
    for item in items:
        assert item["@type"] == ["http://www.w3.org/ns/oa#Annotation"]
        selectors = item["http://www.w3.org/ns/oa#hasTarget"][0]["http://www.w3.org/ns/oa#hasSelector"]
        assert {s["@type"][0].rpartition("#")[2] for s in selectors} == {"TextPositionSelector", "TextQuoteSelector"}


# ---- entities


def test_follow_the_money_validates_every_entity(export, of) -> None:
    entities = [json.loads(line) for line in export("ftm").splitlines()]
    known = {entity["id"]: model.get(entity["schema"]) for entity in entities}
    for entity in entities:
        schema = model.get(entity["schema"])
        assert schema is not None
        schema.validate(entity)
        assert all(entity["properties"].get(name) for name in schema.required)
        proxy = model.get_proxy(entity)
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            assert prop is not None, (entity["schema"], name)
            assert len(proxy.get(name)) == len(values), (entity, name)
            if prop.range is not None:
                for value in values:
                    assert known[value].is_a(prop.range), (entity, name, value)
    notes = {e["id"]: e for e in entities if e["schema"] == "Note"}
    for id_, row in of("quote").items():
        assert sorted(notes[id_]["properties"].get("entity", [])) == sorted(row["speakers"])
        assert notes[id_]["properties"]["proof"] == [row["document"]]
    assert {e["id"] for e in entities if e["schema"] == "Event"} == of("event").keys()
    assert {e["id"] for e in entities if e["schema"] == "Article"} == of("document").keys()


# ---- references


def test_pybtex_reads_every_source(export, of) -> None:
    found = parse_string(export("bibtex").decode(), "bibtex").entries
    assert set(found) == of("document").keys()
    for id_, row in of("document").items():
        fields = found[id_].fields
        date = row.get("published", "")
        assert fields.get("year", "") == (date[:4] if date[:1].isdigit() else "")
        if row["source"] == "<b onclick=alert(4)>hostile.txt":
            assert "script" in fields["title"]
        outlet = of("actor")[row["outlet"]]["name"] if row.get("outlet") else ""
        assert fields.get("organization", "").strip("{}").replace("\\", "") == " ".join(outlet.split())


def test_an_address_in_a_bibliography_is_written_in_utf_8(tmp_path: Path) -> None:
    address = 'https://kurier.example/{новости}\\\u00a0\u3000"x"'
    with onrecord.open_record(tmp_path / "r.sqlite", write=True, create=True) as record:
        record.add_article("Страны встретились.", url="https://kurier.example/1")
    with Store(tmp_path / "r.sqlite") as store:
        opened, findings = pipeline.open_record(store)
        (row,) = opened.documents
        changed = replace(opened, documents=(replace(row, document=replace(row.document, url=address)),))
        out = BytesIO()
        write_export(format_of("bibtex"), held(changed, findings, choose()), out)
    (entry,) = parse_string(out.getvalue().decode(), "bibtex").entries.values()
    assert unquote(entry.fields["url"], errors="strict") == address
    assert entry.fields["url"].isprintable()
    assert not set('{}\\ "') & set(entry.fields["url"])


def test_latex_shows_a_title_as_it_is() -> None:
    assert _latex("50% & {A_b} #1 ~^\\") == (
        r"{50\% \& \textbraceleft{}A\_b\textbraceright{} \#1 \textasciitilde{}\textasciicircum{}\textbackslash{}}"
    )


def test_csl_says_what_the_record_does(export, of) -> None:
    items = {item["id"]: item for item in json.loads(export("csl"))}
    assert items.keys() == of("document").keys()
    for id_, row in of("document").items():
        parts = items[id_].get("issued", {}).get("date-parts", [[]])[0]
        date = row.get("published", "")
        assert parts == ([int(x) for x in date.split("/")[0].split("-")] if date[:1].isdigit() else [])


@pytest.mark.parametrize("form", ["ics", "atom", "jsonld", "annotations", "ftm", "bibtex", "csl"])
def test_a_record_of_nothing_is_still_a_file(form: str, export) -> None:
    empty = export(form, until="1999")
    assert empty == export(form, until="1999")
    if form in ("jsonld", "annotations", "csl"):
        json.loads(empty)
    if form == "ics":
        assert Calendar.from_ical(empty).walk("VEVENT") == []
    if form == "atom":
        assert feedparser.parse(empty).entries == []


def test_what_was_planned_on_a_day_is_tentative(store: Store) -> None:
    record, findings = pipeline.open_record(store, Date("2031-04-20"))
    out = BytesIO()
    write_export(format_of("ics"), held(record, findings, choose(("events",), {"status": "planned"})), out)
    (event,) = Calendar.from_ical(out.getvalue()).walk("VEVENT")
    assert (str(event["status"]), event.decoded("dtstart")) == ("TENTATIVE", dt.date(2031, 5, 13))
