"""What was mentioned so far, and how near it is to the mind of the reader."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

from onrecord.extract.parties.table import Draft, PartyDraft, Table
from onrecord.extract.parties.text import Text

_SUBJECTS = ("nsubj", "nsubj:pass")
_TITLE = 6  # words in marks that may be a name yet


class Trace(NamedTuple):
    """A party as it was just mentioned: where, whether as a subject, in which quotation (-1: none), of which verb."""

    token: int
    sentence: int
    party: int
    subject: bool
    quoted: int
    verb: int


class Trail:
    """Mentions in the order of the text."""

    def __init__(self, text: Text, table: Table) -> None:
        self.text, self.table = text, table
        self.traces: list[Trace] = []
        self._tokens: list[int] = []
        self.credits: list[tuple[int, int]] = []  # media that the news is credited to: token, party

    def note(self, draft: Draft) -> None:
        """Remember a mention for those that come after it."""
        if draft.party is None:
            return
        token = self.text.tokens[draft.head]
        parsed = self.text.annotation.has_syntax
        clause = self.text.tokens[token.head].rel if token.head >= 0 else ""
        # the subject of what somebody says is not what the sentence is about
        subject = token.rel in _SUBJECTS and clause != "ccomp" if parsed else token.feats.get("Case") == "Nom"
        quoted = self.text.marks.inner[draft.head]
        self.traces.append(Trace(draft.head, token.sentence, draft.party, subject, quoted, token.head))
        self._tokens.append(draft.head)

    def credited(self, head: int) -> tuple[int, int] | None:
        """The medium that a credit named last before a token, with the credit's place; None where there is none."""
        at = bisect_left(self.credits, (head, -1)) - 1
        return self.credits[at] if at >= 0 else None

    def before(self, head: int, sentences: int) -> Iterator[Trace]:
        """What was mentioned in the sentence of a token and so many before it, the latest first."""
        least = self.text.tokens[head].sentence - sentences
        for at in range(bisect_left(self._tokens, head) - 1, -1, -1):
            trace = self.traces[at]
            if trace.sentence < least:
                return
            yield trace

    def spoken(self, head: int, sentences: int) -> Iterator[Trace]:
        """The same; last what was named only in somebody's words, inside marks that the token is not within."""
        within = []
        for trace in self.before(head, sentences):
            if self._in_words(trace, head):
                within.append(trace)
            else:
                yield trace
        yield from within

    def _in_words(self, trace: Trace, head: int) -> bool:
        """Whether a mention stands inside a quotation; a name may have marks of its own."""
        if trace.quoted < 0 or trace.quoted == self.text.marks.inner[head]:
            return False
        region = self.text.marks.regions[trace.quoted]
        return region.last - region.first > _TITLE

    def ranked(
        self,
        head: int,
        sentences: int,
        agrees: Callable[[PartyDraft], bool],
        *,
        argument: bool,
    ) -> list[tuple[float, int]]:
        """Parties that may be meant at a token, the likeliest first: subjects and near ones lead.

        With `argument` the other arguments of the same verb are left out: they are somebody else.
        """
        token = self.text.tokens[head]
        quoted = self.text.marks.inner[head]
        scored: dict[int, float] = {}
        for nth, trace in enumerate(self.before(head, sentences)):
            if trace.quoted >= 0 and trace.quoted != quoted:
                continue  # what is said inside a quotation is seldom taken up outside
            if argument and token.head >= 0 and trace.verb == token.head and trace.sentence == token.sentence:
                continue
            if trace.party in scored and not trace.subject:
                continue
            if not agrees(self.table.parties[trace.party]):
                continue
            score = 10.0 - 3 * (token.sentence - trace.sentence) - 0.3 * nth + 4 * trace.subject
            scored[trace.party] = max(scored.get(trace.party, -99.0), score)
        return sorted(
            ((score, party) for party, score in scored.items()),
            key=lambda item: (-item[0], item[1]),
        )
