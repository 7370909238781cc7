"""Agreement with intervals: which paragraphs count, and what is undefined."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tristance.evaluation.agreement import agreement
from tristance.schema import Codebook, Tag

BOOK = Codebook(
    "1", "Q?", (), (Tag("for", "F.", "stance"), Tag("against", "A.", "stance"), Tag("none", "N.", "background"))
)


def test_paragraphs_read_once_do_not_count() -> None:
    ratings = np.array([[0, 0], [1, -1], [1, 2], [2, 2]])
    found = agreement(ratings, np.array([5, 6, 7, 7]), BOOK, ("x", "y"))
    assert found is not None
    assert (found.n_paragraphs, found.n_articles) == (3, 2)
    assert found.overall.percent.value == pytest.approx(2 / 3)


def test_nothing_read_twice_is_no_agreement() -> None:
    assert agreement(np.array([[0, -1], [-1, 1]]), np.array([0, 1]), BOOK, ("x", "y")) is None


def test_each_tag_against_the_rest_is_as_if_recoded() -> None:
    generator = np.random.default_rng(0)
    ratings = generator.integers(0, 3, size=(60, 2))
    ratings[:40, 1] = ratings[:40, 0]
    groups = np.arange(60) // 6
    found = agreement(ratings, groups, BOOK, ("x", "y"))
    recoded = agreement((ratings != 1).astype(np.intp), groups, BOOK, ("x", "y"))
    assert found is not None
    assert recoded is not None
    assert found.per_tag["against"].kappa == pytest.approx(recoded.overall.kappa)
    assert found.per_tag["against"].alpha == pytest.approx(recoded.overall.alpha)


def test_what_is_undefined_is_nan_without_a_warning_and_null_in_json() -> None:
    found = agreement(np.zeros((6, 2), dtype=np.intp), np.arange(6) // 2, BOOK, ("x", "y"))
    assert found is not None
    assert math.isnan(found.overall.kappa.value)
    assert found.as_json()["alpha"] == {"value": None, "low": None, "high": None}
    assert found.as_json()["percent"] == {"value": 1, "low": 1, "high": 1}


def test_a_tag_that_was_never_used_is_undefined_by_itself_alone() -> None:
    found = agreement(np.array([[0, 0], [2, 2], [0, 2], [2, 2]]), np.arange(4), BOOK, ("x", "y"))
    assert found is not None
    assert math.isnan(found.per_tag["against"].kappa.value)
    assert not math.isnan(found.per_tag["for"].kappa.value)
    assert not math.isnan(found.overall.kappa.value)


def test_the_interval_is_wider_where_paragraphs_of_an_article_go_together() -> None:
    ratings = np.array([[0, 0]] * 30 + [[0, 1]] * 10 + [[1, 1]] * 30)
    apart = agreement(ratings, np.arange(70), BOOK, ("x", "y"))
    together = agreement(ratings, np.arange(70) // 10, BOOK, ("x", "y"))
    assert apart is not None
    assert together is not None
    assert apart.overall.kappa.value == together.overall.kappa.value
    assert together.overall.kappa.low < apart.overall.kappa.low
