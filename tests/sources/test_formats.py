"""Every kind of file by its name and by its content: archives, web archives, tables, mails, documents."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest

from onrecord.errors import SourceError
from onrecord.model.dates import Date
from onrecord.sources.choosing import Choice
from onrecord.sources.documents import joined_pages
from onrecord.sources.fields import read_columns
from onrecord.sources.files import read_paths
from onrecord.sources.items import Item
from onrecord.sources.request import Request

from .making import ARTICLE, DAY, LEAD, MORE, SAID, page, record, tarred, warc, zipped


def read(tmp_path: Path, name: str, data: bytes, **asked: object) -> tuple[list[Item], list[str]]:
    """What a file of this name with these bytes gives, and what is said of it (without the folder)."""
    path = tmp_path / name
    path.write_bytes(data)
    request = Request(**asked)  # type: ignore[arg-type]
    items, errors = [], []
    for found in read_paths([path], request=request):
        if isinstance(found, SourceError):
            errors.append(str(found).removeprefix(f"{tmp_path}/"))
        else:
            items.append(found)
    return items, errors


def three() -> list[bytes]:
    return [record(f"https://vestnik.example/{n}", page(f"Министр в {n} раз прилетел в Линтар")) for n in range(3)]


# ---- by name and by content


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.txt", "a", "a.pdf", "index.xhtml"])
def test_a_page_is_a_page_whatever_its_name(tmp_path: Path, name: str) -> None:
    items, errors = read(tmp_path, name, page())
    assert not errors
    assert items[0].raw.splitlines()[2:] == list(ARTICLE)
    assert items[0].source == name


@pytest.mark.parametrize("name", ["a.warc.gz", "a.gz", "a.zip", "a.txt", "a"])
def test_packed_content_is_told_by_its_first_bytes(tmp_path: Path, name: str) -> None:
    items, errors = read(tmp_path, name, zipped({"x.txt": LEAD.encode(), "y.html": page()}))
    assert not errors
    assert [item.source for item in items] == ["x.txt", "y.html"]


def test_a_folder_of_everything(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(page())
    (tmp_path / "b.zip").write_bytes(zipped({"b.txt": MORE.encode()}))
    (tmp_path / "c.warc.gz").write_bytes(warc(*three()))
    (tmp_path / "d.tar.gz").write_bytes(tarred({"d.txt": LEAD.encode()}, "w:gz"))
    (tmp_path / "e.csv").write_text(f"url,text\nhttps://e.example/1,{MORE}\n".replace(MORE, f'"{MORE}"'))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    found = list(read_paths([tmp_path]))
    assert not [error for error in found if isinstance(error, SourceError)]
    assert len(found) == 1 + 1 + 3 + 1 + 1


# ---- ZIP and TAR


@pytest.mark.parametrize("mode", ["zip", "tar", "tar.gz", "tar.bz2", "tar.xz"])
def test_archives_are_read_without_unpacking(tmp_path: Path, mode: str) -> None:
    members = {
        "b/one.txt": LEAD.encode(),
        "a/two.html": page(),
        "b/.hidden.txt": b"x",
        "__MACOSX/z.txt": b"x",
        "c.png": b"x",
    }
    data = zipped(members) if mode == "zip" else tarred(members, f"w:{mode[4:]}" if mode != "tar" else "w")
    items, errors = read(tmp_path, f"x.{mode}", data)
    assert not errors
    assert sorted(item.source for item in items) == ["one.txt", "two.html"]
    assert {item.where.removeprefix(f"{tmp_path}/x.{mode}/") for item in items} == {"b/one.txt", "a/two.html"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"x.{mode}"]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_files(tmp_path: Path, pack: object) -> None:
    items, errors = read(tmp_path, "a.html.gz", pack(page()))  # type: ignore[operator]
    assert not errors
    assert SAID in items[0].raw
    assert items[0].source == "a.html"


def test_archives_in_archives_to_a_depth(tmp_path: Path) -> None:
    data = {"a.txt": LEAD.encode()}
    for depth in range(4):
        data = {f"{depth}.zip": zipped(data), f"{depth}.txt": f"{MORE} {depth}".encode()}
    items, errors = read(tmp_path, "x.zip", zipped(data))
    assert [item.source for item in items] == ["3.txt", "2.txt", "1.txt"]
    assert errors == ["x.zip/3.zip/2.zip/1.zip: an archive in an archive in an archive (unpack it yourself)"]


# ---- WARC


@pytest.mark.parametrize("packed", [True, False])
def test_a_warc(tmp_path: Path, packed: bool) -> None:
    records = [
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 5\r\n\r\nabcde\r\n\r\n",
        *three(),
        record("https://vestnik.example/gone", page(), status="404 Not Found"),
        record("https://vestnik.example/a.png", b"\x89PNG", kind="image/png"),
        record("https://vestnik.example/text", SAID.encode(), kind="text/plain; charset=utf-8"),
        record("https://vestnik.example/gz", gzip.compress(page()), headers="Content-Encoding: gzip\r\n"),
        record("https://vestnik.example/old", page(charset="cp1251"), kind="text/html; charset=windows-1251"),
    ]
    items, errors = read(tmp_path, "a.warc.gz" if packed else "a.warc", warc(*records, packed=packed))
    assert not errors
    ends = [item.source.removeprefix("https://vestnik.example/") for item in items]
    assert ends == ["0", "1", "2", "text", "gz", "old"]
    assert all(SAID in item.raw for item in items)
    assert {item.given.published for item in items if item.source[-4:] != "text"} == {Date(DAY)}


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        (Choice(), "0 1 2 kk en"),
        (Choice(domains=("vestnik.example",)), "0 1 2"),
        (Choice(domains=("www.Vestnik.example", "qazaq.example")), "0 1 2 kk"),
        (Choice(languages=("ru",)), "0 1 2"),
        (Choice(languages=("kk", "en")), "kk en"),
        (Choice(words=("ТАРИФ",)), "0 1 2"),
        (Choice(words=("нет такого", "ministers")), "en"),
        (Choice(first=Date("2031-03-06")), "0 1 2 kk en"),
        (Choice(first=Date("2031-03-07")), ""),
        (Choice(first=Date("2031-04")), ""),
        (Choice(last=Date("2031-03-05")), ""),
        (Choice(first=Date("2031-03"), last=Date("2031-03")), "0 1 2 kk en"),
        (Choice(languages=("ru",), words=("раз прилетел",), domains=("vestnik.example",)), "0 1 2"),
    ],
)
def test_a_choice_is_made_before_pages_are_read(tmp_path: Path, choice: Choice, kept: str) -> None:
    kazakh = (
        "Қазақстан сыртқы істер министрі көршілес елдің астанасына келіп, келіссөздер жүргізді деп хабарлайды.",
    ) * 3
    english = ("The foreign ministers met in the capital and discussed the road across the mountain pass.",) * 3
    others = [
        record("https://qazaq.example/kk", page("Министр Линтарға келді", kazakh)),
        record("https://english.example/en", page("Ministers meet in Lintar", english)),
    ]
    request = Request(choice)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(warc(*three(), *others))
    items = list(read_paths([path], request=request))
    assert [item.source.rpartition("/")[2] for item in items if isinstance(item, Item)] == kept.split()
    assert len(items) == len(kept.split())
    assert request.tally.left_out == 5 - len(items)


def test_a_damaged_warc_costs_what_is_damaged(tmp_path: Path) -> None:
    records = three()
    whole = warc(*records)
    begin = len(warc(records[0]))
    broken = whole[: begin + 60] + b"\0" * 40 + whole[begin + 100 :]
    items, errors = read(tmp_path, "a.warc.gz", broken)
    assert [item.source[-1] for item in items] == ["0", "2"]
    assert len(errors) == 1
    assert errors[0].startswith("a.warc.gz@")
    items, errors = read(tmp_path, "b.warc.gz", whole[:-200])
    assert [item.source[-1] for item in items][:2] == ["0", "1"]
    assert len(errors) == 1


# ---- tables


ROW: Mapping[str, str] = {
    "link": "https://delovaya.example/1",
    "headline": "Министр прилетел",
    "date": "06.03.2031",
    "body": LEAD,
}


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "cp1251"), ("\t", "utf-8-sig"), ("|", "utf-16")]
)
def test_a_table_with_usual_names(tmp_path: Path, delimiter: str, encoding: str) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(ROW), delimiter=delimiter)
    writer.writeheader()
    writer.writerows([ROW, {**ROW, "link": "", "body": f"{MORE}\nВторая строка."}, {**ROW, "body": ""}])
    items, errors = read(tmp_path, "a.csv", out.getvalue().encode(encoding))
    assert [(item.source, item.raw) for item in items] == [(ROW["link"], LEAD), ("a.csv", f"{MORE}\nВторая строка.")]
    assert (items[0].given.title, items[0].given.published) == ("Министр прилетел", Date("2031-03-06"))
    assert errors == ['a.csv:4: an article without a "text" (write its text under "text")']


def test_columns_that_are_named(tmp_path: Path) -> None:
    columns = read_columns(["text=Текст", "published=Когда"])
    data = f"Текст;Когда;text\n{LEAD};2031-03-06;не то\n".encode()
    items, errors = read(tmp_path, "a.csv", data, columns=columns)
    assert not errors
    assert (items[0].raw, items[0].given.published) == (LEAD, Date("2031-03-06"))
    assert read(tmp_path, "b.csv", b"a,b\n1,2\n")[1] == [
        "b.csv: no column with texts (name it with --column text=NAME; it has: a, b)"
    ]
    assert read(tmp_path, "c.csv", b"text\nx\n", columns={"text": "body"})[1] == [
        "c.csv: no column 'body' (it has: text)"
    ]
    with pytest.raises(SourceError, match="no column 'x=y'"):
        read_columns(["x=y"])


def test_json_lines_with_named_columns_and_with_pages(tmp_path: Path) -> None:
    lines = [{"body": LEAD, "day": DAY}, {"html": page().decode(), "url": "https://delovaya.example/5"}]
    data = "\n".join(json.dumps(line) for line in lines).encode()
    items, errors = read(tmp_path, "a.jsonl", data, columns={"text": "body", "published": "day"})
    assert not errors
    assert items[0].raw == LEAD
    assert items[1].source == "https://delovaya.example/5"
    assert SAID in items[1].raw


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import datetime as dt

    from pyarrow import parquet

    table = pa.table(
        {
            "maintext": [LEAD, MORE, None],
            "date_publish": [dt.datetime(2031, 3, 6, 9), None, None],
            "authors": [["Лея Мартин", "Карл Вест"], [], None],
            "other": [1, 2, 3],
        }
    )
    out = io.BytesIO()
    parquet.write_table(table, out)
    items, errors = read(tmp_path, "a.parquet", out.getvalue())
    assert [item.raw for item in items] == [LEAD, MORE]
    assert (items[0].given.published, items[0].given.author) == (Date(DAY), "Лея Мартин, Карл Вест")
    assert errors == ['a.parquet:3: an article without a "text" (write its text under "text")']


# ---- mails


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return message


def test_a_mail(tmp_path: Path) -> None:
    message = mail(
        Subject="Министр прилетел", From="Пресс-служба МИД <press@mid.example>", Date="Thu, 06 Mar 2031 09:00:00 +0300"
    )
    message.set_content("\n\n".join(ARTICLE))
    message.add_alternative(page().decode(), subtype="html")
    message.add_attachment(zipped({"a.txt": b"x"}), maintype="application", subtype="zip", filename="a.zip")
    items, errors = read(tmp_path, "a.eml", message.as_bytes())
    assert not errors
    assert items[0].raw.startswith(f"Министр прилетел\n\n{LEAD}")
    given = items[0].given
    assert (given.title, given.published, given.publisher) == ("Министр прилетел", Date(DAY), "Пресс-служба МИД")
    assert dict(given.rests_on)["published"] == "mail"


def test_a_mail_of_html_alone_and_a_mail_of_nothing(tmp_path: Path) -> None:
    message = mail(Subject="Из рассылки", Date="Thu, 06 Mar 2031 09:00:00 +0300")
    message.set_content(page().decode(), subtype="html")
    items, _ = read(tmp_path, "a.eml", message.as_bytes())
    assert items[0].given.title == "Из рассылки"
    assert SAID in items[0].raw
    assert read(tmp_path, "b.eml", mail(Subject="Пусто").as_bytes())[1][0].startswith("b.eml: ")


def test_a_saved_page_in_one_file(tmp_path: Path) -> None:
    message = mail(Subject="Вестник", Snapshot_Content_Location="https://vestnik-tarvii.example/2031/03/06/vizit")
    message.set_content(page().decode(), subtype="html", cte="quoted-printable")
    message.make_related()
    message.add_related(b"\x89PNG", maintype="image", subtype="png")
    for name in ("a.mhtml", "a.mht"):
        items, errors = read(tmp_path, name, message.as_bytes())
        assert not errors
        assert items[0].source == "https://vestnik-tarvii.example/2031/03/06/vizit"
        assert items[0].given.title == "Министр прилетел в Линтар"
        assert SAID in items[0].raw


# ---- documents


def docx(paragraphs: tuple[str, ...] = ARTICLE) -> bytes:
    from docx import Document

    document = Document()
    document.add_heading("О визите министра", 0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Эстравия", "620"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.docx", "a.zip", "a"])
def test_docx(tmp_path: Path, name: str) -> None:
    items, errors = read(tmp_path, name, docx())
    assert not errors
    assert items[0].raw.splitlines() == ["О визите министра", *ARTICLE, "Эстравия 620"]


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page, in the letters that every reader has."""
    text = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 72 720 Td 14 TL {text} ET".encode("latin-1")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


@pytest.mark.parametrize("name", ["a.pdf", "a"])
def test_pdf(tmp_path: Path, name: str) -> None:
    lines = ["Joint statement of the ministers", "The ministers met in Lintar and agreed to build the", "road by 2033."]
    items, errors = read(tmp_path, name, pdf(lines))
    assert not errors
    assert items[0].raw.splitlines()[-1].endswith("agreed to build the road by 2033.")


def test_the_lines_of_a_pdf_become_paragraphs() -> None:
    cities = ["Саврине", "Нуверсе", "Ошгере", "Каспеле"]
    pages = [
        f"МИД Эстравии, с. {n}\nВ {city} стороны обсудили тариф, дорогу к перевалу и сроки откры-\nтия нового посольства,"
        f" которое\nпоявится в {city} до конца года.\nСледующая встреча в {city} пройдёт осенью.\n{n}"
        for n, city in enumerate(cities, 1)
    ]
    told = [
        (
            f"В {city} стороны обсудили тариф, дорогу к перевалу и сроки открытия нового посольства, которое появится в "
            f"{city} до конца года.",
            f"Следующая встреча в {city} пройдёт осенью.",
        )
        for city in cities
    ]
    assert joined_pages(pages).split("\n") == [line for lines in told for line in lines]


def test_what_is_no_document_is_named(tmp_path: Path) -> None:
    assert read(tmp_path, "a.pdf", b"%PDF-1.4 nothing")[1][0].startswith("a.pdf: a broken PDF file")
    assert read(tmp_path, "a.docx", b"PK\x03\x04 nothing")[1][0].startswith("a.docx: a broken DOCX file")
