"""One row a trial of the recipe: what a change of features, weights or training text does to the score.

Every trial fits the bundled labels (or ``--labels DIR``) out of fold by article, on the same folds; calibration and
decision offsets are chosen on the other folds. Scores are of restated paragraphs (what real pages say, in our words)
and of composed ones apart. Rows are for docs/experiments.md.

    python benchmarks/recipe.py                    # all trials, some ten minutes on two cores
    python benchmarks/recipe.py "no actors"        # one of them
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tristance.labels.examples import Examples, examples
from tristance.labels.store import read_labels
from tristance.measures.bootstrap import bootstrap
from tristance.measures.calibration import log_loss
from tristance.measures.scores import confusion_by_group, mean_f1_of_present
from tristance.resources import bundled
from tristance.schema import Codebook
from tristance.training.choice import cross_fitted, grid_logits, splits
from tristance.training.recipe import Recipe

C = 4.0
RECIPE = Recipe(c_grid=(C,))
Change = Callable[[Codebook], Codebook]


def same(book: Codebook) -> Codebook:
    return book


def without_cues(book: Codebook) -> Codebook:
    return replace(book, tags=tuple(replace(tag, cues=()) for tag in book.tags))


def without_actors(book: Codebook) -> Codebook:
    return replace(book, actors=())


TRIALS: dict[str, tuple[Change, Recipe, str]] = {
    "as shipped, C = 4": (same, RECIPE, ""),
    "no actors": (without_actors, RECIPE, ""),
    "no cues": (without_cues, RECIPE, ""),
    "neither": (lambda book: without_cues(without_actors(book)), RECIPE, ""),
    "class weights balanced": (same, replace(RECIPE, class_weights=("balanced",)), ""),
    "C = 1": (same, replace(RECIPE, c_grid=(1.0,)), ""),
    "C = 64": (same, replace(RECIPE, c_grid=(64.0,)), ""),
    "single words": (same, replace(RECIPE, words=(1, 1)), ""),
    "words 1-3": (same, replace(RECIPE, words=(1, 3)), ""),
    "characters 3-5": (same, replace(RECIPE, characters=(3, 5)), ""),
    "trained on composed text alone": (same, RECIPE, "composed"),
    "trained on restated text alone": (same, RECIPE, "restated"),
}


def out_of_fold(found: Examples, recipe: Recipe, only: str) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Calibrated log-probabilities (n, k) and tags (n,), each by a model of the other folds."""
    folds = splits(found, np.arange(len(found)), recipe)
    kinds = np.array(found.kinds)
    tasks = [replace(fold, train=fold.train[kinds[fold.train] == only] if only else fold.train) for fold in folds]
    logits = np.zeros((len(found), len(found.codebook.names)))
    fold_of = np.zeros(len(found), dtype=np.intp)
    for number, (task, scores) in enumerate(zip(tasks, grid_logits(found, recipe, tasks), strict=True)):
        logits[task.test], fold_of[task.test] = scores[0], number
    return cross_fitted(logits, found.tags, fold_of, found.stances)


def row(found: Examples, log_p: NDArray[np.float64], tags: NDArray[np.intp], kind: str) -> str:
    """Stance macro-F1 with its interval by article, and log-loss, of the paragraphs of one kind."""
    mine = np.array(found.kinds) == kind
    groups = np.unique(found.groups[mine], return_inverse=True)[1]
    matrices = confusion_by_group(found.tags[mine], tags[mine], groups, len(found.codebook.names))
    score = bootstrap(matrices, lambda m: mean_f1_of_present(m, found.stances), seed=0)[0]
    return f"{score.value:.3f} [{score.low:.3f}, {score.high:.3f}] | {log_loss(log_p[mine], found.tags[mine]):.3f}"


def main() -> None:
    """Print the trials as rows of a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trials", nargs="*", metavar="TRIAL", help="; ".join(TRIALS))
    parser.add_argument("--labels", type=Path, default=bundled("labels"))
    options = parser.parse_args()
    found = examples(read_labels(options.labels))
    print(f"{len(found)} paragraphs of {len(set(found.articles))} articles\n")
    print("| trial | restated: stance macro-F1 | log-loss | composed: stance macro-F1 | log-loss |")
    print("| --- | --- | --- | --- | --- |")
    for name in options.trials or TRIALS:
        change, recipe, only = TRIALS[name]
        log_p, tags = out_of_fold(replace(found, codebook=change(found.codebook)), recipe, only)
        print(f"| {name} | {row(found, log_p, tags, 'restated')} | {row(found, log_p, tags, 'composed')} |", flush=True)


if __name__ == "__main__":
    main()
