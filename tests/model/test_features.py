"""What a text becomes, held equal to scikit-learn's analysers on any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from tristance.model.features import character_ngrams, chunks, cue_matches, tokens, word_ngrams
from tristance.model.linear import cue_counter

WORDS = CountVectorizer(ngram_range=(1, 2)).build_analyzer()
CHARACTERS = CountVectorizer(analyzer="char_wb", ngram_range=(2, 5)).build_analyzer()
HOSTILE = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="aB \t\n\u00a0.-'\u2019İıΣσςßﬀÉé\u0301한中🙂\x00\ud800_1", max_size=120),
)


@pytest.mark.property
@given(HOSTILE)
def test_words_are_those_of_scikit_learn(text: str) -> None:
    assert word_ngrams(tokens(text), 1, 2) == list(WORDS(text))


@pytest.mark.property
@given(HOSTILE)
def test_characters_are_those_of_scikit_learn(text: str) -> None:
    mine = [gram for chunk in chunks(text) for gram in character_ngrams(chunk, 2, 5)]
    assert sorted(mine) == sorted(CHARACTERS(text))


@pytest.mark.parametrize(
    ("text", "stems", "expected"),
    [
        pytest.param("They hedge; hedging, hedged. Hedgehogs!", ["hedg"], 4, id="stem at the start of a word"),
        pytest.param("the unhedged bet", ["hedg"], 0, id="not inside a word"),
        pytest.param("A three-way, three  way threesome", ["three way"], 2, id="words in a row"),
        pytest.param(
            "between the United States and China", ["between the unit stat and chin"], 1, id="each by its start"
        ),
        pytest.param("three", ["three way"], 0, id="text ends in the middle of a stem"),
        pytest.param("U.S.-led order", ["U.S.-led"], 1, id="stems are read like text"),
        pytest.param("contain CONTAIN", ["contain", "cont"], 4, id="each stem counts"),
        pytest.param("anything", ["a", "é"], 0, id="a stem without a word of two letters never matches"),
        pytest.param("", ["x y"], 0, id="empty text"),
    ],
)
def test_cues_match_by_stem(text: str, stems: list[str], expected: int) -> None:
    assert cue_matches(tokens(text), stems) == expected


@pytest.mark.property
@given(
    st.lists(st.text(alphabet="ab -", max_size=6), max_size=4),
    st.lists(st.text(alphabet="ab -", max_size=6), max_size=4),
    st.text(alphabet="ab .", max_size=40),
)
def test_the_quick_count_equals_the_plain_one(first: list[str], second: list[str], text: str) -> None:
    assert cue_counter([first, second])(text) == [cue_matches(tokens(text), stems) for stems in (first, second)]


def test_our_own_cues_are_counted_alike() -> None:
    text = "Neither Washington nor Beijing: trilateral, three-way; contain or deter? Caught between both powers."
    stems = [["caught between", "both powers"], ["trilateral", "three way"], ["contain", "deter"]]
    plain = [cue_matches(tokens(text), tag) for tag in stems]
    assert cue_counter(stems)(text) == plain == [2, 2, 2]


def test_a_chunk_stands_between_spaces() -> None:
    assert chunks(" A\u00a0b\n\ncd ") == [" a ", " b ", " cd "]
    assert all(re.fullmatch(r" \S+ ", chunk) for chunk in chunks("x  y\u2003z"))
