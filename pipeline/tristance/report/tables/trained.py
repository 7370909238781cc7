"""What other labels and other folds give: the learning curve, the leak, transfer."""

from __future__ import annotations

from tristance.evaluation.beside import Beside
from tristance.evaluation.full import Full
from tristance.evaluation.learning_curve import LearningCurve
from tristance.report.table import Cell, Column, Table

_LEFT_OUT = {"genre": "a genre not seen", "outlet": "an outlet not seen", "years": "later years, not seen"}


def learning_table(found: LearningCurve, *, whole: bool = False) -> Table:
    """The points of the learning curve; *whole* is with the intervals of each tag's scores."""
    columns = (
        Column("paragraphs", "trained on", 0),
        Column("articles", "articles", 0),
        Column("stance_macro_f1", "stance macro-F1, 95 % interval"),
        *(Column(f"f1 {tag}", tag) for tag in found.per_tag),
    )

    def of_tags(size: int) -> list[Cell]:
        scores = [curve.scores[size] for curve in found.per_tag.values()]
        return [score if whole else score.value for score in scores]

    rows = tuple(
        (float(n), float(a), found.stance_macro_f1.scores[i], *of_tags(i))
        for i, (n, a) in enumerate(zip(found.paragraphs, found.articles, strict=True))
    )
    groups = (("", 2), ("F1 of each tag", len(found.per_tag)))
    return Table("learning-curve", "Scores by paragraphs trained on.", columns, rows, groups)


def full_table(found: Full) -> Table:
    """The leak and transfer, each beside the ordinary cross-validation on the same paragraphs."""
    columns = (
        Column("split", "split", numeric=False),
        Column("paragraphs", "paragraphs"),
        Column("trained_on", "trained on", 0),
        Column("stance_macro_f1", "stance macro-F1"),
        Column("by_article", "split by article"),
        Column("difference", "difference", signed=True),
    )

    def row(name: str, of: Beside) -> tuple[Cell, ...]:
        return (name, of.n_paragraphs, of.n_trained, of.other, of.ordinary, of.difference)

    rows = [row("paragraphs at random", found.leak)]
    for way in found.transfer:
        if way.pooled is not None:
            rows.append(row(_LEFT_OUT.get(way.of, way.of), way.pooled))
            rows += [row(f"{way.of}: {name}", each) for name, each in way.each.items()]
    return Table("full", "The same paragraphs, split otherwise; with 95 % intervals.", columns, tuple(rows))
