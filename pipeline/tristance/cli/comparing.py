"""Two models beside each other on the screen."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from rich.table import Table
from rich.text import Text

from tristance.cli.screen import colour, console, count, estimate, printable
from tristance.evaluation.comparison.differences import Change, Comparison
from tristance.measures.bootstrap import Estimate

_NARROW = 100  # columns
_SHOWN = 0.0001  # a smaller p-value is said to be below it


def print_comparison(found: Comparison, between: tuple[Path, Path], meaning: str) -> None:
    """What was compared and what that *meaning* is, the scores, the tests, the flips by gold tag, and warnings."""
    screen = console()

    def line(text: str) -> None:  # a line each for programs, whole words for a person
        screen.print(printable(text), soft_wrap=not screen.is_terminal)

    line(f"A {between[0]}")
    line(f"B {between[1]}")
    joined = f" in {found.n_groups} groups that share no text" if found.n_groups < found.n_articles else ""
    line(
        f"{count(found.n_paragraphs, 'paragraph')} of {count(found.n_articles, 'article')}{joined}, {found.text} text; "
        f"{meaning}"
    )
    screen.print()
    screen.print(_scores(found, narrow=screen.width < _NARROW))
    screen.print()
    for sentence in sentences(found):
        line(sentence)
    screen.print()
    screen.print(_flips(found))
    if found.warnings:
        screen.print()
    for warning in found.warnings:
        line(str(warning))


def _scores(found: Comparison, *, narrow: bool) -> Table:
    """Where the screen is narrow, the interval of the difference matters more than the other two."""

    def score(of: Estimate) -> str:
        return f"{of.value:.2f}" if narrow and not math.isnan(of.value) else estimate(of)

    def cells(change: Change) -> tuple[str, str, str, str]:
        return score(change.a), score(change.b), signed(change.difference), str(change.n)

    table = _table("95 % intervals", "A", "B", "B - A")
    table.add_column("paragraphs", justify="right", no_wrap=True)
    table.add_row(Text("stance macro-F1", style="bold"), *cells(found.stance_macro_f1))
    for kind, change in found.by_text.items():
        table.add_row(f"  on {kind} text", *cells(change))
    for tag, change in found.per_tag.items():
        table.add_row(Text("F1 of ").append_text(_tag(tag, found)), *cells(change))
    if found.b_on_the_rest is not None:
        table.add_row("stance macro-F1, new in B", "", score(found.b_on_the_rest), "", str(found.only_b))
    return table


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(columns[0], overflow="fold")
    for name in columns[1:]:
        table.add_column(name, no_wrap=True)
    return table


def _tag(name: str, found: Comparison) -> Text:
    number = found.codebook.names.index(name)
    return Text(printable(name), style=colour(number, found.codebook.tags[number].role))


def _flips(found: Comparison) -> Table:
    table = _table("flips from A to B, by gold tag")
    for name in ("right to wrong", "wrong to right", "wrong to wrong", "paragraphs"):
        table.add_column(name, justify="right", no_wrap=True)
    for tag, flips in found.flips.items():
        table.add_row(_tag(tag, found), *map(str, flips), str(found.per_tag[tag].n))
    sums = (sum(column) for column in zip(*found.flips.values(), strict=True))
    table.add_row("all", *map(str, sums), str(found.n_paragraphs))
    return table


def sentences(found: Comparison) -> Iterator[str]:
    """The test by article, which decides, and McNemar's."""
    by_article, by_paragraph = found.sign_flip, found.mcnemar
    all_of = "all " if by_article.exact else ""
    yield (
        f"sign-flip test by article: {p_value(by_article.p)} ({all_of}{by_article.permutations} permutations); "
        f"{found.verdict}"
    )
    yield (
        f"McNemar's test: {p_value(by_paragraph.p)} ({by_paragraph.only_a} right by A alone, {by_paragraph.only_b} by "
        f"B alone; {'exact' if by_paragraph.exact else 'with continuity correction'}); ignores clustering"
    )


def p_value(p: float) -> str:
    """``p = 0.0312``.

    >>> p_value(0.03125), p_value(1e-9), p_value(1.0)
    ('p = 0.0312', 'p < 0.0001', 'p = 1')
    """
    return f"p < {_SHOWN}" if p < _SHOWN else f"p = {p:.4f}".replace("p = 1.0000", "p = 1")


def signed(found: Estimate) -> str:
    """``+0.012 [-0.003, +0.027]``: differences are small, and have a digit more than scores.

    >>> signed(Estimate(0.0123, -0.0004, 0.03))
    '+0.012 [0.000, +0.030]'
    >>> signed(Estimate(float("nan"), float("nan"), float("nan")))
    'undefined'
    """
    if math.isnan(found.value):
        return "undefined"
    value, low, high = (f"{figure:+.3f}".replace("+0.000", "0.000").replace("-0.000", "0.000") for figure in found)
    return f"{value} [{low}, {high}]"
