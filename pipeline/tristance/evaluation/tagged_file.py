"""A table of paragraphs that people have tagged: the test that no training has seen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tristance.articles.tables import Table, TableRow, open_table
from tristance.errors import BadTable, UnknownTag
from tristance.labels.references import unknown_tag
from tristance.schema import Codebook

ANNOTATORS = ("tag_a", "tag_b")


@dataclass(frozen=True)
class TaggedFile:
    """n paragraphs of a test file, with their gold tags (n,) in the codebook's order.

    ``articles`` are as the file names them, empty where it names none; ``groups`` (n,) number them, a paragraph of no
    article being a group of its own. ``paragraphs`` are the ids in the file, or the numbers of the rows, from 1.
    ``annotators`` (n, 2) are the tags of two annotators, -1 where unread, or None where the file has none.
    """

    paragraphs: tuple[str, ...]
    articles: tuple[str, ...]
    texts: tuple[str, ...]
    kinds: tuple[str, ...]
    gold: NDArray[np.intp]
    groups: NDArray[np.intp]
    annotators: NDArray[np.intp] | None


def read_tagged_file(path: Path, codebook: Codebook) -> TaggedFile:
    """The test file at *path*, tagged by *codebook*.

    Its columns: ``text`` and ``tag``; where present ``article``, whose rows are one group (else each row is its own);
    ``paragraph``, an id; ``origin``, ``composed`` or ``restated`` where the text is not real; and ``tag_a`` and
    ``tag_b``, the tags of two annotators, empty where only one has read. Raises :class:`BadTable` and
    :class:`UnknownTag` with the line.
    """
    table = open_table(path, "text")
    for column in ("text", "tag"):
        table.require(column, "a test file has columns text and tag")
    double = all(name in table.columns for name in ANNOTATORS)
    rows = list(table.rows())
    texts = tuple(_text(table, row) for row in rows)
    gold = np.array([_tag(codebook, table, row, "tag") for row in rows], dtype=np.intp)
    numbers: dict[object, int] = {}
    groups = np.array([numbers.setdefault(_article(row), len(numbers)) for row in rows], dtype=np.intp)
    pair: NDArray[np.intp] | None = None
    if double:
        pair = np.array([[_reading(codebook, table, row, name) for name in ANNOTATORS] for row in rows], dtype=np.intp)
    kinds = [kind if (kind := row.cells.get("origin")) in ("composed", "restated") else "real" for row in rows]
    return TaggedFile(
        tuple(_cell(row, "paragraph") or str(number) for number, row in enumerate(rows, start=1)),
        tuple(_cell(row, "article") for row in rows),
        texts,
        tuple(kinds),
        gold,
        groups,
        pair,
    )


def _text(table: Table, row: TableRow) -> str:
    text = row.cells.get("text")
    if not text or not text.strip():
        raise BadTable(f"{table.path}:{row.line}: column text: is empty; a test paragraph has a text")
    return str(text)


def _cell(row: TableRow, column: str) -> str:
    value = row.cells.get(column)
    return "" if value is None else str(value)


def _article(row: TableRow) -> object:
    """The row's article; a row that names none is an article of its own."""
    return _cell(row, "article") or ("line", row.line)


def _reading(codebook: Codebook, table: Table, row: TableRow, column: str) -> int:
    return -1 if row.cells.get(column) in (None, "") else _tag(codebook, table, row, column)


def _tag(codebook: Codebook, table: Table, row: TableRow, column: str) -> int:
    tag = str(row.cells.get(column) or "").strip()
    if tag not in codebook.names:
        raise UnknownTag(f"{table.path}:{row.line}: column {column}: {unknown_tag(tag, codebook)}")
    return codebook.names.index(tag)
