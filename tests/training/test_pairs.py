"""One split without two folds serves both: as inner split of each it holds the other out."""

from __future__ import annotations

import numpy as np

from tristance.evaluation.cross_validation import _of
from tristance.labels.examples import Examples
from tristance.training.choice import grid_logits, pairs, splits
from tristance.training.recipe import Recipe
from tristance.training.solver import candidates

RECIPE = Recipe(c_grid=(1.0, 4.0), folds=4)


def test_a_pair_trains_on_neither_fold_and_tests_on_both(small_examples: Examples) -> None:
    folds = splits(small_examples, np.arange(len(small_examples)), RECIPE)
    found = pairs(folds)
    assert len(found) == 6
    for (i, j), split in found.items():
        assert split.test.tolist() == [*folds[i].test, *folds[j].test]
        assert sorted([*split.train, *split.test]) == list(range(len(small_examples)))
        assert not set(small_examples.groups[split.train]) & set(small_examples.groups[split.test])


def test_each_fold_finds_its_own_part_of_a_pair(small_examples: Examples) -> None:
    folds = splits(small_examples, np.arange(len(small_examples)), RECIPE)
    found = pairs(folds)
    logits = dict(zip(found, grid_logits(small_examples, RECIPE, list(found.values())), strict=True))
    first, last = logits[1, 2], [*folds[1].test, *folds[2].test]
    as_inner_of_1, as_inner_of_2 = _of(logits, 1, 2, len(folds[1].test)), _of(logits, 2, 1, len(folds[2].test))
    assert as_inner_of_1.shape == (len(candidates(RECIPE)), len(folds[2].test), 3)
    assert np.array_equal(first[:, [last.index(row) for row in folds[2].test]], as_inner_of_1)
    assert np.array_equal(first[:, [last.index(row) for row in folds[1].test]], as_inner_of_2)
