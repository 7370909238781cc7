"""A learning curve on the screen: tables, a plot, and what it means in sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.table import Table

from tristance.cli.plot import draw_curve
from tristance.cli.scores import tag_text
from tristance.cli.screen import console, estimate, plain_table, printable, signed
from tristance.evaluation.learning_curve import MORE, Curve, LearningCurve
from tristance.schema import Codebook

HEADLINE = "stance macro-F1"
COLUMNS = ("paragraphs", "articles", "score", "tag", "value", "low", "high", "step", "step_low", "step_high")


def print_curve(found: LearningCurve, codebook: Codebook) -> None:
    """The curve of the headline with its plot, the F1 of each tag by size, and what more labels would bring."""
    screen = console()
    headline = found.stance_macro_f1
    screen.print(
        f"{headline.paragraphs} paragraphs of {headline.articles} articles, {found.text} text; "
        f"{found.repeats} random orders of the articles, each in folds by article",
        soft_wrap=True,
    )
    screen.print()
    screen.print(_sizes(found))
    screen.print()
    screen.print(_by_tag(found, codebook))
    screen.print()
    _print_plot(screen, found)
    screen.print()
    for line in sentences(found):  # a line each for programs, whole words for a person
        screen.print(line, soft_wrap=not screen.is_terminal)


def _sizes(found: LearningCurve) -> Table:
    table = plain_table()
    for name in ("trained on", "articles"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in (f"{HEADLINE}, 95 % interval", "more than with half"):
        table.add_column(name, no_wrap=True)
    headline = found.stance_macro_f1
    steps = ["", *map(signed, headline.steps)]
    for n, articles, score, step in zip(found.paragraphs, found.articles, headline.scores, steps, strict=True):
        table.add_row(f"{n:.0f}", f"{articles:.0f}", estimate(score), step)
    return table


def _by_tag(found: LearningCurve, codebook: Codebook) -> Table:
    table = plain_table()
    table.add_column("F1 by size", overflow="fold")
    for n in found.paragraphs:
        table.add_column(f"{n:.0f}", justify="right", no_wrap=True)
    for name, curve in found.per_tag.items():
        scores = ("-" if math.isnan(score.value) else f"{score.value:.2f}" for score in curve.scores)
        table.add_row(tag_text(name, codebook), *scores)
    return table


def _print_plot(screen: Console, found: LearningCurve) -> None:
    import numpy as np

    curve = found.stance_macro_f1
    points = dict(zip(found.paragraphs.tolist(), (score.value for score in curve.scores), strict=True))
    lines = draw_curve(
        points, curve.paragraphs, (1 + MORE[-1]) * curve.paragraphs, lambda sizes: curve.band(np.array(sizes))
    )
    screen.print(f"{HEADLINE} by paragraphs trained on: o measured, - fitted, . its 95 % band;", soft_wrap=True)
    screen.print(f"right of the line, beyond the {curve.paragraphs} labelled now, extrapolated", soft_wrap=True)
    for line in lines:
        screen.print(line, soft_wrap=True)


def sentences(found: LearningCurve) -> Iterator[str]:
    """What more labels would bring to the headline and to each tag, how the fit was checked, and what it is not."""
    yield f"{HEADLINE}: {_verdict(found.stance_macro_f1, '')}"
    for name, curve in found.per_tag.items():
        yield f"{printable(name)}: {_verdict(curve, ' of it')}"
    foretold = found.stance_macro_f1.foretold
    if foretold is not None:
        measured = found.stance_macro_f1.scores[-1]
        yield (
            f"check: from the smaller sizes alone, the curve foretells {estimate(foretold)} at "
            f"{found.paragraphs[-1]:.0f} paragraphs; measured {measured.value:.2f}"
        )
    yield f"these gains are of more labels of the same kind ({found.text} text, chosen and tagged as now);"
    yield "they say nothing of other text, nor of labels of one tag alone"


def _verdict(curve: Curve, of_it: str) -> str:
    if curve.verdict == "unknown":
        return f"in {curve.articles} articles only, too few for a curve of its own; label more of it"
    quarter, doubled = (signed(gain, 3) for gain in curve.gains)
    if curve.verdict == "no":
        return f"more labels of this kind will not help: doubling brings {doubled}"
    some, articles = (math.ceil(MORE[0] * n) for n in (curve.paragraphs, curve.articles))
    if curve.verdict == "yes":
        return (
            f"{some} more paragraphs{of_it} (some {articles} articles) for {quarter}; "
            f"{curve.paragraphs} more ({curve.articles}) for {doubled}"
        )
    twice = f"{curve.paragraphs} more paragraphs{of_it} (some {curve.articles} articles)"
    return f"more may help or not: {twice} for {doubled}"


def curve_rows(found: LearningCurve) -> Iterator[dict[str, Any]]:
    """One row a size and score, under the names of :data:`COLUMNS`; the headline has no tag."""
    curves = [(HEADLINE, "", found.stance_macro_f1), *(("F1", name, curve) for name, curve in found.per_tag.items())]
    for score, tag, curve in curves:
        steps = (None, *curve.steps)
        for n, articles, value, step in zip(found.paragraphs, found.articles, curve.scores, steps, strict=True):
            cells = (*value, *(step or (None, None, None)))
            figures = (None if each is None or math.isnan(each) else round(each, 6) for each in cells)
            yield dict(zip(COLUMNS, (round(n, 1), round(articles, 1), score, tag, *figures), strict=True))
