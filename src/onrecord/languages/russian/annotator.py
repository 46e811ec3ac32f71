"""Sentences, tokens, morphology, lemmas, syntax and names of Russian text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import chain, count, repeat

from onrecord.languages.russian.found import Found
from onrecord.languages.russian.lemmas import folded, guess, possible
from onrecord.languages.russian.names import mend
from onrecord.languages.russian.nets import Nets, Tags
from onrecord.languages.russian.participles import NOMINAL, with_nouns
from onrecord.languages.russian.segments import segment, words_of
from onrecord.languages.russian.tokens import is_odd
from onrecord.languages.russian.unbending import as_titles, asked
from onrecord.languages.russian.unknown import settle
from onrecord.model.annotation import Annotation, Name, NameKind, Sentence, Token
from onrecord.model.span import Span

_LEMMAS = 60_000  # kept in a process: word and tag → lemma
# A token of a tuple of its parts, without the steps in Python that `Token(…)` and `Token._make` take.
_token: Callable[[tuple[object, ...]], Token] = partial(tuple.__new__, Token)
_KINDS: dict[str, NameKind] = {"PER": "PER", "LOC": "LOC", "ORG": "ORG"}


class RussianAnnotator:
    """The nets are loaded at the first text. Without `syntax` heads and relations are left out."""

    def __init__(self, *, syntax: bool = True, name_rules: bool = True) -> None:
        self._syntax = syntax
        self._name_rules = name_rules
        self._guess = lru_cache(_LEMMAS)(self._guess_lemma)

    def annotate(self, raw: str, body: Sequence[Span]) -> Annotation:
        """All of `body` (spans of `raw`, in order). Any text is safe; offsets count in `raw`."""
        sentences, places = segment(raw, body)
        words = words_of(raw, places)
        tags = self._nets.tag([words[s.first : s.last] for s in sentences], syntax=self._syntax)
        tokens = self._tokens(raw, sentences, places, words, tags)
        return Annotation(
            tokens=tokens,
            sentences=sentences,
            names=tuple(self._names(tokens, sentences, tags)),
            has_syntax=self._syntax,
            children=_children(tokens) if self._syntax else (),
        )

    def lemmas(self, word: str) -> tuple[str, ...]:
        """The lemmas that a word may have where nothing is known of its sentence, as `annotate` would write them."""
        return possible(word)

    @cached_property
    def _nets(self) -> Nets:
        return Nets()

    @cached_property
    def _morphs(self) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """Part of speech and features of each tag of the morphology net."""
        return tuple(_parse_tag(tag) for tag in self._nets.morph_tags)

    @cached_property
    def _participles(self) -> frozenset[int]:
        """The tags of participles, some of which the net takes for adjectives, as subjects and owners."""
        asked = (("VERB", "Part"), ("ADJ", None))
        morphs = enumerate(self._morphs)
        cases = ("Nom", "Gen")
        return frozenset(i for i, (p, f) in morphs if f.get("Case") in cases and (p, f.get("VerbForm")) in asked)

    def _guess_lemma(self, word: str, morph: int) -> tuple[str, bool]:
        base, unknown = guess(word, *self._morphs[morph])
        return folded(base), unknown

    def _tokens(
        self,
        raw: str,
        sentences: Sequence[Sentence],
        places: Sequence[tuple[int, int]],
        words: Sequence[str],
        tags: Tags,
    ) -> tuple[Token, ...]:
        morphs = tags.morphs.tolist()
        lemmas = self._lemmas(words, morphs)
        heads, rels = self._governors(sentences, tags)
        of_sentence = chain.from_iterable(repeat(s.index, s.last - s.first) for s in sentences)
        starts, ends = (zip(*places, strict=True)) if places else ((), ())
        texts = [raw[start:end] for start, end in places] if is_odd(raw) else words
        pos, feats = (zip(*(self._morphs[morph] for morph in morphs), strict=True)) if morphs else ((), ())
        rows = zip(count(), of_sentence, starts, ends, texts, lemmas, pos, feats, heads, rels, strict=False)
        tokens = as_titles(tuple(map(_token, rows)), asked(lemmas))
        alone = [i for i, morph in enumerate(morphs) if morph in self._participles and rels[i] in NOMINAL]
        return with_nouns(tokens, alone) if alone else tokens

    def _lemmas(self, words: Sequence[str], morphs: Sequence[int]) -> list[str]:
        """Names that no dictionary has are put right by their other forms in the text."""
        guessed = list(map(self._guess, words, morphs))
        lemmas = [lemma for lemma, _ in guessed]
        places = [index for index, (_, is_unknown) in enumerate(guessed) if is_unknown]
        unknown: dict[str, str] = {}
        for index in places:
            # the nominative tells most: a guess that leaves the word as it is
            form, lemma = folded(words[index]), lemmas[index]
            if form not in unknown or lemma == form:
                unknown[form] = lemma
        settled = settle(unknown)
        for index in places:
            lemmas[index] = settled[folded(words[index])]
        return lemmas

    def _governors(self, sentences: Sequence[Sentence], tags: Tags) -> tuple[list[int], list[str]]:
        """Heads in the document's count, -1 for roots; relations."""
        if tags.tree_heads is None or tags.tree_rels is None:
            return [-1] * len(tags.morphs), [""] * len(tags.morphs)
        heads = tags.tree_heads.tolist()
        for sentence in sentences:
            before = sentence.first - 1
            for index in range(sentence.first, sentence.last):
                heads[index] = heads[index] + before if heads[index] else -1
        return heads, [self._nets.rel_tags[rel] for rel in tags.tree_rels.tolist()]

    def _names(self, tokens: Sequence[Token], sentences: Sequence[Sentence], tags: Tags) -> Iterator[Name]:
        bio = [self._nets.name_tags[tag] for tag in tags.names.tolist()]
        found = [
            Found(kind, sentence.first + first, sentence.first + last)
            for sentence in sentences
            for kind, first, last in _spans(bio[sentence.first : sentence.last])
        ]
        for name in mend(tokens, sentences, found) if self._name_rules else found:
            yield Name(name.kind, tokens[name.first].start, tokens[name.last - 1].end, name.first, name.last)


def _parse_tag(tag: str) -> tuple[str, dict[str, str]]:
    """ "NOUN|Case=Nom|Number=Sing" → "NOUN", its features"""
    pos, _, feats = tag.partition("|")
    return pos, dict(feat.split("=", 1) for feat in feats.split("|")) if feats else {}


def _spans(bio: Sequence[str]) -> Iterator[tuple[NameKind, int, int]]:
    """Kind, first and last token of the names that B- and I- tags tell of; an I- goes on whatever is open."""
    first, kind = -1, ""
    for index, tag in enumerate([*bio, "O"]):
        if tag == "O" and not kind:
            continue
        part, _, this = tag.partition("-")
        if kind and part != "I":
            yield _KINDS[kind], first, index
            kind = ""
        if part == "B" or (part == "I" and not kind):
            first, kind = index, this


def _children(tokens: Sequence[Token]) -> tuple[tuple[int, ...], ...]:
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head >= 0:
            children[token.head].append(token.index)
    return tuple(map(tuple, children))
