"""McNemar's test (1947), of the paragraphs that only one of two classifiers gets right: is each as often that one.

It takes paragraphs for independent, which those of one article are not: where articles agree within themselves it finds
differences that are none. It is here because reviewers ask for it, and to be shown beside a test by article.
"""

from __future__ import annotations

import math
from typing import NamedTuple

_EXACT = 1000  # discordant paragraphs: above, the exact sum is long, and equal to the approximation in three digits


class McNemar(NamedTuple):
    """Paragraphs that only the first or only the second classifier got right, and the two-sided p-value."""

    only_a: int
    only_b: int
    p: float
    exact: bool


def mcnemar(only_a: int, only_b: int) -> McNemar:
    """The test of two counts: exact (binomial) up to 1,000 in all, else chi-squared with continuity correction.

    >>> mcnemar(2, 9).p
    0.0654296875
    """
    n = only_a + only_b
    if n > _EXACT:
        statistic = max(abs(only_a - only_b) - 1, 0) ** 2 / n
        return McNemar(only_a, only_b, math.erfc(math.sqrt(statistic / 2)), exact=False)
    below = sum(math.comb(n, i) for i in range(min(only_a, only_b) + 1))
    return McNemar(only_a, only_b, min(1.0, 2 * below / 2**n), exact=True)
