"""What the probabilities are worth, on the screen: calibration, reliability, risk against coverage."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from tristance.cli.screen import estimate, plain_table
from tristance.evaluation.calibration import Bin
from tristance.evaluation.scoring import Scores

_SHOWN = (1.0, 0.8, 0.6, 0.4, 0.2)


def print_probabilities(screen: Console, scores: Scores) -> None:
    """Calibration before and after, the reliability of the top probability, and risk at some coverages."""
    if scores.calibration_after is None:
        return
    for table in (_calibration(scores), _reliability(scores.calibration_after.top), _risks(scores)):
        screen.print()
        screen.print(table)


def _calibration(scores: Scores) -> Table:
    table = plain_table("calibration", "ECE", "Brier score", "log-loss")
    for name, found in (("before", scores.calibration_before), ("after", scores.calibration_after)):
        if found is not None:
            table.add_row(name, estimate(found.ece, 3), estimate(found.brier, 3), estimate(found.log_loss, 3))
    return table


def _reliability(bins: tuple[Bin, ...]) -> Table:
    """One row a bin: ten of them side by side are wider than many a terminal."""
    table = plain_table("top probability")
    for name in ("paragraphs", "mean"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("share that is right", no_wrap=True)
    for each in bins:
        if each.n:
            table.add_row(
                f"{each.low:.1f}-{each.high:.1f}", str(each.n), f"{each.predicted:.2f}", estimate(each.observed)
            )
    return table


def _risks(scores: Scores) -> Table:
    curves = {which: curve for which, curve in scores.risk_coverage.items() if curve is not None}
    heads = {"all": "wrong of {}", "stances": "of {} given a stance"}
    table = plain_table("coverage")
    for which, curve in curves.items():
        table.add_column(heads[which].format(curve.n), no_wrap=True)
        table.add_column("p from", no_wrap=True)
    for coverage in _SHOWN:
        cells = []
        for curve in curves.values():
            point = next(point for point in curve.points if point.coverage == coverage)
            cells += [estimate(point.risk), f"{point.confidence:.2f}"]
        table.add_row(f"{coverage:.0%}".replace("%", " %"), *cells)
    areas = [cell for curve in curves.values() for cell in (estimate(curve.area, 3), "")]
    table.add_row("area (AURC)", *areas)
    return table
