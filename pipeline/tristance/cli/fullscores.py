"""What goes beyond one cross-validation, on the screen."""

from __future__ import annotations

import math

from tristance.cli.screen import console, estimate, plain_table, printable, signed
from tristance.evaluation.beside import Beside
from tristance.evaluation.full import Full, Repeats

_HEADS = {"genre": "a genre not seen", "outlet": "an outlet not seen", "years": "later years, from earlier ones"}


def print_full(found: Full) -> None:
    """Repeats over seeds; the leak and transfer, each beside the ordinary cross-validation on the same paragraphs."""
    screen = console()
    screen.print()
    screen.print(_repeats(found.repeats), soft_wrap=True)
    screen.print()
    table = plain_table("stance macro-F1")
    for name in ("paragraphs", "trained on"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in ("", "in folds by article", "difference"):
        table.add_column(name, no_wrap=True)
    table.add_row("paragraphs split at random", *_cells(found.leak))
    for way in found.transfer:
        if way.pooled is None:
            continue
        table.add_row(_HEADS[way.of], *_cells(way.pooled))
        for name, each in way.each.items():
            table.add_row(f"  {printable(name)}", *_cells(each))
    screen.print(table)
    for way in found.transfer:
        if way.note:
            screen.print(f"{way.of}: {way.note}", soft_wrap=True)


def _repeats(found: Repeats) -> str:
    each = ", ".join(estimate(score) for score in found.scores)
    mean = "undefined" if math.isnan(found.mean) else f"{found.mean:.3f}"
    spread = "" if math.isnan(found.deviation) else f", standard deviation {found.deviation:.3f}"
    return f"other folds, seeds {found.seeds[0]} to {found.seeds[-1]}: {each}; mean {mean}{spread}"


def _cells(found: Beside) -> tuple[str, ...]:
    return (
        str(found.n_paragraphs),
        f"{found.n_trained:.0f}",
        estimate(found.other),
        estimate(found.ordinary),
        signed(found.difference),
    )
