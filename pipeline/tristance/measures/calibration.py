"""Probabilities that mean what they say: one temperature and one offset a tag, fitted on out-of-fold logits.

A temperature alone (Guo et al. 2017, ICML) cannot mend odds that class weights have shifted; the offsets can. The
log-loss is convex in the inverse temperature and the offsets, so the fit has one answer.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Logits = NDArray[np.float64]
_FLATTEST = 0.05
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

    The offsets sum to 0. The slope is at least 0.05: on labels without a signal the free optimum can be negative, and
    would turn the model round. A faint pull towards slope 1 and offsets 0 keeps both finite where a tag is never gold,
    or where the logits separate the tags.
    """
    k = logits.shape[1]
    # Each tag's features are its logit and an indicator of the tag itself: (n, k, 1 + k).
    indicators = np.broadcast_to(np.eye(k), (len(logits), k, k))
    slope, offsets = _split(_newton(np.concatenate([logits[:, :, None], indicators], axis=2), gold))
    if slope < _FLATTEST:
        slope, offsets = _FLATTEST, _newton(indicators, gold, fixed=_FLATTEST * logits)
    return Calibration(slope, offsets - offsets.mean())


def _split(parameters: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    return float(parameters[0]), parameters[1:]


def _newton(
    features: NDArray[np.float64], gold: NDArray[np.intp], fixed: NDArray[np.float64] | float = 0.0
) -> NDArray[np.float64]:
    """The (f,) weights of least log-loss of (n, k, f) features, beside a *fixed* part of the logits.

    Newton's method, halving a step that does not help; a general optimiser takes a hundred times as long for these few
    numbers, and calibration is fitted for every candidate of every fold.
    """
    n, k, f = features.shape
    hit = features[np.arange(n), gold].mean(axis=0)
    neutral = np.eye(1, f)[0] if f > k else np.zeros(f)
    pull = np.full(f, _PULL)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        log_p = log_softmax(features @ weights + fixed)
        return log_loss(log_p, gold) + float(pull @ (weights - neutral) ** 2) / 2, np.exp(log_p)

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
    return found
