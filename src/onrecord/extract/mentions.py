"""Who and what a document names: mentions, and the parties they are mentions of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from onrecord.dossier import Dossier
from onrecord.languages.language import Language
from onrecord.model.annotation import Annotation
from onrecord.model.document import Document
from onrecord.model.record import Mention, Party
from onrecord.model.span import Span


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of a document in order, the parties, and which mention covers a token."""

    parties: tuple[Party, ...]
    mentions: tuple[Mention, ...]
    by_token: dict[int, int] = field(default_factory=dict)

    def at(self, token: int) -> Mention | None:
        """The (innermost) mention that covers the token."""
        found = self.by_token.get(token)
        return None if found is None else self.mentions[found]


def find_mentions(document: Document, annotation: Annotation, language: Language, dossier: Dossier) -> Mentions:
    """Provisional: names by the last lemma; to be replaced."""
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    out: list[Mention] = []
    keys: list[tuple[str, str]] = []
    for name in annotation.names:
        last = annotation.tokens[name.last - 1]
        keys.append((name.kind, last.lemma))
        if (name.kind, last.lemma) not in groups:
            groups[name.kind, last.lemma] = []
        party = list(groups).index((name.kind, last.lemma))
        mention = Mention(Span.cut(document.raw, name.start, name.end), name.first, name.last, name.last - 1, "name", party)
        groups[name.kind, last.lemma].append(mention)
        out.append(mention)
    parties = []
    for index, ((kind, _), found) in enumerate(groups.items()):
        forms = [" ".join(annotation.tokens[i].lemma.capitalize() for i in range(m.first, m.last)) for m in found]
        parties.append(Party(index, "person" if kind == "PER" else "place" if kind == "LOC" else "organization", max(forms, key=len), tuple(dict.fromkeys(forms)), mentions=tuple(m.span for m in found)))
    by_token = {t: i for i, m in enumerate(out) for t in range(m.first, m.last)}
    return Mentions(tuple(parties), tuple(out), by_token)
