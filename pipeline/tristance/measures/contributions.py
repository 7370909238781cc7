"""Intervals and tests from what each article adds to the error of an estimate.

An estimate made of sums over articles errs, to first order, by a sum of contributions, one an article (its influence
function). Their squares give a variance that holds however the paragraphs of an article hang together (Binder 1983,
Int. Stat. Rev. 51:279-292), in one pass, for any number of articles. Several independent sources (the articles of the
labels, those of a corpus) add up.

The quantile is Student's. Its degrees of freedom count the articles, and take away where few of them carry most of the
variance, since the variance is then itself poorly known.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc, stdtrit

Array = NDArray[np.float64]

_TAIL = 0.975
_MANY = 1e6  # degrees of freedom that are as good as infinite
_RANK = 1e-4  # an eigenvalue of a correlation matrix below this share of the largest is rounding


class Spread(NamedTuple):
    """Standard errors, (…, m), and two counts of what they rest on, (…, m); NaN where a source has one article only.

    ``number`` are the degrees of freedom by the number of articles (Satterthwaite 1946), ``evenness`` those by the
    fourth moments of the contributions, fewer where few articles carry most of the variance.
    """

    error: Array
    number: Array
    evenness: Array

    @property
    def quantile(self) -> Array:
        """How many standard errors reach to either end of a 95 % interval.

        The two counts are joined as 1/f = 1/number + 1/evenness: of few articles fourth moments come out low, and in
        simulations either count alone gave intervals that were too narrow.
        """
        return np.asarray(stdtrit(1 / (1 / self.number + 1 / self.evenness), _TAIL))


def spread(*sources: Array) -> Spread:
    """The spread of an estimate: contributions (…, g, m) of each source's g articles -> (…, m)."""
    scaled = [source * _bessel(source.shape[-2]) for source in sources]
    each = [(part**2).sum(axis=-2) for part in scaled]
    variance = sum(each, np.zeros(()))
    by_number = sum((v**2 / max(part.shape[-2] - 1, 1) for v, part in zip(each, scaled, strict=True)), np.zeros(()))
    fourth = ((part**4).sum(axis=-2) - v**2 / part.shape[-2] for v, part in zip(each, scaled, strict=True))
    return Spread(np.sqrt(variance), _freedom(variance, by_number), _freedom(variance, sum(fourth, np.zeros(())) / 2))


def _freedom(variance: Array, uncertainty: Array) -> Array:
    """Degrees of freedom of a *variance* that is itself uncertain; as good as infinite where there is none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = 1 / np.maximum(uncertainty / variance**2, 1 / _MANY)
    return np.asarray(np.where(variance == 0, _MANY, found))


def _bessel(g: int) -> float:
    """What makes the contributions of *g* articles, centred on their own mean, as wide as they would be about 0."""
    return float(np.sqrt(g / (g - 1))) if g > 1 else float("nan")


def t_interval(value: Array, found: Spread) -> tuple[Array, Array]:
    """The ends of the 95 % interval about *value*, (…, m) each."""
    half = found.quantile * found.error
    return value - half, value + half


def wilson_interval(share: Array, found: Spread) -> tuple[Array, Array]:
    """The ends of the 95 % interval of a share in [0, 1], (…, m) each, within [0, 1].

    Wilson's, with the number of independent paragraphs that would have the same variance (Kott and Carr 1997, J. Off.
    Stat. 13:335-348). NaN where the share is 0 or 1: such a variance says nothing.
    """
    q2 = found.quantile**2
    with np.errstate(divide="ignore", invalid="ignore"):
        n = np.where((share > 0) & (share < 1), share * (1 - share) / found.error**2, np.nan)
        middle = (share + q2 / (2 * n)) / (1 + q2 / n)
        half = np.sqrt(q2) / (1 + q2 / n) * np.sqrt(share * (1 - share) / n + q2 / (4 * n**2))
    return np.asarray(middle - half), np.asarray(middle + half)


def chance_of_departure(value: Array, g: NDArray[np.intp] | int, *sources: Array) -> Array:
    """The p-value of the hypothesis that all of *value*, (…, m), is 0 but for chance -> (…).

    A Wald test with the covariance of the contributions, (…, g', m) each, and Hotelling's correction for *g*
    articles. Directions without variance (shares sum to 1) are left out. NaN where there are too few articles.
    """
    covariance = sum((np.swapaxes(s, -1, -2) @ s * _bessel(s.shape[-2]) ** 2 for s in sources), np.zeros(()))
    unknown = np.asarray(~np.isfinite(covariance).all(axis=(-2, -1)))
    covariance = np.where(unknown[..., None, None], 0.0, covariance)
    scale = np.sqrt(np.diagonal(covariance, axis1=-2, axis2=-1))
    scale = np.where(scale > 0, scale, 1.0)
    sizes, directions = np.linalg.eigh(covariance / scale[..., :, None] / scale[..., None, :])
    kept = sizes > _RANK * np.maximum(sizes[..., -1:], _RANK)
    along = (np.swapaxes(directions, -1, -2) @ (value / scale)[..., None])[..., 0]
    squared = np.where(kept, along**2 / np.where(kept, sizes, 1.0), 0.0).sum(axis=-1)
    rank = kept.sum(axis=-1)
    left = np.asarray(g) - rank
    possible = ~unknown & (rank > 0) & (left > 0)
    ratio = squared * left / np.maximum(rank * (np.asarray(g) - 1), 1)
    tail = fdtrc(np.maximum(rank, 1), np.maximum(left, 1), ratio)
    return np.asarray(np.where(possible, tail, np.nan))
