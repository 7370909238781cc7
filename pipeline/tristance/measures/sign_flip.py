"""Could the difference between two classifiers be chance? A permutation test whose unit is the article.

Were the two alike, it would not matter which of them tagged which article: swapping their tags in any set of whole
articles gives a result that was as likely as the one found. The p-value is the share of such results that are at least
as far from 0 (the sign-flip or approximate randomisation test: Noreen 1989; Yeh 2000). Paragraphs of one article are
swapped together, because they are not independent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
PERMUTATIONS = 9999
_PART = 250
_SAME = 1e-12  # sums of another order differ in the last digits: what is nearer counts as equal


class SignFlip(NamedTuple):
    """``p`` is two-sided, of so many permutations; ``exact`` where these are all that there are."""

    p: float
    permutations: int
    exact: bool


def sign_flip(
    by_group: Floats, difference: Callable[[Floats], Floats], *, permutations: int = PERMUTATIONS, seed: int = 0
) -> SignFlip:
    """The two-sided p-value of the difference between two classifiers.

    *by_group* is (g, 2, …): what each group adds for the one and for the other. *difference* takes sums of shape
    (…, 2, …) with any number of leading axes, and returns (…,).

    Where the groups on which the two differ can be swapped in no more ways than *permutations*, all ways are tried and
    p is exact; otherwise it is (1 + b)/(1 + m) of m random ones, b of them as extreme (Phipson and Smyth 2010).
    """
    total = by_group.sum(axis=0)
    differing = by_group[(by_group[:, 0] != by_group[:, 1]).reshape(len(by_group), -1).any(axis=1)]
    by_swapping = differing[:, ::-1] - differing
    found = abs(float(difference(total)))
    exact = 2 ** len(differing) <= permutations
    swaps = _all(len(differing)) if exact else _random(len(differing), permutations, seed)
    extreme = 0
    for swapped in swaps:
        sums = total + np.tensordot(swapped, by_swapping, axes=1)
        extreme += int((np.abs(difference(sums)) >= found - _SAME).sum())
    if exact:
        return SignFlip(extreme / 2 ** len(differing), 2 ** len(differing), exact=True)
    return SignFlip((1 + extreme) / (1 + permutations), permutations, exact=False)


def _all(n: int) -> Iterator[Floats]:
    """Every way to swap or leave n groups: (2**n, n) zeros and ones, in parts."""
    for start in range(0, 2**n, _PART):
        numbers = np.arange(start, min(start + _PART, 2**n))
        yield ((numbers[:, None] >> np.arange(n)) & 1).astype(np.float64)


def _random(n: int, permutations: int, seed: int) -> Iterator[Floats]:
    generator = np.random.default_rng(seed)
    for start in range(0, permutations, _PART):
        yield generator.integers(0, 2, size=(min(_PART, permutations - start), n)).astype(np.float64)
