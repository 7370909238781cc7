"""Decision offsets: never worse than none, equal to trying everything, and only where something is gained."""

from __future__ import annotations

import itertools
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tristance.measures.calibration import log_softmax
from tristance.measures.decision import choose_offsets, decide
from tristance.measures.scores import confusion, macro_f1

GRID = np.round(np.arange(-1.0, 2.01, 0.1), 1)


class Problem(NamedTuple):
    """Log-probabilities, gold tags and which tags are stances."""

    log_p: NDArray[np.float64]
    gold: NDArray[np.intp]
    stances: NDArray[np.intp]

    def score(self, offsets: NDArray[np.float64]) -> float:
        k = self.log_p.shape[1]
        return float(macro_f1(confusion(self.gold, decide(self.log_p, offsets), k), self.stances))


@st.composite
def problems(draw: st.DrawFn, *, k: int | None = None, background: bool | None = None) -> Problem:
    """Where there is a background it is the last tag, and frequent. Rounded values make for many ties."""
    generator = np.random.default_rng(draw(st.integers(0, 10**6)))
    k = k or draw(st.integers(2, 4))
    background = draw(st.booleans()) if background is None else background
    n = draw(st.integers(2, 40))
    gold = np.minimum(generator.integers(0, 2 * k, size=n), k - 1)
    log_p = log_softmax(generator.normal(size=(n, k)) + np.eye(k)[gold] + np.eye(k)[-1])
    return Problem(np.round(log_p, draw(st.sampled_from([1, 9]))), gold, np.arange(k - background))


@pytest.mark.property
@given(problems())
def test_the_score_on_its_own_data_is_never_below_that_without_offsets(problem: Problem) -> None:
    offsets = choose_offsets(*problem)
    assert problem.score(offsets) >= problem.score(np.zeros_like(offsets))


def test_rounding_the_offsets_costs_nothing() -> None:
    """Where probabilities lie on the grid themselves, 0.1 + 0.2 and 0.3 give different tags."""
    for seed in (50, 399):
        generator = np.random.default_rng(seed)
        n, k = int(generator.integers(3, 30)), int(generator.integers(2, 5))
        log_p = np.round(generator.normal(size=(n, k)), 1)
        problem = Problem(log_p, generator.integers(0, k, n), np.arange(k - 1))
        assert problem.score(choose_offsets(*problem)) >= problem.score(np.zeros(k))


@pytest.mark.property
@given(problems(background=True))
def test_the_offset_of_the_background_stays_zero(problem: Problem) -> None:
    assert choose_offsets(*problem)[-1] == 0


@pytest.mark.property
@given(problems(background=False))
def test_without_a_background_the_first_stance_stays_zero(problem: Problem) -> None:
    assert choose_offsets(*problem)[0] == 0


@pytest.mark.property
@given(problems(k=2, background=True))
def test_one_free_offset_is_at_least_the_best_of_the_grid(problem: Problem) -> None:
    best = max(problem.score(np.array([step, 0.0])) for step in GRID)
    assert problem.score(choose_offsets(*problem)) >= best - 0.0005


@pytest.mark.property
@given(problems(k=3, background=True))
def test_two_free_offsets_are_at_least_the_best_common_one(problem: Problem) -> None:
    best = max(problem.score(np.array([step, step, 0.0])) for step in GRID)
    assert problem.score(choose_offsets(*problem)) >= best - 0.0005


@pytest.mark.property
@given(problems(k=3, background=True))
def test_no_single_step_from_where_it_ends_is_better(problem: Problem) -> None:
    """The ascent has come to its end: after four sweeps, for so few tags, no stance's own step brings a thousandth."""
    offsets = choose_offsets(*problem)
    here = problem.score(offsets)
    for tag, step in itertools.product(problem.stances, GRID):
        trial = offsets.copy()
        trial[tag] = np.round(trial[tag] + step, 1)
        assert problem.score(trial) <= here + 0.001


@pytest.mark.property
@given(problems())
def test_the_choice_is_the_same_every_time_and_in_tenths(problem: Problem) -> None:
    offsets = choose_offsets(*problem)
    assert np.array_equal(offsets, choose_offsets(*problem))
    assert np.array_equal(offsets, np.round(offsets, 1))


def test_where_nothing_can_be_gained_nothing_is_moved() -> None:
    gold = np.array([0, 1, 2, 2])
    assert not choose_offsets(log_softmax(5 * np.eye(3)[gold]), gold, np.array([0, 1])).any()


def test_a_rare_stance_that_is_always_second_is_raised() -> None:
    """At 0.4 against 0.6 of the background: an offset of log 1.5 and more, so 0.5, brings it up."""
    log_p = np.log([[0.4, 0.6]] * 3 + [[0.1, 0.9]] * 9)
    gold = np.array([0] * 3 + [1] * 9)
    assert choose_offsets(log_p, gold, np.array([0])).tolist() == [0.5, 0.0]


def test_a_stance_given_too_freely_is_lowered() -> None:
    log_p = np.log([[0.9, 0.1]] * 3 + [[0.55, 0.45]] * 9)
    gold = np.array([0] * 3 + [1] * 9)
    assert choose_offsets(log_p, gold, np.array([0])).tolist() == [-0.3, 0.0]


def test_a_tie_goes_to_the_first_tag() -> None:
    assert decide(np.log([[0.25, 0.5, 0.25], [0.4, 0.2, 0.4]]), np.zeros(3)).tolist() == [1, 0]


def test_offsets_are_added_to_log_probabilities() -> None:
    assert decide(np.log([[0.6, 0.4]]), np.array([0.0, 0.5])).tolist() == [1]
