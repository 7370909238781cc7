"""Intervals of a difference, and by simulation: what the tests and intervals of a comparison promise, they hold.

In the simulated corpora one of two classifiers does better in some articles and the other in others, so that what they
make of an article's paragraphs goes together, and the articles differ in how hard they are.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from tristance.measures.mcnemar import mcnemar
from tristance.measures.paired import bootstrap_differences, expanded_tail
from tristance.measures.scores import confusion_by_group, mean_f1_of_present
from tristance.measures.sign_flip import sign_flip

Floats = NDArray[np.float64]
Tags = NDArray[np.intp]
STANCES = np.array([0, 1])
K = 3
SHARES = np.array([0.2, 0.2, 0.6])


def gain(matrices: Floats) -> Floats:
    found = mean_f1_of_present(matrices, STANCES)
    return np.asarray(found[..., 1] - found[..., 0])


def corpus(generator: np.random.Generator, n_articles: int, better: float) -> tuple[Tags, Tags, Tags, Tags]:
    """Gold tags, those of two classifiers, and the articles of the paragraphs: four (n,) arrays."""
    article = np.repeat(np.arange(n_articles), generator.integers(2, 13, n_articles))
    n = len(article)
    mixes = generator.dirichlet(SHARES * 4, n_articles)
    gold = np.minimum((generator.random(n)[:, None] > mixes[article].cumsum(axis=1)).sum(axis=1), K - 1)
    hard, taste = generator.normal(size=(2, n_articles))
    tags = []
    for side, skill in ((-1, 0.8), (1, 0.8 + better)):
        right = skill - 0.6 * hard[article] + side * taste[article] + generator.normal(size=n) > 0
        tags.append(np.where(right, gold, generator.choice(K, n, p=SHARES)))
    return gold, tags[0], tags[1], article


def corpora(simulations: int, n_articles: int, better: float, seed: int) -> Iterator[tuple[Tags, Tags, Tags, Floats]]:
    """Gold tags, those of two classifiers, and their confusion matrices by article."""
    generator = np.random.default_rng(seed)
    for _ in range(simulations):
        gold, a, b, article = corpus(generator, n_articles, better)
        yield gold, a, b, np.stack([confusion_by_group(gold, tags, article, K) for tags in (a, b)], axis=1)


def truth(better: float) -> float:
    """The difference on as many articles as nobody has."""
    gold, a, b, _ = corpus(np.random.default_rng(1), 100_000, better)
    nowhere = np.zeros_like(gold)
    return float(gain(np.stack([confusion_by_group(gold, tags, nowhere, K)[0] for tags in (a, b)])))


def rejected(simulations: int) -> tuple[float, float]:
    """How often each test finds a difference at 0.05 where there is none: by article, and McNemar's."""
    by_article = by_paragraph = 0
    for number, (gold, a, b, by_group) in enumerate(corpora(simulations, 25, 0.0, seed=3)):
        by_article += sign_flip(by_group, gain, permutations=499, seed=number).p <= 0.05
        only_a, only_b = ((a == gold) & (b != gold)).sum(), ((b == gold) & (a != gold)).sum()
        by_paragraph += mcnemar(int(only_a), int(only_b)).p <= 0.05
    return by_article / simulations, by_paragraph / simulations


def covered(simulations: int, n_articles: int, better: float) -> float:
    """How often the interval holds the true difference."""
    true = truth(better)
    held = 0
    for number, (*_, by_group) in enumerate(corpora(simulations, n_articles, better, seed=4)):
        [found] = bootstrap_differences(by_group, gain, draws=1000, seed=number)
        held += found.low <= true <= found.high
    return held / simulations


def allowance(rate: float, simulations: int) -> float:
    """Three standard errors of a rate that is counted in so many simulations."""
    return float(3 * np.sqrt(rate * (1 - rate) / simulations))


def test_the_test_by_article_seldom_finds_what_is_not_there_and_mcnemar_often() -> None:
    by_article, by_paragraph = rejected(400)
    assert by_article <= 0.05 + allowance(0.05, 400)
    assert by_paragraph > 0.15


@pytest.mark.soak
def test_the_same_in_many_more_corpora() -> None:
    by_article, by_paragraph = rejected(5000)
    assert by_article <= 0.05 + allowance(0.05, 5000)
    assert by_paragraph > 0.15


def test_the_test_by_article_finds_what_is_there() -> None:
    found = [sign_flip(by_group, gain, permutations=499).p <= 0.05 for *_, by_group in corpora(100, 100, 1.0, seed=5)]
    assert np.mean(found) > 0.8


@pytest.mark.parametrize(("n_articles", "better"), [(8, 0.3), (40, 0.0), (40, 0.6)])
def test_the_interval_holds_the_true_difference(n_articles: int, better: float) -> None:
    """Percentiles of macro-F1 fall a little short of 95 %; with few articles they would by much."""
    assert 0.92 - allowance(0.92, 300) <= covered(300, n_articles, better) <= 0.985


@pytest.mark.soak
@pytest.mark.parametrize("n_articles", [8, 12, 20, 40, 150])
@pytest.mark.parametrize("better", [0.0, 0.6])
def test_the_same_for_other_numbers_of_articles(n_articles: int, better: float) -> None:
    assert 0.92 <= covered(2000, n_articles, better) <= 0.97


def test_pairs_are_kept_together() -> None:
    """What is hard for both cancels out: the interval of the difference is far narrower than those of the two."""
    ((_, _, _, by_group),) = corpora(1, 200, 0.0, seed=6)
    by_group[:, 1] = by_group[:, 0]
    by_group[0, 1] += np.eye(K)
    [found] = bootstrap_differences(by_group, gain)
    assert 0 <= found.low <= found.value <= found.high < 0.01


def test_one_article_gives_no_interval() -> None:
    ((_, _, _, by_group),) = corpora(1, 1, 0.0, seed=7)
    [found] = bootstrap_differences(by_group, gain)
    assert np.isnan([found.low, found.high]).all()


def test_draws_without_a_value_are_left_out_and_what_never_has_one_is_nan() -> None:
    by_group = np.zeros((4, 2, K, K))
    by_group[0, :, 0, 0] = 1  # the only article with a stance
    by_group[1:, :, 2, 2] = 1
    assert bootstrap_differences(by_group, gain) == [(0, 0, 0)]
    [found] = bootstrap_differences(by_group[1:], gain)
    assert np.isnan(found).all()


def test_few_articles_have_a_wider_interval_and_many_the_usual_one() -> None:
    tails = [expanded_tail(n) for n in (2, 5, 10, 50, 10_000)]
    assert tails == sorted(tails)
    assert tails[-1] == pytest.approx(0.025, abs=1e-4)
