import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import SpanError
from onrecord.model.span import Span


@given(st.text(min_size=1), st.data())
def test_a_cut_span_holds_the_words_at_its_place(raw: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(raw) - 1))
    end = data.draw(st.integers(start + 1, len(raw)))
    span = Span.cut(raw, start, end)
    assert raw[span.start : span.end] == span.text
    assert span.prove(raw) is span


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 2), (0, 99), (5, 6)])
def test_a_span_outside_of_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError):
        Span.cut("пять!", start, end)


def test_a_span_of_another_text_does_not_prove_itself() -> None:
    span = Span.cut("Вера сказала", 0, 4)
    with pytest.raises(SpanError, match="Вера"):
        span.prove("Рита сказала")


def test_trimming_drops_white_space_at_the_ends_only() -> None:
    assert Span.trimmed("  да, нет \n", 0, 11) == Span(2, 9, "да, нет")
    assert Span.trimmed(" \n ", 0, 3) is None


def test_spans_know_how_they_lie_to_one_another() -> None:
    raw = "один два три"
    first, both, last = Span.cut(raw, 0, 4), Span.cut(raw, 0, 8), Span.cut(raw, 9, 12)
    assert both.contains(first)
    assert not first.contains(both)
    assert first.overlaps(both)
    assert not first.overlaps(last)
    assert sorted([last, both, first]) == [first, both, last]
