"""The confusion matrix as a table: counts, shares of each row, and shading that says the same."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tristance.report.figures.matrix import DARKEST, shares
from tristance.report.markup import Markup, data, element
from tristance.report.table import framed
from tristance.report.wording import share

_WIDE = 9  # tags: from here on the print is smaller


def confusion_markup(matrix: NDArray[np.float64], names: Sequence[str]) -> Markup:
    """(k, k) counts, gold tags in rows, with their sums at the right and below."""
    of_row = shares(matrix)
    head = element(
        "thead",
        element(
            "tr",
            element("td", "gold, by predicted", class_="corner"),
            [element("th", data(name), scope="col") for name in names],
            element("th", "all", scope="col"),
        ),
    )
    rows = [
        element(
            "tr",
            element("th", data(name), scope="row"),
            [_cell(matrix[i, j], of_row[i, j], right=i == j) for j in range(len(names))],
            element("td", f"{matrix[i].sum():,.0f}", class_="total"),
        )
        for i, name in enumerate(names)
    ]
    sums = [element("td", f"{n:,.0f}", class_="total") for n in [*matrix.sum(axis=0), matrix.sum()]]
    body = element("tbody", rows, element("tr", element("th", "all", scope="row"), sums))
    caption = (
        "Rows: the gold tag; columns: the predicted one. Below each count its share of the row, which is also the "
        "shade. Outlined: right."
    )
    return framed(caption, head, body, class_="matrix wide" if len(names) >= _WIDE else "matrix")


def _cell(n: float, of_row: float, *, right: bool) -> Markup:
    shade = 0.0 if math.isnan(of_row) else DARKEST * of_row
    return element(
        "td",
        f"{n:,.0f} ",
        element("small", share(of_row)),
        class_="right" if right else None,
        style=f"--shade:{shade:.3f}",
    )
