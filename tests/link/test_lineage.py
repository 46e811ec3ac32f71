"""Who took it from whom, decided on two articles."""

from __future__ import annotations

from dataclasses import replace

from onrecord.link.lineage import Sources, derivation
from onrecord.link.wording import Wording
from onrecord.model.dates import Date
from onrecord.model.document import Document
from onrecord.sources.reading import make_document

PART = Wording(0.2, 0.7, (0.2, 0.7), ())


def article(name: str, published: str | None = None) -> Document:
    document = make_document(f"{name}.txt", f"Заметка {name} о ремонте набережной.\n", None)
    return replace(document, published=Date(published) if published else None)


def test_the_one_whose_words_stand_in_the_fuller_one_took_them() -> None:
    one, other = article("one"), article("other")
    found = derivation(one, other, PART, 0.9, Sources(), Sources())
    assert found is not None
    assert (found[0], found[1].document, found[1].kind) == (other.id, one.id, "partial")


def test_the_earlier_day_gave() -> None:
    one, other = article("one", "2031-03-07"), article("other", "2031-03-06")
    found = derivation(one, other, PART, 0.9, Sources(), Sources())
    assert found is not None
    assert found[0] == one.id


def test_a_year_alone_does_not_order_articles() -> None:
    one, other = article("one", "2031-03-07"), article("other", "2031")
    found = derivation(one, other, PART, 0.9, Sources(), Sources())
    assert found is not None
    assert found[0] == other.id


def test_who_credits_somebody_else_took_it_from_there() -> None:
    one, other = article("one"), article("other")
    assert derivation(one, other, PART, 0.9, Sources(), Sources(cites=frozenset(["agency"]))) is None


def test_the_giver_may_credit_whom_it_likes() -> None:
    one, other = article("one"), article("other")
    found = derivation(one, other, PART, 0.9, Sources(cites=frozenset(["agency"])), Sources())
    assert found is not None
    assert found[0] == other.id


def test_who_credits_the_other_took_it_in_whatever_words() -> None:
    one, other = article("one"), article("other")
    none = Wording(0.0, 0.0, (0.0, 0.0), ())
    found = derivation(one, other, none, 0.9, Sources(outlet="daily"), Sources(cites=frozenset(["daily"])))
    assert found is not None
    assert (found[0], found[1].kind) == (other.id, "paraphrase")
