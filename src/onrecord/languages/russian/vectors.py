"""Word vectors of Russian: navec's, out of the files that the nets come with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from onrecord.languages.russian.weights import Embedding, Floats, data_folder, read_embedding, read_net, read_words

SIZE = 300


@cache
def _table() -> tuple[Embedding, dict[str, int]]:
    data = data_folder()
    embedding = read_embedding(data / "emb/navec_news_v1_1B_250K_300d_100q.tar")
    # The nets carry the vocabulary that the vectors are numbered by.
    words = read_words(read_net(data / "model/slovnet_ner_news_v1.tar").word_list)
    return embedding, {word: index for index, word in enumerate(words)}


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
