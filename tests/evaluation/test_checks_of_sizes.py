"""Too few articles, of all or of a tag: warned of where it matters, and silent where it does not."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from tristance.evaluation.checks.sizes import (
    FEWEST_ARTICLES,
    MOST_TOO_NARROW,
    TARGET,
    absent_tags,
    few_articles,
    few_of_a_tag,
    folds_without_a_tag,
    never_predicted,
    too_narrow,
)
from tristance.measures.bootstrap import Estimate, bootstrap
from tristance.model.held_out import HeldOut
from tristance.schema import Codebook, Tag

MakeHeld = Callable[..., HeldOut]
NOTHING = Estimate(math.nan, math.nan, math.nan)


def test_how_much_too_narrow_is_that_of_student() -> None:
    for groups in (5, 8, 10, 20, 37, 100):
        exact = student.ppf(0.975, groups - 1) / 1.959964 * math.sqrt(groups / (groups - 1)) - 1
        assert too_narrow(groups) == pytest.approx(exact, abs=0.03)


@pytest.mark.parametrize(("groups", "least", "most"), [(8, 0.80, 0.91), (40, 0.915, 0.97)])
def test_the_bootstrap_covers_as_often_as_that_says(groups: int, least: float, most: float) -> None:
    """Means of articles that differ from each other: what 95 % intervals by bootstrap do with few and with more."""
    generator = np.random.default_rng(7)
    covered = []
    for seed in range(400):
        by_group = np.stack([np.ones(groups), generator.normal(0, 1, groups)], axis=1)
        found = bootstrap(by_group, lambda sums: sums[..., 1] / sums[..., 0], draws=400, seed=seed)[0]
        covered.append(found.low <= 0 <= found.high)
    assert least <= np.mean(covered) <= most


def test_few_articles_in_all(make_held: MakeHeld) -> None:
    found = few_articles(make_held([0] * 16, groups=[*range(8)] * 2), "label")
    assert [str(each) for each in found] == [
        "W01 8 articles only: the intervals should be about 1.29 times as wide; label 29 more"
    ]
    three = few_articles(make_held([0] * 6, groups=[0, 1, 2] * 2), "label")
    assert "the intervals should be about 2.41 times as wide" in str(three[0])  # nothing can be 141 % too narrow
    one = few_articles(make_held([0, 1], groups=[0, 0]), "test on")
    assert [str(each) for each in one] == ["W01 1 article only: no figure has an interval; test on 36 more"]


def test_enough_articles_in_all(make_held: MakeHeld) -> None:
    assert too_narrow(36) > MOST_TOO_NARROW > too_narrow(37)
    assert few_articles(make_held([0] * 36), "label")
    assert not few_articles(make_held([0] * 37), "label")


def test_few_articles_of_a_tag(make_held: MakeHeld) -> None:
    held = make_held([0] * 9 + [1] * 40 + [2] * 51)
    f1 = {"for": Estimate(0.6, 0.46, 0.74), "against": Estimate(0.7, 0.6, 0.8), "none": Estimate(0.9, 0.89, 0.91)}
    assert [str(each) for each in few_of_a_tag(held, f1)] == [
        "W03 for: 9 articles only; its interval is ±0.14; label about 9 more"
    ]


@given(n=st.integers(1, 300), half=st.floats(0, 0.5))
@pytest.mark.property
def test_as_many_more_as_the_half_width_asks_for(make_held: MakeHeld, n: int, half: float) -> None:
    """The number of articles, with those to label, brings the interval to its target, rounded up by a tenth at most."""
    held = make_held([0] * n)
    f1 = {"for": Estimate(0.5, 0.5 - half, 0.5 + half), "against": NOTHING, "none": NOTHING}
    found = few_of_a_tag(held, f1)
    if n >= FEWEST_ARTICLES and round(half, 2) <= TARGET:
        assert not found
    else:
        more = int(found[0].message.split()[-2])
        wanted = max(FEWEST_ARTICLES, n * (round(half, 2) / TARGET) ** 2)
        assert wanted - 1e-6 <= n + more <= wanted + 1.1 + 0.1 * more


def test_an_interval_from_few_articles_is_not_trusted_however_narrow(make_held: MakeHeld) -> None:
    f1 = dict.fromkeys(("for", "against", "none"), Estimate(1, 1, 1))
    found = few_of_a_tag(make_held([0, 0, 1, *[2] * 10], groups=[0, 1, 2, *range(3, 13)]), f1)
    assert [each.message for each in found] == [
        "for: 2 articles only; its interval is ±0.00, and not to be trusted from fewer than 10; label about 8 more",
        "against: 1 article only; its interval is ±0.00, and not to be trusted from fewer than 10; label about 9 more",
    ]


def test_one_article_has_no_interval(make_held: MakeHeld) -> None:
    f1 = dict.fromkeys(("for", "against", "none"), Estimate(0.5, math.nan, math.nan))
    found = few_of_a_tag(make_held([0, 0, 0], groups=[0, 0, 0]), f1)
    assert [each.message for each in found] == ["for: 1 article only; it has no interval; label about 9 more"]


def test_a_stance_that_is_not_in_the_test(make_held: MakeHeld) -> None:
    assert [str(each) for each in absent_tags(make_held([0, 0, 2]))] == [
        "W02 against: not in the test, so that the headline is the mean over the other 1; add paragraphs of each"
    ]
    assert [str(each) for each in absent_tags(make_held([2, 2]))] == [
        "W02 for, against: not in the test, so that there is no headline; add paragraphs of each"
    ]
    assert not absent_tags(make_held([0, 1, 2]))


def test_a_test_without_background(make_held: MakeHeld) -> None:
    found = absent_tags(make_held([0, 1]))
    assert [each.code for each in found] == ["W02"]
    assert "none: not in the test, so that calling it a stance costs nothing" in found[0].message
    no_background = Codebook("1", "?", (), (Tag("a", "A.", "stance"), Tag("b", "B.", "stance")))
    assert not absent_tags(make_held([0, 1], book=no_background))


def test_folds_without_a_tag(make_held: MakeHeld) -> None:
    gold = [0, 1, 2] * 3
    whole = [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert not folds_without_a_tag(make_held(gold, folds=whole))
    lacking = folds_without_a_tag(make_held([0, 1, 2, 0, 1, 2, 0, 2, 2], folds=whole))
    assert [str(each) for each in lacking] == [
        "W04 1 of 3 folds lacks a tag (fold 3: against); label it in more articles"
    ]
    hoarded = folds_without_a_tag(make_held([0, 1, 2, 0, 2, 2, 0, 2, 2], folds=whole))
    assert [each.code for each in hoarded] == ["W04"]
    assert hoarded[0].message.startswith("against: all of it is in fold 1, which was tagged by a model that had never")


def test_a_tag_that_is_never_predicted(make_held: MakeHeld) -> None:
    found = never_predicted(make_held([0, 1, 1, 2], [0, 2, 0, 2]))
    assert [each.code for each in found] == ["W05"]
    assert found[0].message.startswith("against: 2 paragraphs of 4 have it and none was given it; ")
    assert not never_predicted(make_held([0, 1, 1, 2], [0, 1, 2, 2]))
    assert not never_predicted(make_held([0, 0], [0, 0]))  # it is not there either
