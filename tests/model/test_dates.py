import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DateError
from onrecord.model.dates import Date, without_season

DAYS = st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31))


@pytest.mark.parametrize(
    ("edtf", "precision", "first", "last"),
    [
        ("2031", "year", dt.date(2031, 1, 1), dt.date(2031, 12, 31)),
        ("2032-02", "month", dt.date(2032, 2, 1), dt.date(2032, 2, 29)),
        ("2031-03-05", "day", dt.date(2031, 3, 5), dt.date(2031, 3, 5)),
        ("2031-03-05/2031-03-07", "interval", dt.date(2031, 3, 5), dt.date(2031, 3, 7)),
        ("2031-21", "season", dt.date(2031, 3, 1), dt.date(2031, 5, 31)),
        ("2031-23", "season", dt.date(2031, 9, 1), dt.date(2031, 11, 30)),
        # the winter at the beginning or at the end of the year
        ("2031-24", "season", dt.date(2031, 1, 1), dt.date(2032, 2, 29)),
        ("9999-24", "season", dt.date(9999, 1, 1), dt.date.max),
        ("2031-23/2032-21", "interval", dt.date(2031, 9, 1), dt.date(2032, 5, 31)),
        ("2015/..", "interval", dt.date(2015, 1, 1), None),
        ("../2015", "interval", dt.date.min, dt.date(2015, 12, 31)),
    ],
)
def test_forms(edtf: str, precision: str, first: dt.date, last: dt.date | None) -> None:
    date = Date(edtf)
    assert date.precision == precision
    assert date.bounds() == (first, last)
    assert str(date) == edtf


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "XXXX",
        "2031-13",
        "2031-20",
        "2031-25",
        "2031-23-01",
        "2031-02-30",
        "05.03.2031",
        "2031-3-5",
        "2031/2030",
        "завтра",
    ],
)
def test_what_is_no_date_is_refused(edtf: str) -> None:
    with pytest.raises(DateError):
        Date(edtf)


def test_a_day_without_a_year_has_no_bounds_and_agrees_by_day() -> None:
    day = Date("XXXX-11-06")
    assert day.bounds() is None
    assert not day.known_year
    assert day.agrees(Date("2031-11-06"))
    assert not day.agrees(Date("2031-11-05"))
    assert Date("XXXX-02-29").edtf == "XXXX-02-29"


def test_a_season_holds_its_months_and_agrees_with_no_others() -> None:
    autumn = Date("2031-23")
    assert autumn.contains(Date("2031-10"))
    assert autumn.agrees(Date("2031"))
    assert not autumn.agrees(Date("2031-08-31"))
    assert Date("2031-24").agrees(Date("2032-01"))
    assert [without_season(edtf) for edtf in ("2031-23", "2031-11", "2031")] == ["2031", "2031-11", "2031"]


@given(DAYS, DAYS)
def test_days_agree_when_they_are_the_same(a: dt.date, b: dt.date) -> None:
    assert Date(a.isoformat()).agrees(Date(b.isoformat())) == (a == b)


@given(DAYS)
def test_a_month_and_a_year_contain_their_days(day: dt.date) -> None:
    whole = Date(day.isoformat())
    for wider in (Date.of(day.year), Date.of(day.year, day.month)):
        assert wider.contains(whole)
        assert wider.agrees(whole)
        assert not whole.contains(wider)
