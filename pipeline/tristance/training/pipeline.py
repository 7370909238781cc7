"""The scikit-learn pipeline that is fitted: TF-IDF of words and of characters, cues, actors, logistic regression."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import FunctionTransformer

from tristance.model.actors import actor_features, actor_finder
from tristance.model.cues import cue_counter, cue_features
from tristance.schema import Codebook
from tristance.training.recipe import ClassWeight, Recipe

FINAL_TOLERANCE = 1e-12
"""Of the gradient. At scikit-learn's own 1e-4 a coefficient is off by up to 0.2, and machines would differ."""
_ITERATIONS = 1000


def cue_stems(codebook: Codebook) -> tuple[tuple[str, ...], ...]:
    """The stems of each tag that lists cues, in the codebook's order."""
    return tuple(tag.cues for tag in codebook.tags if tag.cues)


def actor_terms(codebook: Codebook) -> tuple[tuple[str, ...], ...]:
    """The terms of each actor, in the codebook's order."""
    return tuple(actor.terms for actor in codebook.actors)


def classifier(c: float, class_weight: ClassWeight, tolerance: float = FINAL_TOLERANCE) -> LogisticRegression:
    """The logistic regression: multinomial, L2, fitted by Newton's method with conjugate gradients."""
    return LogisticRegression(
        C=c, class_weight=class_weight, solver="newton-cg", tol=tolerance, max_iter=_ITERATIONS, warm_start=True
    )


def build(
    codebook: Codebook, recipe: Recipe, c: float, class_weight: ClassWeight, texts: Iterable[str] = ("a word",)
) -> Pipeline:
    """The whole pipeline, unfitted: it takes texts and tags. Without words where none of *texts* has one."""
    words = TfidfVectorizer(ngram_range=recipe.words, sublinear_tf=True)
    analyze = words.build_analyzer()
    blocks: list[tuple[str, Any]] = [
        *([("words", words)] if any(analyze(text) for text in texts) else []),
        ("characters", TfidfVectorizer(analyzer="char_wb", ngram_range=recipe.characters, sublinear_tf=True)),
    ]
    stems = cue_stems(codebook)
    if stems:
        blocks.append(("cues", FunctionTransformer(partial(_cue_matrix, stems))))
    actors = actor_terms(codebook)
    if actors:
        blocks.append(("actors", FunctionTransformer(partial(_actor_matrix, actors))))
    return Pipeline([("features", FeatureUnion(blocks)), ("classifier", classifier(c, class_weight))])


def _cue_matrix(stems: Sequence[Sequence[str]], texts: Sequence[str]) -> NDArray[np.float64]:
    """At module level, so that an exported pipeline can be pickled."""
    return cue_features(cue_counter(stems), texts)


def _actor_matrix(actors: Sequence[Sequence[str]], texts: Sequence[str]) -> NDArray[np.float64]:
    return actor_features(actor_finder(actors), len(actors), texts)
