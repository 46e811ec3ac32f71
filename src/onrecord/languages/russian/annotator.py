"""Sentences, tokens, morphology, lemmas, syntax and names of Russian text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from razdel import sentenize, tokenize

from onrecord.languages.russian.nets import Nets, Tags
from onrecord.model.annotation import Annotation, Name, NameKind, Sentence, Token
from onrecord.model.span import Span

_POS = {"NOUN": {"NOUN"}, "PROPN": {"NOUN"}, "ADJ": {"ADJF", "ADJS", "COMP", "PRTF", "PRTS"}, "VERB": {"VERB", "INFN", "GRND", "PRTF", "PRTS"}, "AUX": {"VERB", "INFN"}, "PRON": {"NPRO", "ADJF"}, "DET": {"ADJF"}, "ADV": {"ADVB", "PRED", "COMP"}, "ADP": {"PREP"}, "CCONJ": {"CONJ"}, "SCONJ": {"CONJ"}, "NUM": {"NUMR", "ADJF"}, "PART": {"PRCL"}}
_CASE = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
LONGEST = 300


class RussianAnnotator:
    def __init__(self, *, syntax: bool = True) -> None:
        self._syntax = syntax

    @cached_property
    def _nets(self) -> Nets:
        return Nets()

    @cached_property
    def _parse(self) -> Any:
        import pymorphy3

        return lru_cache(100_000)(pymorphy3.MorphAnalyzer().parse)

    @cached_property
    def _tags(self) -> list[tuple[str, Mapping[str, str]]]:
        tags: list[tuple[str, Mapping[str, str]]] = []
        for tag in self._nets.morph_tags:
            pos, _, feats = tag.partition("|")
            tags.append((pos, dict(f.split("=", 1) for f in feats.split("|")) if feats else {}))
        return tags

    @lru_cache(100_000)
    def _lemma(self, word: str, tag: int) -> str:
        pos, feats = self._tags[tag]
        ok = _POS.get(pos, set())
        best = None
        if len(word) > 64:
            return word.lower()
        for p in self._parse(word):
            s = (p.tag.POS in ok) * 4 + (_CASE.get(feats.get("Case", "")) == p.tag.case) * 2 + ((feats.get("Number") == "Plur") == (p.tag.number == "plur")) + (("Surn" in p.tag or "Name" in p.tag or "Geox" in p.tag) and pos == "PROPN")
            if best is None or s > best[0]:
                best = (s, p)
        return best[1].normal_form.replace("ё", "е") if best else word.lower()

    def annotate(self, raw: str, body: Sequence[Span]) -> Annotation:
        pieces = list(_pieces(body))
        words = [[w.text for w in piece] for _, _, piece in pieces]
        tags = self._nets.tag(words, syntax=self._syntax)
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        for paragraph, base, piece in pieces:
            first = len(tokens)
            for w in piece:
                i = len(tokens)
                pos, feats = self._tags[tags.morphs[i]]
                head, rel = -1, ""
                if tags.heads is not None and tags.rels is not None:
                    h = int(tags.heads[i])
                    head, rel = first + h - 1 if h else -1, self._nets.rel_tags[tags.rels[i]]
                    if head == i:
                        head = -1
                tokens.append(Token(i, len(sentences), base + w.start, base + w.stop, w.text, self._lemma(w.text, tags.morphs[i]), pos, feats, head, rel))
            sentences.append(Sentence(len(sentences), tokens[first].start, tokens[-1].end, first, len(tokens), paragraph))
        children: list[list[int]] = [[] for _ in tokens]
        _acyclic(tokens)
        for t in tokens:
            if t.head >= 0:
                children[t.head].append(t.index)
        return Annotation(tuple(tokens), tuple(sentences), tuple(self._names(tokens, sentences, tags)), self._syntax, tuple(tuple(c) for c in children))

    def _names(self, tokens: list[Token], sentences: list[Sentence], tags: Tags) -> Iterator[Name]:
        begins = {s.first for s in sentences}
        first, kind = 0, ""
        bio = [self._nets.name_tags[t] for t in tags.names] + ["O"]
        for i, tag in enumerate(bio):
            if kind and (not tag.startswith("I-") or i in begins):
                yield Name(kind, tokens[first].start, tokens[i - 1].end, first, i)  # type: ignore[arg-type]
                kind = ""
            if tag.startswith("B-"):
                first, kind = i, tag[2:]


def _acyclic(tokens: list[Token]) -> None:
    state = [0] * len(tokens)
    for i in range(len(tokens)):
        path, here = [], i
        while here >= 0 and state[here] == 0:
            state[here] = 1
            path.append(here)
            here = tokens[here].head
        if here >= 0 and state[here] == 1:
            t = tokens[here]
            tokens[here] = Token(t.index, t.sentence, t.start, t.end, t.text, t.lemma, t.pos, t.feats, -1, t.rel)
        for p in path:
            state[p] = 2


def _pieces(body: Sequence[Span]) -> Iterator[tuple[int, int, list[Any]]]:
    paragraph = -1
    for span in body:
        for para in re.finditer(r"[^\n]+", span.text):
            if not para.group().strip():
                continue
            paragraph += 1
            for sent in sentenize(para.group()):
                words = list(tokenize(sent.text))
                for start in range(0, len(words), LONGEST):
                    yield paragraph, span.start + para.start() + sent.start, words[start : start + LONGEST]
