"""Shares of tags on the screen."""

from __future__ import annotations

import math

from rich.table import Table
from rich.text import Text

from tristance.cli.screen import console, count, estimate, printable
from tristance.evaluation.prevalence.share_table import ASSUMPTIONS, Prevalence


def print_shares(found: Prevalence) -> None:
    """What was corrected how, and a table with one line a group and tag."""
    screen = console()
    size = f"{count(found.total.n_paragraphs, 'paragraph')} of {count(found.total.n_articles, 'article')}"
    screen.print(printable(f"{found.corpus.path}: {size}"), soft_wrap=True)
    screen.print(printable(f"{found.method}: {ASSUMPTIONS[found.method]}"), soft_wrap=True)
    screen.print(printable(f"from {_source(found)}"), soft_wrap=True)
    screen.print()
    grouped = bool(found.groups)
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    if grouped:
        table.add_column(printable(found.corpus.by or ""), overflow="fold", max_width=30)
    table.add_column("tag", overflow="fold")
    table.add_column("raw", justify="right", no_wrap=True)
    table.add_column("corrected, 95 % interval", no_wrap=True)
    for name in ("paragraphs", "articles", *(["sampled"] if found.sample else [])):
        table.add_column(name, justify="right", no_wrap=True)
    for group in found.rows:
        sampled = [str(sum(group.sampled))] if group.sampled is not None else []
        about = [str(group.n_paragraphs), str(group.n_articles), *sampled]
        lines = [
            (
                printable(tag),
                f"{raw:.2f}",
                "too few sampled" if math.isnan(share.value) and found.sample else estimate(share),
            )
            for tag, raw, share in zip(found.corpus.tags, group.raw, group.corrected, strict=True)
        ]
        if group.undecided:
            share = f"{group.undecided / group.n_paragraphs:.2f}"
            lines.append((printable(found.corpus.undecided_tag), share, ""))
        for number, line in enumerate(lines):
            heading = [Text(printable(found.label(group)) if number == 0 else "", style="bold")] if grouped else []
            table.add_row(*heading, *line, *(about if number == 0 else []))
    screen.print(table)


def _source(found: Prevalence) -> str:
    if found.rates:
        rates = found.rates
        size = f"{count(rates.n_paragraphs, 'held-out paragraph')} of {count(rates.n_articles, 'article')}"
        return f"{size}, {rates.text} text, model {rates.model}"
    if found.sample is None:  # one of the two is there
        return ""
    sample = found.sample
    weights = f"weighed by 1/probability, {_effective(found)}" if sample.weighted else "all weighing alike"
    size = f"{count(len(sample.keys), 'paragraph')} of {count(found.total.sampled_articles, 'article')}"
    return f"{sample.path}: {size} tagged by hand, found by {' and '.join(sample.columns)}, {weights}"


def _effective(found: Prevalence) -> str:
    weights = found.sample.weights if found.sample else None
    return "" if weights is None else f"worth {weights.sum() ** 2 / (weights**2).sum():.0f} drawn alike"
