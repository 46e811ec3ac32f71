"""What the first convolutions of the nets make of a word, worked out once a word."""

from __future__ import annotations

import mmap
import re
from collections.abc import Sequence
from itertools import filterfalse

import numpy as np
import numpy.typing as npt
from slovnet.shape import word_shape

from onrecord.languages.russian.weights import Embedding, Floats, Net, word_numbers

Ints = npt.NDArray[np.intp]

# Words are projected in blocks of so many or a multiple of it, the last one padded: a word's row must not depend on
# what else is new with it, and OpenBLAS rounds other heights otherwise (with AVX2 all but the multiples of 12).
BLOCK, MOST = 12, 144
_SMALL = re.compile("[а-яё]{2,}")  # what most words look like: told at once


def _empty_table(shape: tuple[int, ...]) -> Floats:
    """Zeros that take memory by small pages, as rows are written.

    numpy asks for huge pages, and then a row costs 2 MB to be cleared in each plane that it is the first of.
    """
    size = int(np.prod(shape)) * np.dtype(np.float32).itemsize
    memory = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    return np.frombuffer(memory, np.float32).reshape(shape)


class WordTable:
    """What the first convolutions make of a word: 3 nets x 3 neighbours (planes) of rows of filters.

    It is bounded: the first half, where the frequent words come to stand, stays; the second starts
    anew when full. A row has the same bits whatever was read before.
    """

    def __init__(self, embedding: Embedding, nets: Sequence[Net], rows: int) -> None:
        shapes = nets[0].vocabularies["shape"]
        self._words = word_numbers(nets[0].word_list)
        self._unknown = self._words["<unk>"]
        self._shapes = {shape: i for i, shape in enumerate(shapes)}
        self._small = self._shapes[word_shape("слово")]
        self._embedding = embedding
        size = embedding.codes.shape[0] * embedding.codes.shape[2]
        # columns: net, then neighbour (before, itself, after), then filter
        weights = [net.arrays["encoder.layers.0.conv.weight"].transpose(1, 2, 0) for net in nets]
        self._filters = weights[0].shape[2]
        flat = [weight.reshape(len(weight), -1) for weight in weights]
        self._by_word = np.ascontiguousarray(np.concatenate([weight[:size] for weight in flat], 1))
        by_shape = [net.arrays["emb.shape.weight"] @ weight[size:] for net, weight in zip(nets, flat, strict=True)]
        for net, projected in zip(nets, by_shape, strict=True):
            projected[:, self._filters : 2 * self._filters] += net.arrays["encoder.layers.0.conv.bias"]
        self._by_shape = np.concatenate(by_shape, 1)
        self._size = rows
        # a plane for each net and neighbour: rows are taken out of them one by one, added, and nothing is copied twice
        self._planes = _empty_table((3 * len(nets), rows, self._filters))
        self._bound = 4 * rows  # of spellings: unknown words of one outline share a row
        self._row_of_key: dict[tuple[int, int], int] = {}
        self._row_of_word: dict[str, int] = {}

    def _clear(self) -> None:
        half = self._size // 2
        self._row_of_key = {key: row for key, row in self._row_of_key.items() if row <= half}
        self._row_of_word = {word: row for word, row in self._row_of_word.items() if row <= half}
        if len(self._row_of_word) > self._bound // 2:
            self._row_of_word = {}

    def rows(self, words: Sequence[str]) -> Ints:
        """The row of every word, worked out if it is new. `words` are fewer than half the table's rows."""
        new = self._new(words)
        if new and (len(self._row_of_key) + len(new) >= self._size or len(self._row_of_word) + len(new) > self._bound):
            self._clear()
            new = self._new(words)
        if new:
            self._add(new)
        return np.array(list(map(self._row_of_word.__getitem__, words)), np.intp)

    def _new(self, words: Sequence[str]) -> list[str]:
        """The words that have no row yet, each once, in order."""
        return list(dict.fromkeys(filterfalse(self._row_of_word.__contains__, words)))

    def _add(self, new: Sequence[str]) -> None:
        fresh: dict[tuple[int, int], int] = {}
        for word in new:
            shape = self._small if _SMALL.fullmatch(word) else self._shapes[word_shape(word)]
            key = (self._words.get(word.lower(), self._unknown), shape)
            row = self._row_of_key.get(key) or fresh.get(key)
            if row is None:
                # row 0 stays empty, for gaps
                row = fresh[key] = len(self._row_of_key) + len(fresh) + 1
            self._row_of_word[word] = row
        self._project(list(fresh), len(self._row_of_key) + 1)
        self._row_of_key.update(fresh)

    def _project(self, keys: Sequence[tuple[int, int]], at: int) -> None:
        words = np.array([word for word, _ in keys])
        shapes = np.array([shape for _, shape in keys])
        start = 0
        while start < len(keys):
            count = min(MOST, len(keys) - start)
            some = slice(start, start + count)
            vectors = np.zeros((-(-count // BLOCK) * BLOCK, len(self._by_word)), np.float32)
            vectors[:count] = self._embedding.vectors(words[some])
            projected = vectors @ self._by_word
            projected[:count] += self._by_shape.take(shapes[some], axis=0)
            parts = projected[:count].reshape(count, len(self._planes), self._filters)
            self._planes[:, at + start : at + start + count] = parts.transpose(1, 0, 2)
            start += count

    def first(self, net: int, rows: Ints) -> Floats:
        """The first convolution of a net over rows laid out in order: places x filters."""
        to_next, itself, to_last = self._planes[3 * net : 3 * net + 3]
        # rows come from `rows`, so none is out of bounds: "clip" spares numpy looking at each
        total: Floats = itself.take(rows, axis=0, mode="clip")
        total[1:] += to_next.take(rows[:-1], axis=0, mode="clip")
        total[:-1] += to_last.take(rows[1:], axis=0, mode="clip")
        return total


def add_neighbours(taps: Floats, width: int) -> Floats:
    """A convolution's sum: what each place gives to the next, keeps, and gives to the one before."""
    total = taps[:, width : 2 * width].copy()
    total[1:] += taps[:-1, :width]
    total[:-1] += taps[1:, 2 * width :]
    return total
