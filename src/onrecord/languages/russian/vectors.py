"""Word vectors of Russian: navec's, out of the files that the nets come with."""

from __future__ import annotations

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
    vectors, index_of = _table()
    index = index_of.get(lemma)
    return None if index is None else vectors.vectors(np.array([index]))[0]


def has_vector(word: str) -> bool:
    """Whether a form is among the quarter of a million that the vectors were made for."""
    return word in _table()[1]
