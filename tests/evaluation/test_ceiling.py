"""The annotators' ceiling: the same measure on both sides, on the same paragraphs."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tristance.evaluation.ceiling import Ceiling, ceiling
from tristance.measures import agreement
from tristance.schema import Codebook, Tag

BOOK = Codebook(
    "1", "Q?", (), (Tag("for", "F.", "stance"), Tag("against", "A.", "stance"), Tag("none", "N.", "background"))
)
Tags = NDArray[np.intp]


def found(predicted: Tags, ratings: Tags, names: tuple[str, ...] = ("x", "y")) -> Ceiling:
    made = ceiling(BOOK, predicted, ratings, np.arange(len(predicted)) // 3, names)
    assert made is not None
    return made


@pytest.mark.property
@given(st.integers(0, 10**6))
def test_with_two_annotators_the_f1_is_the_ordinary_one_whoever_is_gold(seed: int) -> None:
    one, other, model = np.random.default_rng(seed).integers(0, 3, (3, 30))
    between = found(model, np.stack([one, other], axis=1)).between.stance_macro_f1.value
    for gold, tagged in ((one, other), (other, one)):
        assert between == pytest.approx(sklearn.metrics.f1_score(gold, tagged, labels=[0, 1], average="macro"))


def test_a_model_that_copies_one_annotator_is_halfway_to_agreement_with_both() -> None:
    """It agrees wholly with the first, and with the second as the first does."""
    generator = np.random.default_rng(3)
    one = generator.integers(0, 3, 60)
    other = np.where(generator.random(60) < 0.3, generator.integers(0, 3, 60), one)
    made = found(one, np.stack([one, other], axis=1))
    pairs = {(pair.first, pair.second): pair.level.stance_macro_f1.value for pair in made.pairs}
    assert pairs["model", "x"] == 1
    assert pairs["model", "y"] == pairs["x", "y"] == made.between.stance_macro_f1.value
    assert made.between.stance_macro_f1.value < made.model.stance_macro_f1.value < 1
    assert made.difference.alpha.low > 0


def test_the_alpha_of_a_pair_is_that_of_two_annotators() -> None:
    one, other = np.random.default_rng(4).integers(0, 3, (2, 40))
    made = found(one, np.stack([one, other], axis=1))
    expected = agreement.alpha(agreement.coincidences(np.stack([one, other], axis=1), 3).sum(axis=0))
    assert made.between.alpha.value == pytest.approx(float(expected))
    [pair] = [pair for pair in made.pairs if (pair.first, pair.second) == ("model", "y")]
    assert pair.level.alpha.value == pytest.approx(float(expected))
    assert pair.kappa.value == pytest.approx(sklearn.metrics.cohen_kappa_score(one, other))


def test_both_sides_weigh_a_paragraph_alike() -> None:
    """As many tags as it was given: three read the first, two the second."""
    ratings = np.array([[0, 0, 1], [2, -1, 2]])
    between, model = agreement.coincidences(ratings, 3), agreement.coincidences_with(np.array([0, 2]), ratings, 3)
    assert between.sum(axis=(1, 2)).tolist() == model.sum(axis=(1, 2)).tolist() == [3, 2]
    np.testing.assert_array_equal(model, model.transpose(0, 2, 1))


def test_only_paragraphs_read_twice_count() -> None:
    ratings = np.array([[0, 0], [1, -1], [-1, 2], [2, 2]])
    made = found(np.array([0, 0, 0, 0]), ratings)
    assert (made.n_paragraphs, made.between.stance_macro_f1.value) == (2, 1)
    assert ceiling(BOOK, np.array([0]), np.array([[0, -1]]), np.array([0]), ("x", "y")) is None


def test_annotators_who_share_no_paragraph_are_no_pair() -> None:
    ratings = np.array([[0, 0, -1], [1, 1, -1], [-1, 2, 2], [-1, 0, 0]])
    made = found(np.array([0, 1, 2, 0]), ratings, ("x", "y", "z"))
    assert [(pair.first, pair.second, pair.n) for pair in made.pairs if pair.first != "model"] == [
        ("x", "y", 2),
        ("y", "z", 2),
    ]


def test_what_is_undefined_is_null_in_json() -> None:
    made = found(np.full(4, 2), np.full((4, 2), 2))
    level = made.as_json()["annotator_with_annotator"]
    assert level["alpha"] == level["stance_macro_f1"] == {"value": None, "low": None, "high": None}
