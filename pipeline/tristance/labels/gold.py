"""From judgements to the gold tag: adjudicated, else unanimous, else majority; a tie is a dispute and has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tristance.labels.rows import ADJUDICATED, AnnotationRow
from tristance.labels.store import Labels

Judgements = dict[str, dict[str, AnnotationRow]]


class Gold(NamedTuple):
    """The gold tag of each paragraph that has one, and the paragraphs whose annotators differ without a majority."""

    tags: dict[str, str]
    disputes: tuple[str, ...]


def judgements(annotations: Iterable[AnnotationRow]) -> Judgements:
    """Each paragraph's judgements by annotator; of several by one annotator, the last stands."""
    found: Judgements = {}
    for row in annotations:
        found.setdefault(row.paragraph, {})[row.annotator] = row
    return found


def gold(labels: Labels) -> Gold:
    """The gold tags of the current paragraphs of *labels*."""
    read = judgements(labels.annotations)
    tags: dict[str, str] = {}
    disputes = []
    for paragraph in labels.current:
        by = read.get(paragraph.paragraph)
        if not by:
            continue
        if ADJUDICATED in by:
            tags[paragraph.paragraph] = by[ADJUDICATED].tag
            continue
        counts = Counter(row.tag for row in by.values()).most_common(2)
        if len(counts) == 1 or counts[0][1] > counts[1][1]:
            tags[paragraph.paragraph] = counts[0][0]
        else:
            disputes.append(paragraph.paragraph)
    return Gold(tags, tuple(disputes))


class Ratings(NamedTuple):
    """Who gave which tag: ``values`` (n paragraphs, m annotators), -1 where unread; ``groups`` (n,) are articles."""

    annotators: tuple[str, ...]
    values: NDArray[np.intp]
    groups: NDArray[np.intp]


def ratings(labels: Labels) -> Ratings:
    """The first-pass judgements of the current paragraphs that anybody read; adjudication is not a reading."""
    read = judgements(row for row in labels.annotations if row.annotator != ADJUDICATED)
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
    return Ratings(annotators, values, groups)
