"""What goes beyond one cross-validation, on the screen."""

from __future__ import annotations

import math

from tristance.cli.screen import console, estimate, plain_table, printable, signed
from tristance.evaluation.beside import Beside
from tristance.evaluation.full import Full, Repeats

_HEADS = {"genre": "a genre not seen", "outlet": "an outlet not seen", "years": "later years not seen"}
_WIDEST = 26  # of a name, so that all fits in 100 columns


def print_full(found: Full) -> None:
    """Repeats over seeds; the leak and transfer, each beside the ordinary cross-validation on the same paragraphs."""
    screen = console()
    screen.print()
    screen.print(_repeats(found.repeats), soft_wrap=True)
    screen.print()
    table = plain_table(gap=2)
    table.add_column("stance macro-F1", no_wrap=True, max_width=_WIDEST)
    for name in ("paragraphs", "trained", ""):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("ordinary", justify="right", no_wrap=True)
    table.add_column("difference", no_wrap=True)
    table.add_row("paragraphs split at random", *_cells(found.leak))
    for way in found.transfer:
        if way.pooled is None:
            continue
        alone = len(way.each) == 1 and next(iter(way.each.values())) == way.pooled
        head = f"not seen: {next(iter(way.each))}" if alone else _HEADS[way.of]
        table.add_row(head, *_cells(way.pooled))
        for name, each in () if alone else way.each.items():
            table.add_row(f"  {printable(name)}", *_cells(each))
    screen.print(table)
    screen.print("trained: on how many paragraphs; ordinary: folds by article, on the same paragraphs", soft_wrap=True)
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
        "undefined" if math.isnan(found.ordinary.value) else f"{found.ordinary.value:.2f}",
        signed(found.difference),
    )
