"""The learning curve: which articles each size trains on, that nothing leaks, and that intervals hold the truth."""

from __future__ import annotations

import dataclasses
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tristance.errors import NotEnoughLabels
from tristance.evaluation.learning_curve import Curve, curve_of, learning_curve
from tristance.evaluation.nested_subsets import common_tags, fractions, nested_rows, order_groups
from tristance.evaluation.subset_runs import SubsetRuns, _decided, run_subsets
from tristance.labels.examples import Examples
from tristance.measures.bootstrap import Estimate
from tristance.schema import Codebook, Tag
from tristance.training.choice import Split, grid_logits, splits
from tristance.training.recipe import Recipe

QUICK = Recipe(c_grid=(4.0,), class_weights=("balanced",))


def made(tags: NDArray[np.intp], per_article: int, k: int = 2) -> Examples:
    """Examples without words of their own: n tags, so many paragraphs an article."""
    n = len(tags)
    book = Codebook("1", "?", (), tuple(Tag(f"tag {i}", "A tag.", "stance") for i in range(k)))
    articles = tuple(f"a{i // per_article}" for i in range(n))
    return Examples(book, tuple(map(str, range(n))), ("ferry",) * n, tags, articles, ("real",) * n, ("",) * n)


@pytest.fixture(scope="module")
def twenty() -> Examples:
    """100 paragraphs in 20 articles, of words that tell the tags apart but now and then."""
    generator = np.random.default_rng(5)
    tags = generator.integers(0, 3, 100).astype(np.intp)
    words = np.array([["quay", "enlarge", "cargo"], ["noise", "lorries", "basin"], ["ferry", "timetable", "deck"]])
    of = np.where(generator.uniform(size=(100, 4)) < 0.6, tags[:, None], generator.integers(0, 3, (100, 4)))
    texts = tuple(" ".join(words[row, generator.integers(0, 3, 4)]) for row in of)
    return dataclasses.replace(made(tags, 5, k=3), texts=texts)


@pytest.mark.property
@given(fold=st.lists(st.integers(0, 4), min_size=12, max_size=60), seed=st.integers(0, 1000))
def test_an_order_holds_every_group_once_and_begins_with_one_of_each_fold(fold: list[int], seed: int) -> None:
    group_fold = np.array(fold, dtype=np.intp)
    order = order_groups(group_fold, np.random.default_rng(seed))
    assert sorted(order.tolist()) == list(range(len(fold)))
    n = len(set(fold))
    assert len(set(group_fold[order[:n]].tolist())) == n


def test_the_beginning_of_an_order_holds_the_same_share_of_every_fold() -> None:
    group_fold = np.repeat(np.arange(5), [10, 20, 30, 20, 20]).astype(np.intp)
    order = order_groups(group_fold, np.random.default_rng(0))
    assert np.abs(np.bincount(group_fold[order[:50]], minlength=5) - [5, 10, 15, 10, 10]).max() <= 1


def test_subsets_are_nested_and_hold_whole_groups() -> None:
    groups = np.repeat(np.arange(16), 3).astype(np.intp)
    small, middle, whole = nested_rows(groups, np.random.default_rng(1).permutation(16), (0.25, 0.5, 1.0))
    assert [int(mask.sum()) for mask in (small, middle, whole)] == [12, 24, 48]
    assert (small <= middle).all()
    assert len(set(groups[small].tolist())) == 4


def test_sizes_are_halves_as_far_as_every_tag_is_in_two_articles() -> None:
    tags = np.tile([0, 1], 200).astype(np.intp)
    assert fractions(made(tags[:24], 2), 5) == (0.25, 0.5, 1)
    assert fractions(made(tags, 2), 5) == (1 / 16, 1 / 8, 1 / 4, 1 / 2, 1)


def test_a_tag_of_few_articles_does_not_stop_the_curve_of_the_others() -> None:
    tags = np.tile([0, 1], 40).astype(np.intp)
    tags[:6] = 2
    given_ = made(tags, 2, k=3)
    assert common_tags(given_, 5).tolist() == [0, 1]
    assert len(fractions(given_, 5)) >= 3


def test_too_few_articles_are_counted(small_examples: Examples) -> None:
    with pytest.raises(NotEnoughLabels, match=r"^8 articles .* 12 are needed; label more articles"):
        learning_curve(small_examples, QUICK)


def test_no_tag_in_articles_enough_is_counted() -> None:
    tags = np.repeat(np.arange(4), 3).astype(np.intp)
    with pytest.raises(NotEnoughLabels, match=r"no tag is in 10 articles, .* tag 0 3, tag 1 3,"):
        fractions(made(tags, 1, k=4), 5)


def test_the_runs_have_every_size_and_order(twenty: Examples) -> None:
    told: list[tuple[int, int]] = []
    runs = run_subsets(twenty, QUICK, repeats=3, progress=lambda done, total: told.append((done, total)))
    assert runs.predicted.shape == (3, 3, 100)
    assert runs.articles.tolist() == sorted(runs.articles.tolist())
    assert runs.paragraphs[-1] == 80
    assert (runs.predicted[-1] == runs.predicted[-1, 0]).all()
    assert told[0] == (0, 100)
    assert told[-1] == (100, 100)
    assert told == sorted(told)


def test_a_small_size_knows_nothing_of_the_other_articles(twenty: Examples) -> None:
    """Other tags outside of a subset leave all that it predicts as it was: neither fit nor choice has seen them."""
    recipe = dataclasses.replace(QUICK, c_grid=(1.0, 16.0))
    outer = splits(twenty, np.arange(100), recipe)
    subset = np.isin(twenty.groups, np.arange(0, 20, 2))
    tasks = [Split(fold.train[subset[fold.train]], fold.test) for fold in outer]

    def predicted(given_: Examples) -> NDArray[np.intp]:
        logits = list(grid_logits(given_, recipe, tasks))
        return _decided(given_, recipe, outer, logits, subset)

    other = dataclasses.replace(twenty, tags=np.where(subset, twenty.tags, (twenty.tags + 1) % 3))
    assert np.array_equal(predicted(twenty), predicted(other))


def test_the_seed_decides(twenty: Examples) -> None:
    first, second = (run_subsets(twenty, QUICK, repeats=2).predicted for _ in range(2))
    assert np.array_equal(first, second)
    other = run_subsets(twenty, dataclasses.replace(QUICK, seed=1), repeats=2).predicted
    assert not np.array_equal(first, other)


def test_equal_scores_at_all_sizes_bring_nothing_more() -> None:
    tags = np.random.default_rng(0).integers(0, 2, 200)
    found = curve_of(made(tags, 5), SubsetRuns(np.array([40.0, 80, 160]), np.array([8.0, 16, 32]), _flat(tags)), _ALL)
    assert found.stance_macro_f1.verdict == "no"
    assert found.stance_macro_f1.gains[-1] == pytest.approx((0, 0, 0), abs=1e-9)
    assert found.stance_macro_f1.steps[0] == pytest.approx((0, 0, 0), abs=1e-9)
    assert found.stance_macro_f1.foretold is None  # two sizes would be left to fit


def test_a_tag_that_is_not_common_has_scores_and_no_gain() -> None:
    tags = np.random.default_rng(0).integers(0, 2, 200)
    runs = SubsetRuns(np.array([40.0, 80, 160]), np.array([8.0, 16, 32]), _flat(tags))
    found = curve_of(made(tags, 5), runs, np.array([0])).per_tag
    assert (found["tag 1"].gains, found["tag 1"].verdict, found["tag 1"].band(np.array([1.0]))) == ((), "unknown", [])
    assert len(found["tag 1"].scores) == 3
    assert found["tag 0"].verdict == "no"


@pytest.mark.parametrize(
    ("low", "high", "verdict"), [(0.0, 0.009, "no"), (0.0, 0.01, "unclear"), (0.01, 0.03, "yes"), (0.0, 0.5, "unclear")]
)
def test_the_verdict_is_of_the_whole_interval(low: float, high: float, verdict: str) -> None:
    gains = (Estimate(0.0, 0.0, 0.0), Estimate(0.005, low, high))
    assert Curve(9, 9, (), (), gains).verdict == verdict


_ALL = np.arange(2)


def _flat(tags: NDArray[np.intp]) -> NDArray[np.intp]:
    """The same tags at three sizes in four orders, a fifth of them wrong."""
    wrong = np.arange(len(tags)) % 5 == 0
    return np.tile(np.where(wrong, 1 - tags, tags), (3, 4, 1))


def simulated(generator: np.random.Generator) -> tuple[Curve, float]:
    """A curve of two tags whose every error rate follows a known power law, and the true gain by doubling.

    Errors of one paragraph are correlated between sizes and orders, and those of one article between its paragraphs;
    one set of labels does better than another. The full size has one set only.
    """
    articles, per_article, orders = 60, 8, 5
    n = articles * per_article
    given_ = made(generator.integers(0, 2, n), per_article)
    sizes = np.asarray(0.8 * n / 2.0 ** np.arange(4, -1, -1), dtype=np.float64)
    floor, drop, exponent = generator.uniform([0.02, 0.15, 0.2], [0.15, 0.3, 1.0])
    error = [floor + drop * (size / sizes[0]) ** -exponent for size in (*sizes, n, 2 * n)]
    article, paragraph = generator.normal(size=articles)[given_.groups], generator.normal(size=n)
    own = 0.08 * generator.normal(size=(5, orders, 1)) + np.sqrt(0.3836) * generator.normal(size=(5, orders, n))
    own[-1] = own[-1, :1]
    limit = np.array([NormalDist().inv_cdf(each) for each in error[:5]])[:, None, None]
    wrong = 0.5 * article + 0.6 * paragraph + own < limit
    runs = SubsetRuns(sizes, sizes / per_article, np.where(wrong, 1 - given_.tags, given_.tags))
    found = curve_of(given_, runs, _ALL, draws=300, seed=int(generator.integers(10**6)))
    return found.stance_macro_f1, error[-2] - error[-1]


def test_the_interval_of_the_gain_holds_the_truth_as_often_as_it_says() -> None:
    generator = np.random.default_rng(7)
    hits = []
    for _ in range(100):
        curve, gain = simulated(generator)
        assert curve.foretold is not None
        assert abs(curve.foretold.value - curve.scores[-1].value) < 0.1
        hits.append(curve.gains[-1].low <= gain <= curve.gains[-1].high)
    assert np.mean(hits) >= 0.9


def test_the_interval_of_the_gain_is_of_use() -> None:
    """Where labels help much it says so, and seldom claims the contrary."""
    generator = np.random.default_rng(8)
    found = [simulated(generator) for _ in range(40)]
    assert not [gain for curve, gain in found if curve.verdict == "no" and gain > 0.02]
    assert not [gain for curve, gain in found if curve.verdict == "yes" and gain < 0.005]
    assert [curve for curve, gain in found if curve.verdict == "yes"]


def test_more_labels_help_where_words_are_noisy(twenty: Examples) -> None:
    curve = learning_curve(twenty, QUICK).stance_macro_f1
    assert curve.scores[0].value < curve.scores[-1].value
    assert 0 <= curve.gains[0].value < curve.gains[1].value
    assert (curve.paragraphs, curve.articles) == (100, 20)
