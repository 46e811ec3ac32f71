"""An article with marks: well nested, nothing lost, every anchor there once."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.document import Document, sha256_of
from onrecord.model.span import Span
from onrecord.views.marked import Paragraph, anchor, paragraphs, printable

TEXTS = st.text(alphabet="аб в\n«»<&", min_size=1, max_size=40)


def spans_of(data: st.DataObject, raw: str, most: int) -> tuple[Span, ...]:
    places = st.tuples(st.integers(0, len(raw) - 1), st.integers(1, len(raw))).filter(lambda p: p[0] < p[1])
    return tuple(Span.cut(raw, *place) for place in data.draw(st.lists(places, max_size=most)))


def document(raw: str, furniture: tuple[Span, ...] = ()) -> Document:
    return Document("d", "a.txt", raw, sha256_of(raw), "ru", furniture=furniture)


def depth_at_end(paragraph: Paragraph) -> int:
    depth = 0
    for piece in paragraph.pieces:
        assert piece.closes <= depth
        depth += len(piece.opens) - piece.closes
    return depth


@given(TEXTS, st.data())
def test_tags_nest_and_no_word_is_lost(raw: str, data: st.DataObject) -> None:
    spans = spans_of(data, raw, 6)
    result = paragraphs(document(raw, spans_of(data, raw, 2)), spans)
    for paragraph in result:
        assert depth_at_end(paragraph) == paragraph.closes
    shown = "".join(piece.text for paragraph in result for piece in paragraph.pieces)
    assert shown.split() == raw.split() or shown.replace(" ", "") == "".join(raw.split())
    anchors = [name for paragraph in result for piece in paragraph.pieces for name in piece.opens if name]
    assert len(anchors) == len(set(anchors))
    assert set(anchors) <= {anchor("d", span) for span in spans}


def test_spans_that_cross_are_marked_whole() -> None:
    raw = "один два три"
    result = paragraphs(document(raw), [Span.cut(raw, 0, 8), Span.cut(raw, 5, 12)])
    pieces = result[0].pieces
    assert [(piece.text, piece.closes, piece.opens) for piece in pieces] == [
        ("один ", 0, ("d-0-8",)),
        ("два", 0, ("d-5-12",)),
        (" три", 2, ("",)),
    ]


def test_a_span_over_two_lines_opens_once_and_goes_on() -> None:
    raw = "первая\nвторая"
    first, second = paragraphs(document(raw), [Span.cut(raw, 0, 13)])
    assert first.pieces[0].opens == ("d-0-13",)
    assert second.pieces[0].opens == ("",)


def test_control_characters_do_not_reach_a_page() -> None:
    raw = "а\x00б\u202eв"
    (paragraph,) = paragraphs(document(raw), [])
    assert paragraph.pieces[0].text == "а\ufffdб\ufffdв"


def test_blanks_of_every_width_stay_and_marks_of_direction_go() -> None:
    assert printable("5\u00a0марта\u202f2031 г.") == "5\u00a0марта\u202f2031 г."
    assert printable("а\u202eб\x07в\u2066г") == "а\ufffdб\ufffdв\ufffdг"
