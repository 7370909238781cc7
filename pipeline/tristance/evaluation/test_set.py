"""A fixed model on a file of tagged texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.articles.tables import Table, TableRow, open_table
from tristance.errors import BadTable, UnknownTag
from tristance.evaluation.agreement import agreement
from tristance.evaluation.scoring import Scores, score
from tristance.labels.references import unknown_tag
from tristance.measures.decision import decide
from tristance.model.linear import LinearModel

_ANNOTATORS = ("tag_a", "tag_b")


def score_file(model: LinearModel, path: Path, seed: int = 0) -> Scores:
    """Scores of *model* on the table at *path*.

    Its columns: ``text`` and ``tag``; where present ``article``, whose rows are one group (else each row is its own);
    ``origin``, ``composed`` or ``restated`` where the text is not real; and ``tag_a`` and ``tag_b``, the tags of two
    annotators. Raises :class:`BadTable` and :class:`UnknownTag` with the line.
    """
    table = open_table(path)
    for column in ("text", "tag"):
        table.require(column, "a test file has columns text and tag")
    double = all(name in table.columns for name in _ANNOTATORS)
    rows = list(table.rows())
    texts = [_text(table, row) for row in rows]
    gold = np.array([_tag(model, table, row, "tag") for row in rows], dtype=np.intp)
    groups = np.unique([str(row.cells.get("article") or f"line {row.line}") for row in rows], return_inverse=True)[1]
    pair: NDArray[np.intp] | None = None
    if double:
        pair = np.array([[_tag(model, table, row, name) for name in _ANNOTATORS] for row in rows], dtype=np.intp)
    kinds = sorted({str(row.cells.get("origin") or "real") for row in rows})
    return score(
        model.codebook,
        texts,
        gold,
        decide(model.log_probabilities(texts), model.decision_offsets),
        groups,
        text=" + ".join(kinds),
        agreement=None if pair is None else agreement(pair, groups, model.codebook, _ANNOTATORS, seed),
        annotators=pair,
        seed=seed,
    )


def _text(table: Table, row: TableRow) -> str:
    text: Any = row.cells.get("text")
    if not isinstance(text, str) or not text.strip():
        raise BadTable(f"{table.path}:{row.line}: column text: is empty; a test paragraph has a text")
    return text


def _tag(model: LinearModel, table: Table, row: TableRow, column: str) -> int:
    tag = row.cells.get(column)
    if not isinstance(tag, str) or tag not in model.codebook.names:
        message = unknown_tag(str(tag or ""), model.codebook)
        raise UnknownTag(f"{table.path}:{row.line}: column {column}: {message}")
    return model.codebook.names.index(tag)
