"""Drawing by a model: all can be drawn, what teaches more is drawn more, and like is spread."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tristance.labels.drawing import draw_by_model, draw_evenly, generator_of, teaches
from tristance.measures.calibration import log_softmax

DRAWS = 4000


class Problem(NamedTuple):
    """Probabilities of a pool's tags, the numbers of gold tags, and how many are to be drawn."""

    p: NDArray[np.float64]
    counts: NDArray[np.intp]
    n: int


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Models that are sure and models that are not, of two to thirty tags, some of which were never gold."""
    generator = np.random.default_rng(draw(st.integers(0, 10**6)))
    k, size = draw(st.integers(2, 30)), draw(st.integers(2, 60))
    logits = generator.normal(size=(size, k)) * draw(st.sampled_from([0.0, 0.1, 3.0, 1000.0]))
    return Problem(np.exp(log_softmax(logits)), generator.integers(0, 500, k), draw(st.integers(1, size - 1)))


@pytest.mark.property
@given(problems())
def test_a_fifth_of_the_sample_is_spread_evenly(problem: Problem) -> None:
    drawn = draw_by_model(*problem, np.random.default_rng(0))
    assert len(set(drawn.rows.tolist())) == len(drawn.rows) == problem.n
    assert drawn.rows.tolist() == sorted(drawn.rows.tolist())
    assert (drawn.probabilities >= 0.2 * problem.n / len(problem.p) * (1 - 1e-9)).all()
    assert (drawn.probabilities <= 1).all()


def test_each_row_is_drawn_as_often_as_is_written_down() -> None:
    generator = np.random.default_rng(0)
    p = np.exp(log_softmax(generator.normal(size=(25, 3)) * 2))
    counts = np.zeros(25)
    said = np.full(25, np.nan)
    for _ in range(DRAWS):
        drawn = draw_by_model(p, np.array([5, 50, 500]), 7, generator)
        counts[drawn.rows] += 1
        said[drawn.rows] = drawn.probabilities
    assert said.sum() == pytest.approx(7)
    assert (np.abs(counts / DRAWS - said) <= 4.5 * np.sqrt(said * (1 - said) / DRAWS) + 1e-9).all()


def test_an_unsure_row_teaches_more_than_a_sure_one() -> None:
    found = teaches(np.array([[0.5, 0.5], [0.9, 0.1], [1.0, 0.0]]), np.array([10, 10]))
    assert found[0] > found[1] > found[2] == 0


def test_a_rare_tag_teaches_more_than_a_frequent_one() -> None:
    found = teaches(np.array([[0.8, 0.2], [0.2, 0.8]]), np.array([9, 99]))
    assert found[0] > found[1]


def test_a_model_that_is_sure_of_everything_draws_evenly() -> None:
    drawn = draw_by_model(np.eye(3)[[0, 1, 2, 0, 1, 2]], np.array([1, 2, 3]), 3, np.random.default_rng(0))
    assert drawn.probabilities.tolist() == [0.5] * 3


def test_the_sample_is_spread_over_predicted_tags_and_articles() -> None:
    """Rows of two tags by turns, alike but for the tag: of each, one in every run of five is drawn."""
    p = np.tile([[0.6, 0.4], [0.4, 0.6]], (20, 1))
    for seed in range(50):
        drawn = draw_by_model(p, np.array([10, 10]), 8, np.random.default_rng(seed))
        for tag in (0, 1):
            mine = drawn.rows[drawn.rows % 2 == tag] // 2
            assert np.bincount(mine // 5, minlength=4).tolist() == [1, 1, 1, 1]


def test_drawing_evenly_gives_all_the_same_probability() -> None:
    drawn = draw_evenly(40, 10, np.random.default_rng(0))
    assert drawn.probabilities.tolist() == [0.25] * 10
    assert np.diff(drawn.rows).tolist() == [4] * 9


def test_the_same_seed_and_pool_draw_the_same_and_another_does_not() -> None:
    def number(seed: int, *pool: str) -> float:
        return generator_of(seed, *pool).random()

    assert number(1, "a", "b") == number(1, "a", "b")
    assert len({number(1, "a", "b"), number(2, "a", "b"), number(1, "a"), number(1, "ab")}) == 4
