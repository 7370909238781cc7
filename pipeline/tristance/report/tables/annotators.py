"""How far the annotators agree, and the model with them."""

from __future__ import annotations

from tristance.evaluation.agreement import Agreement, Coefficients
from tristance.evaluation.ceiling import Ceiling
from tristance.report.table import Cell, Column, Table


def agreement_table(found: Agreement) -> Table:
    """Percent agreement, kappa and alpha: overall, and each tag against the rest."""
    columns = (
        Column("of", "of", numeric=False),
        Column("percent", "share alike"),
        Column("kappa", "Cohen’s kappa"),
        Column("alpha", "Krippendorff’s alpha"),
    )

    def row(name: str, of: Coefficients) -> tuple[Cell, ...]:
        return (name, of.percent, of.kappa, of.alpha)

    rows = (row("all tags", found.overall), *(row(tag, of) for tag, of in found.per_tag.items()))
    caption = (
        f"Agreement on {found.n_paragraphs:,} paragraphs of {found.n_articles:,} articles that two annotators or more "
        "have read, with 95 % intervals; below the first row, each tag against the rest."
    )
    return Table("agreement", caption, columns, rows)


def pairs_table(found: Ceiling) -> Table:
    """Annotators with each other, and the model with each of them."""
    columns = (
        Column("first", "one", numeric=False),
        Column("second", "with", numeric=False),
        Column("paragraphs", "paragraphs"),
        Column("stance_macro_f1", "stance macro-F1"),
        Column("alpha", "alpha"),
        Column("kappa", "kappa"),
    )
    rows = tuple(
        (pair.first, pair.second, pair.n, pair.level.stance_macro_f1, pair.level.alpha, pair.kappa)
        for pair in found.pairs
    )
    return Table("pairs", "Who agrees with whom, on the paragraphs that both have tagged.", columns, rows)
