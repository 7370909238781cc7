"""What a robustness audit found: on the screen, as figures, and as a table of the paragraphs whose tags move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tristance.cli.output import format_of, write
from tristance.cli.scores import tag_text
from tristance.cli.screen import console, estimate, printable
from tristance.evaluation.robustness.auditing import MOST_MOVED, Effect
from tristance.evaluation.robustness.tagging import How
from tristance.evaluation.robustness.texts import AuditTexts
from tristance.evaluation.warning import CodedWarning
from tristance.schema import Codebook

COLUMNS = (
    *("perturbation", "kind", "expect", "paragraph", "article", "before", "after"),
    *("confidence_before", "confidence_after", "text", "changed_text"),
)
"""Of the table of moved tags, in order."""


def print_audit(effects: Sequence[Effect], warnings: Sequence[CodedWarning], codebook: Codebook) -> None:
    """How often tags move under each perturbation, from where to where, and what is to be warned of."""
    screen = console()
    _print_shares(screen, effects)
    if any(effect.moved for effect in effects):
        screen.print()
        _print_moves(screen, effects, codebook)
    if warnings:
        screen.print()
    for warning in warnings:
        screen.print(printable(str(warning)), style="yellow", soft_wrap=not screen.is_terminal)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in columns:
        table.add_column(name)
    return table


def _print_shares(screen: Console, effects: Sequence[Effect]) -> None:
    table = _table("change", "expected")
    for name in ("paragraphs", "articles", "moved"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("tag moves, 95 %", no_wrap=True)
    table.add_column("change of p", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for effect in effects:
        name, expect = printable(effect.perturbation.name), effect.perturbation.expect or ""
        if not effect.n_paragraphs:
            table.add_row(name, expect, "0", "0", "", "no paragraph changes", "", "")
            continue
        against = "W51" if effect.moves_against else "W52" if effect.stays_against else ""
        style = "bold" if against else ""
        table.add_row(
            Text(name, style=style),
            expect,
            str(effect.n_paragraphs),
            str(effect.n_articles),
            str(len(effect.moved)),
            Text(estimate(effect.share), style=style),
            f"{round(effect.change_of_p.value, 2) + 0.0:+.2f}",
            Text(against, style="yellow"),
        )
    screen.print(table)


def _print_moves(screen: Console, effects: Sequence[Effect], codebook: Codebook) -> None:
    table = _table("moved", "of stances")
    if codebook.background is not None:
        table.add_column("of background")
    table.add_column("most often")
    for effect in effects:
        if effect.moved:
            before, after, n = effect.moves()[0]
            roles = ("stance",) if codebook.background is None else ("stance", "background")
            move = Text.assemble(tag_text(before, codebook), " → ", tag_text(after, codebook), f", {n}")
            counts = ("{} of {}".format(*effect.of_role(role)) for role in roles)
            table.add_row(printable(effect.perturbation.name), *counts, move)
    screen.print(table)


def figures(
    texts: AuditTexts, effects: Sequence[Effect], warnings: Sequence[CodedWarning], how: How, seed: int
) -> dict[str, Any]:
    """The audit as plain values; *how* says who tagged the texts."""
    return {
        "text": texts.kind,
        "n_paragraphs": len(texts),
        "n_articles": len(set(texts.articles)),
        "tagged_by": how,
        "seed": seed,
        "tolerated": MOST_MOVED,
        "perturbations": [effect.as_json() for effect in effects],
        "warnings": [warning._asdict() for warning in warnings],
    }


def write_moved(path: Path, texts: AuditTexts, effects: Sequence[Effect]) -> None:
    """The table at *path*: one row a paragraph and perturbation under which its tag moves."""
    write(_rows(texts, effects), COLUMNS, format_of(path), path)


def _rows(texts: AuditTexts, effects: Sequence[Effect]) -> Iterator[dict[str, Any]]:
    for effect in effects:
        for moved in effect.moved:
            cells = (
                *(effect.perturbation.name, effect.perturbation.kind, effect.perturbation.expect),
                *(texts.names[moved.row], texts.articles[moved.row], moved.before, moved.after),
                *(round(moved.p_before, 6), round(moved.p_after, 6), texts.texts[moved.row], moved.changed),
            )
            yield dict(zip(COLUMNS, cells, strict=True))
