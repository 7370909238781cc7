"""How high an error rate may be: a one-sided upper bound from paragraphs that lie together in articles.

Errors of one article resemble each other, so that n paragraphs tell less than n independent ones. The bound is that of
Clopper and Pearson (1934) at an effective number of paragraphs, as Korn and Graubard (1998, Survey Methodology 24) have
it for samples of clusters. A bootstrap or a t-interval would bound the error by 0 where no error was met.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri, stdtrit

Array = NDArray[np.float64]


def design_effect(n: Array, wrong: Array) -> Array:
    """How many times the variance of the error rate is that of independent paragraphs: two (…, g) counts -> (…).

    1 where no paragraph, or every one, is wrong, or only one group has any: nothing is to be seen there.
    """
    total, groups = n.sum(axis=-1), (n > 0).sum(axis=-1)
    rate = _ratio(wrong.sum(axis=-1), total)
    between = ((wrong - rate[..., None] * n) ** 2).sum(axis=-1) * _ratio(groups, groups - 1)
    return _ratio(between, total * rate * (1 - rate), otherwise=1.0)


def cautious_correlation(n: Array, wrong: Array) -> Array:
    """The correlation of two paragraphs' errors within a group, from 0 to 1: (…, g) counts -> (…).

    It is reckoned as if one more group had been met, of typical size and wrong throughout. Without it, a few groups
    among which no such one happens to be would show little correlation and few errors at once, and the bound would be
    too low; among many groups it hardly counts.
    """
    one_more = _typical_size(n)[..., None]
    n, wrong = np.concatenate([n, one_more], axis=-1), np.concatenate([wrong, one_more], axis=-1)
    found = _ratio(design_effect(n, wrong) - 1, _typical_size(n) - 1)
    return np.clip(found, 0.0, 1.0)


def error_bound(n: Array, wrong: Array, icc: Array | float, level: float) -> Array:
    """The upper bound at *level* (0.95, say) of the share of paragraphs that are wrong.

    Parameters
    ----------
    n, wrong
        (…, g): how many paragraphs each group has, and how many of them are wrong.
    icc
        (…): the least correlation of errors within a group to reckon with. The design effect is that which the groups
        show, and at least the one that *icc* implies for groups of this size (Kish 1965): where errors are rare, the
        former is hardly more than a guess.

    Returns
    -------
    (…) bounds in (0, 1]; 1 where fewer than two groups have a paragraph.
    """
    effect = np.maximum(design_effect(n, wrong), implied_effect(n, icc))
    return bound_at_effect(n, wrong.sum(axis=-1), effect, level)


def implied_effect(n: Array, icc: Array | float) -> Array:
    """The design effect of groups of (…, g) paragraphs whose errors are correlated by *icc*: -> (…), at least 1."""
    return np.asarray(1 + np.maximum(_typical_size(n) - 1, 0) * icc)


def bound_at_effect(n: Array, wrong: Array, effect: Array, level: float) -> Array:
    """The bound for (…, g) paragraphs of which (…), any number, are wrong, at a design effect of (…): -> (…).

    The effective number is made smaller still where groups are few, by normal over t quantile, squared.
    """
    total, groups = n.sum(axis=-1), (n > 0).sum(axis=-1)
    enough = groups > 1
    few = (ndtri(level) / stdtrit(np.maximum(groups - 1, 1), level)) ** 2
    effective: Array = np.where(enough, total / effect * few, 1.0)
    errors = effective * np.minimum(_ratio(wrong, total), 1.0)
    right = effective - errors
    bound: Array = betaincinv(errors + 1, np.where(right > 0, right, 1.0), level)
    return np.where(enough & (right > 0), bound, 1.0)


def _typical_size(n: Array) -> Array:
    """The size of the group of a paragraph, on average over the paragraphs."""
    return _ratio((n**2).sum(axis=-1), n.sum(axis=-1), otherwise=1.0)


def _ratio(above: Array, below: Array, otherwise: float = 0.0) -> Array:
    above, below = np.broadcast_arrays(np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64))
    return np.asarray(np.divide(above, below, out=np.full(above.shape, otherwise), where=below > 0))
