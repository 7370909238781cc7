"""Blind double coding by post: whole articles drawn at random and divided among coders.

Articles stay whole, for a paragraph is read in its context, and are drawn from those that nobody has judged a paragraph
of. How many are drawn is fixed before chance is asked, so that each has the same known probability of being drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tristance.errors import NotEnoughLabels
from tristance.labels.sheet import SheetRow, sheet_rows
from tristance.labels.store import Labels


@dataclass(frozen=True)
class Assignment:
    """The sheet of each coder; the ids of the ``shared`` articles, which all coders read; and how they were drawn.

    ``articles`` of ``pool`` unread ones were drawn.
    """

    sheets: dict[str, list[SheetRow]]
    shared: tuple[str, ...]
    articles: int
    pool: int

    @property
    def probability(self) -> float:
        """The probability of every paragraph of the pool to be in somebody's sheet."""
        return self.articles / self.pool


def assign(
    labels: Labels, coders: Sequence[str], *, paragraphs: int | None = None, overlap: float = 1.0, seed: int = 0
) -> Assignment:
    """Draw about *paragraphs* (or all) unread paragraphs in whole articles, and divide them among *coders*.

    As many articles are drawn, by simple random sampling without replacement, as hold *paragraphs* on average. Of them,
    in random order, as many are shared by all coders as come nearest to the share *overlap* of the paragraphs, and at
    least one where *overlap* is above 0; each other one goes to the coder who has the fewest paragraphs so far. Sheets
    are in the order of the labels.

    Rows say how they were chosen: ``random`` with the probability that the paragraph was drawn (by whom it is read, is
    another matter), or ``whole article`` where all were taken and nothing was left to chance.

    Raises :class:`NotEnoughLabels` where nothing is unread, or there are fewer articles than coders to divide among.
    """
    sizes = unread(labels)
    if not sizes:
        raise NotEnoughLabels(
            f"{labels.folder}: no article is left that nobody has read; "
            f"add some: tristance labels add ARTICLE --labels {labels.folder}"
        )
    pool = list(sizes)
    rng = np.random.default_rng(seed)
    drawn = [pool[i] for i in rng.permutation(len(pool))[: _how_many(sizes, paragraphs)]]
    shared = drawn[: _how_many_shared([sizes[name] for name in drawn], overlap)]
    rest = drawn[len(shared) :]
    if not shared and len(rest) < len(coders):
        raise NotEnoughLabels(
            f"{labels.folder}: {len(rest)} articles for {len(coders)} coders, and none shared; "
            "draw more paragraphs (-n), or let all coders read them (--overlap 1)"
        )
    mine: dict[str, set[str]] = {coder: set(shared) for coder in coders}
    for name in rest:
        least = min(coders, key=lambda coder: sum(sizes[each] for each in mine[coder]))
        mine[least].add(name)
    found = Assignment({}, tuple(shared), len(drawn), len(pool))
    rows = _rows(labels, found, set(drawn))
    return replace(found, sheets={coder: [row for row in rows if row.article in own] for coder, own in mine.items()})


def unread(labels: Labels) -> Mapping[str, int]:
    """The articles of which nobody has judged a paragraph, with their numbers of current paragraphs, in order."""
    article_of = {row.paragraph: row.article for row in labels.paragraphs}
    read = {article_of[row.paragraph] for row in labels.annotations}
    sizes = {row.article: 0 for row in labels.articles if row.article not in read}
    for row in labels.current:
        if row.article in sizes:
            sizes[row.article] += 1
    return {name: size for name, size in sizes.items() if size}


def _how_many(sizes: Mapping[str, int], paragraphs: int | None) -> int:
    """How many articles hold *paragraphs* on average: at least one, at most all."""
    if paragraphs is None:
        return len(sizes)
    return min(len(sizes), max(1, round(paragraphs * len(sizes) / sum(sizes.values()))))


def _how_many_shared(sizes: Sequence[int], overlap: float) -> int:
    """How many of the first articles come nearest to the share *overlap* of all paragraphs."""
    if overlap <= 0:
        return 0
    shares = np.cumsum(sizes) / sum(sizes)
    return int(np.argmin(np.abs(shares - overlap))) + 1


def _rows(labels: Labels, found: Assignment, drawn: set[str]) -> list[SheetRow]:
    """The rows of all drawn articles: articles in the order of the labels, paragraphs by their positions."""
    wanted = (row.paragraph for row in labels.in_order if row.article in drawn)
    by_chance = found.articles < found.pool
    chosen, probability = ("random", f"{found.probability:.6g}") if by_chance else ("whole article", "")
    return [replace(row, chosen=chosen, probability=probability) for row in sheet_rows(labels, wanted)]
