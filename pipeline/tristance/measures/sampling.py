"""Drawing with unequal probabilities that are known exactly, so that what was drawn can be weighed back.

See Tillé (2006), Sampling Algorithms, sections 2.10 and 7.1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_PARTS = 2**40  # a probability is drawn with in whole parts of this many: sums of floats are not exact
_OFF = 1e-8  # how far a sum of floats may be from the whole number that is meant


def inclusion_probabilities(sizes: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """Probabilities of being among *n* drawn, in proportion to *sizes*: (N,) above 0 -> (N,) in (0, 1], sum *n*.

    Where proportion would lead above 1, the probability is 1, and the rest of the sample goes to the others in
    proportion. None is thereby smaller than ``n * sizes / sizes.sum()``, but for those at 1.
    Raises :class:`ValueError` where a size is not above 0, or *n* is not from 1 to N.
    """
    if not 1 <= n <= len(sizes):
        raise ValueError(f"{n} cannot be drawn from {len(sizes)}")
    if not (np.isfinite(sizes).all() and (sizes > 0).all()):
        raise ValueError("every size must be a number above 0")
    if n == len(sizes):
        return np.ones(n)
    certain = np.zeros(len(sizes), dtype=bool)
    while True:
        rest = np.where(certain, 0.0, sizes)
        rest /= rest.max()
        found = np.where(certain, 1.0, (n - certain.sum()) * (rest / rest.sum()))
        above = found > 1
        if not above.any() or (certain | above).sum() >= n:  # the others must keep what little they have
            return np.minimum(found, 1.0)
        certain |= above


def systematic(probabilities: NDArray[np.float64], generator: np.random.Generator) -> NDArray[np.intp]:
    """Draw by equal steps along the rows from a random start (Madow 1949): (N,) probabilities of sum n -> (n,) rows.

    Each row is drawn with its own probability, whatever the order of the rows; rows that lie together are seldom drawn
    together, so that an order in which like stands beside like spreads the sample (implicit stratification). Rows are
    distinct, and come in order. Some pairs are never drawn together: no unbiased estimate of a variance follows.
    Raises :class:`ValueError` where the sum is no whole number, or a probability is not in (0, 1].
    """
    total = float(probabilities.sum())
    sound = (probabilities > 0).all() and (probabilities <= 1).all()
    if not sound or abs(total - round(total)) > _OFF:
        raise ValueError("probabilities must be above 0, at most 1, and sum to a whole number")
    n = round(total)
    parts = _in_parts(probabilities, n)
    points = int(generator.integers(_PARTS)) + _PARTS * np.arange(n, dtype=np.int64)
    return np.searchsorted(np.cumsum(parts), points, side="right")


def _in_parts(probabilities: NDArray[np.float64], n: int) -> NDArray[np.int64]:
    """Probabilities in whole parts that sum to *n* exactly: what rounding leaves over goes to the largest below 1."""
    parts = np.rint(probabilities * _PARTS).astype(np.int64)
    while left := n * _PARTS - int(parts.sum()):
        room = np.flatnonzero((parts < _PARTS) & (parts > 0))
        some = room[np.argsort(-parts[room], kind="stable")][: abs(left)]
        parts[some] += 1 if left > 0 else -1
    return parts
