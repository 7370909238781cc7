"""The curve that scores follow as labels are added: an inverse power law of the error.

The error 1 - score falls as ``floor + drop * (n / smallest) ** -exponent`` with the number n of labelled paragraphs
(Cortes et al. 1994, NIPS 6; Figueroa et al. 2012, BMC Med. Inform. Decis. Mak. 12:8; for how far such curves can be
trusted, Viering and Loog 2023, IEEE TPAMI 45:7799-7819). For a given exponent it is a straight line, so that trying a
grid of exponents finds the least squares without an optimiser that could fail.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

EXPONENTS = np.round(np.geomspace(0.1, 2.0, 40), 3)
"""From a curve that hardly bends, where each doubling brings nearly the same, to one that is flat after two of them."""


class PowerLaw(NamedTuple):
    """Curves of one shape (…): ``floor``, ``drop`` and ``exponent`` are arrays; ``smallest`` is a number of paragraphs.

    ``floor`` and ``drop`` are at least 0 and sum to at most 1: from ``smallest`` on, a score never falls as paragraphs
    are added, and stays in [0, 1].
    """

    floor: Array
    drop: Array
    exponent: Array
    smallest: float

    def at(self, sizes: Array) -> Array:
        """The scores at (s,) numbers of paragraphs: -> (…, s)."""
        power = (sizes / self.smallest) ** -self.exponent[..., None]
        return np.asarray(1 - self.floor[..., None] - self.drop[..., None] * power)

    def gain(self, sizes: Array, since: float) -> Array:
        """What (s,) numbers of paragraphs bring over *since* of them: -> (…, s)."""
        return self.at(sizes) - self.at(np.array([since]))


def fit_power_law(sizes: Array, scores: Array) -> PowerLaw:
    """The curves of least weighted squares: (s,) ascending numbers of paragraphs, (…, s) scores in [0, 1] -> (…).

    A size weighs as many times as it has paragraphs: a score on more labels varies less, and lies nearer to where the
    curve is to be followed. Of exponents that fit alike the smallest wins.
    """
    error = 1 - scores[..., None, :]
    u = (sizes / sizes[0]) ** -EXPONENTS[:, None]
    lines = np.stack(np.broadcast_arrays(*_lines(u, error, sizes)), axis=0)  # (2, 4, …, exponents)
    floor, drop = lines
    outside = (floor < 0) | (drop < 0) | (floor + drop > 1)
    residual = error - floor[..., None] - drop[..., None] * u
    loss = np.where(outside, np.inf, (sizes * residual**2).sum(axis=-1))
    kind = loss.argmin(axis=0)[None]
    floor, drop, loss = (np.take_along_axis(array, kind, axis=0)[0] for array in (floor, drop, loss))
    best = loss.argmin(axis=-1)[..., None]
    return PowerLaw(
        np.take_along_axis(floor, best, axis=-1)[..., 0],
        np.take_along_axis(drop, best, axis=-1)[..., 0],
        EXPONENTS[best[..., 0]],
        float(sizes[0]),
    )


def _lines(u: Array, error: Array, weights: Array) -> tuple[Array, Array]:
    """Floor and drop of the least squares, and of those along the three edges of what is allowed: (4, …, e) each.

    The loss is convex, so that where its lowest point lies outside, the best that is allowed is on an edge: no floor,
    no drop, or an error of 1 at the smallest size.
    """
    mean_u, mean_e = (np.average(values, axis=-1, weights=weights) for values in (u, error))
    within = u - mean_u[:, None]
    slope = _mean(within * error, weights) / _mean(within**2, weights)
    no_floor = np.clip(_mean(u * error, weights) / _mean(u**2, weights), 0, 1)
    no_drop = np.clip(np.broadcast_to(mean_e, slope.shape), 0, 1)
    from_one = np.clip(_mean((1 - u) * (1 - error), weights) / _mean((1 - u) ** 2, weights), 0, 1)
    zero = np.zeros_like(slope)
    return (
        np.stack([mean_e - slope * mean_u, zero, no_drop, 1 - from_one]),
        np.stack([slope, no_floor, zero, from_one]),
    )


def _mean(values: Array, weights: Array) -> Array:
    return np.asarray(np.average(values, axis=-1, weights=weights))
