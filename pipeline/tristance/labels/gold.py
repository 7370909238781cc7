"""From judgements to the gold tag: adjudicated, else unanimous, else majority; a tie is a dispute and has none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tristance.labels.judgements import Judgements, decided, first_readings, judgements
from tristance.labels.rows import ADJUDICATED
from tristance.labels.store import Labels

__all__ = ["Gold", "Judgements", "Ratings", "gold", "judgements", "ratings"]


class Gold(NamedTuple):
    """The gold tag of each paragraph that has one, and the paragraphs whose annotators differ without a majority."""

    tags: dict[str, str]
    disputes: tuple[str, ...]


def gold(labels: Labels) -> Gold:
    """The gold tags of the current paragraphs of *labels*."""
    read = judgements(labels.annotations)
    tags: dict[str, str] = {}
    disputes = []
    for paragraph in labels.current:
        by = read.get(paragraph.paragraph)
        if not by:
            continue
        tag = decided(by)
        if tag is None:
            disputes.append(paragraph.paragraph)
        else:
            tags[paragraph.paragraph] = tag
    return Gold(tags, tuple(disputes))


class Ratings(NamedTuple):
    """Who gave which tag: ``values`` (n paragraphs, m annotators), -1 where unread; ``groups`` (n,) are articles.

    ``changed`` is how many of them do not stand any more: the annotator changed their mind. ``paragraphs`` are their
    ids.
    """

    annotators: tuple[str, ...]
    values: NDArray[np.intp]
    groups: NDArray[np.intp]
    changed: int = 0
    paragraphs: tuple[str, ...] = ()

    def of(self, ids: Sequence[str]) -> NDArray[np.intp]:
        """The ratings of these paragraphs, in their order: n ids -> (n, m), -1 where unread."""
        row = {paragraph: i for i, paragraph in enumerate(self.paragraphs)}
        rows = np.array([row.get(paragraph, -1) for paragraph in ids], dtype=np.intp)
        found = np.full((len(rows), len(self.annotators)), -1, dtype=np.intp)
        found[rows >= 0] = self.values[rows[rows >= 0]]
        return found


def ratings(labels: Labels) -> Ratings:
    """The first readings of the current paragraphs that anybody read; adjudication is not a reading.

    They are :func:`~tristance.labels.judgements.first_readings`: a mind that was changed, perhaps after talking about
    it, is no independent reading.
    """
    readings = [row for row in labels.annotations if row.annotator != ADJUDICATED]
    read, standing = first_readings(readings), judgements(readings)
    annotators = tuple(sorted({name for by in read.values() for name in by}))
    paragraphs = [row for row in labels.current if row.paragraph in read]
    number = {tag: code for code, tag in enumerate(labels.codebook.names)}
    articles: dict[str, int] = {}
    values = np.full((len(paragraphs), len(annotators)), -1, dtype=np.intp)
    groups = np.zeros(len(paragraphs), dtype=np.intp)
    for i, paragraph in enumerate(paragraphs):
        groups[i] = articles.setdefault(paragraph.article, len(articles))
        for j, annotator in enumerate(annotators):
            row = read[paragraph.paragraph].get(annotator)
            if row is not None:
                values[i, j] = number[row.tag]
    changed = sum(
        row.tag != standing[paragraph.paragraph][annotator].tag
        for paragraph in paragraphs
        for annotator, row in read[paragraph.paragraph].items()
    )
    return Ratings(annotators, values, groups, changed, tuple(row.paragraph for row in paragraphs))
