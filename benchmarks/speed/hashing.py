"""scikit-learn without a vocabulary: hashed word 1-2-grams under logistic regression."""

from __future__ import annotations

from collections.abc import Sequence

from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from speed.models import set_coefficients
from speed.peers import Tags


def hashing(texts: Sequence[str], tags: Tags) -> Pipeline:
    """The pipeline, fitted with C = 1, the default.

    By our solver, which counts equal columns once: of 2^20 columns most are empty.
    """
    vectorizer, classifier = HashingVectorizer(ngram_range=(1, 2)), LogisticRegression()
    set_coefficients(classifier, vectorizer.transform(texts), tags, 1.0)
    return make_pipeline(vectorizer, classifier)
