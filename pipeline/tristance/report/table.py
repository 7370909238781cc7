"""A table once: as HTML to read, rounded, and as CSV to reckon with, in full."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from tristance.files import csv_line
from tristance.measures.bootstrap import Estimate
from tristance.report.markup import Child, Markup, data, element, fragment
from tristance.report.wording import estimate, interval, number, signed

Cell = str | int | float | Estimate | None
_DIGITS = 6  # in CSV


@dataclass(frozen=True)
class Column:
    """``key`` names the column in CSV; an :class:`Estimate` makes three of it.

    ``digits`` are those that are shown, with a plus where ``signed``.
    """

    key: str
    heading: str
    digits: int = 2
    numeric: bool = True
    signed: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells in the order of the columns. The first column heads its row; ``caption`` says what is shown.

    ``groups`` are headings above so many columns each, from the second column on.

    A cell that does not apply is ``None``; a figure that is undefined is NaN, and reads as that word.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)
    groups: tuple[tuple[str, int], ...] = ()

    def as_csv(self) -> str:
        """UTF-8 text with a header; what is undefined, or does not apply, is empty."""
        wide = [any(isinstance(row[i], Estimate) for row in self.rows) for i in range(len(self.columns))]
        keys: list[str] = []
        for column, three in zip(self.columns, wide, strict=True):
            keys += [column.key, f"{column.key}_low", f"{column.key}_high"] if three else [column.key]
        lines = [csv_line(keys)]
        for row in self.rows:
            cells: list[object] = []
            for cell, three in zip(row, wide, strict=True):
                cells += _three(cell) if three else [_plain(cell)]
            lines.append(csv_line(cells))
        return "".join(lines)

    def as_markup(self) -> Markup:
        """The table in a frame of its own, which scrolls where the screen is narrower."""
        above = [element("th", name, scope="colgroup", colspan=span, class_="group") for name, span in self.groups]
        head = fragment(
            element("tr", element("td"), above) if above else None,
            element("tr", [_heading(column) for column in self.columns]),
        )
        body = [
            element(
                "tr",
                _head(row[0], self.columns[0]),
                [_shown(cell, column) for cell, column in zip(row[1:], self.columns[1:], strict=True)],
            )
            for row in self.rows
        ]
        return framed(self.caption, element("thead", head), element("tbody", body))


def framed(caption: Child, *parts: Child, class_: str | None = None) -> Markup:
    """A table of these parts under its caption."""
    table = element("table", element("caption", caption), *parts, class_=class_)
    return element("div", table, class_="scroll", tabindex=0, role="group", aria_label="table; scrolls sideways")


def _heading(column: Column) -> Markup:
    return element("th", column.heading, scope="col", class_="number" if column.numeric else None)


def _head(cell: Cell, column: Column) -> Markup:
    if column.numeric:
        return element("th", _words(cell, column.digits), scope="row", class_="number")
    return element("th", data(str(cell)), scope="row")


def _shown(cell: Cell, column: Column) -> Markup:
    if not column.numeric:
        return element("td", data(str(cell)) if cell is not None else "–")
    if isinstance(cell, Estimate) and not math.isnan(cell.value):
        write = signed if column.signed else number
        parts = (
            write(cell.value, column.digits),
            " ",
            element("span", interval(cell, column.digits), class_="interval"),
        )
        return element("td", fragment(*parts), class_="number")
    return element("td", _words(cell, column.digits), class_="number")


def _words(cell: Cell, digits: int) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, Estimate):
        return estimate(cell, digits)
    if isinstance(cell, str):
        return cell
    return f"{cell:,}" if isinstance(cell, int) else number(cell, digits)


def _three(cell: Cell) -> list[object]:
    return [_plain(each) for each in cell] if isinstance(cell, Estimate) else [_plain(cell), None, None]


def _plain(cell: Cell) -> object:
    if isinstance(cell, float):
        return None if math.isnan(cell) else round(cell, _DIGITS)
    return cell.encode("utf-8", "backslashreplace").decode() if isinstance(cell, str) else cell
