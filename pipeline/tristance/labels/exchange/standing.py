"""What is exported: the labels as they stand, paragraph by paragraph."""

from __future__ import annotations

from dataclasses import dataclass

from tristance.errors import LabelError, NotEnoughLabels, did_you_mean
from tristance.labels.exchange.records import OF_ARTICLE, OF_JUDGEMENT, OF_PARAGRAPH
from tristance.labels.judgements import judgements
from tristance.labels.rows import AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.store import Labels

Cells = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Standing:
    """A current paragraph with its article, and of each annotator who read it the judgement that stands."""

    article: ArticleRow
    paragraph: ParagraphRow
    judgements: tuple[AnnotationRow, ...]

    def paragraph_cells(self) -> Cells:
        """The cells of paragraph and article by column; ``position`` is a number, all else text."""
        cells: Cells = {name: getattr(self.paragraph, name) for name in OF_PARAGRAPH}
        return cells | {name: getattr(self.article, name) for name in OF_ARTICLE}


def judgement_cells(row: AnnotationRow) -> Cells:
    """The cells of a judgement by column."""
    return {name: getattr(row, name) for name in OF_JUDGEMENT}


def standing(labels: Labels, annotator: str | None = None) -> list[Standing]:
    """The current paragraphs of *labels*, articles in their order; of *annotator* alone where one is named.

    Raises :class:`NotEnoughLabels` where there is no paragraph, and :class:`LabelError` where that annotator has judged
    none.
    """
    if not labels.current:
        raise NotEnoughLabels(
            f"{labels.folder}: no paragraph to export; add some: tristance labels import FILE --labels {labels.folder}"
        )
    if annotator is not None and annotator not in (names := annotators(labels)):
        there = f"there are: {', '.join(map(repr, names))}" if names else "nobody has tagged a paragraph yet"
        raise LabelError(f"{labels.folder}: no annotator {annotator!r}{did_you_mean(annotator, names)}; {there}")
    read = judgements(labels.annotations)
    order = {row.article: number for number, row in enumerate(labels.articles)}
    found = []
    for row in sorted(labels.current, key=lambda row: order[row.article]):
        by = read.get(row.paragraph, {})
        judged = tuple(one for name, one in by.items() if annotator in {None, name})
        found.append(Standing(labels.article[row.article], row, judged))
    return found


def annotators(labels: Labels) -> list[str]:
    """Who has judged a current paragraph, in the order of the alphabet."""
    current = {row.paragraph for row in labels.current}
    return sorted({row.annotator for row in labels.annotations if row.paragraph in current})
