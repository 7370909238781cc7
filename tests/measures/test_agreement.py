"""Coefficients of agreement: worked examples from the literature, scikit-learn, and what is undefined."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tristance.measures import agreement

Ratings = NDArray[np.intp]

# Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability: four observers, twelve units, * is missing.
FOUR_OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
)
# The same: two observers, ten units, two values.
BINARY = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
# The same: two observers, twelve units, five nominal values.
NOMINAL = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")


def read(observers: tuple[str, ...], values: str) -> Ratings:
    """Ratings (units, observers) from one line an observer."""
    return np.array([[values.find(value) for value in line.split()] for line in observers], dtype=np.intp).T


def alpha(ratings: Ratings, k: int) -> float:
    return float(agreement.alpha(agreement.coincidences(ratings, k).sum(axis=0)))


def kappa(ratings: Ratings, k: int) -> float:
    return float(agreement.kappa(agreement.pair_counts(ratings, k).sum(axis=0)))


@st.composite
def two_readings(draw: st.DrawFn) -> tuple[Ratings, int]:
    k = draw(st.integers(2, 5))
    tag = st.integers(0, k - 1)
    return np.array(draw(st.lists(st.tuples(tag, tag), min_size=1, max_size=40)), dtype=np.intp), k


@st.composite
def readings(draw: st.DrawFn) -> tuple[Ratings, int]:
    """Of two to four annotators, who have not all read everything."""
    k, m = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    row = st.tuples(*[st.integers(-1, k - 1)] * m)
    return np.array(draw(st.lists(row, min_size=1, max_size=30)), dtype=np.intp), k


def test_alpha_of_four_observers_with_missing_values() -> None:
    """Unit 12 was read by one observer alone and does not count: 40 pairable values, alpha = 0.743."""
    ratings = read(FOUR_OBSERVERS, "12345")
    totals = agreement.coincidences(ratings, 5).sum(axis=(0, 1))
    np.testing.assert_allclose(totals, [9, 13, 10, 5, 3])
    assert alpha(ratings, 5) == pytest.approx(0.743, abs=0.0005)


def test_coincidences_of_four_observers_are_those_of_the_published_table() -> None:
    summed = agreement.coincidences(read(FOUR_OBSERVERS, "12345"), 5).sum(axis=0)
    np.testing.assert_allclose(summed, summed.T)
    np.testing.assert_allclose(np.diagonal(summed), [7, 10, 8, 4, 3])
    np.testing.assert_allclose(summed[0, 1:], [4 / 3, 1 / 3, 1 / 3, 0])


def test_alpha_of_two_observers_and_two_values() -> None:
    ratings = read(BINARY, "01")
    assert agreement.coincidences(ratings, 2).sum(axis=0).tolist() == [[10, 4], [4, 2]]
    assert alpha(ratings, 2) == pytest.approx(0.095, abs=0.0005)


def test_alpha_of_two_observers_and_five_values() -> None:
    assert alpha(read(NOMINAL, "abcde"), 5) == pytest.approx(0.692, abs=0.0005)


def test_kappa_of_a_table_of_two_by_two() -> None:
    """Both say yes to 20 and no to 15 of 50, and differ over 5 and 10: 0.7 observed, 0.5 by chance, kappa 0.4."""
    assert float(agreement.kappa(np.array([[[20.0, 5.0], [10.0, 15.0]]]))) == pytest.approx(0.4)


def test_kappa_of_a_table_of_three_by_three() -> None:
    """Cohen, J. (1968), Psychol. Bull. 70:213-220: 0.70 observed, 0.41 by chance, unweighted kappa 0.492."""
    table = 200 * np.array([[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]])
    assert float(agreement.kappa(table[None])) == pytest.approx(0.492, abs=0.0005)


@pytest.mark.property
@given(two_readings())
def test_kappa_of_two_annotators_is_that_of_scikit_learn(drawn: tuple[Ratings, int]) -> None:
    ratings, k = drawn
    assume(len(np.unique(ratings)) > 1)  # else undefined: its own test
    expected = sklearn.metrics.cohen_kappa_score(ratings[:, 0], ratings[:, 1], labels=range(k))
    assert kappa(ratings, k) == pytest.approx(expected, abs=1e-12)


@pytest.mark.property
@given(two_readings())
def test_percent_is_the_share_of_equal_tags(drawn: tuple[Ratings, int]) -> None:
    ratings, k = drawn
    equal = float((ratings[:, 0] == ratings[:, 1]).mean())
    assert float(agreement.percent(agreement.coincidences(ratings, k).sum(axis=0))) == pytest.approx(equal)
    assert float(agreement.percent(agreement.pair_counts(ratings, k).sum(axis=(0, 1)))) == pytest.approx(equal)


@pytest.mark.property
@given(readings())
def test_alpha_is_one_minus_observed_over_expected_disagreement(drawn: tuple[Ratings, int]) -> None:
    """Written out from the definition: disagreeing pairs within units, against those of all values thrown together."""
    ratings, k = drawn
    units = [[value for value in row if value >= 0] for row in ratings.tolist()]
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]
    observed = sum(sum(a != b for a in unit for b in unit) / (len(unit) - 1) for unit in units)
    expected = sum(a != b for a in values for b in values)
    found = alpha(ratings, k)
    if expected == 0:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(1 - (len(values) - 1) * observed / expected, abs=1e-9)


@pytest.mark.property
@given(readings())
def test_the_order_of_annotators_does_not_matter(drawn: tuple[Ratings, int]) -> None:
    ratings, k = drawn
    turned = ratings[:, ::-1]
    assert alpha(turned, k) == pytest.approx(alpha(ratings, k), nan_ok=True)
    assert kappa(turned, k) == pytest.approx(kappa(ratings, k), nan_ok=True)


@pytest.mark.property
@given(readings(), st.data())
def test_one_tag_against_the_rest_is_as_if_only_two_tags_had_been_given(
    drawn: tuple[Ratings, int], data: st.DataObject
) -> None:
    ratings, k = drawn
    tag = data.draw(st.integers(0, k - 1))
    two = np.where(ratings < 0, -1, (ratings != tag).astype(np.intp))
    for measure in (agreement.coincidences, agreement.pair_counts):
        narrowed = agreement.one_against_rest(measure(ratings, k).sum(axis=0), tag)
        np.testing.assert_allclose(narrowed, measure(two, 2).sum(axis=0), atol=1e-12)


@pytest.mark.parametrize("m", [2, 3, 4])
def test_perfect_agreement_is_exactly_one(m: int) -> None:
    ratings = np.repeat([[0], [1], [1], [2]], m, axis=1)
    assert alpha(ratings, 3) == kappa(ratings, 3) == 1


def test_disagreement_beyond_chance_is_below_zero() -> None:
    ratings = np.array([[0, 1], [1, 0], [0, 1], [1, 0]])
    assert kappa(ratings, 2) == -1
    assert alpha(ratings, 2) < 0


def test_kappa_of_three_is_the_mean_over_pairs_weighted_by_what_they_share() -> None:
    """First and second agree on 2 of 2, first and third on 2 of 4 by chance, second and third share nothing."""
    ratings = np.array([[0, 0, -1], [1, 1, -1], [0, -1, 0], [0, -1, 1], [1, -1, 0], [1, -1, 1]])
    assert kappa(ratings, 2) == pytest.approx((2 * 1 + 4 * 0) / 6)


def test_a_pair_whose_kappa_is_undefined_does_not_count() -> None:
    """The first two never used but one tag together; the other pair decides."""
    ratings = np.array([[0, 0, -1], [0, 0, -1], [0, -1, 0], [1, -1, 1]])
    assert kappa(ratings, 2) == 1


@pytest.mark.parametrize(
    "ratings",
    [[[0, 0], [0, 0]], [[0, -1], [1, -1]], [[-1, -1]], [[2, 2, 2], [2, 2, -1]]],
    ids=["one tag only", "nothing read twice", "nothing read", "one tag, three annotators"],
)
def test_what_is_undefined_is_nan_without_a_warning(ratings: list[list[int]]) -> None:
    assert math.isnan(alpha(np.array(ratings), 3))
    assert math.isnan(kappa(np.array(ratings), 3))


def test_percent_of_no_pairs_is_nan_without_a_warning() -> None:
    assert math.isnan(float(agreement.percent(np.zeros((2, 2)))))


def test_a_paragraph_read_once_adds_nothing() -> None:
    once = np.array([[0, -1], [-1, 1]])
    assert not agreement.coincidences(once, 2).any()
    assert not agreement.pair_counts(once, 2).any()


def test_one_call_serves_every_replicate() -> None:
    ratings = read(NOMINAL, "abcde")
    weights = np.random.default_rng(0).integers(0, 3, size=(6, len(ratings))).astype(float)
    pairs = np.tensordot(weights, agreement.pair_counts(ratings, 5), axes=1)
    together = np.tensordot(weights, agreement.coincidences(ratings, 5), axes=1)
    assert np.array_equal(agreement.kappa(pairs), [agreement.kappa(each) for each in pairs])
    assert np.array_equal(agreement.alpha(together), [agreement.alpha(each) for each in together])
    assert agreement.one_against_rest(pairs, 2).shape == (6, 1, 2, 2)
