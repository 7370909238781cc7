"""Predictions of many texts as arrays: nothing is made a row, or a text, that need not be."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tristance.measures.decision import decide
from tristance.model.arrow import Texts
from tristance.model.linear import LinearModel

DIGITS = 12  # of a probability: fewer than a float has, so that the last bit of a sum is not written down
_SCALE = 10.0**DIGITS
_NEAR = 0.01  # how near to a half the scaled probability may come before its own rounding could move it across
NO_TEXT = -1


class Predictions(NamedTuple):
    """Of n texts under k tags: ``tags`` (n,) count from 0, and are ``NO_TEXT`` where there was none.

    ``confidence`` (n,) and ``p`` (n, k) are rounded as they are written down, and NaN where there was no text.
    """

    tags: NDArray[np.intp]
    confidence: NDArray[np.float64]
    p: NDArray[np.float64]

    @property
    def without_text(self) -> int:
        """How many rows had no text."""
        return int(np.count_nonzero(self.tags == NO_TEXT))


def score(model: LinearModel, texts: Texts) -> Predictions:
    """The predictions of *texts*: a list of strings, or an Arrow column, whose nulls are no text."""
    log_p = model.log_probabilities(texts)
    tags = decide(log_p, model.decision_offsets)
    p = rounded(np.exp(log_p))
    confidence = p[np.arange(len(p)), tags]
    return Predictions(np.where(np.isnan(confidence), NO_TEXT, tags), confidence, p)


def rounded(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities to twelve digits, each exactly as Python's ``round`` does it; NaN stays.

    >>> rounded(np.array([0.1234567890125, 1 / 3, np.nan])).tolist()
    [0.123456789012, 0.333333333333, nan]
    """
    scaled = p * _SCALE
    out = np.rint(scaled) / _SCALE
    doubtful = np.abs(scaled - np.floor(scaled) - 0.5) < _NEAR
    out[doubtful] = [round(value, DIGITS) for value in p[doubtful].tolist()]
    return np.asarray(out)
