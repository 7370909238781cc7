"""Drawn paragraphs on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from tristance.cli.scores import tag_text
from tristance.cli.screen import console, printable
from tristance.labels.sheet import SheetRow
from tristance.schema import Codebook

_WIDEST_ID = 32
_WIDEST_TAG = 24
_GAP = 2
_LEAST_TEXT = 12


def print_drawn(rows: Sequence[SheetRow], seen: Sequence[dict[str, float]], codebook: Codebook) -> None:
    """One line a paragraph: its id, its probability of being drawn, what the model takes it for, how it begins.

    *seen* are the model's probabilities by tag, empty where there was no model.
    """
    header = ["paragraph", "p(draw)", *(["predicted", "p"] if any(seen) else []), "text"]
    lines = [_cells(row, p, codebook) for row, p in zip(rows, seen, strict=True)]
    screen = console()
    # Rich would narrow all columns alike: only the text is to give way.
    widths = [max(len(name), *(line[i].cell_len for line in lines)) for i, name in enumerate(header[:-1])]
    left = max(screen.width - sum(widths) - _GAP * len(widths), _LEAST_TEXT)
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="dim")
    for name in header:
        table.add_column(name, no_wrap=True)
    for line in lines:
        line[-1].truncate(left, overflow="ellipsis")
        table.add_row(*line)
    screen.print(table)


def _cells(row: SheetRow, p: dict[str, float], codebook: Codebook) -> list[Text]:
    name, text = Text(printable(row.paragraph)), Text(printable(row.text))
    name.truncate(_WIDEST_ID, overflow="ellipsis")
    cells = [name, Text(f"{float(row.probability):#.2g}")]
    if p:
        tag = max(p, key=p.__getitem__)
        shown = tag_text(tag, codebook)
        shown.truncate(_WIDEST_TAG, overflow="ellipsis")
        cells += [shown, Text(f"{p[tag]:.2f}")]
    return [*cells, text]
