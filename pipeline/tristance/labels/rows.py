"""The rows of the three tables of a labels folder, in the order of their columns."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime

ORIGINS = ("published", "composed", "imported")
CONFIDENCES = ("sure", "unsure")
CHOSEN = ("whole article", "random", "queue")

ADJUDICATED = "adjudicated"
"""The annotator whose tag settles a dispute; its note gives the reason."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article. ``published`` ones name their outlet; ``composed`` ones have a genre and the date of their event."""

    article: str
    title: str = ""
    outlet: str = ""
    author: str = ""
    date: str = ""
    event_date: str = ""
    url: str = ""
    genre: str = ""
    origin: str = "imported"


@dataclass(frozen=True, slots=True)
class ParagraphRow:
    """One paragraph. A corrected one names the row that it ``replaces``.

    ``source_sha256`` is the fingerprint of the published paragraph that a restated one stands for, else empty.
    """

    paragraph: str
    article: str
    position: int
    text: str
    replaces: str = ""
    source_sha256: str = ""


@dataclass(frozen=True, slots=True)
class AnnotationRow:
    """One judgement of one annotator. ``probability`` is the inclusion probability of a paragraph drawn by chance."""

    paragraph: str
    annotator: str
    tag: str
    confidence: str = "sure"
    time: str = ""
    chosen: str = "whole article"
    probability: str = ""
    codebook: str = ""
    note: str = ""


Row = ArticleRow | ParagraphRow | AnnotationRow

TABLES: dict[str, type[Row]] = {
    "articles.csv": ArticleRow,
    "paragraphs.csv": ParagraphRow,
    "annotations.csv": AnnotationRow,
}


def timestamp(moment: datetime | None = None) -> str:
    """*moment*, or now, as the tables write a time: UTC, to the second."""
    return (moment or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def columns(row: type[object]) -> tuple[str, ...]:
    """The columns of a table, in order."""
    return tuple(field.name for field in fields(row))  # type: ignore[arg-type]  # a dataclass, but unions hide it
