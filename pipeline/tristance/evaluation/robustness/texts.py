"""The paragraphs that an audit changes: of a labels folder, or of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tristance.articles.tables import open_table
from tristance.errors import BadTable, NotEnoughLabels
from tristance.labels.examples import TEXT_OF_ORIGIN, text_kinds
from tristance.labels.near_duplicates import groups, near_duplicates
from tristance.labels.store import Labels


@dataclass(frozen=True)
class AuditTexts:
    """n paragraphs, tagged or not. ``groups`` (n,) number what intervals are drawn by: articles that share no text.

    ``kinds`` say of each whether it is composed, restated or real; ``n_passed_over`` rows had no text.
    """

    names: tuple[str, ...]
    texts: tuple[str, ...]
    articles: tuple[str, ...]
    groups: NDArray[np.intp]
    kinds: tuple[str, ...]
    n_passed_over: int = 0

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def kind(self) -> str:
        """What the texts are, commonest first."""
        return text_kinds(self.kinds)


def of_labels(labels: Labels) -> AuditTexts:
    """The current paragraphs of *labels*. Raises :class:`NotEnoughLabels` where there is none."""
    rows = labels.in_order
    if not rows:
        raise NotEnoughLabels(
            f"{labels.folder}: has no paragraphs yet; add articles: tristance labels add FILES "
            f"--labels {labels.folder}; or audit other texts: --test FILE"
        )
    texts = tuple(row.text for row in rows)
    articles = tuple(row.article for row in rows)
    return AuditTexts(
        tuple(row.paragraph for row in rows),
        texts,
        articles,
        groups(articles, near_duplicates(texts, articles)),
        tuple(TEXT_OF_ORIGIN[labels.article[article].origin] for article in articles),
    )


def of_table(path: Path, column: str = "text") -> AuditTexts:
    """The rows of the table at *path* that have a text in *column*.

    Where present, ``paragraph`` names them (else their line does), ``article`` groups them (else each is its own), and
    ``origin`` says ``composed`` or ``restated`` of text that is not real. Raises :class:`BadTable`.
    """
    table = open_table(path, column)
    table.require(column, "name the column that holds the text: --text-column NAME")
    names, texts, articles, kinds = [], [], [], []
    for line, cells in table.rows():
        text = cells.get(column)
        if not text or not text.strip():
            continue
        names.append(_cell(cells.get("paragraph")) or f"line {line}")
        texts.append(text)
        articles.append(_cell(cells.get("article")) or f"line {line}")
        kinds.append(kind if (kind := cells.get("origin")) in {"composed", "restated"} else "real")
    if not texts:
        raise BadTable(f"{path}: no row has a text in column {column}; name another: --text-column NAME")
    numbers = np.unique(np.array(articles), return_inverse=True)[1]
    kept = (tuple(names), tuple(texts), tuple(articles), numbers, tuple(kinds))
    return AuditTexts(*kept, n_passed_over=table.n_rows - len(texts))


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def drawn(texts: AuditTexts, n: int, seed: int) -> AuditTexts:
    """Whole groups of *texts*, drawn by *seed* until they hold *n* paragraphs or more, in the order that they had."""
    order = np.random.default_rng(seed).permutation(int(texts.groups.max()) + 1)
    sizes = np.bincount(texts.groups)[order]
    enough = int(np.searchsorted(np.cumsum(sizes), n)) + 1
    rows = np.flatnonzero(np.isin(texts.groups, order[:enough]))
    return AuditTexts(
        _of(texts.names, rows),
        _of(texts.texts, rows),
        _of(texts.articles, rows),
        np.unique(texts.groups[rows], return_inverse=True)[1],
        _of(texts.kinds, rows),
        texts.n_passed_over,
    )


def _of(values: Sequence[str], rows: NDArray[np.intp]) -> tuple[str, ...]:
    return tuple(values[row] for row in rows)
