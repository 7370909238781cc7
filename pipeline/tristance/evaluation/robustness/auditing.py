"""A model's tags of texts, and of the same texts changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.agreement import plain
from tristance.evaluation.robustness.perturbation import Perturbation
from tristance.evaluation.robustness.tagging import Tagging
from tristance.evaluation.robustness.texts import AuditTexts
from tristance.measures.bootstrap import Estimate, bootstrap
from tristance.measures.clustered_share import clustered_share
from tristance.measures.decision import decide
from tristance.measures.scores import Matrix, confusion
from tristance.schema import Codebook

MOST_MOVED = 0.05
"""A change that means nothing should move fewer tags: a second careful reading of the same text moves about as many."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Moved:
    """A paragraph, by its row among the texts, whose tag moved; ``p`` are the given tag's probabilities each time."""

    row: int
    before: str
    after: str
    p_before: float
    p_after: float
    changed: str


@dataclass(frozen=True)
class Effect:
    """What one perturbation does. It changes ``n_paragraphs`` of ``n_articles``; the others do not count.

    ``share`` of them are given another tag afterwards; ``change_of_p`` is how much the probability of the tag given
    first changes on average. ``tags`` (k, k) counts the tags before, in rows, by those after. NaN where none changed.
    """

    perturbation: Perturbation
    codebook: Codebook
    n_paragraphs: int
    n_articles: int
    share: Estimate
    change_of_p: Estimate
    tags: Matrix = field(repr=False)
    moved: tuple[Moved, ...] = field(repr=False)

    @property
    def moves_against(self) -> bool:
        """Whether tags surely move more often than is tolerable, where they should stay."""
        return self.perturbation.expect == "same" and self.share.low > MOST_MOVED

    @property
    def stays_against(self) -> bool:
        """Whether tags surely move no more often than under a change that means nothing, where they should move."""
        return self.perturbation.expect == "moves" and self.share.high < MOST_MOVED

    def moves(self) -> list[tuple[str, str, int]]:
        """The tags before and after, and how many paragraphs moved so: the commonest first."""
        names = self.codebook.names
        counts = self.tags.astype(int)
        found = [(names[i], names[j], int(counts[i, j])) for i, j in np.argwhere(counts) if i != j]
        return sorted(found, key=lambda move: -move[2])

    def of_role(self, role: str) -> tuple[int, int]:
        """How many paragraphs moved, of how many whose tag before was a stance, or the background."""
        rows = [i for i, tag in enumerate(self.codebook.tags) if tag.role == role]
        n = int(self.tags[rows].sum())
        return n - int(self.tags[rows, rows].sum()), n

    def as_json(self) -> dict[str, Any]:
        """Plain values, undefined ones as null."""
        counts = self.tags.astype(int)
        return {
            "name": self.perturbation.name,
            "kind": self.perturbation.kind,
            "expect": self.perturbation.expect,
            "against_expectation": self.moves_against or self.stays_against,
            "n_paragraphs": self.n_paragraphs,
            "n_articles": self.n_articles,
            "n_moved": len(self.moved),
            "share_moved": plain(self.share),
            "change_of_p": plain(self.change_of_p),
            "per_tag": {
                name: {"n": int(counts[i].sum()), "n_moved": int(counts[i].sum() - counts[i, i])}
                for i, name in enumerate(self.codebook.names)
            },
            "moves": [{"before": before, "after": after, "n": n} for before, after, n in self.moves()],
        }


def audit(
    tagging: Tagging,
    texts: AuditTexts,
    perturbations: Sequence[Perturbation],
    *,
    seed: int = 0,
    progress: Progress | None = None,
) -> list[Effect]:
    """What each of *perturbations* does to the tags that *tagging* gives *texts*.

    Only texts that a perturbation changes are scored again. Intervals are by groups of articles: *seed* is of their
    bootstrap. *progress* is told how many perturbations are done, of how many.
    """
    log_p = tagging.log_p(np.arange(len(texts)), texts.texts)
    found = []
    for number, perturbation in enumerate(perturbations, start=1):
        found.append(_effect(tagging, texts, log_p, perturbation, seed))
        if progress is not None:
            progress(number, len(perturbations))
    return found


def _effect(
    tagging: Tagging, texts: AuditTexts, log_p: NDArray[np.float64], perturbation: Perturbation, seed: int
) -> Effect:
    changed = {
        row: text for row, old in enumerate(texts.texts) if (text := perturbation.change(old)) != old and text.strip()
    }
    rows = np.fromiter(changed, dtype=np.intp, count=len(changed))
    new_texts = list(changed.values())
    old_log_p, new_log_p = log_p[rows], tagging.log_p(rows, new_texts)
    codebook, offsets = tagging.models[0].codebook, tagging.models[0].decision_offsets
    before, after = decide(old_log_p, offsets), decide(new_log_p, offsets)
    each = np.arange(len(rows))
    p_before, p_after = np.exp(old_log_p[each, before]), np.exp(new_log_p[each, after])
    names = codebook.names
    moved = tuple(
        Moved(int(rows[i]), names[before[i]], names[after[i]], float(p_before[i]), float(p_after[i]), new_texts[i])
        for i in np.flatnonzero(before != after)
    )
    groups = np.unique(texts.groups[rows], return_inverse=True)[1]
    sizes = np.bincount(groups).astype(np.float64)
    hits = np.bincount(groups, before != after, minlength=len(sizes)).astype(np.float64)
    gains = np.bincount(groups, np.exp(new_log_p[each, before]) - p_before, minlength=len(sizes)).astype(np.float64)
    return Effect(
        perturbation,
        codebook,
        len(rows),
        len({texts.articles[row] for row in rows}),
        clustered_share(hits, sizes),
        _mean(gains, sizes, seed),
        confusion(before, after, len(names)),
        moved,
    )


def _mean(sums: NDArray[np.float64], sizes: NDArray[np.float64], seed: int) -> Estimate:
    """The mean over paragraphs, of sums over groups of so many."""
    if not len(sizes):
        return Estimate(np.nan, np.nan, np.nan)
    return bootstrap(np.stack([sums, sizes], axis=1), lambda total: total[..., 0] / total[..., 1], seed=seed)[0]
