"""No tag is given away by how a paragraph begins, or by its length."""

from __future__ import annotations

import re

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from tristance.labels.examples import Examples, examples
from tristance.labels.store import read_labels
from tristance.measures.scores import confusion, macro_f1
from tristance.resources import bundled
from tristance.training.folds import assign_folds

ALLOWED = 0.05
FOLDS = 5


@pytest.fixture(scope="module")
def found() -> Examples:
    return examples(read_labels(bundled("labels")))


def beginning(text: str) -> list[str]:
    """The first three words, each with its place."""
    return [f"{place} {word}" for place, word in enumerate(re.findall(r"\w+", text.lower())[:3])]


def score(found: Examples, features: sparse.csr_matrix) -> float:
    """Stance macro-F1 of a logistic regression on *features*, out of fold by article."""
    fold = assign_folds(found.tags, found.groups, FOLDS, seed=0)
    predicted = np.zeros_like(found.tags)
    for number in range(FOLDS):
        model = LogisticRegression(max_iter=3000).fit(features[fold != number], found.tags[fold != number])
        predicted[fold == number] = model.predict(features[fold == number])
    return headline(found, predicted)


def headline(found: Examples, predicted: NDArray[np.intp]) -> float:
    return float(macro_f1(confusion(found.tags, predicted, len(found.codebook.names)), found.stances))


def test_first_three_words_and_length_say_hardly_more_than_chance(found: Examples) -> None:
    """Real text also says a little by its first words: "North Korea" opens other paragraphs than "Critics in Seoul"."""
    words = CountVectorizer(analyzer=beginning).fit_transform(found.texts)
    length = np.log([len(text.split()) for text in found.texts])
    scaled = (length - length.mean()) / length.std()
    features = sparse.hstack([words, sparse.csr_matrix(np.stack([scaled, scaled**2], axis=1))], format="csr")
    rng = np.random.default_rng(0)
    chance = np.mean([headline(found, rng.permutation(found.tags)) for _ in range(20)])
    assert score(found, features) <= chance + ALLOWED


def test_a_formula_would_be_found(found: Examples) -> None:
    """The check can fail: had every stance its own first word, the same classifier would give all of them away."""
    given = CountVectorizer(analyzer=lambda number: [str(number)]).fit_transform(found.tags.tolist())
    assert score(found, given) > 0.9
