"""The nets run as one say what stock slovnet says, token for token."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onrecord.languages.russian.nets import Nets, Tags
from onrecord.languages.russian.segments import segment, words_of
from onrecord.languages.russian.weights import data_folder
from onrecord.model.span import Span

Sentences = list[list[str]]

pytestmark = pytest.mark.corpus


class Stock:
    """slovnet itself, with the nets and the batches that natasha gives it."""

    def __init__(self) -> None:
        from navec import Navec
        from slovnet import NER, Morph, Syntax

        data = data_folder()
        navec = Navec.load(data / "emb/navec_news_v1_1B_250K_300d_100q.tar")
        self.ner = NER.load(data / "model/slovnet_ner_news_v1.tar").navec(navec)
        self.morph = Morph.load(data / "model/slovnet_morph_news_v1.tar").navec(navec)
        self.syntax = Syntax.load(data / "model/slovnet_syntax_news_v1.tar").navec(navec)

    def names(self, sentences: Sentences) -> list[str]:
        """The whole document as one sequence."""
        words = [word for sentence in sentences for word in sentence]
        (tags,) = self.ner.infer.process(self.ner.infer.encoder([words]))
        vocabulary = self.ner.infer.decoder.tags_vocab
        return [vocabulary.decode(tag) for tag in tags]

    def morphs(self, sentences: Sentences) -> list[str]:
        return [token.tag for markup in self.morph.map(sentences) for token in markup.tokens]

    def heads(self, sentences: Sentences) -> list[tuple[int, str]]:
        return [(int(t.head_id), t.rel) for markup in self.syntax.map(sentences) for t in markup.tokens]


def _sentences(path: Path) -> Sentences:
    with path.open(encoding="utf-8", newline="") as file:
        raw = file.read()
    sentences, places = segment(raw, [Span.cut(raw, 0, len(raw))])
    words = words_of(raw, places)
    return [words[sentence.first : sentence.last] for sentence in sentences]


def _same_morph(ours: str, theirs: str) -> bool:
    return sorted(ours.split("|")) == sorted(theirs.split("|"))


def test_every_tag_head_and_relation_is_the_same(shared: Path) -> None:
    stock, nets = Stock(), Nets()
    tokens = 0
    for path in sorted((shared / "corpus/factrueval_devset").glob("*.txt")):
        sentences = _sentences(path)
        tags = nets.tag(sentences)
        assert tags.heads is not None
        assert tags.rels is not None
        assert [nets.name_tags[tag] for tag in tags.names] == stock.names(sentences), path.name
        morphs = zip([nets.morph_tags[tag] for tag in tags.morphs], stock.morphs(sentences), strict=True)
        assert all(_same_morph(ours, theirs) for ours, theirs in morphs), path.name
        rels = [nets.rel_tags[rel] for rel in tags.rels]
        assert list(zip(tags.heads.tolist(), rels, strict=True)) == stock.heads(sentences), path.name
        tokens += len(rels)
    assert tokens > 20_000


def test_a_document_is_tagged_alike_whatever_was_read_before(shared: Path) -> None:
    paths = sorted((shared / "corpus/factrueval_devset").glob("*.txt"))[:12]
    texts = [_sentences(path) for path in paths]
    # so small a table starts anew again and again
    small, large = Nets(rows=3000), Nets()
    forwards = [large.tag(text) for text in texts]
    backwards = [small.tag(text) for text in reversed(texts)][::-1]
    for one, other in zip(forwards, backwards, strict=True):
        _assert_same(one, other)


def _assert_same(one: Tags, other: Tags) -> None:
    for part in ("names", "morphs", "heads", "rels", "tree_heads", "tree_rels"):
        assert np.array_equal(getattr(one, part), getattr(other, part))
