"""What a text tells of a report's subject: the columns that are the same for every candidate of a quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from onrecord.extract.speech.columns import OF_TOLD, OF_TOLD_NOUN, OF_TOLD_PARTY, PLACES, Row
from onrecord.extract.speech.sheet import COMMAS, Sheet
from onrecord.languages.people import People
from onrecord.languages.reporting import Reporting
from onrecord.model.record import Mention, Party

_NAMED = ("name", "country", "pronoun")


class Subjects:
    """Describes subjects, and remembers who was meant by each.

    `found`: the number from which on mentions are known only as subjects of reports.
    """

    def __init__(
        self,
        sheet: Sheet,
        parties: Sequence[Party],
        mentions: Sequence[Mention],
        named: AbstractSet[int],
        count: Mapping[int, int],
        first_at: Mapping[int, int],
        reporting: Reporting,
        people: People,
        found: int,
    ) -> None:
        self.sheet, self.parties, self.mentions = sheet, parties, mentions
        self.named, self.count, self.first_at = named, count, first_at
        self.reporting, self.people, self.found = reporting, people, found
        self._asked: dict[int, list[int]] = {}  # the numbers of the quotes that had a party as the subject
        self._nouns: dict[str, tuple[int, ...]] = {}

    def describe(self, row: Row, token: int, number: int) -> None:
        """Fills in what a subject is: the word at `token`, and the mention that it stands for (-1: none)."""
        sheet, at, reporting = self.sheet, PLACES, self.reporting
        lemma, feats = sheet.lemmas[token], sheet.annotation.tokens[token].feats
        row[at["cue_subject_first"]] = sheet.words[token] in reporting.first_person
        row[at["cue_located"]] = feats.get("Case") == "Loc"
        row[at["cue_text"]] = lemma in reporting.texts
        row[at["cue_subject_pronoun"]] = sheet.pos[token] in ("PRON", "DET")
        row[at["cue_subject_singular"]] = feats.get("Number") == "Sing"
        row[at["cue_subject_animate"]] = feats.get("Animacy") == "Anim"
        row[at["cue_subject_speaker"]] = lemma in reporting.speakers
        relations = [sheet.rel[child] for child in sheet.children(token)]
        row[at["cue_subject_modified"]] = "amod" in relations
        row[at["cue_subject_owned"]] = "nmod" in relations or "appos" in relations
        if number >= 0:
            self._mention(row, self.mentions[number], number)

    def _mention(self, row: Row, told: Mention, number: int) -> None:
        sheet, at, party = self.sheet, PLACES, told.party
        row[OF_TOLD[told.kind]] = 1
        if party is not None:
            row[at["cue_subject_named"]] = party in self.named
            row[at["cue_subject_only"]] = self.count[party] == 1
            row[at["cue_subject_new"]] = self.first_at[party] >= told.first
            row[OF_TOLD_PARTY[self.parties[party].kind]] = 1
        row[at["cue_subject_party"]] = party is not None
        row[at["cue_subject_open"]] = party is None
        row[at["cue_subject_newcomer"]] = number >= self.found
        row[at["cue_subject_length"]] = told.last - told.first
        row[at["cue_subject_rest"]] = told.last - told.head
        pos, tokens = sheet.pos[told.first : told.last], sheet.annotation.tokens
        row[at["cue_subject_proper"]] = "PROPN" in pos or "X" in pos
        row[at["cue_subject_determined"]] = "DET" in pos
        row[at["cue_subject_capital"]] = any(tokens[k].text[0].isupper() for k in range(told.first + 1, told.last))
        if told.kind not in _NAMED:
            self._noun(row, sheet.lemmas[told.head])

    def _noun(self, row: Row, lemma: str) -> None:
        """The columns of the classes that a noun is of."""
        if lemma not in self._nouns:
            people, post = self.people, self.people.posts.get(lemma)
            classes = {
                "organ": people.organs,
                "source": people.sources,
                "body": people.bodies,
                "generic": people.generic_bodies,
                "crowd": people.crowds,
                "other": people.others,
            }
            found = [name for name, words in classes.items() if lemma in words]
            found += [post.rank] if post is not None and post.rank != "other" else []
            self._nouns[lemma] = tuple(OF_TOLD_NOUN[name] for name in found)
        for place in self._nouns[lemma]:
            row[place] = 1

    def meant(self, asked: int | None, previous: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
        """Who spoke when this party was last the subject of a report. `previous`: the speakers of the quotes before."""
        if asked is None:
            return ()
        earlier = self._asked.setdefault(asked, [])
        spoken = next((previous[quote] for quote in reversed(earlier) if previous[quote]), ())
        earlier.append(len(previous))
        return spoken

    def stranger(self, token: int, number: int) -> int | None:
        """The party of a subject that is plainly none of those named: "сестра погибшего", "пострадавшая".

        `token` is the subject's head, `number` its mention (-1: none).
        """
        told = self.mentions[number] if number >= 0 else None
        if told is None or told.kind != "description" or told.party is None or told.party in self.named:
            return None
        people, lemma = self.people, self.sheet.lemmas[token]
        owned = told.last > told.head + 1 and lemma in people.others and lemma not in people.posts
        if owned and lemma in people.sides and self.sheet.lemmas[told.head + 1] in people.bodies:
            owned = False  # to whom a medium talks ("собеседник агентства") may well have been named before
        known = owned or people.phrases.is_befallen(self.sheet.annotation.tokens[token])
        return told.party if known and self.parties[told.party].kind == "person" else None

    def unnamed(self, token: int, number: int) -> tuple[int, bool] | None:
        """The party of a subject that may well be the speaker under its description, since no name belongs to it; and
        whether it mostly is: a spokesperson or source of somebody's ("представитель студии"), or the body where it was
        said ("в Роструде полагают"). `token` is the subject's head, `number` its mention (-1: none)."""
        told = self.mentions[number] if number >= 0 else None
        if told is None or told.party is None or told.kind == "pronoun":
            return None
        kind, lemma = self.parties[told.party].kind, self.sheet.lemmas[told.head]
        # A bare "the ministry" goes by its name elsewhere, and "the press service" is somebody's.
        is_whole = told.last > told.first + 1 or self.sheet.pos[told.head] == "PROPN"
        named = told.kind in _NAMED or told.party in self.named
        if self.sheet.annotation.tokens[token].feats.get("Case") == "Loc":
            return self._where(told.party, lemma, named, is_whole) if kind in ("organization", "country") else None
        return None if named else self._described(told, told.party, lemma, is_whole)

    def _where(self, party: int, lemma: str, named: bool, is_whole: bool) -> tuple[int, bool] | None:
        """The body where it was said, as `unnamed`."""
        people = self.people
        named = named or any(
            word.isupper() and len(word) > 1 for name in self.parties[party].names for word in name.split()
        )
        if not is_whole and not named and (lemma in people.generic_bodies or lemma in people.organs):
            return None
        is_body = named or lemma in people.bodies or lemma in people.organs
        # "в ведомстве" is a body of state, "в компании" may be any of several
        return party, is_body and (is_whole or lemma in people.subjects)

    def _described(self, told: Mention, party: int, lemma: str, is_whole: bool) -> tuple[int, bool] | None:
        """Whoever is told of without a name, as `unnamed`."""
        people, kind = self.people, self.parties[party].kind
        post, longer = people.posts.get(lemma), told.last > told.head + 1
        others = people.others - people.sources - people.sides
        if post is None and lemma in others and longer and kind == "person":
            return party, True  # "мать школьника" is nobody whose name is told
        # A source is nobody else; whom one talks to ("собеседник") may have been told before.
        speaks_for = post.rank == "spokesperson" if post else lemma in people.sources - people.sides
        if speaks_for and longer:
            return party, True
        set_off = post is None and not COMMAS.isdisjoint(self.sheet.words[told.head + 1 : told.last])
        if kind == "person" and longer and (lemma in people.measures or set_off):
            return party, True  # "один из водителей", "чиновник, знакомый с положением дел"
        if kind == "organization" and is_whole:
            return party, lemma in people.organs  # "пресс-служба правительства"
        return (party, False) if kind == "group" else None

    def is_bare_text(self, token: int) -> bool:
        """Whether a subject is a text without an owner: "в сообщении", "в нём"."""
        sheet = self.sheet
        if sheet.annotation.tokens[token].feats.get("Case") != "Loc":
            return False
        text = sheet.lemmas[token] in self.reporting.texts or sheet.lemmas[token] in self.reporting.third_person
        return text and not any(sheet.rel[c] == "nmod" for c in sheet.children(token))

    def referred_to(self, token: int, number: int) -> int | None:
        """The party of a subject whose news or text it is: "со ссылкой на МИД", "в заявлении МИД". `token` and `number`
        as for `unnamed`."""
        above, told = self.sheet.head[token], self.mentions[number] if number >= 0 else None
        if above < 0 or told is None or told.party is None:
            return None
        lemma = self.sheet.lemmas[above]
        if lemma not in self.reporting.references and lemma not in self.reporting.texts:
            return None
        whole = told.last > told.first + 1 or told.kind in _NAMED or told.party in self.named
        return told.party if whole and self.parties[told.party].kind in ("organization", "country") else None
