"""The learning curve: how scores grow with the labels, and what more of them would bring, with intervals."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tristance.evaluation.agreement import plain
from tristance.evaluation.nested_subsets import common_tags
from tristance.evaluation.subset_runs import REPEATS, SubsetRuns, run_subsets
from tristance.labels.examples import Examples
from tristance.measures.bootstrap import DRAWS, Estimate, estimates, group_weights
from tristance.measures.power_law import PowerLaw, fit_power_law
from tristance.measures.scores import confusion_by_group, f1_of_present, mean_f1_of_present
from tristance.training.choice import Progress
from tristance.training.recipe import Recipe

Array = NDArray[np.float64]

MORE = (0.25, 1.0)
"""How much more labels the gains are given for, as a fraction of those there are."""
_WORTH = 0.01  # of F1: the least gain by doubling that is called one
_FEWEST_TO_CHECK = 4


@dataclass(frozen=True)
class Curve:
    """The curve of one score: the headline's, or a tag's F1.

    ``scores`` and ``steps`` are of the sizes, a step being the score less that of the size before; ``gains`` are of
    :data:`MORE` labels; ``foretold`` is the score at the last size as a fit to the others has it. A tag of too few
    articles has neither gains nor ``foretold``, nor has a curve of three sizes the latter.
    """

    paragraphs: int
    articles: int
    scores: tuple[Estimate, ...]
    steps: tuple[Estimate, ...]
    gains: tuple[Estimate, ...] = ()
    foretold: Estimate | None = None
    law: PowerLaw | None = field(default=None, repr=False)
    drawn: PowerLaw | None = field(default=None, repr=False)

    @property
    def verdict(self) -> str:
        """Whether doubling the labels brings 0.01: ``yes`` or ``no`` where the interval says so, else ``unclear``.

        ``unknown`` for a tag of too few articles.
        """
        if not self.gains:
            return "unknown"
        doubled = self.gains[-1]
        return "yes" if doubled.low >= _WORTH else "no" if doubled.high < _WORTH else "unclear"

    def band(self, sizes: Array) -> list[Estimate]:
        """The fitted curve with its intervals at (s,) numbers of paragraphs."""
        if self.law is None or self.drawn is None:
            return []
        return estimates(self.law.at(sizes), self.drawn.at(sizes))


@dataclass(frozen=True)
class LearningCurve:
    """Curves over the same sizes: (s,) ``paragraphs`` and ``articles`` that were trained on, on average."""

    text: str
    repeats: int
    paragraphs: Array
    articles: Array
    stance_macro_f1: Curve
    per_tag: dict[str, Curve]

    def as_json(self) -> dict[str, Any]:
        """Plain values; what is undefined is null."""
        return {
            "text": self.text,
            "orders": self.repeats,
            "sizes": [
                {"paragraphs": round(n, 1), "articles": round(a, 1)}
                for n, a in zip(self.paragraphs.tolist(), self.articles.tolist(), strict=True)
            ],
            "stance_macro_f1": _plain(self.stance_macro_f1),
            "per_tag": {tag: _plain(curve) for tag, curve in self.per_tag.items()},
        }


def learning_curve(examples: Examples, recipe: Recipe, progress: Progress | None = None) -> LearningCurve:
    """The learning curve of the recipe on *examples*. Raises :class:`NotEnoughLabels`."""
    runs = run_subsets(examples, recipe, repeats=REPEATS, progress=progress)
    return curve_of(examples, runs, common_tags(examples, recipe.folds), seed=recipe.seed)


def curve_of(
    examples: Examples, runs: SubsetRuns, common: NDArray[np.intp], *, draws: int = DRAWS, seed: int = 0
) -> LearningCurve:
    """Scores, gains and their intervals; of the tags, those in *common* are extrapolated.

    A score is the mean over the orders, of each order's score over all folds. Every draw of the bootstrap takes as many
    test articles and as many orders as there are, with replacement, the same for all sizes; so that differences between
    sizes are paired. The power law is fitted anew in each draw. Intervals hold 95 % of the draws: they are of the mean
    over label sets of a size, where one set may do better or worse.

    All of the labels are one set only, whose luck the orders cannot show. Halves drawn from it without replacement
    scatter about as much as such sets do (the delete-half jackknife; Shao and Wu 1989, Ann. Statist. 17:1176-1197), so
    that each draw moves the last score by the deviation of one half. On simulated curves the intervals of the gain are
    at their rate where label sets differ much, and too wide rather than too narrow where they do not.
    """
    names = examples.codebook.names
    values, drawn = _scores(examples, runs, draws, seed)

    def curve(tag: int | None) -> Curve:
        mine = np.ones(len(examples), dtype=bool) if tag is None else examples.tags == tag
        articles = {article for article, here in zip(examples.articles, mine, strict=True) if here}
        column = 0 if tag is None else 1 + tag
        value, each = values[:, column], drawn[:, :, column]
        scores, steps = estimates(value, each), estimates(np.diff(value), np.diff(each))
        measured = Curve(int(mine.sum()), len(articles), tuple(scores), tuple(steps))
        if tag is not None and tag not in common:
            return measured
        return _extrapolated(measured, runs.paragraphs, value, each, len(examples))

    return LearningCurve(
        examples.text,
        runs.predicted.shape[1],
        runs.paragraphs,
        runs.articles,
        curve(None),
        {name: curve(tag) for tag, name in enumerate(names)},
    )


def _extrapolated(measured: Curve, sizes: Array, value: Array, drawn: Array, now: int) -> Curve:
    """The curve with what the power law adds: (s,) sizes, their (s,) scores and (draws, s); of *now* labels."""
    drawn = drawn[~np.isnan(drawn).any(axis=1)]
    law, laws = fit_power_law(sizes, value), fit_power_law(sizes, drawn)
    enlarged = np.array([now * (1 + more) for more in MORE])
    gains = estimates(law.gain(enlarged, now), laws.gain(enlarged, now))
    foretold = None
    if len(sizes) >= _FEWEST_TO_CHECK:
        before, befores = (fit_power_law(sizes[:-1], scores[..., :-1]) for scores in (value, drawn))
        [foretold] = estimates(before.at(sizes[-1:]), befores.at(sizes[-1:]))
    return replace(measured, gains=tuple(gains), foretold=foretold, law=law, drawn=laws)


def _scores(examples: Examples, runs: SubsetRuns, draws: int, seed: int) -> tuple[Array, Array]:
    """Stance macro-F1 and the F1 of each tag: of the runs, (s, 1 + k), and in each draw, (draws, s, 1 + k)."""
    k = len(examples.codebook.names)
    groups = examples.groups
    sizes, repeats, _ = runs.predicted.shape
    weights = np.concatenate(list(group_weights(int(groups.max()) + 1, draws=draws, seed=seed)))
    weights = np.concatenate([np.ones_like(weights[:1]), weights])  # the first is the labels as they are
    generator = np.random.default_rng([seed, repeats])
    orders = generator.multinomial(repeats, [1 / repeats] * repeats, size=draws)
    orders = np.concatenate([np.ones_like(orders[:1]), orders]) / repeats
    found = np.zeros((len(weights), sizes, 1 + k))
    half = np.zeros((repeats, len(weights), 1 + k))
    for size in range(sizes):
        for i in range(repeats):
            by_group = confusion_by_group(examples.tags, runs.predicted[size, i], groups, k)
            matrices = np.tensordot(weights, by_group, axes=1)
            scores = np.column_stack([mean_f1_of_present(matrices, examples.stances), f1_of_present(matrices)])
            found[:, size] += orders[:, i, None] * scores
            if size == sizes - 2:
                half[i] = scores
    one = generator.integers(repeats, size=draws)
    deviation = (half - half.mean(axis=0))[one, np.arange(1, draws + 1)]
    found[1:, -1] = np.clip(found[1:, -1] + deviation * np.sqrt(repeats / (repeats - 1)), 0, 1)
    return found[0], found[1:]


def _plain(curve: Curve) -> dict[str, Any]:
    return {
        "paragraphs": curve.paragraphs,
        "articles": curve.articles,
        "scores": [plain(score) for score in curve.scores],
        "steps": [plain(step) for step in curve.steps],
        "foretold": plain(curve.foretold) if curve.foretold else None,
        "gains": [{"more": more, **plain(gain)} for more, gain in zip(MORE, curve.gains, strict=False)],
        "verdict": curve.verdict,
    }
