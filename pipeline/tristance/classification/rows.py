"""Rows of predictions: what was read, as it was, and behind it the tag with its probabilities."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tristance.classification.predictions import score
from tristance.model.linear import LinearModel
from tristance.schema import Article

if TYPE_CHECKING:  # articles are classified without it
    from tristance.articles.tables import Table, TableRow

Row = dict[str, Any]
ARTICLE_COLUMNS = ("source", "paragraph", "text")
REASON = "undecided_reason"
_BATCH = 1024


def prediction_columns(tags: Sequence[str], *, abstaining: bool = False) -> tuple[str, ...]:
    """``tag``, ``confidence``, and ``p_TAG`` for each tag in the codebook's order.

    Rows of which some may be left undecided have ``undecided_reason`` behind them.
    """
    return ("tag", "confidence", *(f"p_{tag}" for tag in tags), *([REASON] if abstaining else []))


def renamed(columns: Sequence[str], tags: Sequence[str], *, abstaining: bool = False) -> dict[str, str]:
    """The name under which each input column is kept: ``input_NAME`` where a prediction's column has its name.

    >>> renamed(["id", "tag"], ["yes", "no"])
    {'id': 'id', 'tag': 'input_tag'}
    """
    ours = prediction_columns(tags, abstaining=abstaining)
    taken = {*ours, *columns}
    names = {}
    for column in columns:
        name = column
        if column in ours:
            name = f"input_{column}"
            while name in taken:
                name = f"input_{name}"
        names[column] = name
    return names


def classify_article(model: LinearModel, article: Article) -> list[Row]:
    """One row a paragraph of *article*: source, paragraph (its position), text, and the prediction."""
    cells = predicted_cells(model, [paragraph.text for paragraph in article.paragraphs])
    return [
        {"source": article.source, "paragraph": paragraph.position, "text": paragraph.text, **prediction}
        for paragraph, prediction in zip(article.paragraphs, cells, strict=True)
    ]


def classify_table(model: LinearModel, table: Table, text_column: str, *, abstaining: bool = False) -> Iterator[Row]:
    """One row a row of *table*, with all its columns, in batches at constant memory.

    A row whose text is empty or missing keeps its place and gets no prediction. *table* was opened with
    *text_column*, so that its texts are texts, and has such a column. *abstaining* makes room for the column that
    :func:`~tristance.classification.abstaining.abstaining` fills.
    """
    names = renamed(table.columns, model.codebook.names, abstaining=abstaining)
    rows = table.rows()
    while batch := list(itertools.islice(rows, _BATCH)):
        yield from tag_rows(model, batch, names, text_column)


def tag_rows(
    model: LinearModel, batch: Sequence[TableRow], names: Mapping[str, str], text_column: str
) -> Iterator[Row]:
    """The rows of *batch* with their columns as *names* has them, and their predictions."""
    cells = predicted_cells(model, [_text(row, text_column) for row in batch])
    for row, prediction in zip(batch, cells, strict=True):
        kept = {names[column]: value for column, value in row.cells.items()}
        yield kept | prediction


def predicted_cells(model: LinearModel, texts: Sequence[str]) -> Iterator[Row]:
    """The cells of the prediction of each of *texts*; all None for an empty one."""
    tags = model.codebook.names
    columns = prediction_columns(tags)
    nothing = dict.fromkeys(columns)
    found = score(model, [text for text in texts if text])
    figures = zip(found.tags.tolist(), found.confidence.tolist(), found.p.tolist(), strict=True)
    for text in texts:
        if not text:
            yield nothing
            continue
        tag, confidence, p = next(figures)
        yield dict(zip(columns, (tags[tag], confidence, *p), strict=True))


def _text(row: TableRow, column: str) -> str:
    return str(row.cells.get(column) or "").strip()


def mix(rows: Iterable[Row], tags: Sequence[str]) -> dict[str, int]:
    """How many rows have each tag, in the codebook's order."""
    counts = dict.fromkeys(tags, 0)
    for row in rows:
        if row["tag"] is not None:
            counts[row["tag"]] += 1
    return counts
