"""Paragraphs drawn from a pool, with what is known of each draw."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.labels.drawing import draw_by_model, draw_evenly, generator_of
from tristance.labels.gold import gold
from tristance.labels.pool import Pool, named
from tristance.labels.sheet import SheetRow
from tristance.labels.store import Labels

_DIGITS = 10


@dataclass(frozen=True)
class Sample:
    """Blank rows of a coding sheet, in the order of the pool, with ``chosen`` (one word for all) and probabilities.

    ``seen`` are a model's probabilities by tag of each, empty where all were drawn alike.
    """

    chosen: str
    rows: tuple[SheetRow, ...]
    seen: tuple[dict[str, float], ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"chosen": self.chosen, "n": len(self.rows), "paragraphs": [*map(_plain, self.rows, self.seen)]}


def sample(labels: Labels, pool: Pool, n: int, p: NDArray[np.float64] | None, seed: int = 0) -> Sample:
    """Draw *n* paragraphs of *pool*, or all where it has no more.

    *p* are a model's calibrated probabilities of the pool's tags, (N, k) in the codebook's order; without it all
    paragraphs have the same probability to be drawn, and are ``random`` instead of ``queue``.
    """
    size, names = len(pool.rows), labels.codebook.names
    generator = generator_of(seed, labels.digest, *(f"{row.article}\n{row.text}" for row in pool.rows))
    if p is None or n >= size:
        drawn, chosen = draw_evenly(size, min(n, size), generator), "random"
    else:
        tags = list(gold(labels).tags.values())
        counts = np.array([tags.count(name) for name in names], dtype=np.intp)
        drawn, chosen = draw_by_model(p, counts, n, generator), "queue"
    places = drawn.rows.tolist()
    rows = [
        replace(pool.rows[place], chosen=chosen, probability=f"{probability:.{_DIGITS}g}")
        for place, probability in zip(places, drawn.probabilities.tolist(), strict=True)
    ]
    seen = [{} if p is None else dict(zip(names, p[place].tolist(), strict=True)) for place in places]
    return Sample(chosen, tuple(named(labels, rows)), tuple(seen))


def _plain(row: SheetRow, seen: dict[str, float]) -> dict[str, Any]:
    return {
        "paragraph": row.paragraph,
        "article": row.article,
        "title": row.title,
        "position": row.position,
        "text": row.text,
        "probability": float(row.probability),
        "p": seen or None,
    }
