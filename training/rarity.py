"""Makes `languages/russian/data/rarity.tsv.gz`: how much a lemma says when two texts share it.

    python training/rarity.py

From the word counts in navec's news vocabulary (1.2 billion tokens of Russian news, MIT, shipped in
natasha's wheel), each word lemmatised by pymorphy3. A line is a lemma and its weight, the natural
logarithm of (tokens of the corpus / 300 words an article) over the lemma's count. Lemmas that occur less than
1500 times are left out: they weigh as much as the rarest ones listed.
"""

from __future__ import annotations

import gzip
import importlib.util
import math
from collections import Counter
from pathlib import Path

import pymorphy3
from navec import Navec

TARGET = Path(__file__).parents[1] / "src/onrecord/languages/russian/data/rarity.tsv.gz"
LEAST = 1500
WORDS_AN_ARTICLE = 300


def main() -> None:
    spec = importlib.util.find_spec("natasha")
    assert spec is not None
    assert spec.submodule_search_locations
    data = Path(spec.submodule_search_locations[0]) / "data/emb/navec_news_v1_1B_250K_300d_100q.tar"
    vocabulary = Navec.load(data).vocab
    analyzer = pymorphy3.MorphAnalyzer()
    counts: Counter[str] = Counter()
    for word, count in zip(vocabulary.words, vocabulary.counts, strict=False):
        if any(c.isalpha() for c in word):
            counts[analyzer.parse(word)[0].normal_form.replace("ё", "е")] += int(count)
    articles = sum(int(c) for c in vocabulary.counts) / WORDS_AN_ARTICLE
    lines = [
        f"{lemma}\t{max(0.0, math.log(articles / count)):.1f}"
        for lemma, count in sorted(counts.items())
        if count >= LEAST and "<" not in lemma
    ]
    TARGET.parent.mkdir(exist_ok=True)
    with gzip.GzipFile(TARGET, "wb", mtime=0) as file:
        file.write(("\n".join(lines) + "\n").encode())
    print(f"{len(lines)} lemmas, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
