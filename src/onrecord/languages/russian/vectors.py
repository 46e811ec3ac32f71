"""Word vectors of Russian: navec's, out of the files that the nets come with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from onrecord.languages.russian.weights import (
    Embedding,
    Floats,
    data_folder,
    news_embedding,
    one_core,
    read_net,
    word_numbers,
)

SIZE = 300


@cache
def _table() -> tuple[Embedding, Mapping[str, int]]:
    one_core()
    # The nets carry the vocabulary that the vectors are numbered by.
    net = read_net(data_folder() / "model/slovnet_ner_news_v1.tar")
    return news_embedding(), word_numbers(net.word_list)


def embedding(lemma: str) -> Floats | None:
    """The vector of a lemma, None where there is none."""
    return embeddings([lemma])[0]


def embeddings(lemmas: Sequence[str]) -> list[Floats | None]:
    """The vectors of lemmas, looked up at once; None for a lemma that has none."""
    vectors, index_of = _table()
    known = [index for index in map(index_of.get, lemmas) if index is not None]
    rows = iter(vectors.vectors(np.array(known, np.intp)) if known else ())
    return [next(rows) if lemma in index_of else None for lemma in lemmas]


def has_vector(word: str) -> bool:
    """Whether a form is among the quarter of a million that the vectors were made for."""
    return word in _table()[1]
