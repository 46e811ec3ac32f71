"""The record as those who look for findings need it: everything by document, and words for people."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from onrecord.compare.draft import Where
from onrecord.languages import comparing_of, get_language
from onrecord.languages.asserting import Asserting, Comparing
from onrecord.model.document import Document
from onrecord.model.finding import Place
from onrecord.model.linked import (
    ActorRow,
    Aligned,
    DocumentRow,
    EventRow,
    EventTelling,
    FigureRow,
    Kinship,
    QuoteRow,
)
from onrecord.model.record import Claim, Extraction, Figure, Party, Passage
from onrecord.model.span import Span

T = TypeVar("T")

# So much is kept as it was worked out.
MOST = 20_000
# Evidence is a sentence or less; of longer ones only the clause is given.
LONGEST = 300


class Desk:
    """What is asked of a record by those who look for findings; where its rows come from is for others to say.

    `kin` is by pair of documents, the lesser id first, as is `aligned`, which has a headline's sentences with those
    of its own text under the same document twice.
    """

    rows: Mapping[str, DocumentRow]
    actors: Mapping[str, ActorRow]
    quotes: Mapping[str, QuoteRow]
    kin: Mapping[tuple[str, str], Kinship]
    aligned: Mapping[tuple[str, str], Sequence[Aligned]]

    def __init__(self) -> None:
        self._worked_out: dict[tuple[str, str], Any] = {}

    def row(self, where: Where, id_: str) -> Any:
        """An actor, a statement, an encounter or a commitment."""
        raise NotImplementedError

    def extraction(self, id_: str) -> Extraction:
        raise NotImplementedError

    def actors_in(self, id_: str) -> Mapping[int, str]:
        """Whom one document tells of: actors by the index of the party."""
        raise NotImplementedError

    def quotes_of(self, id_: str) -> Sequence[QuoteRow]:
        """The quotes of a document in their order."""
        raise NotImplementedError

    def events_of(self, id_: str) -> Sequence[tuple[EventRow, EventTelling]]:
        """The encounters that a document tells of, each with its telling, by their ids."""
        raise NotImplementedError

    def figure_row(self, id_: str, figure: Figure) -> FigureRow | None:
        """The row that a document's figure is told in."""
        raise NotImplementedError

    def documents_calling(self, actor: str, name: str) -> Iterable[str]:
        """Documents in the order of their ids, among them all that call an actor by this name."""
        raise NotImplementedError

    def worked_out(self, what: str, id_: str, work: Callable[[], T]) -> T:
        """What was worked out of a row before, or is now; not all of a large record is kept."""
        if (what, id_) not in self._worked_out:
            if len(self._worked_out) >= MOST:
                self._worked_out.clear()
            self._worked_out[what, id_] = work()
        found: T = self._worked_out[what, id_]
        return found

    # ---- documents

    def document(self, id_: str) -> Document:
        return self.rows[id_].document

    def comparing(self, id_: str) -> Comparing | None:
        return comparing_of(self.document(id_).language)

    def label(self, id_: str) -> str:
        """What a person calls the document: its outlet, else its source without folders and ending."""
        row = self.rows[id_]
        name = self.name(row.outlet) if row.outlet else None
        return name or row.document.source.rsplit("/", 1)[-1].removesuffix(".txt")

    def labels(self, ids: Iterable[str]) -> str:
        """Several documents' labels in words, each once."""
        return in_words(dict.fromkeys(self.label(id_) for id_ in ids))

    def asserting(self, id_: str) -> Asserting | None:
        language = get_language(self.document(id_).language)
        return language.asserting if language else None

    def comes_from(self, taker: str, giver: str) -> bool:
        """Whether a document credits another's outlet for its text, or that of one that does."""
        given = self._credited_givers(taker)
        return giver in given or any(giver in self._credited_givers(by) for by in given)

    def _credited_givers(self, id_: str) -> list[str]:
        row = self.rows.get(id_)
        sources = [self.rows.get(step.document) for step in row.derived_from] if row else []
        return [source.id for source in sources if row and source and source.outlet in row.cites]

    def day(self, id_: str) -> int | None:
        """The day of publication as a number, None where it is not known."""
        published = self.document(id_).published
        bounds = published.bounds() if published and published.precision == "day" else None
        return bounds[0].toordinal() if bounds else None

    def media(self, id_: str) -> set[str]:
        """The outlet of a document and those that it credits."""
        row = self.rows[id_]
        return {*row.cites, *((row.outlet,) if row.outlet else ())}

    def likely(self, one: str, other: str) -> float:
        """How likely two documents tell one story; 1 for one document."""
        if one == other:
            return 1.0
        found = self.kin.get((min(one, other), max(one, other)))
        return found.likely if found else 0.0

    def origins(self, ids: Iterable[str]) -> int:
        """How many independent origins documents have."""
        left, count = sorted(set(ids)), 0
        while left:
            group, count = [left.pop(0)], count + 1
            for member in group:
                joined = [d for d in left if self._one_origin(member, d)]
                group += joined
                left = [d for d in left if d not in joined]
        return count

    def origins_in_words(self, ids: Iterable[str]) -> str:
        """`1 independent origin`, `2 independent origins`."""
        count = self.origins(ids)
        return f"{count} independent origin{'' if count == 1 else 's'}"

    def _one_origin(self, one: str, other: str) -> bool:
        found = self.kin.get((min(one, other), max(one, other)))
        return found is not None and found.one_origin

    # ---- actors

    def name(self, actor: str) -> str:
        row = self.actors.get(actor)
        return row.name if row else actor

    def names(self, actors: Iterable[str]) -> str:
        return in_words(dict.fromkeys(self.name(actor) for actor in actors))

    def is_person(self, actor: str) -> bool:
        row = self.actors.get(actor)
        return row is not None and row.kind == "person"

    def namings(self, actor: str, names: Collection[str], most: int) -> dict[str, list[Place]]:
        """Where an actor is called by each of these names: the first place in so many documents, by their ids."""
        return {name: places for name in sorted(names) if (places := list(self._calling(actor, name, most)))}

    def _calling(self, actor: str, name: str, most: int) -> Iterator[Place]:
        for document in self.documents_calling(actor, name):
            if most == 0:
                return
            parties = self.extraction(document).parties
            mine = (parties[index] for index, other in self.actors_in(document).items() if other == actor)
            places = (self.naming(document, party) for party in mine if party.name == name)
            if place := next(filter(None, places), None):
                most -= 1
                yield place

    # ---- words

    def passages(self, id_: str) -> tuple[Passage, ...]:
        return self.extraction(id_).passages

    def quote_at(self, id_: str, start: int, end: int) -> QuoteRow | None:
        """The smallest quote that holds most of the place."""
        best = None
        for row in self.quotes_of(id_):
            span = row.quote.span
            shared = min(span.end, end) - max(span.start, start)
            if 2 * shared > end - start and (best is None or len(span) < len(best.quote.span)):
                best = row
        return best

    def nested(self, row: QuoteRow) -> bool:
        """Whether a quote stands within another one."""
        span = row.quote.span
        return row.inside is not None or any(
            other is not row and other.quote.span.contains(span) and other.index < row.index
            for other in self.quotes_of(row.document)
        )

    def spoken(self, id_: str, start: int, end: int) -> bool:
        """Whether any quote reaches into a place."""
        return any(row.quote.span.start < end and start < row.quote.span.end for row in self.quotes_of(id_))

    def spoken_directly(self, id_: str, start: int, end: int) -> bool:
        """Whether a place stands between quotation marks as somebody's own words."""
        return any(
            row.quote.kind == "direct" and row.quote.span.start < end and start < row.quote.span.end
            for row in self.quotes_of(id_)
        )

    def told_by(self, row: QuoteRow) -> Place | None:
        """The sentence that says whose words they are."""
        mention = row.quote.speaker_mention
        return self.sentence_place(row.document, mention) if mention else None

    def naming(self, id_: str, party: Party) -> Place | None:
        """Where a document first has a party's name in full."""
        words = party.name.split()
        for mention in self.extraction(id_).mentions:
            if mention.party == party.index and mention.kind == "name" and len(mention.span.text.split()) >= len(words):
                return Place(id_, mention.span)
        return self._first_run(id_, words)

    def _first_run(self, id_: str, words: Sequence[str]) -> Place | None:
        """The first words one after the other that begin as these do."""
        stems = [word[: max(3, len(word) - 2)].lower() for word in words]
        for passage in self.passages(id_):
            forms = [
                passage.span.text[s - passage.span.start : e - passage.span.start].lower()
                for s, e in zip(passage.starts, passage.ends, strict=True)
            ]
            for at in range(len(forms) - len(stems) + 1):
                if all(form.startswith(stem) for form, stem in zip(forms[at:], stems, strict=False)):
                    return self.place(id_, passage.starts[at], passage.ends[at + len(stems) - 1])
        return None

    def nouns_for(self, id_: str, index: int) -> Iterator[tuple[str, Place]]:
        """Single nouns that name a party, as lemmas, with their places; abbreviations are left out."""
        for mention in self.extraction(id_).mentions:
            text = mention.span.text
            if mention.party != index or " " in text or text.isupper() or len(text) < 5:
                continue
            found = self.sentence(id_, mention.span.start, mention.span.end)
            if found and mention.span.start in found[1].starts:
                at = found[1].starts.index(mention.span.start)
                if found[1].tags[at] in "NP":
                    yield found[1].words[at], Place(id_, mention.span)

    def codes_for(self, id_: str, index: int) -> Iterator[Place]:
        """Mentions of a party by a code of letters and digits."""
        for mention in self.extraction(id_).mentions:
            text = mention.span.text
            if mention.party == index and any(map(str.isdigit, text)) and any(map(str.isalpha, text)) and len(text) < 8:
                yield Place(id_, mention.span)

    def sentences_of(self, row: QuoteRow) -> list[tuple[Passage, Span]]:
        """The sentences of a quote: each passage, and the part of it that belongs to the quote."""
        span, found = row.quote.span, []
        for passage in self.passages(row.document):
            if passage.span.end <= span.start or passage.span.start >= span.end:
                continue
            inside = [i for i, start in enumerate(passage.starts) if span.start <= start < span.end]
            if inside:
                part = Span.cut(self.document(row.document).raw, passage.starts[inside[0]], passage.ends[inside[-1]])
                found.append((passage, part))
        return found

    def sentence(self, id_: str, start: int, end: int) -> tuple[int, Passage] | None:
        """The passage in which a place begins, with its index."""
        for index, passage in enumerate(self.passages(id_)):
            if passage.span.start <= start < passage.span.end:
                return index, passage
        return None

    def place(self, id_: str, start: int, end: int) -> Place:
        return Place(id_, Span.cut(self.document(id_).raw, start, end))

    def sentence_place(self, id_: str, span: Span) -> Place:
        """The sentence around some words; the words themselves where it is too long."""
        found = self.sentence(id_, span.start, span.end)
        if found and len(found[1].span) <= LONGEST and found[1].span.contains(span):
            return Place(id_, found[1].span)
        return Place(id_, span)

    def passage_place(self, id_: str, index: int) -> Place:
        """A passage as evidence, cut to the longest allowed at a clause."""
        passage = self.passages(id_)[index]
        if len(passage.span) <= LONGEST:
            return Place(id_, passage.span)
        claim = max(passage.claims, key=lambda claim: claim.last - claim.first)
        return self.claim_place(id_, passage, claim)

    def claim_place(self, id_: str, passage: Passage, claim: Claim) -> Place:
        """A clause as evidence, from its first word to its last."""
        start, end = passage.starts[claim.first], passage.ends[claim.last - 1]
        return self.near_place(id_, passage, start, end, start)

    def near_place(self, id_: str, passage: Passage, start: int, end: int, point: int) -> Place:
        """`[start, end)` of a passage; where that is too long, whole words around a point in it."""
        if end - start > LONGEST:
            lead = max(start, point - LONGEST // 3)
            start = min(at for at in passage.starts if at >= lead)
            fitting = [at for at in passage.ends if start < at <= min(end, start + LONGEST)]
            end = max(fitting, default=end)
        return self.place(id_, start, end)


def in_words(names: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    listed = list(names)
    return " and ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)


def shown(text: str, most: int = 90) -> str:
    """Words for a summary: in one line, in quotation marks, cut at a word."""
    line = " ".join(text.split())
    if len(line) > most:
        line = line[:most].rsplit(" ", 1)[0].rstrip(",.;:—-") + " …"
    return f"“{line}”"
