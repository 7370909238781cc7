"""What a text becomes, held equal to scikit-learn's analysers on any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from tristance.model.actors import actor_features, actor_finder
from tristance.model.cues import cue_counter
from tristance.model.features import (
    actor_columns,
    actors_named,
    character_ngrams,
    chunks,
    cue_matches,
    tokens,
    word_ngrams,
)

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


ACTORS = (
    ("U.S.", "US", "U.S.-*"),
    ("Korea*", "K"),
    ("North Korea*", "the North", "North's"),
    ("\u0130*", "\u97d3*", "_1"),
)
SPEECH = st.one_of(
    HOSTILE,
    st.lists(
        st.sampled_from(
            [
                "U.S.",
                "US",
                "USA",
                "us",
                "U.S.-led",
                "Korea",
                "Koreans",
                "North",
                "the",
                "North's",
                "K",
                "_1",
                "_12",
                "(",
                "\u97d3\u570b",
            ]
        )
    ).flatmap(lambda words: st.sampled_from([" ", "", ".", "-"]).map(lambda between: between.join(words))),
)


@pytest.mark.property
@given(SPEECH)
def test_the_quick_finder_of_actors_is_the_plain_one(text: str) -> None:
    assert actor_finder(ACTORS)(text) == actors_named(text, ACTORS)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The US and Korea", [0, 1]),
        ("us", []),
        ("USA", []),
        ("a U.S.-led drill", [0]),
        ("North Korea", [2]),
        ("South Korea and North Koreans", [1, 2]),
        ("the North's missiles", [2]),
        ("", []),
    ],
)
def test_actors_are_named_by_their_terms_as_written(text: str, named: list[int]) -> None:
    assert actors_named(text, ACTORS) == named


def test_every_actor_and_every_pair_has_a_column_of_its_own() -> None:
    n = 5
    everyone = list(range(n))
    assert sorted(actor_columns(everyone, n)) == list(range(n * (n + 1) // 2))
    assert actor_columns([3], n) == [3]
    assert actor_columns([0, 1], n) == [0, 1, n]
    assert actor_columns([3, 4], n) == [3, 4, n * (n + 1) // 2 - 1]


def test_the_features_of_a_text_have_length_one_or_none() -> None:
    rows = actor_features(actor_finder(ACTORS), len(ACTORS), ["US, Korea, the North", "US", "nobody"])
    assert [round(float((row**2).sum()), 9) for row in rows] == [1.0, 1.0, 0.0]
    assert [int((row > 0).sum()) for row in rows] == [6, 1, 0]
