"""The headline, the scores of each tag, and which tags are taken for which."""

from __future__ import annotations

import numpy as np

from tristance.evaluation.scoring import Scores
from tristance.report.figures.forest import Row
from tristance.report.figures.matrix import shares
from tristance.report.table import Cell, Column, Table

_TAG = Column("tag", "tag", numeric=False)


def headline_rows(scores: Scores) -> list[Row]:
    """The headline, what the annotators reach, and the baselines, best first."""
    rows = [Row("this model", scores.stance_macro_f1, "model")]
    if scores.ceiling is not None:
        rows += [
            Row("annotator with annotator", scores.ceiling.between.stance_macro_f1, "ceiling"),
            Row("model with annotator", scores.ceiling.model.stance_macro_f1, "ceiling"),
        ]
    found = [Row(f"baseline: {name.replace('_', ' ')}", each, "baseline") for name, each in scores.baselines.items()]
    return rows + sorted(found, key=lambda row: -np.nan_to_num(row.score.value, nan=-1.0))


def headline_table(scores: Scores) -> Table:
    """The rows of the forest plot, and the scores that are not in it."""
    rows: list[tuple[Cell, ...]] = [(row.name, row.kind, row.score) for row in headline_rows(scores)]
    rows.append(("this model, on stance paragraphs only", "model", scores.on_stances))
    rows += [(f"this model, on {kind} text", "model", found.stance_macro_f1) for kind, found in scores.by_text.items()]
    columns = (
        Column("score", "stance macro-F1", numeric=False),
        Column("kind", "of", numeric=False),
        Column("value", "value, 95 % interval"),
    )
    return Table("headline", "Stance macro-F1.", columns, tuple(rows))


def text_table(scores: Scores) -> Table:
    """The headline on each kind of text."""
    columns = (
        Column("text", "text", numeric=False),
        Column("paragraphs", "paragraphs"),
        Column("groups", "groups of articles"),
        Column("stance_macro_f1", "stance macro-F1, 95 % interval"),
    )
    rows = tuple((kind, f.n_paragraphs, f.n_groups, f.stance_macro_f1) for kind, f in scores.by_text.items())
    return Table("by-text", "The headline by the kind of text.", columns, rows)


def tag_table(scores: Scores) -> Table:
    """Precision, recall and F1 of each tag."""
    columns = (
        _TAG,
        Column("role", "role", numeric=False),
        Column("paragraphs", "paragraphs"),
        Column("predicted", "predicted"),
        Column("precision", "precision"),
        Column("recall", "recall"),
        Column("f1", "F1, 95 % interval"),
    )
    rows = tuple(
        (
            tag.name,
            tag.role,
            found.n,
            found.predicted,
            found.precision if found.predicted else np.nan,
            found.recall if found.n else np.nan,
            found.f1,
        )
        for tag, found in zip(scores.codebook.tags, scores.per_tag.values(), strict=True)
    )
    caption = "Scores of each tag. Paragraphs: those that have it; predicted: those that were given it."
    return Table("tags", caption, columns, rows)


def confusion_table(scores: Scores) -> Table:
    """The confusion matrix in long form: a row for each gold and predicted tag."""
    names, of_row = scores.codebook.names, shares(scores.confusion)
    columns = (
        Column("gold", "gold", numeric=False),
        Column("predicted", "predicted", numeric=False),
        Column("paragraphs", "paragraphs"),
        Column("share_of_gold", "share of gold"),
    )
    rows = tuple(
        (gold, predicted, int(scores.confusion[i, j]), float(of_row[i, j]))
        for i, gold in enumerate(names)
        for j, predicted in enumerate(names)
    )
    return Table("confusion", "Gold and predicted tags.", columns, rows)
