"""Predictions on the screen: each stance by colour and by word, and the mix of each article."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tristance.classification.rows import Row, mix
from tristance.cli.screen import colour
from tristance.schema import Article, Codebook

_BATCH = 200  # rows of a long table share one width for each column, so they are laid out this many at a time


def print_articles(
    screen: Console, articles: Sequence[Article], rows: Mapping[str, list[Row]], codebook: Codebook
) -> None:
    """A table of the paragraphs of each article, closed by the article's mix."""
    for article in articles:
        title = f"{article.source}: {article.title}" if article.title else article.source
        screen.print(Text(title, style="bold"), soft_wrap=True)
        found = rows[article.source]
        screen.print(_laid_out(((row["paragraph"], row["text"], row) for row in found), codebook))
        screen.print(_mix(mix(found, codebook.names), codebook, "paragraph"))
        screen.print()


def print_rows(screen: Console, rows: Iterable[Row], text_column: str, codebook: Codebook) -> None:
    """The rows of a table, by their numbers, closed by their mix."""
    counts = dict.fromkeys(codebook.names, 0)
    numbered = iter(enumerate(rows, start=1))
    while batch := list(itertools.islice(numbered, _BATCH)):
        for name, count in mix((row for _, row in batch), codebook.names).items():
            counts[name] += count
        screen.print(_laid_out(((number, row.get(text_column), row) for number, row in batch), codebook))
    screen.print(_mix(counts, codebook, "row"))


def _laid_out(lines: Iterable[tuple[int, Any, Row]], codebook: Codebook) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column(no_wrap=True, min_width=max(map(len, codebook.names)))
    table.add_column(no_wrap=True)
    table.add_column()
    for number, text, row in lines:
        tag = row["tag"]
        style = _style(tag, codebook)
        share = "" if tag is None else f"{row['confidence']:.2f}"
        plain = str(text or "").encode("utf-8", "replace").decode()  # a terminal has no lone surrogates
        table.add_row(
            str(number), Text(tag or "no text", style=style), share, Text(plain, style=style * (style == "dim"))
        )
    return table


def _mix(counts: dict[str, int], codebook: Codebook, unit: str) -> Text:
    total = sum(counts.values())
    line = Text(f"mix of {total} {unit}{'s' * (total != 1)}: ", style="bold")
    for place, (name, count) in enumerate(counts.items()):
        line.append(", " if place else "")
        line.append(f"{name} {count} ({count / max(total, 1):.0%})", style=_style(name, codebook))
    return line


def _style(tag: str | None, codebook: Codebook) -> str:
    if tag is None:
        return "dim"
    number = codebook.names.index(tag)
    return colour(number, codebook.tags[number].role)
