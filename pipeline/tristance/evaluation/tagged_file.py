"""A fixed model on a file of tagged texts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tristance.articles.tables import Table, TableRow, open_table
from tristance.errors import BadTable, UnknownTag
from tristance.evaluation.agreement import agreement
from tristance.evaluation.ceiling import ceiling
from tristance.evaluation.scoring import Scores, score, with_probabilities
from tristance.labels.examples import text_kinds
from tristance.labels.references import unknown_tag
from tristance.measures.calibration import log_softmax
from tristance.measures.decision import decide
from tristance.model.linear import LinearModel

_ANNOTATORS = ("tag_a", "tag_b")


def score_file(model: LinearModel, path: Path, seed: int = 0) -> Scores:
    """Scores of *model* on the table at *path*.

    Its columns: ``text`` and ``tag``; where present ``article``, whose rows are one group (else each row is its own);
    ``origin``, ``composed`` or ``restated`` where the text is not real; and ``tag_a`` and ``tag_b``, the tags of two
    annotators, empty where only one has read. Raises :class:`BadTable` and :class:`UnknownTag` with the line.
    """
    table = open_table(path, "text")
    for column in ("text", "tag"):
        table.require(column, "a test file has columns text and tag")
    double = all(name in table.columns for name in _ANNOTATORS)
    rows = list(table.rows())
    texts = [_text(table, row) for row in rows]
    gold = np.array([_tag(model, table, row, "tag") for row in rows], dtype=np.intp)
    numbers: dict[object, int] = {}
    groups = np.array([numbers.setdefault(_article(row), len(numbers)) for row in rows], dtype=np.intp)
    pair: NDArray[np.intp] | None = None
    if double:
        pair = np.array([[_reading(model, table, row, name) for name in _ANNOTATORS] for row in rows], dtype=np.intp)
    kinds = [kind if (kind := row.cells.get("origin")) in ("composed", "restated") else "real" for row in rows]
    logits = model.logits(texts)
    log_p = model.calibration.apply(logits)
    predicted = decide(log_p, model.decision_offsets)
    annotators = () if pair is None else _ANNOTATORS
    scores = score(
        model.codebook,
        texts,
        gold,
        predicted,
        groups,
        text=text_kinds(kinds),
        kinds=kinds,
        agreement=None if pair is None else agreement(pair, groups, model.codebook, annotators, seed),
        annotators=annotators,
        ceiling=None if pair is None else ceiling(model.codebook, predicted, pair, groups, annotators, seed=seed),
        seed=seed,
    )
    return with_probabilities(scores, log_p, log_softmax(logits), gold, predicted, groups, seed)


def _text(table: Table, row: TableRow) -> str:
    text = row.cells.get("text")
    if not text or not text.strip():
        raise BadTable(f"{table.path}:{row.line}: column text: is empty; a test paragraph has a text")
    return str(text)


def _article(row: TableRow) -> object:
    """The row's article; a row that names none is an article of its own."""
    article = row.cells.get("article")
    return ("line", row.line) if article is None or article == "" else str(article)


def _reading(model: LinearModel, table: Table, row: TableRow, column: str) -> int:
    return -1 if row.cells.get(column) in (None, "") else _tag(model, table, row, column)


def _tag(model: LinearModel, table: Table, row: TableRow, column: str) -> int:
    tag = str(row.cells.get(column) or "").strip()
    if tag not in model.codebook.names:
        message = unknown_tag(tag, model.codebook)
        raise UnknownTag(f"{table.path}:{row.line}: column {column}: {message}")
    return model.codebook.names.index(tag)
