"""Feature matrices of many folds at the price of one: terms are counted once, and weighed anew in each fold.

Equal to fitting the whole pipeline in each fold: a fold's vocabulary is the terms of its own training paragraphs, and
its document frequencies are theirs alone, so nothing of the test paragraphs leaks into the features.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from tristance.model.actors import actor_features, actor_finder
from tristance.model.cues import cue_counter, cue_features
from tristance.schema import Codebook
from tristance.training.pipeline import actor_terms, cue_stems
from tristance.training.recipe import Recipe


class Counted:
    """The counted terms of n texts, and the features of what the codebook lists: cues and actors."""

    def __init__(self, texts: Sequence[str], codebook: Codebook, recipe: Recipe) -> None:
        vectorizers = (
            CountVectorizer(ngram_range=recipe.words),
            CountVectorizer(analyzer="char_wb", ngram_range=recipe.characters),
        )
        self._blocks = [_count(vectorizer, texts) for vectorizer in vectorizers]
        stems = cue_stems(codebook)
        actors = actor_terms(codebook)
        dense = (
            cue_features(cue_counter(stems), texts) if stems else np.zeros((len(texts), 0)),
            actor_features(actor_finder(actors), len(actors), texts),
        )
        self._listed = sparse.csr_matrix(np.concatenate(dense, axis=1))

    def split(self, train: NDArray[np.intp], test: NDArray[np.intp]) -> tuple[Any, Any]:
        """Features of the training and of the test rows, weighed by the training rows alone: CSR matrices."""
        pairs = [_weigh(block, train, test) for block in self._blocks]
        pairs.append((self._listed[train], self._listed[test]))
        return tuple(sparse.hstack(side, format="csr") for side in zip(*pairs, strict=True))


def _count(vectorizer: CountVectorizer, texts: Sequence[str]) -> Any:
    try:
        return vectorizer.fit_transform(texts)
    except ValueError:  # no text has a word at all
        return sparse.csr_matrix((len(texts), 0))


def _weigh(counts: Any, train: NDArray[np.intp], test: NDArray[np.intp]) -> tuple[Any, Any]:
    if not counts.shape[1]:
        return counts[train], counts[test]
    seen = np.asarray(counts[train].getnnz(axis=0)) > 0
    transformer = TfidfTransformer(sublinear_tf=True)
    return transformer.fit_transform(counts[train][:, seen]), transformer.transform(counts[test][:, seen])
