"""A classified corpus as sums by article, read row by row: memory grows with the articles, not with the rows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tristance.articles.tables import Table, TableRow, open_table
from tristance.errors import BadTable
from tristance.evaluation.prevalence.hand_sample import HandSample
from tristance.evaluation.prevalence.row_sums import NOT_CLASSIFIED, RowSums
from tristance.evaluation.prevalence.sample_search import Matched, SampleSearch

Array = NDArray[np.float64]
Places = NDArray[np.intp]

ARTICLE_COLUMNS = ("article", "source")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_COMPACT = re.compile(r"[12]\d{3}(0[1-9]|1[0-2])[0-3]\d")
_TIME = re.compile(r"[T ]?\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[+-]\d{2}:?\d{2})?")
"""A time of the day: its zone (+1000) and its fractions look like years."""


@dataclass(frozen=True)
class Classified:
    """A corpus in c cells, one for each article and group that it has paragraphs in.

    ``articles`` and ``groups`` (c,) say of which each is, as numbers; ``names`` are the groups' names. ``n`` (c,)
    counts paragraphs with a tag or undecided, ``tagged`` (c, k) those of each tag, ``sums`` (c, 2k) adds up their
    probabilities and the squares of these. ``without_tag`` rows had no text; they are in no cell. ``undecided_tag`` is
    what undecided paragraphs are called.

    ``article_column`` is None where each row counts as an article; ``by`` is what groups them, and ``by_column`` the
    column that it was read off.
    """

    path: Path
    tags: tuple[str, ...]
    article_column: str | None
    by: str | None
    by_column: str | None
    names: tuple[str, ...]
    articles: Places
    groups: Places
    n: Array
    tagged: Array
    sums: Array
    without_tag: int
    undecided_tag: str
    matched: Matched | None = field(default=None, repr=False)

    @property
    def undecided(self) -> Array:
        """How many paragraphs of each cell were left undecided, (c,)."""
        return np.asarray(self.n - self.tagged.sum(axis=1))


def open_classified(path: Path) -> tuple[Table, tuple[str, ...]]:
    """The table at *path*, and the tags that it has probabilities of, in its order.

    They are those whose columns ``p_TAG`` follow ``confidence``: a table may have had columns of such names before. In
    JSON Lines these may be missing from the first row, so that it is the order within a row that counts. Raises
    :class:`BadTable` where it is no classified table.
    """
    table = open_table(path)
    table.require("tag", NOT_CLASSIFIED)
    table.require("confidence", NOT_CLASSIFIED)
    columns = next(list(row.cells) for row in table.rows() if "confidence" in row.cells)
    behind = columns[columns.index("confidence") + 1 :]
    tags = [name.removeprefix("p_") for name in itertools.takewhile(lambda name: name.startswith("p_"), behind)]
    if len(tags) < 2:  # noqa: PLR2004  # no codebook has fewer
        raise BadTable(f"{path}: no columns p_TAG behind its column confidence; {NOT_CLASSIFIED}")
    return table, tuple(tags)


def grouping(table: Table, by: str) -> tuple[str, Callable[[TableRow], str]]:
    """The column that groups the rows, and the group of a row: ``year`` is read off ``date`` where there is none.

    A cell that is empty, or a date without a year, gives the group ``""``. Raises :class:`BadTable`.
    """
    if by == "year" and by not in table.columns and "date" in table.columns:
        return "date", lambda row: _year(row.cells.get("date"))
    table.require(by, "name the column that groups the paragraphs: --by COLUMN")
    return by, lambda row: _name(row.cells.get(by))


def _name(value: object) -> str:
    """What a cell names. A number that a table program wrote as 2024.0 is 2024."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _year(value: object) -> str:
    """The year in a date; none where several could be meant.

    >>> _year("2024-03-01"), _year("1.3.2024"), _year("20240301"), _year("01032024"), _year("2023 or 2024")
    ('2024', '2024', '2024', '', '')
    >>> _year("Fri, 01 Mar 2024 09:30:00 +1000"), _year("2024-03-01T09:30:00.1234Z"), _year("20240301 09:30")
    ('2024', '2024', '2024')
    """
    text = _TIME.sub("", _name(value))
    if _COMPACT.fullmatch(text):
        return text[:4]
    found = set(_YEAR.findall(text))
    return found.pop() if len(found) == 1 else ""


def article_column(table: Table, named: str | None) -> str | None:
    """The column of a row's article: the one *named*, else ``article``, else ``source``; None where there is none."""
    if named is not None:
        table.require(named, "name the column that says of which article a row is: --article COLUMN")
        return named
    return next((name for name in ARTICLE_COLUMNS if name in table.columns), None)


def read_classified(
    table: Table,
    tags: Sequence[str],
    *,
    article: str | None = None,
    by: str | None = None,
    sample: HandSample | None = None,
) -> Classified:
    """Add the rows of *table* up, by the column of the *article* and the group *by*, and find those of *sample*.

    A row of which no article is named is an article of its own. Raises :class:`BadTable` and :class:`UnknownTag` with
    the line, and :class:`BadTable` where rows of the sample are not found.
    """
    column, group_of = grouping(table, by) if by is not None else (None, lambda _row: "")
    added = RowSums(table, tags)
    search = SampleSearch(sample, table.path) if sample is not None else None
    articles: dict[str, int] = {}
    groups: dict[str, int] = {}
    cells: dict[tuple[int, int], int] = {}
    alone = without_tag = 0
    for row in table.rows():
        if not row.cells.get("tag"):
            without_tag += 1
            if search is not None:
                search.refuse(row)
            continue
        name = _name(row.cells.get(article)) if article is not None else ""
        if name:
            number = articles.setdefault(name, len(articles))
        else:
            alone += 1
            number = -alone
        group = groups.setdefault(group_of(row), len(groups))
        cell = cells.setdefault((number, group), len(cells))
        p = added.add(row, cell)
        if search is not None:
            search.look_at(row, cell, p)
    if not cells:
        raise BadTable(f"{table.path}: no row has a tag; {NOT_CLASSIFIED}")
    n, tagged, sums = added.by_cell()
    where = np.array(list(cells), dtype=np.intp)
    return Classified(
        table.path,
        tuple(tags),
        article,
        by,
        column,
        tuple(groups),
        np.unique(where[:, 0], return_inverse=True)[1],
        where[:, 1],
        n,
        tagged,
        sums,
        without_tag,
        added.undecided_tag,
        None if search is None else search.matched(),
    )
