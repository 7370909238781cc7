"""What the probabilities are worth, on the screen: calibration, reliability, risk against coverage."""

from __future__ import annotations

import math

from rich.console import Console
from rich.table import Table

from tristance.cli.screen import count, estimate, plain_table
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
    n = f"calibration, {count(scores.n_paragraphs, 'paragraph')}"
    table = plain_table(n, "ECE", "Brier score", "log-loss")
    for name, found in (("before", scores.calibration_before), ("after", scores.calibration_after)):
        if found is not None:
            table.add_row(name, estimate(found.ece, 3), estimate(found.brier, 3), estimate(found.log_loss, 3))
    return table


def _reliability(bins: tuple[Bin, ...]) -> Table:
    filled = [each for each in bins if each.n]
    table = plain_table("top probability", gap=2)
    for each in filled:  # ten of them fit in 100 columns
        limits = f"{each.low:.1f}-{each.high:.1f}".replace("0.", ".").replace("1.0", "1")
        table.add_column(limits, justify="right", no_wrap=True)
    table.add_row("paragraphs", *(str(each.n) for each in filled))
    table.add_row("  mean", *(f"{each.predicted:.2f}" for each in filled))
    table.add_row("  share that is right", *(f"{each.observed.value:.2f}" for each in filled))
    table.add_row("  95 % interval from", *(_limit(each.observed.low) for each in filled))
    table.add_row("  to", *(_limit(each.observed.high) for each in filled))
    return table


def _limit(figure: float) -> str:
    return "-" if math.isnan(figure) else f"{figure:.2f}"


def _risks(scores: Scores) -> Table:
    curves = {which: curve for which, curve in scores.risk_coverage.items() if curve is not None}
    heads = {"all": "of {} paragraphs", "stances": "of {} given a stance"}
    table = plain_table("wrong at coverage")
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
