"""The annotator as a whole: properties, hostile text, names and trees."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.languages.russian.annotator import RussianAnnotator
from onrecord.languages.russian.found import Found, Text
from onrecord.languages.russian.names import declined
from onrecord.languages.russian.trees import best_tree, is_tree
from onrecord.languages.russian.viterbi import Chain
from onrecord.model.annotation import Annotation
from onrecord.model.span import Span

WITH_SYNTAX, WITHOUT, RAW_NAMES = RussianAnnotator(), RussianAnnotator(syntax=False), RussianAnnotator(name_rules=False)


def annotate(text: str, annotator: RussianAnnotator = WITH_SYNTAX) -> Annotation:
    return annotator.annotate(text, [Span(0, len(text), text)] if text else [])


def names(text: str, annotator: RussianAnnotator = WITH_SYNTAX) -> list[tuple[str, str]]:
    return [(name.kind, text[name.start : name.end]) for name in annotate(text, annotator).names]


def below(annotation: Annotation, index: int) -> list[int]:
    """The token and all that depend on it, in no order; only the token without syntax."""
    found = [index]
    for here in found:
        found += annotation.children[here] if annotation.children else ()
    return found


def check(text: str, annotation: Annotation) -> None:
    """What every annotation keeps to."""
    tokens, sentences = annotation.tokens, annotation.sentences
    assert [token.index for token in tokens] == list(range(len(tokens)))
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(one.end <= other.start for one, other in itertools.pairwise(tokens))
    assert [i for s in sentences for i in range(s.first, s.last)] == list(range(len(tokens)))
    assert all(token.sentence == s.index for s in sentences for token in annotation.of(s))
    assert all(one.last <= other.first for one, other in itertools.pairwise(annotation.names))
    for name in annotation.names:
        assert name.first < name.last
        assert (name.start, name.end) == (tokens[name.first].start, tokens[name.last - 1].end)
        assert tokens[name.first].sentence == tokens[name.last - 1].sentence
    for token in tokens:
        assert token.lemma == token.lemma.lower()
        if token.head >= 0:
            assert tokens[token.head].sentence == token.sentence
    if annotation.has_syntax:
        assert [token.head for s in sentences for token in annotation.of(s)].count(-1) == len(sentences)
        reached = [i for token in tokens if token.head < 0 for i in below(annotation, token.index)]
        assert sorted(reached) == list(range(len(tokens)))


TEXT = (
    "ЛУГАНЬ. Министр иностранных дел Лугани Мухтар Тогжанов встретился в среду с послом Ромарии Анри Дюверном.\n"
    "«Мы обсудили торговлю, — заявил он. — Договор подпишут в 2031 г. в Лугани». Посол Дюверн с ним согласен."
)


def test_an_article() -> None:
    annotation = annotate(TEXT)
    check(TEXT, annotation)
    lemmas = {token.text: token.lemma for token in annotation.tokens}
    assert lemmas["Дюверном"] == lemmas["Дюверн"] == "дюверн"
    assert lemmas["заявил"] == "заявить"
    said = next(token for token in annotation.tokens if token.text == "заявил")
    he = next(token for token in annotation.tokens if token.text == "он")
    assert (he.head, he.rel) == (said.index, "nsubj")
    assert ("PER", "Мухтар Тогжанов") in names(TEXT)
    assert {sentence.paragraph for sentence in annotation.sentences} == {0, 1}


def test_without_syntax_all_else_is_the_same() -> None:
    whole, bare = annotate(TEXT), annotate(TEXT, WITHOUT)
    check(TEXT, bare)
    assert not bare.has_syntax
    assert {token.head for token in bare.tokens} == {-1}
    assert [(t.text, t.lemma, t.pos) for t in bare.tokens] == [(t.text, t.lemma, t.pos) for t in whole.tokens]
    assert bare.sentences == whole.sentences
    assert bare.names == whole.names
    assert below(bare, 3) == [3]


def test_only_the_body_is_annotated() -> None:
    start = TEXT.index("«")
    annotation = WITH_SYNTAX.annotate(TEXT, [Span.cut(TEXT, 0, 7), Span.cut(TEXT, start, len(TEXT))])
    check(TEXT, annotation)
    assert "".join(token.text for token in annotation.tokens) == "".join((TEXT[:7] + TEXT[start:]).split())


def test_the_same_text_gives_the_same_whatever_was_read_before() -> None:
    fresh = RussianAnnotator()
    annotate("Совсем другой текст о погоде в Ромарии.", fresh)
    assert annotate(TEXT, fresh) == annotate(TEXT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Об этом сообщили в МИД РФ в среду.", ("ORG", "МИД РФ")),
        ("Об этом заявило министерство обороны Японии.", ("ORG", "министерство обороны Японии")),
        ("Вопрос рассмотрит Верховный суд Бангладеш.", ("ORG", "Верховный суд Бангладеш")),
        ("Об этом пишет газета «Луганские вести».", ("ORG", "газета «Луганские вести»")),
        ("Об этом заявило японское правительство.", ("ORG", "японское правительство")),
        ("Переговоры прошли в посольстве Франции в Токио.", ("ORG", "посольстве Франции в Токио")),
        ("Он прилетел в ЕС на переговоры.", ("ORG", "ЕС")),
        ("Об этом сообщил М. Тогжанов.", ("PER", "М. Тогжанов")),
        ("На саммите выступил Дональд ТРАМП.", ("PER", "Дональд ТРАМП")),
        ("Об этом сказал Анри Дюверн (Henri Duvern).", ("PER", "Анри Дюверн")),
    ],
)
def test_names_with_rules(text: str, expected: tuple[str, str]) -> None:
    assert expected in names(text)
    check(text, annotate(text))


def test_raw_names_stay_at_hand() -> None:
    text = "Об этом сообщили в МИД РФ в среду."
    assert names(text, RAW_NAMES) != names(text)


HOSTILE = {
    "nothing": "",
    "white space": " \n\t\u00a0 ",
    "one mark": "»",
    "NUL": "\0" * 300,
    "lone surrogates": "\ud800 привет \udfff мир. ",
    "bidi": "\u202eтевирп\u202c мир",
    "quotes": '"' * 5000,
    "open quotes": "«" * 5000,
    "full stops": ". " * 3000,
    "one word": "я" * 100_000,
    "initials": "А. " * 3000,
    "brackets": "(" * 2000 + ")" * 2000,
    "dashes": "а-" * 20_000,
    "accents": "а\u0301\u0301" * 5000,
    "lines": "слово\n" * 3000,
    "bodies": "министерство " * 3000,
    "combined": "e\u0300\u200d\ufe0f👩‍👩‍👧 " * 500,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_text(what: str) -> None:
    begin = time.monotonic()
    check(HOSTILE[what], annotate(HOSTILE[what]))
    assert time.monotonic() - begin < 30


def test_a_sentence_of_22000_words() -> None:
    text = "министр сказал что президент " * 5500
    annotation = annotate(text)
    check(text, annotation)
    assert len(annotation.tokens) == 22_000
    assert max(s.last - s.first for s in annotation.sentences) <= 300


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from('абвгАБВ .,!?«»"-—()\n125С+;:'), st.characters()), max_size=300))
def test_any_text_is_safe(text: str) -> None:
    check(text, annotate(text))


# ---- the parts


def _brute_chain(emissions: np.ndarray, transitions: np.ndarray) -> float:
    size, tags = emissions.shape
    return max(
        sum(emissions[i, t] for i, t in enumerate(path)) + sum(transitions[a, b] for a, b in itertools.pairwise(path))
        for path in itertools.product(range(tags), repeat=size)
    )


@pytest.mark.parametrize("size", [1, 2, 5, 8])
def test_the_chain_finds_the_best_path(size: int) -> None:
    random = np.random.default_rng(size)
    for _ in range(20):
        emissions = random.normal(size=(size, 3)).astype(np.float32)
        transitions = random.normal(size=(3, 3)).astype(np.float32)
        path = Chain(transitions).decode(emissions).tolist()
        score = sum(emissions[i, t] for i, t in enumerate(path))
        score += sum(transitions[a, b] for a, b in itertools.pairwise(path))
        assert score == pytest.approx(_brute_chain(emissions, transitions), abs=1e-4)


@pytest.mark.parametrize("size", [15, 16, 17, 18, 33, 5000])
def test_the_chain_of_any_length_equals_step_by_step(size: int) -> None:
    random = np.random.default_rng(size)
    emissions = (3 * random.normal(size=(size, 4))).astype(np.float32)
    transitions = random.normal(size=(4, 4)).astype(np.float32)
    score, came = emissions[0].astype(np.float64), []
    for step in range(1, size):
        paths = score[:, None] + transitions
        came.append(paths.argmax(0))
        score = paths.max(0) + emissions[step]
    path = [int(score.argmax())]
    for back in reversed(came):
        path.append(int(back[path[-1]]))
    assert Chain(transitions).decode(emissions).tolist() == path[::-1]


def test_the_tree_is_a_tree_and_the_best_under_its_root() -> None:
    random = np.random.default_rng(5)
    for size in [1, 2, 3, 4] * 10:
        scores = (3 * random.normal(size=(size, size + 1))).astype(np.float32)
        heads = best_tree(scores).tolist()
        assert is_tree(heads)
        logs = scores - np.log(np.exp(scores).sum(1, keepdims=True))
        root = heads.index(0)
        trees = [t for t in itertools.product(range(size + 1), repeat=size) if t[root] == 0 and is_tree(t)]
        value = {tree: sum(logs[i, h] for i, h in enumerate(tree) if h != i + 1) for tree in trees}
        assert value[tuple(heads)] == pytest.approx(max(value.values()), abs=1e-4)


@pytest.mark.parametrize("size", [40, 200])
def test_a_tree_comes_of_any_scores(size: int) -> None:
    for scores in (np.zeros((size, size + 1)), np.random.default_rng(size).normal(size=(size, size + 1))):
        assert is_tree(best_tree(scores.astype(np.float32)).tolist())


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Он встретился с Тарховым.", "PER"), ("Поля тянутся за Тарховом.", "LOC"), ("Он в Тархове.", "LOC")],
)
def test_a_surname_is_told_from_a_place_by_how_it_bends(text: str, kind: str) -> None:
    annotation = annotate(text)
    index = next(i for i, token in enumerate(annotation.tokens) if token.text.startswith("Тарх"))
    taken_for_a_place = [Found("LOC", index, index + 1)]
    (name,) = declined(Text(annotation.tokens, annotation.sentences), taken_for_a_place)
    assert name.kind == kind
