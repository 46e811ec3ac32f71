"""The three nets that tag Russian (names, morphology, syntax), run as one in numpy.

They share vocabulary, word vectors and shape: word and outline go through three convolutions
over three words each. So what the first convolution makes of a word is kept in a table, a row
a word; sentences lie one after the other with an empty row between them instead of being padded
to one length; batch norms are folded into the weights that follow. All of it is float32 and one
document's result depends on nothing but the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from onrecord.errors import OnrecordError
from onrecord.languages.russian.trees import best_tree, is_tree
from onrecord.languages.russian.viterbi import Chain
from onrecord.languages.russian.weights import Embedding, Floats, Net, data_folder, news_embedding, one_core, read_net
from onrecord.languages.russian.word_table import WordTable, add_neighbours

Ints = npt.NDArray[np.intp]

ROWS = 16_000  # of the table: 9 KB each; news has about that many frequent forms
CHUNK = 1024  # tokens handed to BLAS at once: bounds memory, and what fits the cache is faster
HALO = 3  # tokens on either side that three convolutions see
ROOT = 0  # the head of a root; other heads count from 1 within the sentence


@dataclass(frozen=True, slots=True)
class Tags:
    """What the nets say of all tokens of a document: indexes into the vocabularies of `Nets`.

    `heads` count from 1 within the sentence, 0 for a root, and may run in circles; `tree_heads` and
    `tree_rels` are the same made into one tree a sentence. All four are None without syntax.
    """

    names: Ints
    morphs: Ints
    heads: Ints | None = None
    rels: Ints | None = None
    tree_heads: Ints | None = None
    tree_rels: Ints | None = None


class Nets:
    """The nets, loaded once a process; `name_tags`, `morph_tags`, `rel_tags` are their vocabularies."""

    def __init__(self, rows: int = ROWS) -> None:
        one_core()
        data = data_folder()
        names, morphs, syntax = (read_net(data / f"model/slovnet_{n}_news_v1.tar") for n in ("ner", "morph", "syntax"))
        embedding = news_embedding()
        _check_alike(embedding, (names, morphs, syntax))
        self.name_tags = names.vocabularies["tag"]
        self.morph_tags = morphs.vocabularies["tag"]
        self.rel_tags = syntax.vocabularies["rel"]
        self._table = WordTable(embedding, (names, morphs, syntax), rows)
        self._towers = tuple(_Tower(net) for net in (names, morphs, syntax))
        self._names = _fold(_norm(names, 2), names.arrays["head.proj.weight"], names.arrays["head.proj.bias"])
        self._morphs = _fold(_norm(morphs, 2), morphs.arrays["head.proj.weight"], morphs.arrays["head.proj.bias"])
        self._heads = _Heads(syntax)
        self._chain = Chain(names.arrays["head.crf.transitions"])

    def tag(self, sentences: Sequence[Sequence[str]], *, syntax: bool = True) -> Tags:
        """Tags of the words of all sentences in order. Names are looked for across sentences.

        Raises `ValueError` for a sentence of more than `CHUNK` words: cut it before.
        """
        lengths = [len(sentence) for sentence in sentences]
        if lengths and max(lengths) > CHUNK:
            raise ValueError(f"a sentence of {max(lengths)} words, more than {CHUNK}")
        words = [word for sentence in sentences for word in sentence]
        if not words:
            none = np.zeros(0, np.intp)
            return Tags(none, none, *([none] * 4 if syntax else []))
        emissions, morphs, parses = [], [], []
        for first, last, inside in _chunks(lengths):
            left, right = min(HALO, first), min(HALO, len(words) - last)
            rows = self._table.rows(words[first - left : last + right])
            emissions.append(self._emissions(rows, left, right))
            rows = rows[left : len(rows) - right]
            layout = _Layout(inside)
            morphs.append(self._morph(rows, layout))
            if syntax:
                parses.append(self._syntax(rows, layout))
        names = self._chain.decode(np.concatenate(emissions))
        return Tags(names, np.concatenate(morphs), *(np.concatenate(parts) for parts in zip(*parses, strict=True)))

    def _emissions(self, rows: Ints, left: int, right: int) -> Floats:
        """tokens x name tags, for the tokens between the halos"""
        layout = _Layout([len(rows)])
        hidden = self._towers[0](self._table.first(0, layout.spread(rows)), layout.gaps)
        weight, bias = self._names
        return hidden[1 + left : 1 + len(rows) - right] @ weight + bias

    def _morph(self, rows: Ints, layout: _Layout) -> Ints:
        hidden = self._towers[1](self._table.first(1, layout.spread(rows)), layout.gaps)
        weight, bias = self._morphs
        scores = hidden[layout.places] @ weight
        scores += bias  # in place: there are hundreds of tags, and another array of them would cost more than the sum
        best: Ints = scores.argmax(-1)
        return best

    def _syntax(self, rows: Ints, layout: _Layout) -> tuple[Ints, Ints, Ints, Ints]:
        hidden = self._towers[2](self._table.first(2, layout.spread(rows)), layout.gaps)
        return self._heads(hidden[layout.places], layout.lengths)


class _Layout:
    """Sentences in a row, an empty place (a gap) before, between and after them."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self.lengths = lengths
        ends = np.cumsum([0, *(length + 1 for length in lengths)])
        self.gaps = ends
        self.size = int(ends[-1]) + 1
        free = np.ones(self.size, bool)
        free[ends] = False
        self.places = np.flatnonzero(free)

    def spread(self, rows: Ints) -> Ints:
        """Rows of the table at the tokens' places, row 0 (all zeros) in the gaps."""
        spread = np.zeros(self.size, np.intp)
        spread[self.places] = rows
        return spread


def _chunks(lengths: Sequence[int]) -> Iterator[tuple[int, int, list[int]]]:
    """Runs of whole sentences of about `CHUNK` tokens: first token, last, lengths of the sentences."""
    first = total = 0
    inside: list[int] = []
    for length in lengths:
        if inside and total + length > CHUNK:
            yield first, first + total, inside
            first, total, inside = first + total, 0, []
        inside.append(length)
        total += length
    if total:
        yield first, first + total, inside


class _Tower:
    """Second and third convolution of a net. It takes the first one's sums, before ReLU and norm."""

    def __init__(self, net: Net) -> None:
        self._layers = []
        for layer in (1, 2):
            scale, shift = _norm(net, layer - 1)
            weight = net.arrays[f"encoder.layers.{layer}.conv.weight"].transpose(1, 2, 0)
            taps = np.ascontiguousarray(weight.reshape(len(weight), -1) * scale[:, None])
            # The norm's shift reaches a place from itself and both neighbours, but not from a gap.
            shifts = np.einsum("i,ikf->kf", shift, weight)
            bias = net.arrays[f"encoder.layers.{layer}.conv.bias"] + shifts.sum(0)
            self._layers.append((taps, bias, shifts[0], shifts[2]))

    def __call__(self, sums: Floats, gaps: Ints) -> Floats:
        """places x filters of the last layer, after ReLU, its norm left to the weights that follow"""
        hidden = np.maximum(sums, 0, out=sums)
        hidden[gaps] = 0
        for taps, bias, from_before, from_after in self._layers:
            hidden = add_neighbours(hidden @ taps, len(bias))
            hidden += bias
            hidden[gaps[:-1] + 1] -= from_before
            hidden[gaps[1:] - 1] -= from_after
            np.maximum(hidden, 0, out=hidden)
            hidden[gaps] = 0
        return hidden


class _Heads:
    """Which token governs which, and by what relation: two bilinear forms over pairs of tokens."""

    def __init__(self, net: Net) -> None:
        norm = _norm(net, 2)
        a = net.arrays
        parts = ("head.head", "head.tail", "rel.head", "rel.tail")
        folded = [_fold(norm, a[f"{part}.proj.weight"], a[f"{part}.proj.bias"]) for part in parts]
        self._weight = np.ascontiguousarray(np.concatenate([weight for weight, _ in folded], 1))
        self._bias = np.concatenate([bias for _, bias in folded])
        self._width = folded[0][0].shape[1]
        self._kernel = a["head.kernel"]
        self._rel_kernel = a["rel.kernel"]
        # the root is a learned vector that stands behind the norm
        self._root_tail = _feed(a["head.root"], a["head.tail.proj.weight"], a["head.tail.proj.bias"])
        self._rel_root = _feed(a["rel.root"], a["rel.head.proj.weight"], a["rel.head.proj.bias"])

    def __call__(self, hidden: Floats, lengths: Sequence[int]) -> tuple[Ints, Ints, Ints, Ints]:
        """Heads (from 1 within the sentence, 0 the root) and relations, from tokens x filters; then as trees."""
        width = self._width
        fed = hidden @ self._weight
        fed += self._bias
        np.maximum(fed, 0, out=fed)
        head, tail, rel_head, rel_tail = (fed[:, i * width : (i + 1) * width] for i in range(4))
        seeking = head @ self._kernel
        to_root = seeking @ self._root_tail
        heads, trees, starts = [], [], []
        for first, last in pairwise(np.cumsum([0, *lengths]).tolist()):
            scores = np.empty((last - first, last - first + 1), np.float32)
            scores[:, 0] = to_root[first:last]
            np.matmul(seeking[first:last], tail[first:last].T, out=scores[:, 1:])
            best = scores.argmax(-1)
            heads.append(best)
            trees.append(best if is_tree(best.tolist()) else best_tree(scores))
            starts.append(first)
        firsts = np.repeat(starts, lengths)
        all_heads, all_trees = np.concatenate(heads), np.concatenate(trees)
        rel_head = np.concatenate((self._rel_root[None], rel_head))
        rels = self._relate(rel_head, rel_tail, _governors(all_heads, firsts))
        changed = np.flatnonzero(all_heads != all_trees)
        tree_rels = rels.copy()
        if len(changed):
            governing = _governors(all_trees, firsts)[changed]
            tree_rels[changed] = self._relate(rel_head, rel_tail[changed], governing)
        return all_heads, rels, all_trees, tree_rels

    def _relate(self, rel_head: Floats, rel_tail: Floats, governors: Ints) -> Ints:
        """The relation of each token (a row of `rel_tail`) to its governor (a row of `rel_head`)."""
        pairs = (rel_head[governors] @ self._rel_kernel).reshape(len(governors), -1, self._width)
        best: Ints = np.matmul(pairs, rel_tail[:, :, None])[:, :, 0].argmax(-1)
        return best


def _governors(heads: Ints, firsts: Ints) -> Ints:
    """Rows of the governors where the root is row 0 and the tokens follow."""
    return np.where(heads == ROOT, 0, heads + firsts)


def _norm(net: Net, layer: int) -> tuple[Floats, Floats]:
    """A batch norm as scale and shift."""
    weight, bias, mean, std = (
        net.arrays[f"encoder.layers.{layer}.norm.{part}"] for part in ("weight", "bias", "mean", "std")
    )
    scale = weight / std
    return scale, bias - mean * scale


def _fold(norm: tuple[Floats, Floats], weight: Floats, bias: Floats) -> tuple[Floats, Floats]:
    """A linear layer that does the norm before it too."""
    scale, shift = norm
    return np.ascontiguousarray(weight * scale[:, None]), bias + shift @ weight


def _feed(vector: Floats, weight: Floats, bias: Floats) -> Floats:
    fed: Floats = np.maximum(vector @ weight + bias, 0)
    return fed


def _check_alike(embedding: Embedding, nets: Sequence[Net]) -> None:
    first = nets[0]
    for net in nets:
        # gzip closes with checksum and length
        if net.embedding != embedding.id or net.word_list[-8:] != first.word_list[-8:]:
            raise OnrecordError("the Russian nets and word vectors are not of one version", hint="reinstall natasha")
        if net.vocabularies["shape"] != first.vocabularies["shape"]:
            raise OnrecordError("the Russian nets do not share their outlines of words", hint="reinstall natasha")
