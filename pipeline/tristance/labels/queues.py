"""Which paragraphs an annotator has still to read, and in what order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tristance.errors import BadTable, LabelError, did_you_mean
from tristance.labels.judgements import judgements
from tristance.labels.rows import CHOSEN, CONFIDENCES, AnnotationRow
from tristance.labels.sheet import read_sheet
from tristance.labels.store import Labels

_UNSURE = CONFIDENCES[1]


@dataclass(frozen=True, slots=True)
class Queued:
    """A paragraph to read, how it was chosen, and with what probability where chance decided."""

    paragraph: str
    chosen: str = CHOSEN[0]
    probability: str = ""


class Lot(NamedTuple):
    """What there is to read, and how many paragraphs of the same lot the annotator has judged already."""

    ahead: list[Queued]
    before: int


def whole_articles(labels: Labels, annotator: str) -> list[Queued]:
    """All current paragraphs article by article: those that *annotator* has begun, then the rest as they come."""
    article_of = {row.paragraph: row.article for row in labels.paragraphs}
    begun = {article_of[row.paragraph] for row in labels.annotations if row.annotator == annotator}
    rows = sorted(labels.in_order, key=lambda row: row.article not in begun)
    return [Queued(row.paragraph) for row in rows]


def of_sheet(labels: Labels, path: Path) -> tuple[list[Queued], int]:
    """The paragraphs of the coding sheet at *path* in its order, and how many it names that were replaced since.

    Raises what :func:`~tristance.labels.sheet.read_sheet` does, and :class:`BadTable` where a row names no paragraph
    of *labels*.
    """
    known = {row.paragraph for row in labels.paragraphs}
    current = {row.paragraph for row in labels.current}
    found: dict[str, Queued] = {}
    replaced = set()
    for line, row in read_sheet(path):
        if row.paragraph not in known:
            near = did_you_mean(row.paragraph, current)
            raise BadTable(
                f"{path}:{line}: column paragraph: {row.paragraph!r} is no paragraph of {labels.folder}{near}; "
                "a queue is a coding sheet of these labels"
            )
        if row.paragraph in current:
            found.setdefault(row.paragraph, Queued(row.paragraph, row.chosen, row.probability))
        else:
            replaced.add(row.paragraph)
    return list(found.values()), len(replaced)


def lot(
    labels: Labels,
    queue: Sequence[Queued],
    annotator: str,
    *,
    articles: Sequence[str] = (),
    unsure: bool = False,
    again: Collection[str] = (),
) -> Lot:
    """What *annotator* has still to read of *queue*, in *articles* only where any are named.

    That is what they have not judged, and what they are to judge *again*; with *unsure*, what they have judged and are
    unsure of. How a paragraph was chosen for the first reading is kept in the next.

    Raises :class:`LabelError` where there is no such article.
    """
    for article in articles:
        if article not in labels.article:
            raise LabelError(
                f"{labels.folder / 'articles.csv'}: no article {article!r}{did_you_mean(article, labels.article)}; "
                "name one by its id"
            )
    read = judgements(row for row in labels.annotations if row.annotator == annotator)
    article_of = {row.paragraph: row.article for row in labels.paragraphs}
    wanted = [each for each in queue if not articles or article_of[each.paragraph] in articles]
    if unsure:
        rows = [(each, read[each.paragraph][annotator]) for each in wanted if each.paragraph in read]
        return Lot([_as_before(each, row) for each, row in rows if row.confidence == _UNSURE], 0)
    ahead = [
        _as_before(each, read[each.paragraph][annotator]) if each.paragraph in read else each
        for each in wanted
        if each.paragraph not in read or each.paragraph in again
    ]
    return Lot(ahead, len(wanted) - len(ahead))


def _as_before(queued: Queued, row: AnnotationRow) -> Queued:
    return Queued(queued.paragraph, row.chosen, row.probability)
