"""Groups that the words around do not name: those to whom somebody speaks ("you"), those counted ("all five")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.mentions import Mentions
from onrecord.languages.pledges import Pledges
from onrecord.model.annotation import Annotation
from onrecord.model.record import Mention, Quote

LISTED = 8  # members up to which a group is told one by one
_BACK = 40  # groups that are looked through for one of the right size


class Audience:
    """The groups with known members of one document, in the order of the text."""

    def __init__(self, annotation: Annotation, mentions: Mentions, pledges: Pledges) -> None:
        self._annotation, self._parties, self._pledges = annotation, mentions.parties, pledges
        told = [
            m for m in mentions.mentions if m.kind in ("group", "description") and 1 < len(self._members(m)) <= LISTED
        ]
        self._groups = sorted(told, key=lambda m: m.head)
        self._places = [m.head for m in self._groups]

    def of(self, quote: Quote, cue: int) -> tuple[int, ...]:
        """Those to whom the words are said, if the sentence of a binding word speaks to them: the group told last."""
        sentence = self._annotation.sentences[self._annotation.tokens[cue].sentence]
        inside = self._annotation.tokens[sentence.first : sentence.last]
        if not any(
            t.lemma in self._pledges.second_person for t in inside if quote.span.start <= t.start < quote.span.end
        ):
            return ()
        for group in self._before(cue):
            members = self._members(group)
            if group.span.end <= quote.span.start and not set(members) & set(quote.speakers):
                return members
        return ()

    def counted(self, mention: Mention) -> Mention:
        """A pronoun beside which a number stands alone ("them, all five") as that of a group of so many."""
        if mention.kind != "pronoun":
            return mention
        number = self._number(mention.head)
        found = (m.party for m in self._before(mention.head) if len(self._members(m)) == number)
        party = next(found, None) if number else None
        return mention if party is None else replace(mention, party=party, kind="group")

    def _number(self, head: int) -> int | None:
        """The number that follows "all" in the sentence and counts no noun."""
        tokens = self._annotation.tokens
        last = self._annotation.sentences[tokens[head].sentence].last
        for index in range(head + 1, last - 1):
            if tokens[index].text.lower() in self._pledges.whole and tokens[index + 1].pos == "NUM":
                alone = index + 2 >= last or tokens[index + 2].pos == "PUNCT"
                return self._pledges.cardinals.get(tokens[index + 1].text.lower()) if alone else None
        return None

    def _before(self, token: int) -> Sequence[Mention]:
        """Groups told before a token, the latest first."""
        place = bisect_left(self._places, token)
        return self._groups[max(0, place - _BACK) : place][::-1]

    def _members(self, mention: Mention) -> tuple[int, ...]:
        return () if mention.party is None else self._parties[mention.party].members
