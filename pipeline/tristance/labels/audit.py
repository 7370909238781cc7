"""Where labels are probably wrong: copies with different tags, and tags that a model of the other articles disputes.

Only arrays are looked at. A contradiction is a fact, though not which side of it is wrong; a model's disagreement is
no more than a reason to read the paragraph again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tristance.labels.near_duplicates import Link, joined

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]


class Contradiction(NamedTuple):
    """The tag of ``row`` is another than that of ``other``, whose text is the same or nearly so."""

    row: int
    other: int
    similarity: float


class Disagreement(NamedTuple):
    """A model gives ``row`` the tag ``predicted``; ``score`` is smallest where it is surest that the gold is wrong."""

    row: int
    predicted: int
    score: float


def contradictions(tags: Ints, links: Iterable[Link]) -> list[Contradiction]:
    """The rows that contradict a copy of theirs, most alike first: (n,) tags, -1 where there is none, and links.

    Of copies that are linked directly or by others, the commonest tag is taken for right (of equally common ones, that
    of the first row), so that one wrong tag among ten copies is one contradiction and not nine. Each differing link is
    thus told of at one end or at both.
    """
    tagged = [link for link in links if tags[link.first] >= 0 and tags[link.second] >= 0]
    usual = _usual(tags, tagged)
    found: dict[int, Contradiction] = {}
    for link in sorted(tagged, key=lambda link: (-link.similarity, link.first, link.second)):
        if tags[link.first] == tags[link.second]:
            continue
        for row, other in ((link.second, link.first), (link.first, link.second)):
            if tags[row] != usual[row]:
                found.setdefault(row, Contradiction(row, other, link.similarity))
    return sorted(found.values(), key=lambda each: (-each.similarity, each.row))


def _usual(tags: Ints, links: Sequence[Link]) -> dict[int, int]:
    """The commonest tag among the copies of each linked row."""
    linked = sorted({row for link in links for row in (link.first, link.second)})
    root = joined(linked, ((link.first, link.second) for link in links))
    counts: dict[int, Counter[int]] = {}
    for row in linked:
        counts.setdefault(root[row], Counter())[int(tags[row])] += 1  # the first row's tag is counted first
    return {row: counts[root[row]].most_common(1)[0][0] for row in linked}


def thresholds(p: Floats, gold: Ints) -> Floats:
    """What a model gives each tag on average where it is gold: (n, k) and (n,) -> (k,); 1 where it never is."""
    k = p.shape[1]
    return np.array([p[gold == tag, tag].mean() if (gold == tag).any() else 1.0 for tag in range(k)])


def disagreements(p: Floats, gold: Ints) -> list[Disagreement]:
    """The paragraphs whose gold tag is probably wrong, worst first: (n, k) out-of-fold probabilities and (n,) tags.

    Confident learning (Northcutt, Jiang and Chuang 2021, JAIR): a tag's threshold is its mean probability where it is
    gold. A paragraph counts as of another tag where that tag's probability reaches its threshold, and is the largest of
    those that do. Such paragraphs are ordered by the probability of their gold tag over its threshold: a rare tag, of
    which the model is never sure, is not held against its paragraphs.
    """
    least = thresholds(p, gold)
    reached = np.where(p >= least, p, -1.0)
    predicted = reached.argmax(axis=1)
    score = p[np.arange(len(p)), gold] / np.maximum(least[gold], np.finfo(float).tiny)
    rows = np.flatnonzero((reached.max(axis=1) >= 0) & (predicted != gold))
    order = rows[np.argsort(score[rows], kind="stable")]
    return [Disagreement(int(row), int(predicted[row]), float(score[row])) for row in order]
