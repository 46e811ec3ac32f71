"""Stock razdel + slovnet + pymorphy3, to be replaced by the fused tagger."""

from __future__ import annotations

import importlib.util
import pathlib
import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Any

from onrecord.model.annotation import Annotation, Name, Sentence, Token
from onrecord.model.span import Span

_POS = {"NOUN": {"NOUN"}, "PROPN": {"NOUN"}, "ADJ": {"ADJF", "ADJS", "COMP", "PRTF", "PRTS"}, "VERB": {"VERB", "INFN", "GRND", "PRTF", "PRTS"}, "AUX": {"VERB", "INFN"}, "PRON": {"NPRO", "ADJF"}, "DET": {"ADJF"}, "ADV": {"ADVB", "PRED", "COMP"}, "ADP": {"PREP"}, "CCONJ": {"CONJ"}, "SCONJ": {"CONJ"}, "NUM": {"NUMR", "ADJF"}, "PART": {"PRCL"}}
_CASE = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}


class RussianAnnotator:
    @cached_property
    def _nets(self) -> Any:
        import pymorphy3
        from navec import Navec
        from slovnet import NER, Morph, Syntax

        data = pathlib.Path(importlib.util.find_spec("natasha").submodule_search_locations[0]) / "data"  # type: ignore
        navec = Navec.load(data / "emb/navec_news_v1_1B_250K_300d_100q.tar")
        nets = NER.load(data / "model/slovnet_ner_news_v1.tar"), Morph.load(data / "model/slovnet_morph_news_v1.tar", batch_size=8), Syntax.load(data / "model/slovnet_syntax_news_v1.tar")
        for net in nets:
            net.navec(navec)
        morph = pymorphy3.MorphAnalyzer()
        return (*nets, lru_cache(100_000)(morph.parse))

    def lemma(self, word: str, pos: str, feats: dict[str, str]) -> str:
        parse = self._nets[3]
        ok = _POS.get(pos, set())
        best = None
        for p in parse(word):
            s = (p.tag.POS in ok) * 4 + (_CASE.get(feats.get("Case", "")) == p.tag.case) * 2 + ((feats.get("Number") == "Plur") == (p.tag.number == "plur")) + (("Surn" in p.tag or "Name" in p.tag or "Geox" in p.tag) and pos == "PROPN")
            if best is None or s > best[0]:
                best = (s, p)
        return best[1].normal_form.replace("ё", "е") if best else word.lower()

    def annotate(self, raw: str, body: Sequence[Span]) -> Annotation:
        from razdel import sentenize, tokenize

        ner, morph, syntax, _ = self._nets
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        names: list[Name] = []
        paragraph = -1
        for span in body:
            for para in re.finditer(r"[^\n]+", span.text):
                if not para.group().strip():
                    continue
                paragraph += 1
                for sent in sentenize(para.group()):
                    words = list(tokenize(sent.text))[:300]
                    if not words:
                        continue
                    base = span.start + para.start() + sent.start
                    first = len(tokens)
                    texts = [w.text for w in words]
                    mo = next(morph.map([texts])).tokens
                    sy = next(syntax.map([texts])).tokens
                    for w, m, s in zip(words, mo, sy):
                        head = int(s.head_id)
                        tokens.append(Token(len(tokens), len(sentences), base + w.start, base + w.stop, w.text, self.lemma(w.text, m.pos, m.feats), m.pos, m.feats, first + head - 1 if head else -1, s.rel))
                    for n in ner(sent.text).spans:
                        inside = [t.index for t in tokens[first:] if t.start >= base + n.start and t.end <= base + n.stop]
                        if inside:
                            names.append(Name(n.type, tokens[inside[0]].start, tokens[inside[-1]].end, inside[0], inside[-1] + 1))
                    sentences.append(Sentence(len(sentences), tokens[first].start, tokens[-1].end, first, len(tokens), paragraph))
        children: list[list[int]] = [[] for _ in tokens]
        for t in tokens:
            if t.head >= 0:
                children[t.head].append(t.index)
        return Annotation(tuple(tokens), tuple(sentences), tuple(names), True, tuple(tuple(c) for c in children))
