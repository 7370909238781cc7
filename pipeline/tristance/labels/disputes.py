"""Open disputes: paragraphs whose annotators differ without a majority, with what each of them said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tristance.labels.judgements import decided, judgements
from tristance.labels.queues import Queued
from tristance.labels.rows import ADJUDICATED, AnnotationRow, ParagraphRow
from tristance.labels.store import Labels


@dataclass(frozen=True, slots=True)
class Dispute:
    """A paragraph and its standing readings, by the annotators' names."""

    paragraph: ParagraphRow
    readings: tuple[AnnotationRow, ...]

    @property
    def queued(self) -> Queued:
        """The paragraph as one to read: chosen as its readings say, where they say the same."""
        ways = {(row.chosen, row.probability) for row in self.readings}
        return Queued(self.paragraph.paragraph, *ways.pop()) if len(ways) == 1 else Queued(self.paragraph.paragraph)

    def as_json(self) -> dict[str, Any]:
        """The dispute as plain values."""
        return {
            "paragraph": self.paragraph.paragraph,
            "article": self.paragraph.article,
            "text": self.paragraph.text,
            "readings": [
                {"annotator": row.annotator, "tag": row.tag, "confidence": row.confidence, "note": row.note}
                for row in self.readings
            ],
        }


def disputes(labels: Labels) -> list[Dispute]:
    """The open disputes of *labels*, in the order of the paragraphs."""
    read = judgements(labels.annotations)
    open_ones = (row for row in labels.current if row.paragraph in read and is_open(read[row.paragraph]))
    return [Dispute(row, readings(read[row.paragraph])) for row in open_ones]


def is_open(by: Mapping[str, AnnotationRow]) -> bool:
    """Whether the judgements of one paragraph, by annotator, are in dispute."""
    return bool(by) and decided(by) is None


def readings(by: Mapping[str, AnnotationRow]) -> tuple[AnnotationRow, ...]:
    """The judgements of one paragraph without the adjudicated one, by the annotators' names."""
    return tuple(by[name] for name in sorted(by) if name != ADJUDICATED)
