"""Adjusted counts: known values, an oracle, and what cannot be solved."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from simulated import EASY, LEVEL, K, draw
from tristance.measures.adjusted_count import (
    CorpusSums,
    LabelSums,
    adjusted_count,
    feature_means,
    on_simplex,
    separation,
    transfer,
)

Array = NDArray[np.float64]


def labels_of(matrix: Array, articles: int = 20, per_tag: float = 10) -> LabelSums:
    """Articles that are all alike, with errors of exactly *matrix* (k, k), columns gold."""
    n = np.full((articles, len(matrix)), per_tag)
    return LabelSums(n, np.tile(per_tag * matrix.T, (articles, 1, 1)))


def corpus_of(said: Array, articles: int = 20, size: float = 10) -> CorpusSums:
    """Articles that are all alike, of which *said* (k,) is said on average."""
    return CorpusSums(np.full(articles, size), np.tile(size * said, (articles, 1)))


def test_two_tags_are_rogan_and_gladens_estimate() -> None:
    """(apparent + specificity - 1) / (sensitivity + specificity - 1)."""
    sensitivity, specificity, apparent = 0.8, 0.9, 0.31
    matrix = np.array([[sensitivity, 1 - specificity], [1 - sensitivity, specificity]])
    found = adjusted_count(labels_of(matrix), corpus_of(np.array([apparent, 1 - apparent])))
    assert found.value[0] == pytest.approx((apparent + specificity - 1) / (sensitivity + specificity - 1))


@pytest.mark.property
@given(st.integers(2, 30), st.integers(0, 2**32 - 1))
def test_what_errors_made_of_the_shares_is_undone(k: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    matrix = (generator.dirichlet(np.ones(k), size=k).T + 2 * np.eye(k)) / 3
    truth = generator.dirichlet(np.ones(k))
    found = adjusted_count(labels_of(matrix), corpus_of(matrix @ truth))
    np.testing.assert_allclose(found.value, truth, atol=1e-9)
    np.testing.assert_allclose([found.low, found.high], [truth, truth], atol=1e-6)  # all articles are alike


@pytest.mark.property
@given(st.integers(2, 12), st.integers(0, 2**32 - 1))
def test_an_impossible_share_gives_way_to_the_nearest_distribution(k: int, seed: int) -> None:
    """No other distribution, of many tried, is nearer to what was said."""
    generator = np.random.default_rng(seed)
    matrix = (generator.dirichlet(np.ones(k), size=k).T + np.eye(k)) / 2
    said = generator.dirichlet(np.ones(k) / 2)
    found = on_simplex(matrix, said, np.linalg.inv(matrix) @ said)
    assert found.min() >= 0
    assert found.sum() == pytest.approx(1)
    others = generator.dirichlet(np.ones(k) / 2, size=500) * 0.3 + found * 0.7
    distances = np.linalg.norm(others @ matrix.T - said, axis=1)
    assert np.linalg.norm(matrix @ found - said) <= distances.min() + 1e-9


@pytest.mark.parametrize("shares", [(0.1, 0.3, 0.1, 0.5), (-0.05, 0.5, 0.6, -0.05)])
@pytest.mark.parametrize("hard", [True, False])
def test_quapy_finds_the_same_shares(shares: tuple[float, ...], hard: bool) -> None:
    """ACC and PACC of QuaPy: equal where they are solved exactly, near where its optimiser stops short."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its docstrings have escapes that Python warns of
        aggregative = pytest.importorskip("quapy.method.aggregative")
    labels = LabelSums(*(part[0] for part in draw(np.random.default_rng(8), 1, 200).as_labels(hard=hard)))
    matrix = feature_means(labels)[:K]
    said = matrix @ shares
    found = adjusted_count(labels, corpus_of(said))
    exact = aggregative.ACC.solve_adjustment(matrix, said, method="inversion", solver="exact-raise")
    np.testing.assert_allclose(found.solved, exact, atol=1e-12)
    nearest = aggregative.ACC.solve_adjustment(matrix, said, method="inversion", solver="minimize")
    np.testing.assert_allclose(found.value, nearest, atol=2e-3)
    assert (found.value > 0).sum() == sum(share > 0 for share in shares)


def test_leading_axes_are_simulations() -> None:
    generator = np.random.default_rng(9)
    labels, corpus = draw(generator, 3, 40).as_labels(), draw(generator, 3, 40).as_corpus()
    together = adjusted_count(labels, corpus)
    for i in range(3):
        alone = adjusted_count(LabelSums(*(part[i] for part in labels)), CorpusSums(*(part[i] for part in corpus)))
        for one, all_of_them in zip(alone, together, strict=True):
            np.testing.assert_allclose(one, all_of_them[i], rtol=1e-9)


def test_more_articles_narrow_the_interval() -> None:
    widths = []
    for articles in (50, 200, 800):
        generator = np.random.default_rng(10)
        labels, corpus = draw(generator, 20, articles).as_labels(), draw(generator, 20, articles).as_corpus()
        found = adjusted_count(labels, corpus)
        widths.append((found.high - found.low).mean())
    assert widths[0] > 1.7 * widths[1] > 1.7 * 1.7 * widths[2]


def test_one_article_has_shares_and_no_interval() -> None:
    generator = np.random.default_rng(11)
    labels = LabelSums(*(part[0] for part in draw(generator, 1, 60).as_labels()))
    corpus = CorpusSums(*(part[0] for part in draw(generator, 1, 1).as_corpus()))
    found = adjusted_count(labels, corpus)
    assert found.value.sum() == pytest.approx(1)
    assert np.isnan([found.low, found.high]).all()
    assert np.isnan(transfer(labels, corpus).chance)


def test_a_classifier_that_says_the_same_of_all_tags_tells_nothing() -> None:
    labels = labels_of(np.full((3, 3), 1 / 3))
    found = adjusted_count(labels, corpus_of(np.full(3, 1 / 3)))
    assert np.isnan(found.value).all()
    assert separation(labels).value == pytest.approx(0)


def test_the_direction_of_least_notice_is_between_the_tags_that_are_mixed_up() -> None:
    matrix = np.array([[0.55, 0.45, 0.0], [0.45, 0.55, 0.0], [0.0, 0.0, 1.0]])
    found = separation(labels_of(matrix))
    assert found.value == pytest.approx(0.1)
    np.testing.assert_allclose(np.abs(found.direction), [np.sqrt(0.5), np.sqrt(0.5), 0], atol=1e-9)


def test_the_error_of_the_smallest_singular_value_is_its_spread() -> None:
    found = separation(draw(np.random.default_rng(12), 400, 150).as_labels())
    assert found.error.mean() == pytest.approx(found.value.std(), rel=0.15)


def test_a_share_beyond_0_by_more_than_chance_has_no_interval() -> None:
    """Of tags never mixed up with the third, more than all are said to be: errors that the labels do not have."""
    generator = np.random.default_rng(13)
    labels = LabelSums(*(part[0] for part in draw(generator, 1, 400, LEVEL).as_labels()))
    said = feature_means(labels)[:K] @ np.array([0.6, 0.6, -0.4, 0.2])
    noise = generator.normal(scale=0.001, size=(300, K))
    corpus = CorpusSums(np.ones(300), said + noise - noise.mean(axis=1, keepdims=True))
    found = adjusted_count(labels, corpus)
    assert found.value[2] == 0
    assert np.isnan(found.low[2])
    assert np.isnan(found.high[2])


def test_a_share_cut_at_0_keeps_its_upper_end() -> None:
    generator = np.random.default_rng(14)
    labels = draw(generator, 50, 100).as_labels()
    found = adjusted_count(labels, draw(generator, 50, 40, (0.004, 0.3, 0.096, 0.6)).as_corpus())
    cut = (found.solved[:, 0] < 0) & ~np.isnan(found.low[:, 0])
    assert cut.any()
    assert (found.low[cut, 0] == 0).all()
    assert (found.high[cut, 0] > 0).all()


def test_the_same_shares_elsewhere_are_no_departure() -> None:
    generator = np.random.default_rng(15)
    labels, corpus = draw(generator, 100, 100, EASY).as_labels(), draw(generator, 100, 100, LEVEL).as_corpus()
    found = transfer(labels, corpus)
    assert found.found.shape == found.implied.shape == (100, K)
    assert (found.chance < 0.05).mean() < 0.15
