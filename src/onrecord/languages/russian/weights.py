"""The files of the nets: a tar of a JSON scheme, raw arrays and gzipped vocabularies.

They come with natasha's wheel and are found there without importing it: the import would drag
in packages that current Pythons no longer carry.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import pathlib
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from onrecord.errors import OnrecordError

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

_PROTOCOL = 1


def data_folder() -> pathlib.Path:
    """Where natasha's wheel keeps its files; `OnrecordError` if it is not installed."""
    found = importlib.util.find_spec("natasha")
    if found is None or not found.submodule_search_locations:
        raise OnrecordError("the Russian model files are missing: install the package natasha (pip install natasha)")
    return pathlib.Path(found.submodule_search_locations[0]) / "data"


@cache
def one_core() -> None:
    """From here on this process multiplies on one core."""
    # BLAS rounds differently with more threads; one process a core is also the faster way, and products as small as
    # those of a few word vectors are slower on several
    threadpool_limits(limits=1, user_api="blas")


@dataclass(frozen=True, slots=True)
class Embedding:
    """Product-quantised word vectors: the vector of word w is `codes[q, indexes[w, q]]` for all q."""

    id: str
    indexes: Bytes  # words x quanta
    codes: Floats  # quanta x centroids x piece

    def vectors(self, words: npt.NDArray[np.intp]) -> Floats:
        """words x (quanta * piece)"""
        quanta, centroids, piece = self.codes.shape
        # one list of all centroids: taking whole pieces by number is several times as fast as two indexes
        numbers = self.indexes[words] + np.arange(0, quanta * centroids, centroids)
        return self.codes.reshape(-1, piece).take(numbers, axis=0).reshape(len(words), -1)


@dataclass(frozen=True, slots=True)
class Net:
    """One net: arrays by their path in the scheme ("encoder.layers.0.conv.weight"), vocabularies by name."""

    embedding: str
    arrays: Mapping[str, Floats]
    vocabularies: Mapping[str, tuple[str, ...]]
    word_list: bytes  # packed, to see whether two nets count words alike


def read_net(path: pathlib.Path) -> Net:
    with tarfile.open(path) as tar:
        _check(path, tar)
        scheme = json.loads(_read(tar, "model.json"))
        arrays = {name: _array(tar, leaf) for name, leaf in _leaves(scheme, "")}
        members = [name for name in tar.getnames() if name.startswith("vocabs/")]
        packed = {name.removeprefix("vocabs/").removesuffix(".gz"): _read(tar, name) for name in members}
    return Net(
        embedding=scheme["emb"]["word"]["id"],
        arrays=arrays,
        vocabularies={name: read_words(data) for name, data in packed.items() if name != "word"},
        word_list=packed["word"],
    )


def read_words(packed: bytes) -> tuple[str, ...]:
    return tuple(gzip.decompress(packed).decode("utf-8").splitlines())


@cache
def word_numbers(packed: bytes) -> Mapping[str, int]:
    """The words of a packed list by their numbers; one table a process, as it holds a quarter of a million."""
    return {word: number for number, word in enumerate(read_words(packed))}


@cache
def news_embedding() -> Embedding:
    """The vectors that all the nets were trained with, read once a process."""
    return read_embedding(data_folder() / "emb/navec_news_v1_1B_250K_300d_100q.tar")


def read_embedding(path: pathlib.Path) -> Embedding:
    with tarfile.open(path) as tar:
        meta = _check(path, tar)
        data = _read(tar, "pq.bin")
    words, dim, quanta, centroids = (int(n) for n in np.frombuffer(data, np.uint32, 4))
    at = 16
    indexes = np.frombuffer(data, np.uint8, words * quanta, at).reshape(words, quanta)
    codes = np.frombuffer(data, np.float32, offset=at + words * quanta).reshape(quanta, centroids, dim // quanta)
    return Embedding(meta["id"], indexes, codes)


def _check(path: pathlib.Path, tar: tarfile.TarFile) -> Any:
    meta = json.loads(_read(tar, "meta.json"))
    if meta["protocol"] != _PROTOCOL:
        raise OnrecordError(f"{path.name} is of format {meta['protocol']}, this onrecord reads {_PROTOCOL}")
    return meta


def _read(tar: tarfile.TarFile, name: str) -> bytes:
    file = tar.extractfile(name)
    assert file is not None
    return file.read()


def _leaves(node: Any, path: str) -> list[tuple[str, Any]]:
    """All arrays of a scheme with their paths; those of the word vectors stand in a file of their own."""
    if isinstance(node, dict) and "shape" in node and "dtype" in node:
        return [(path, node)] if "array" in node else []
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [leaf for key, value in items for leaf in _leaves(value, f"{path}.{key}" if path else str(key))]


def _array(tar: tarfile.TarFile, leaf: Any) -> Floats:
    data = np.frombuffer(_read(tar, f"arrays/{leaf['array']}.bin"), leaf["dtype"])
    return data.reshape(leaf["shape"]).astype(np.float32, copy=False)
