"""How far the probabilities mean what they say, and what is gained by leaving out the least sure tags."""

from __future__ import annotations

from tristance.evaluation.calibration import CalibrationScores
from tristance.evaluation.risk_coverage import RiskCoverage
from tristance.report.table import Cell, Column, Table
from tristance.report.wording import share

_COVERAGES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.25)  # those that the page shows; a file has all


def calibration_table(before: CalibrationScores, after: CalibrationScores) -> Table:
    """What is said of the probabilities in one number each."""
    columns = (
        Column("measure", "measure", numeric=False),
        Column("before", "before calibration", 3),
        Column("after", "after calibration", 3),
    )
    rows: tuple[tuple[Cell, ...], ...] = (
        ("expected calibration error, most probable tag", before.ece, after.ece),
        ("expected calibration error, mean of all tags", before.classwise_ece, after.classwise_ece),
        ("Brier score, 0 to 2 (Brier 1950)", before.brier, after.brier),
        ("log-loss, in nats", before.log_loss, after.log_loss),
    )
    caption = f"Calibration of {after.n:,} paragraphs, with 95 % intervals; 0 is best."
    return Table("calibration", caption, columns, rows)


def reliability_table(before: CalibrationScores, after: CalibrationScores) -> Table:
    """The bins of the calibration curve, and of each tag's own probability after calibration."""
    columns = (
        Column("probability", "probability", numeric=False),
        Column("when", "when", numeric=False),
        Column("low", "above", 1),
        Column("high", "up to", 1),
        Column("paragraphs", "paragraphs"),
        Column("mean_predicted", "mean probability"),
        Column("observed", "share that was right"),
    )
    tables = [("most probable tag", "before", before.top), ("most probable tag", "after", after.top)]
    tables += [(tag, "after", bins) for tag, bins in after.per_tag.items()]
    rows = tuple((of, when, b.low, b.high, b.n, b.predicted, b.observed) for of, when, bins in tables for b in bins)
    return Table("reliability", "Bins of the calibration curve.", columns, rows)


def coverage_table(curves: dict[str, RiskCoverage | None], *, whole: bool = False) -> Table:
    """Risk by coverage; *whole* is with every point of the curves."""
    there = {which: found for which, found in curves.items() if found is not None}
    columns = [Column("coverage", "coverage", numeric=False)]
    headings = {"all": "all paragraphs", "stances": "paragraphs given a stance"}
    for which in there:
        columns.append(Column(f"{which}_n", "taken"))
        columns.append(Column(f"{which}_confidence", "p ≥"))
        columns.append(Column(f"{which}_risk", "share wrong"))
    points = list(zip(*(found.points for found in there.values()), strict=True))
    rows = []
    for across in points:
        if whole or round(across[0].coverage, 2) in _COVERAGES:
            cells = [cell for point in across for cell in (point.n, point.confidence, point.risk)]
            rows.append((share(across[0].coverage) if not whole else f"{across[0].coverage:.2f}", *cells))
    caption = (
        "Share wrong where the most confident tags are taken, those of a probability p or more; with 95 % intervals."
    )
    groups = tuple((headings.get(which, which), 3) for which in there)
    return Table("risk-coverage", caption, tuple(columns), tuple(rows), groups)
