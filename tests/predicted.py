"""Made-up predictions of any number of tags: as a classified table, as a sample of one, and as a model's held-out."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tristance.model.held_out import HeldOut
from tristance.schema import Codebook, Tag

TAGS = ("for", "against", "none")
OUTLETS = ("Quay Daily", "Island Post")


class Predicted(NamedTuple):
    """n paragraphs of articles of five; ``tag`` is the most probable one."""

    tags: tuple[str, ...]
    article: NDArray[np.intp]
    gold: NDArray[np.intp]
    p: NDArray[np.float64]

    @property
    def tag(self) -> NDArray[np.intp]:
        """What the classifier says, (n,)."""
        return np.asarray(np.argmax(self.p, axis=1), dtype=np.intp)

    def rows(self) -> list[dict[str, Any]]:
        """The rows of a classified table with columns id, article, outlet, date and text."""
        return [
            {
                "id": f"n{i}",
                "article": f"art-{article}",
                "outlet": OUTLETS[article % 2],
                "date": f"{2021 + article % 3}-05-0{1 + i % 9}",
                "text": f"Paragraph {i} on the harbour.",
                "tag": self.tags[self.tag[i]],
                "confidence": self.p[i].max(),
                **{f"p_{tag}": p for tag, p in zip(self.tags, self.p[i].tolist(), strict=True)},
            }
            for i, article in enumerate(self.article.tolist())
        ]

    def sample(self, n: int, seed: int = 1) -> list[dict[str, Any]]:
        """*n* rows drawn at random, with columns id, text and tag."""
        drawn = np.random.default_rng(seed).permutation(len(self.gold))[:n]
        rows = self.rows()
        return [{"id": rows[i]["id"], "text": rows[i]["text"], "tag": self.tags[self.gold[i]]} for i in drawn.tolist()]

    def held_out(self, text: str = "restated") -> HeldOut:
        """The same as what a model said of its labels while they were held out."""
        n = len(self.gold)
        book = Codebook("1", "Should the harbour be enlarged?", (), tuple(Tag(t, "x", "stance") for t in self.tags))
        names = [f"art-{a}" for a in self.article.tolist()]
        ids = tuple(f"par-{i}" for i in range(n))
        folds = self.article % 5
        return HeldOut(book, ids, tuple(names), (text,) * n, self.article, folds, self.gold, self.tag, self.p)


def predicted(
    articles: int, seed: int, *, tags: Sequence[str] = TAGS, shares: Sequence[float] | None = None, skill: float = 4.0
) -> Predicted:
    """Predictions whose Dirichlet parameters are 0.5, and *skill* more for the gold tag; *shares* as of all alike."""
    generator = np.random.default_rng(seed)
    k = len(tags)
    weights = np.full(k, 1 / k) if shares is None else np.array(shares)
    mixes = generator.dirichlet(np.maximum(3 * weights, 1e-9), size=articles)
    article = np.repeat(np.arange(articles), 5)
    gold = (generator.random(len(article))[:, None] > mixes.cumsum(axis=1)[article, :-1]).sum(axis=1)
    draws = generator.gamma(0.5 + skill * np.eye(k)[gold])
    return Predicted(tuple(tags), article, gold, draws / draws.sum(axis=1, keepdims=True))


def write_table(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """Write *rows* as CSV, with the columns of the first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return path
