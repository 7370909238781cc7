"""A trained model on a file of tagged texts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.agreement import agreement
from tristance.evaluation.ceiling import ceiling
from tristance.evaluation.scoring import Scores, score, with_probabilities
from tristance.evaluation.tagged_file import ANNOTATORS, read_tagged_file
from tristance.labels.examples import text_kinds
from tristance.labels.gold import Ratings
from tristance.measures.calibration import log_softmax
from tristance.measures.decision import decide
from tristance.model.held_out import HeldOut
from tristance.model.linear import LinearModel


@dataclass(frozen=True)
class TaggedByModel:
    """A test file as a model tagged it: n held-out paragraphs with their texts, and the tags of two annotators.

    The folds of ``held`` are all 0. ``log_p`` (n, k) are the calibrated log-probabilities, ``uncalibrated`` those
    before. ``ratings`` is None where the file has no tags of two annotators.
    """

    held: HeldOut
    texts: tuple[str, ...]
    log_p: NDArray[np.float64]
    uncalibrated: NDArray[np.float64]
    ratings: Ratings | None


def tag_file(model: LinearModel, path: Path) -> TaggedByModel:
    """The test file at *path* with the tags of *model*. Raises as :func:`~.tagged_file.read_tagged_file`."""
    found = read_tagged_file(path, model.codebook)
    logits = model.logits(found.texts)
    log_p = model.calibration.apply(logits)
    held = HeldOut(
        model.codebook,
        found.paragraphs,
        tuple(name or f"row {number}" for number, name in enumerate(found.articles, start=1)),
        found.kinds,
        found.groups,
        np.zeros_like(found.groups),
        found.gold,
        decide(log_p, model.decision_offsets),
        np.exp(log_p),
    )
    pair = found.annotators
    ratings = None if pair is None else Ratings(ANNOTATORS, pair, found.groups, paragraphs=found.paragraphs)
    return TaggedByModel(held, found.texts, log_p, log_softmax(logits), ratings)


def score_tagged(tagged: TaggedByModel, seed: int = 0) -> Scores:
    """The scores of a test file, beside the agreement of its two annotators."""
    held, ratings = tagged.held, tagged.ratings
    annotators = ratings.annotators if ratings else ()
    between = limit = None
    if ratings:
        between = agreement(ratings.values, held.groups, held.codebook, annotators, seed)
        limit = ceiling(held.codebook, held.predicted, ratings.values, held.groups, annotators, seed=seed)
    scores = score(
        held.codebook,
        tagged.texts,
        held.gold,
        held.predicted,
        held.groups,
        text=text_kinds(held.texts),
        kinds=held.texts,
        agreement=between,
        annotators=annotators,
        ceiling=limit,
        seed=seed,
    )
    return with_probabilities(scores, tagged.log_p, tagged.uncalibrated, held.gold, held.predicted, held.groups, seed)
