"""Who judged what: each annotator's standing judgement of each paragraph, and the tag that they amount to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from tristance.labels.rows import ADJUDICATED, AnnotationRow

Judgements = dict[str, dict[str, AnnotationRow]]


def judgements(annotations: Iterable[AnnotationRow]) -> Judgements:
    """Each paragraph's judgements by annotator; of several by one annotator, the last stands."""
    found: Judgements = {}
    for row in annotations:
        found.setdefault(row.paragraph, {})[row.annotator] = row
    return found


def first_readings(annotations: Iterable[AnnotationRow]) -> Judgements:
    """Each paragraph's first judgements by annotator, before any change of mind.

    A judgement under another codebook version than the one before is a reading of its own: of it, the first counts.
    """
    found: Judgements = {}
    for row in annotations:
        by = found.setdefault(row.paragraph, {})
        if row.annotator not in by or by[row.annotator].codebook != row.codebook:
            by[row.annotator] = row
    return found


def decided(by: Mapping[str, AnnotationRow]) -> str | None:
    """The gold tag that the judgements of one paragraph, by annotator, amount to; None for a dispute, or for none."""
    if ADJUDICATED in by:
        return by[ADJUDICATED].tag
    counts = Counter(row.tag for row in by.values()).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]
