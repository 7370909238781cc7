"""The permutation test by article: exact where it can be, near to that where it cannot, and symmetric."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tristance.measures.scores import macro_f1
from tristance.measures.sign_flip import sign_flip

Floats = NDArray[np.float64]
STANCES = np.array([0, 1])


def gain(matrices: Floats) -> Floats:
    found = macro_f1(matrices, STANCES)
    return np.asarray(found[..., 1] - found[..., 0])


def matrices(g: int, seed: int, *, better: float = 0.0) -> Floats:
    """Confusion matrices of two classifiers on the same paragraphs of g articles: (g, 2, 3, 3)."""
    generator = np.random.default_rng(seed)
    found = np.zeros((g, 2, 3, 3))
    for article, gold in itertools.product(range(g), range(3)):
        for model in range(2):
            right = 0.6 + better * model
            shares = np.full(3, (1 - right) / 2)
            shares[gold] = right
            found[article, model, gold] = generator.multinomial(4, shares)
    return found


def brute_force(by_group: Floats) -> float:
    """The share of all 2**g ways to swap whole groups that give a difference as large."""
    found = abs(gain(by_group.sum(axis=0)))
    results = []
    for swaps in itertools.product([False, True], repeat=len(by_group)):
        swapped = [group[::-1] if swap else group for group, swap in zip(by_group, swaps, strict=True)]
        results.append(abs(gain(np.sum(swapped, axis=0))) >= found - 1e-9)
    return float(np.mean(results))


@pytest.mark.property
@given(g=st.integers(1, 8), seed=st.integers(0, 2**32 - 1), better=st.floats(0, 0.4))
def test_all_swaps_of_few_articles_are_tried(g: int, seed: int, better: float) -> None:
    by_group = matrices(g, seed, better=better)
    found = sign_flip(by_group, gain)
    assert found.exact
    assert found.p == pytest.approx(brute_force(by_group))


def test_random_swaps_come_near_to_all_of_them() -> None:
    by_group = matrices(11, 3, better=0.12)
    exact = sign_flip(by_group, gain)
    sampled = sign_flip(by_group, gain, permutations=2000)
    assert (exact.permutations, exact.exact) == (2**11, True)
    assert (sampled.permutations, sampled.exact) == (2000, False)
    assert 0.02 < exact.p < 0.5
    assert sampled.p == pytest.approx(exact.p, abs=3 * np.sqrt(exact.p * (1 - exact.p) / 2000))


def test_the_result_itself_counts_as_one_of_the_permutations() -> None:
    """A p-value of 0 would say that chance cannot: (1 + b)/(1 + m) is at least 1/(1 + m)."""
    found = sign_flip(matrices(60, 1, better=0.4), gain, permutations=999)
    assert found.p == 1 / 1000


def test_two_that_never_differ_have_p_1() -> None:
    by_group = matrices(40, 2)
    by_group[:, 1] = by_group[:, 0]
    assert sign_flip(by_group, gain) == (1, 1, True)


def test_articles_on_which_both_agree_are_not_swapped() -> None:
    """They change nothing, and without them the test is exact more often."""
    by_group = matrices(40, 5)
    by_group[6:, 1] = by_group[6:, 0]
    found = sign_flip(by_group, gain)
    assert (found.permutations, found.exact) == (64, True)


@pytest.mark.property
@given(seed=st.integers(0, 2**32 - 1))
def test_it_does_not_matter_which_of_the_two_comes_first(seed: int) -> None:
    by_group = matrices(6, seed, better=0.2)
    assert sign_flip(by_group, gain).p == sign_flip(by_group[:, ::-1], gain).p


def test_the_seed_decides() -> None:
    by_group = matrices(30, 4, better=0.05)
    assert sign_flip(by_group, gain, seed=1) == sign_flip(by_group, gain, seed=1)
    assert sign_flip(by_group, gain, seed=1) != sign_flip(by_group, gain, seed=2)
