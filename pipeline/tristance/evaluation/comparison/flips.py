"""The paragraphs that A and B tag differently: how many of each gold tag, and which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from tristance.evaluation.comparison.pairing import Pairing

COLUMNS = ("paragraph", "article", "change", "gold", "tag_a", "tag_b", "confidence_a", "confidence_b", "text")
_CHANGES = ("right to wrong", "wrong to right", "wrong to wrong")
_DIGITS = 6


class Flips(NamedTuple):
    """How many paragraphs A tags rightly and B wrongly, the other way round, and both wrongly with different tags."""

    right_to_wrong: int
    wrong_to_right: int
    wrong_to_wrong: int


def flips_by_tag(paired: Pairing) -> dict[str, Flips]:
    """The flips among the paragraphs of each gold tag."""
    change = _changes(paired)
    return {
        name: Flips(*(int(((paired.gold == tag) & (change == number)).sum()) for number in range(len(_CHANGES))))
        for tag, name in enumerate(paired.codebook.names)
    }


def flip_rows(paired: Pairing) -> Iterator[dict[str, Any]]:
    """One row a flip, under the names of :data:`COLUMNS`: first what B spoils, then what it mends, then the rest."""
    change = _changes(paired)
    names = paired.codebook.names
    for number, name in enumerate(_CHANGES):
        for i in np.flatnonzero(change == number).tolist():
            tags = (names[tag] for tag in (paired.gold[i], *paired.tags[i]))
            confidence = (round(p, _DIGITS) for p in paired.confidence[i].tolist())
            cells = (paired.paragraphs[i], paired.articles[i], name, *tags, *confidence, paired.texts[i])
            yield dict(zip(COLUMNS, cells, strict=True))


def _changes(paired: Pairing) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Which of the changes each paragraph went through, (n,); -1 where A and B agree."""
    a, b = paired.tags.T
    return np.select([a == b, a == paired.gold, b == paired.gold], [-1, 0, 1], default=2)
