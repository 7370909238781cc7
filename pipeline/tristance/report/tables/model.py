"""What a model goes by, and where it is most wrong."""

from __future__ import annotations

from tristance.report.blocks import KINDS
from tristance.report.mistakes import Mistake
from tristance.report.table import Column, Table
from tristance.report.terms import TagTerms


def terms_table(found: tuple[TagTerms, ...]) -> Table:
    """The strongest terms of each tag, one row each."""
    columns = (
        Column("tag", "tag", numeric=False),
        Column("kind", "kind", numeric=False),
        Column("term", "term", numeric=False),
        Column("weight", "weight"),
    )
    rows = tuple(
        (terms.tag, kind, term.name, term.weight)
        for terms in found
        for side in (terms.speak_for, terms.speak_against)
        for kind in KINDS
        for term in side.get(kind, ())
    )
    return Table("terms", "Strongest terms.", columns, rows)


def errors_table(found: tuple[Mistake, ...]) -> Table:
    """The worst errors, one row each; their evidence as text."""
    names = ("paragraph", "article", "gold", "predicted", "p_predicted", "p_gold", "evidence", "text")
    columns = tuple(Column(name, name, numeric=name.startswith("p_")) for name in names)
    rows = tuple(
        (
            *(each.paragraph, each.article, each.gold, each.predicted, each.p, each.p_gold),
            "; ".join(f"{of.value:+.2f} {of.name} ({of.kind})" for of in each.evidence),
            each.text,
        )
        for each in found
    )
    return Table("errors", "Worst errors.", columns, rows)
