"""Intervals that respect the article: what is drawn again is whole articles, never single paragraphs.

Paragraphs of one article resemble each other, so an interval that treats them as independent is too narrow. The
cluster bootstrap (Davison and Hinkley 1997, section 3.8) draws as many articles as there are, with replacement, and
takes percentiles of the score over the draws.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DRAWS = 2000
TAIL = 0.025
_PART = 250
_FEWEST = 2
_SPARSE = 0.2  # share of the cells that are not 0, below which only those are summed
_KEPT = 150_000_000  # weights of one byte each: above, they are drawn anew for each figure


class Estimate(NamedTuple):
    """A figure and its 95 % interval; ``low`` and ``high`` are NaN where only one group was there to draw."""

    value: float
    low: float
    high: float


def group_weights(n_groups: int, *, draws: int = DRAWS, seed: int = 0) -> Iterator[NDArray[np.float64]]:
    """How often each group is drawn in each replicate: (draws, n_groups) in parts, every row summing to *n_groups*.

    The parts keep the memory small where there are many groups; their size changes nothing in the draws.
    """
    drawn = _kept if n_groups * draws <= _KEPT else _draw
    return (part.astype(np.float64) for part in drawn(n_groups, draws, seed))


def _draw(n_groups: int, draws: int, seed: int) -> Iterator[NDArray[np.uint8]]:
    """The weights in one byte each: no group is drawn 256 times where one is expected."""
    generator = np.random.default_rng(seed)
    shares = np.full(n_groups, 1 / n_groups)
    for start in range(0, draws, _PART):
        yield generator.multinomial(n_groups, shares, size=min(_PART, draws - start)).astype(np.uint8)


@lru_cache(maxsize=2)
def _kept(n_groups: int, draws: int, seed: int) -> tuple[NDArray[np.uint8], ...]:
    """All figures of one evaluation are of the same draws, and drawing takes longer than what is done with them."""
    return tuple(_draw(n_groups, draws, seed))


def sum_by_group(each: NDArray[np.float64], groups: NDArray[np.intp], g: int | None = None) -> NDArray[np.float64]:
    """What the paragraphs add, summed over those of each group: (n, …) and (n,) -> (g, …)."""
    if g is None:
        g = int(groups.max()) + 1 if len(groups) else 0
    flat = each.reshape(len(each), -1)
    sums = np.stack([np.bincount(groups, column, minlength=g) for column in flat.T], axis=1).astype(np.float64)
    return sums.reshape(g, *each.shape[1:])


def bootstrap(
    by_group: NDArray[np.float64],
    statistic: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> list[Estimate]:
    """A statistic of sums over groups, with 95 % percentile intervals.

    Parameters
    ----------
    by_group
        (g, …): what each group adds, for example its confusion matrix.
    statistic
        Takes sums of shape (…, as of one group) with any number of leading axes, and returns (…,) or (…, m).

    Returns
    -------
    One estimate for each of the m figures (one where the statistic has no last axis). Replicates in which the statistic
    is undefined (NaN) are left out; where it is in all of them, so is the interval.
    """
    value = np.atleast_1d(statistic(by_group.sum(axis=0)))
    if len(by_group) == 1:  # drawn again it is always the same, which says nothing of other groups
        return [Estimate(float(v), math.nan, math.nan) for v in value]
    parts = [statistic(sums).reshape(len(sums), -1) for sums in drawn_sums(by_group, draws=draws, seed=seed)]
    return estimates(value, np.concatenate(parts))


def drawn_sums(by_group: NDArray[np.float64], *, draws: int = DRAWS, seed: int = 0) -> Iterator[NDArray[np.float64]]:
    """What the groups of each replicate add up to: (g, …) -> (draws, …), in parts as of :func:`group_weights`."""
    flat = by_group.reshape(len(by_group), -1)
    weights = group_weights(len(by_group), draws=draws, seed=seed)
    if np.count_nonzero(flat) > _SPARSE * flat.size:
        yield from ((each @ flat).reshape(-1, *by_group.shape[1:]) for each in weights)
        return
    from scipy.sparse import csr_array  # not above: most commands never need it

    columns = csr_array(flat.T)  # rows of a table are each a group, and in one cell of a hundred
    yield from ((columns @ each.T).T.reshape(-1, *by_group.shape[1:]) for each in weights)


def estimates(values: NDArray[np.float64], drawn: NDArray[np.float64], *, tail: float = TAIL) -> list[Estimate]:
    """(m,) figures with percentiles of (draws, m), *tail* cut off on either side; undefined draws are left out."""
    undefined = np.isnan(drawn).all(axis=0)
    low, high = np.nanquantile(np.where(undefined, 0.0, drawn), [tail, 1 - tail], axis=0)
    low[undefined] = high[undefined] = np.nan
    return [Estimate(*each) for each in zip(values.tolist(), low.tolist(), high.tolist(), strict=True)]


def open_share(share: Estimate, groups: int) -> Estimate:
    """A share with an interval that stays open where all draws are alike, for it is of so many *groups*.

    Of one group there is no interval. Where none or all came true in every group, no draw shows anything else; the
    limit is then the share at which so many groups in a row have a chance of 2.5 % (the rule of three; Hanley and
    Lippman-Hand 1983, JAMA 249:1743-1745).
    """
    if groups < _FEWEST:
        return Estimate(share.value, math.nan, math.nan)
    rest = 1 - 0.025 ** (1 / groups)
    if share.value == 0:
        return Estimate(0.0, 0.0, rest)
    return Estimate(1.0, 1 - rest, 1.0) if share.value == 1 else share
