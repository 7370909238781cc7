"""Predictions on the screen: each stance by colour and by word, and the mix of each article."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tristance.classification.rows import Row, mix
from tristance.cli.screen import colour, printable
from tristance.schema import Article, Codebook

_BATCH = 200  # rows of a long table share one width for each column, so they are laid out this many at a time


def print_articles(
    screen: Console,
    classified: Sequence[tuple[Article, list[Row]]],
    codebook: Codebook,
    undecided: str | None = None,
) -> None:
    """A table of the paragraphs of each article, closed by the article's mix.

    *undecided* is the tag of rows that are left so, where that can be.
    """
    names = _names(codebook, undecided)
    for article, rows in classified:
        title = f"{article.source}: {article.title}" if article.title else article.source
        screen.print(Text(printable(title), style="bold"), soft_wrap=True)
        screen.print(_laid_out(((row["paragraph"], row["text"], row) for row in rows), codebook))
        screen.print(_mix(mix(rows, names), codebook, "paragraph"))
        screen.print()


def print_rows(
    screen: Console, rows: Iterable[Row], text_column: str, codebook: Codebook, undecided: str | None = None
) -> None:
    """The rows of a table, by their numbers, closed by their mix; *text_column* is the text's name in the rows.

    *undecided* is the tag of rows that are left so, where that can be.
    """
    names = _names(codebook, undecided)
    counts = dict.fromkeys(names, 0)
    numbered = iter(enumerate(rows, start=1))
    while batch := list(itertools.islice(numbered, _BATCH)):
        for name, count in mix((row for _, row in batch), names).items():
            counts[name] += count
        screen.print(_laid_out(((number, row.get(text_column), row) for number, row in batch), codebook))
    screen.print(_mix(counts, codebook, "row"))


def _names(codebook: Codebook, undecided: str | None) -> tuple[str, ...]:
    return codebook.names if undecided is None else (*codebook.names, undecided)


def _laid_out(lines: Iterable[tuple[int, Any, Row]], codebook: Codebook) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("", justify="right", style="dim", no_wrap=True)
    table.add_column("tag", no_wrap=True, min_width=max(map(len, codebook.names)))
    table.add_column("p", no_wrap=True)
    table.add_column("text")
    for number, text, row in lines:
        tag = row["tag"]
        style = _style(tag, codebook)
        share = "" if tag is None else f"{row['confidence']:.2f}"
        shown = Text(printable(str(text or "")), style="dim" if style == "dim" else "")
        table.add_row(str(number), Text(tag or "no text", style=style), share, shown)
    return table


def _mix(counts: dict[str, int], codebook: Codebook, unit: str) -> Text:
    total = sum(counts.values())
    line = Text(f"mix of {total} {unit}{'s' * (total != 1)}: ", style="bold")
    for place, (name, count) in enumerate(counts.items()):
        line.append(", " if place else "")
        line.append(f"{name} {count} ({count / max(total, 1):.0%})", style=_style(name, codebook))
    return line


def _style(tag: str | None, codebook: Codebook) -> str:
    if tag not in codebook.names:  # no text, or undecided
        return "dim"
    number = codebook.names.index(tag)
    return colour(number, codebook.tags[number].role)
