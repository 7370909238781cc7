"""Folds by article: all paragraphs of an article, and of those that share text with it, fall into the same fold."""

from __future__ import annotations

import warnings
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from tristance.errors import NotEnoughLabels
from tristance.labels.examples import Examples

_FEWEST_GROUPS = 2
_SHOWN = 3


def assign_folds(tags: NDArray[np.intp], groups: NDArray[np.intp], folds: int, seed: int) -> NDArray[np.intp]:
    """The fold of each paragraph: (n,) tags and (n,) groups -> (n,) integers from 0.

    There are *folds* of them, or as many as there are groups if those are fewer. Tags are spread as evenly as whole
    groups allow (scikit-learn's StratifiedGroupKFold).
    """
    from sklearn.model_selection import StratifiedGroupKFold

    n_folds = min(folds, len(np.unique(groups)))
    splitter = StratifiedGroupKFold(n_folds, shuffle=True, random_state=seed)
    fold = np.zeros(len(tags), dtype=np.intp)
    with warnings.catch_warnings():
        # A tag with fewer paragraphs than folds is reported by `check_enough` where it matters.
        warnings.filterwarnings("ignore", message="The least populated class", category=UserWarning)
        if n_folds > np.bincount(tags).max():
            return np.asarray(np.unique(groups, return_inverse=True)[1] % n_folds)
        for number, (_, test) in enumerate(splitter.split(np.zeros(len(tags)), tags, groups)):
            fold[test] = number
    return fold


def check_enough(examples: Examples, folds: int) -> None:
    """Raise :class:`NotEnoughLabels` unless every tag is in two articles, and no copied text spans too many of them."""
    groups, names = examples.groups, examples.codebook.names
    for code, name in enumerate(names):
        mine = examples.tags == code
        n, n_articles = int(mine.sum()), len(np.unique(groups[mine]))
        if n_articles < _FEWEST_GROUPS:
            counts = ", ".join(f"{other} {int((examples.tags == i).sum())}" for i, other in enumerate(names))
            raise NotEnoughLabels(
                f"tag {name!r} has {n} paragraph{'s' * (n != 1)} in {n_articles} article{'s' * (n_articles != 1)}, "
                f"and needs {_FEWEST_GROUPS} articles or more, so that what is learnt on some can be tested on others "
                f"(paragraphs: {counts}); label more of it, or take it out of the codebook"
            )
    if not examples.links:
        return
    group, size = Counter(groups.tolist()).most_common(1)[0]
    members = sorted({article for article, g in zip(examples.articles, groups, strict=True) if g == group})
    if len(members) > 1 and size > len(examples) / folds:
        links = [link for link in examples.links if groups[link.first] == group]
        shown = "; ".join(
            f"{examples.ids[link.first]} ~ {examples.ids[link.second]} ({link.similarity:.2f})"
            for link in links[:_SHOWN]
        )
        raise NotEnoughLabels(
            f"{len(members)} articles share paragraphs and must stay together, but hold {size} of {len(examples)} "
            f"paragraphs, more than 1/{folds}: {shown}{'; …' if len(links) > _SHOWN else ''}; "
            f"remove the copies and keep one"
        )
