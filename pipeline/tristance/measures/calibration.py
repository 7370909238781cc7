"""Probabilities that mean what they say: one temperature and one offset a tag, fitted on out-of-fold logits.

A temperature alone (Guo et al. 2017, ICML) cannot mend odds that class weights have shifted; the offsets can. The
log-loss is convex in the inverse temperature and the offsets, so the fit has one answer.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Logits = NDArray[np.float64]
_PULL = 1e-4
_STEPS = 50
_SMALLEST_STEP = 1e-6
_GAIN = 1e-13  # of log-loss: a step that brings less is the last


class Calibration(NamedTuple):
    """``log p = log_softmax(logits * slope + offsets)``; ``slope`` is the inverse temperature, ``offsets`` (k,)."""

    slope: float
    offsets: NDArray[np.float64]

    def apply(self, logits: Logits) -> Logits:
        """Calibrated log-probabilities: (n, k) logits -> (n, k)."""
        return log_softmax(logits * self.slope + self.offsets)


def log_softmax(logits: Logits) -> Logits:
    """Log-probabilities, rows summing to 1 after exp: (n, k) -> (n, k)."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))


def log_loss(log_p: Logits, gold: NDArray[np.intp]) -> float:
    """Mean negative log-probability of the gold tag, in nats: (n, k) and (n,) -> a number."""
    return float(-log_p[np.arange(len(gold)), gold].mean())


def fit_calibration(logits: Logits, gold: NDArray[np.intp]) -> Calibration:
    """The temperature and offsets of least log-loss on out-of-fold logits: (n, k) and (n,) -> a calibration.

    The offsets sum to 0. A faint pull towards slope 1 and offsets 0 keeps both finite where a tag is never gold, or
    where the logits separate the tags. Newton's method, halving a step that does not help; a general optimiser takes
    a hundred times as long for these few numbers, and it is called for every candidate of every fold.
    """
    n, k = logits.shape
    # Each tag's features are its logit and an indicator of the tag itself: (n, k, 1 + k).
    features = np.concatenate([logits[:, :, None], np.broadcast_to(np.eye(k), (n, k, k))], axis=2)
    hit = features[np.arange(n), gold].mean(axis=0)
    neutral = np.eye(1, 1 + k)[0]
    pull = np.full(1 + k, _PULL)

    def loss(parameters: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        log_p = log_softmax(features @ parameters)
        away = parameters - neutral
        return log_loss(log_p, gold) + float(pull @ away**2) / 2, np.exp(log_p)

    found = neutral
    value, p = loss(found)
    for _ in range(_STEPS):
        expected = np.einsum("nk,nkf->nf", p, features)
        gradient = expected.mean(axis=0) - hit + pull * (found - neutral)
        curvature = np.einsum("nk,nkf,nkg->fg", p, features, features, optimize=True) - expected.T @ expected
        step = np.linalg.solve(curvature / n + np.diag(pull), gradient)
        size = 1.0
        while (trial := loss(found - size * step))[0] > value and size > _SMALLEST_STEP:
            size /= 2
        if trial[0] > value:
            break
        found, gain, (value, p) = found - size * step, value - trial[0], trial
        if gain < _GAIN:
            break
    offsets = found[1:] - found[1:].mean()
    return Calibration(float(found[0]), offsets)
