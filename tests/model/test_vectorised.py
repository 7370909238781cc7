"""The score with numpy is the plain one, within 1e-12, on any text and for models of all shapes."""

from __future__ import annotations

import dataclasses
import sys
import threading
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from plain import plain_logits
from tristance.measures.calibration import Calibration
from tristance.model import seen, vectorised, weighing
from tristance.model.blocks import ActorBlock, Block, CueBlock, Kind
from tristance.model.features import character_ngrams, chunks, tokens, word_ngrams
from tristance.model.linear import LinearModel
from tristance.schema import Codebook, Tag

ACTORS = (("U.S.", "US", "U.S.-*", "US "), ("Korea*", "K"), ("North Korea*", "the North", "North\u2003K"), ("İ*", "_1"))
CUES = (("noise", "noi", "three way", "ab"), ("σας", "the quay the", "x y"), ("U.S.-led", "no", "quay the"))
SOME = [
    *("quay", "Quay", "the", "noise", "noisy", "NOISE", "three", "way", "three-way", "led", "ab", "a", "a_b", "x1"),
    *("U.S.", "US", "US,", "U.S.-led", "Korea", "Koreans", "North", "the", "(North", "North's", "K", "_1", "_12"),
    *(
        "ΣΑΣ",
        "ὈΔΟΣ",
        "Σ",
        "İSTANBUL",
        "straße",
        "ﬁne",
        "e\u0301",
        "Å",
        "한국",
        "🙂",
        "𝔄𝔅",
        "\x00",
        "\ud800",
        "ab\udfff",
    ),
]
SPACE = st.sampled_from([" ", " ", " ", "  ", "\n", "\u2003", "\u00a0", "\x1f", "", "-"])
TEXT = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="aB \t\n\u00a0.-'\u2019İıΣσςßﬀÉé\u0301한中🙂\x00\ud800_1", max_size=60),
    st.lists(st.tuples(st.sampled_from(SOME), SPACE), max_size=40).map(lambda pairs: "".join(map("".join, pairs))),
)
WORDS = [(1, 1), (1, 2), (1, 3), (2, 2), (2, 3), (3, 3), (1, 5)]
CHARACTERS = [(1, 1), (2, 5), (3, 5), (1, 3), (4, 4)]


def made(
    seed: int, texts: Sequence[str], shapes: Sequence[tuple[Kind, int, int]], k: int, *, cues: bool, actors: bool
) -> LinearModel:
    """A model of some of the n-grams of *texts*, and of some that are in none, with random numbers."""
    some = np.random.default_rng(seed)
    blocks = []
    for kind, low, high in shapes:
        found = {gram for text in texts for gram in grams(kind, low, high, text)}
        known = [gram for gram in sorted(found) if gram.isprintable() and some.random() < 0.7]
        others = dict.fromkeys(grams(kind, low, high, "the old ferry at the quay"))
        known += [gram for gram in others if gram not in found]
        known = some.permutation(np.array(known, dtype=object)).tolist() if seed % 5 else []
        df = some.integers(1, 20, len(known))
        shape = (len(known), k)
        rows = some.choice([0.0, 1.0, -0.5], shape) if seed % 2 else some.normal(size=shape)  # many rows alike, or none
        blocks.append(Block.of(kind, low, high, known, 20, df, rows))
    tags = tuple(Tag(f"tag {i}", "", "stance", ()) for i in range(k))
    return LinearModel(
        Codebook("1", "?", (), tags),
        tuple(blocks),
        CueBlock(CUES, some.normal(size=(len(CUES), k))) if cues else None,
        ActorBlock(ACTORS, some.normal(size=(10, k))) if actors else None,
        some.normal(size=k),
        Calibration(1.0, np.zeros(k)),
        np.zeros(k),
    )


def grams(kind: Kind, low: int, high: int, text: str) -> list[str]:
    """The n-grams of a text."""
    if kind == "word":
        return word_ngrams(tokens(text), low, high)
    return [gram for chunk in chunks(text) for gram in character_ngrams(chunk, low, high)]


def gap(model: LinearModel, texts: Sequence[str]) -> float:
    """The largest difference from the plain scores, relative to those above 1."""
    mine: NDArray[np.float64] = model.vectorised.logits(texts)
    plain = np.array([plain_logits(model, text) for text in texts]).reshape(len(texts), len(model.intercepts))
    assert mine.shape == plain.shape
    return float((np.abs(mine - plain) / np.maximum(np.abs(plain), 1)).max(initial=0))


SHAPES = st.lists(
    st.one_of(
        st.sampled_from(WORDS).map(lambda span: ("word", *span)),
        st.sampled_from(CHARACTERS).map(lambda span: ("char_wb", *span)),
    ),
    max_size=3,
)


@pytest.mark.property
@given(
    st.integers(0, 10**6),
    st.lists(TEXT, max_size=5),
    st.lists(TEXT, max_size=3),
    SHAPES,
    st.sampled_from([2, 3, 30]),
    st.booleans(),
    st.booleans(),
)
def test_any_model_scores_any_texts_as_the_plain_reference_does(
    seed: int,
    known: list[str],
    new: list[str],
    shapes: list[tuple[Kind, int, int]],
    k: int,
    cues: bool,
    actors: bool,
) -> None:
    model = made(seed, known, shapes, k, cues=cues, actors=actors)
    assert gap(model, [*known, *new]) <= 1e-12
    assert gap(model, [*new, *known[::-1]]) <= 1e-12  # now that their parts are at hand


ALL: list[tuple[Kind, int, int]] = [("word", 1, 2), ("char_wb", 2, 5), ("word", 2, 3)]
SPEECH = [
    "The US and North Korea: three-way noise at the quay the U.S.-led",
    "North Koreans, and the North's; North\u2003K. US ",
    "",
    "  \n ",
    "ΟΔΟΣ\u2003ΣΑΣ. Σ\u0301 aΣ\u00ada Σ",
    "quay the quay the quay",
]


def everything(k: int = 4) -> LinearModel:
    return made(1, SPEECH, ALL, k, cues=True, actors=True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("quay the " * 1500, id="two words 1,500 times"),
        pytest.param("quay" * 20_000, id="a word of 80,000 letters"),
        pytest.param("\u2028quay\u2029noise\x1fquay\x85the", id="unusual white space"),
    ],
)
def test_awkward_texts(text: str) -> None:
    assert gap(everything(), [text, *SPEECH, text]) <= 1e-12


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        pytest.param((("North Korea*",), ("Korea*",)), "(North Korea's)", id="a term within two parts"),
        pytest.param((("North Korea*",), ("Korea*",)), "xNorth Korea", id="no term begins within a word"),
        pytest.param((("North Korea*",), ("US",)), "US   North Korea", id="more than one space"),
        pytest.param((("North Korea*",), ("Korea*",)), "North  Korea", id="more space than the term has"),
        pytest.param((("fleet ",), ("US",)), "US fleet ", id="a term that ends in white space"),
        pytest.param((("fleet ",), ("US",)), "US fleet", id="a text that ends before it"),
        pytest.param((("Kor*",), ("Korea*",), ("Korean*", "Kor")), "Koreans", id="the longest of open terms"),
        pytest.param((("US*",), ("US",)), "US", id="two of one length: the first"),
        pytest.param((("North Sea Route", "Sea*"), ("North",)), "North Sea Lane", id="a term breaks off"),
    ],
)
def test_actors_by_parts(terms: tuple[tuple[str, ...], ...], text: str) -> None:
    model = dataclasses.replace(
        everything(2),
        actors=ActorBlock(terms, np.random.default_rng(0).normal(size=(len(terms) * (len(terms) + 1) // 2, 2))),
    )
    assert gap(model, [text]) <= 1e-12


def test_a_run_of_words_ends_with_its_text() -> None:
    model = made(1, ["quay the noise", "at the quay"], [("word", 2, 3)], 2, cues=False, actors=False)
    assert "quay the" in model.blocks[0].terms
    assert gap(model, ["quay", "the noise", "", "at", "the quay"]) <= 1e-12


def test_terms_outside_the_range_of_their_block_are_never_found() -> None:
    block = Block.of(
        "word", 2, 2, ["quay", "at the", "at the quay", " ", "a  b"], 9, np.ones(5, dtype=int), np.eye(5, 2)
    )
    assert gap(dataclasses.replace(everything(2), blocks=(block,)), ["at the quay", "ab ab"]) <= 1e-12


def test_no_texts() -> None:
    assert everything(30).vectorised.logits([]).shape == (0, 30)


def test_batches_of_texts_score_as_each_text_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectorised, "_TEXTS", 7)
    monkeypatch.setattr(vectorised, "_LETTERS", 150)
    monkeypatch.setattr(weighing, "_CELLS", 200)
    assert gap(everything(), SPEECH * 5) <= 1e-12


def test_what_is_remembered_stays_bounded_and_is_forgotten_without_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "_MOST_PARTS", 20)
    monkeypatch.setattr(vectorised, "_TEXTS", 2)
    model = everything()
    texts = [f"{text} quay{i} noise{i}" for i in range(50) for text in SPEECH]
    assert gap(model, texts) <= 1e-12
    assert len(model.vectorised._seen) <= 60
    monkeypatch.setattr(seen, "_MOST_PARTS", 10**6)
    monkeypatch.setattr(seen, "_MOST_VALUES", 300)
    assert gap(model, texts) <= 1e-12
    assert len(model.vectorised._seen) <= 120
    assert all(table.size <= 1200 for table in model.vectorised._seen._tables)


def test_threads_may_share_a_model() -> None:
    model = everything()
    texts = [[f"{text} quay{n}{i} the noise{i}" for i in range(40) for text in SPEECH] for n in range(4)]
    expected = [everything().vectorised.logits(own) for own in texts]
    scored: dict[int, NDArray[np.float64]] = {}
    threads = [
        threading.Thread(target=lambda n=n: scored.update({n: model.vectorised.logits(texts[n])})) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for n in range(4):
        np.testing.assert_array_equal(scored[n], expected[n])


def test_white_space_parts_a_text_wherever_its_lower_case_is_made() -> None:
    """What ``seen`` rests on, for every letter of the running interpreter."""
    letters = [chr(i) for i in range(sys.maxunicode + 1)]
    spaces = [letter for letter in letters if letter.isspace()]
    assert len(spaces) >= 25
    assert not any(tokens(f"ab{space}cd") != ["ab", "cd"] for space in spaces)
    assert all(f"aΣ{space}Σa".lower() == f"aς{space}σa" for space in spaces)
    assert all(letter.isspace() or letter.lower().split() == [letter.lower()] for letter in letters)
