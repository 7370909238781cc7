"""A fixed model on a file of tagged texts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tristance.articles.tables import Table, TableRow, open_table
from tristance.errors import BadTable, UnknownTag
from tristance.evaluation.agreement import agreement
from tristance.evaluation.ceiling import ceiling
from tristance.evaluation.scoring import Scores, score, with_probabilities
from tristance.labels.examples import text_kinds
from tristance.labels.gold import Ratings
from tristance.labels.references import unknown_tag
from tristance.measures.calibration import log_softmax
from tristance.measures.decision import decide
from tristance.model.held_out import HeldOut
from tristance.model.linear import LinearModel

_ANNOTATORS = ("tag_a", "tag_b")


@dataclass(frozen=True)
class TaggedFile:
    """A test file as a model tagged it: n held-out paragraphs with their texts, and the tags of two annotators.

    The paragraphs of ``held`` are named by their lines, and its folds are all 0. ``log_p`` (n, k) are the calibrated
    log-probabilities, ``uncalibrated`` those before. ``ratings`` is None where the file has no tags of two annotators.
    """

    held: HeldOut
    texts: tuple[str, ...]
    log_p: NDArray[np.float64]
    uncalibrated: NDArray[np.float64]
    ratings: Ratings | None


def score_file(model: LinearModel, path: Path, seed: int = 0) -> Scores:
    """Scores of *model* on the table at *path*, as :func:`tag_file` reads it."""
    return score_tagged(tag_file(model, path), seed)


def tag_file(model: LinearModel, path: Path) -> TaggedFile:
    """The table at *path* with the tags of *model*.

    Its columns: ``text`` and ``tag``; where present ``article``, whose rows are one group (else each row is its own);
    ``origin``, ``composed`` or ``restated`` where the text is not real; and ``tag_a`` and ``tag_b``, the tags of two
    annotators, empty where only one has read. Raises :class:`BadTable` and :class:`UnknownTag` with the line.
    """
    table = open_table(path, "text")
    for column in ("text", "tag"):
        table.require(column, "a test file has columns text and tag")
    double = all(name in table.columns for name in _ANNOTATORS)
    rows = list(table.rows())
    texts = tuple(_text(table, row) for row in rows)
    gold = np.array([_tag(model, table, row, "tag") for row in rows], dtype=np.intp)
    numbers: dict[object, int] = {}
    groups = np.array([numbers.setdefault(_article(row), len(numbers)) for row in rows], dtype=np.intp)
    lines = tuple(f"line {row.line}" for row in rows)
    ratings: Ratings | None = None
    if double:
        pair = [[_reading(model, table, row, name) for name in _ANNOTATORS] for row in rows]
        ratings = Ratings(_ANNOTATORS, np.array(pair, dtype=np.intp), groups, paragraphs=lines)
    kinds = [kind if (kind := row.cells.get("origin")) in ("composed", "restated") else "real" for row in rows]
    logits = model.logits(texts)
    log_p = model.calibration.apply(logits)
    held = HeldOut(
        model.codebook,
        lines,
        tuple(article if isinstance(article := _article(row), str) else f"line {row.line}" for row in rows),
        tuple(kinds),
        groups,
        np.zeros_like(groups),
        gold,
        decide(log_p, model.decision_offsets),
        np.exp(log_p),
    )
    return TaggedFile(held, texts, log_p, log_softmax(logits), ratings)


def score_tagged(tagged: TaggedFile, seed: int = 0) -> Scores:
    """The scores of a test file, beside the agreement of its two annotators."""
    held, ratings = tagged.held, tagged.ratings
    annotators = ratings.annotators if ratings else ()
    between = limit = None
    if ratings:
        between = agreement(ratings.values, held.groups, held.codebook, annotators, seed)
        limit = ceiling(held.codebook, held.predicted, ratings.values, held.groups, annotators, seed=seed)
    scores = score(
        held.codebook,
        tagged.texts,
        held.gold,
        held.predicted,
        held.groups,
        text=text_kinds(held.texts),
        kinds=held.texts,
        agreement=between,
        annotators=annotators,
        ceiling=limit,
        seed=seed,
    )
    return with_probabilities(scores, tagged.log_p, tagged.uncalibrated, held.gold, held.predicted, held.groups, seed)


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
