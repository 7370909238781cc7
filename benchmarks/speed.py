"""Train and classify against scikit-learn's own pipeline: both in one interleaved run, medians of per-round ratios.

Run: make bench (or python benchmarks/speed.py --help). Prints, and writes benchmarks/results.md.

The same job on both sides, one process and one thread each; equality is checked before anything is timed.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import GridSearchCV, PredefinedSplit
from threadpoolctl import threadpool_limits

from tristance.labels.examples import Examples, examples
from tristance.labels.store import read_labels
from tristance.measures.calibration import Calibration
from tristance.resources import bundled
from tristance.training.choice import splits
from tristance.training.fit import fit_pipeline, freeze
from tristance.training.matrix import Counted
from tristance.training.pipeline import build
from tristance.training.recipe import Recipe
from tristance.training.solver import candidates, path_logits

RESULTS = Path(__file__).parent / "results.md"
GRID = (1.0, 4.0, 16.0)
Contestant = tuple[str, Callable[[], Any]]


def corpus(found: Examples, n: int, seed: int) -> list[str]:
    """Paragraphs of about 88 words, of sentences of the labels shuffled together, one word in 30 never seen before."""
    generator = random.Random(seed)  # noqa: S311  # not for secrets
    words = " ".join(found.texts).split()
    texts = []
    for _ in range(n):
        start = generator.randrange(len(words) - 100)
        own = words[start : start + generator.randrange(60, 116)]
        texts.append(" ".join(f"{w}{generator.randrange(10**6)}x" if generator.random() < 1 / 30 else w for w in own))
    return texts


def race(contestants: Sequence[Contestant], rounds: int) -> list[list[float]]:
    """Wall seconds of each contestant in each round, taking turns; the first round is not counted."""
    seconds: list[list[float]] = [[] for _ in contestants]
    for number in range(rounds + 1):
        for times, (_, job) in zip(seconds, contestants, strict=True):
            start = time.perf_counter()
            job()
            if number:
                times.append(time.perf_counter() - start)
    return seconds


def lines(title: str, contestants: Sequence[Contestant], seconds: list[list[float]]) -> list[str]:
    """A table of medians, and of the medians of the ratios to the first contestant within each round."""
    rows = [f"## {title}", "", "| contestant | seconds, median | times as fast |", "| --- | --- | --- |"]
    for (name, _), times in zip(contestants, seconds, strict=True):
        ratio = statistics.median(first / mine for first, mine in zip(seconds[0], times, strict=True))
        rows.append(f"| {name} | {statistics.median(times):.3f} | {ratio:.1f} |")
    return [*rows, ""]


def classify(found: Examples, n: int, rounds: int) -> list[str]:
    """Probabilities of n paragraphs: scikit-learn's pipeline, and its frozen copy."""
    recipe = Recipe()
    pipeline = fit_pipeline(found, recipe, 4.0, None)
    k = len(found.codebook.names)
    model = freeze(pipeline, found, recipe, Calibration(1.0, np.zeros(k)), np.zeros(k))
    texts = corpus(found, n, seed=1)
    gap = np.abs(np.exp(model.log_probabilities(texts[:500])) - pipeline.predict_proba(texts[:500])).max()
    if gap > 1e-9:  # noqa: PLR2004  # the contract
        sys.exit(f"the frozen model differs from its pipeline by {gap}")
    contestants = [
        ("scikit-learn pipeline", lambda: pipeline.predict_proba(texts)),
        ("tristance", lambda: model.log_probabilities(texts)),
    ]
    title = f"Classify {n:,} paragraphs (words, characters and cues), equal within {gap:.0e}"
    return lines(title, contestants, race(contestants, rounds))


def choose(found: Examples, rounds: int) -> list[str]:
    """Out-of-fold scores of three values of C in five folds by article."""
    recipe = Recipe(c_grid=GRID, class_weights=(None,))
    rows = np.arange(len(found))
    folds = splits(found, rows, recipe)
    number = np.zeros(len(found), dtype=int)
    for i, fold in enumerate(folds):
        number[fold.test] = i

    def naive() -> list[float]:
        search = GridSearchCV(
            build(found.codebook, recipe, 1.0, None).set_params(classifier__solver="lbfgs", classifier__tol=1e-4),
            {"classifier__C": list(GRID)},
            cv=PredefinedSplit(number),
            scoring="accuracy",
            refit=False,
        )
        search.fit(list(found.texts), found.tags)
        return [float(mean) for mean in search.cv_results_["mean_test_score"]]

    def ours() -> list[float]:
        counted = Counted(found.texts, found.codebook, recipe)
        hits = np.zeros((len(candidates(recipe)), len(folds)))
        for i, fold in enumerate(folds):
            train, test = counted.split(fold.train, fold.test)
            logits = path_logits(train, found.tags[fold.train], test, recipe, len(found.codebook.names))
            hits[:, i] = (logits.argmax(axis=2) == found.tags[fold.test]).mean(axis=1)
        return [float(mean) for mean in hits.mean(axis=1)]

    gap = max(abs(a - b) for a, b in zip(naive(), ours(), strict=True))
    if gap > 0.005:  # noqa: PLR2004  # the contract
        sys.exit(f"the mean accuracies differ by {gap}")
    contestants = [("GridSearchCV over the whole pipeline (lbfgs)", naive), ("tristance", ours)]
    title = f"Cross-validate {len(GRID)} values of C on {len(found)} paragraphs, mean accuracies within {gap:.4f}"
    return lines(title, contestants, race(contestants, rounds))


def machine() -> str:
    """What the times depend on, in a line."""
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; Python "
        f"{platform.python_version()}, numpy {version('numpy')}, scikit-learn {version('scikit-learn')}."
    )


def main() -> None:
    """Run both races, print the tables, and write them down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, default=2000, help="to classify (default: 2000)")
    parser.add_argument("--rounds", type=int, default=7, help="of classifying; of training a third (default: 7)")
    options = parser.parse_args()
    found = examples(read_labels(bundled("labels")))
    with threadpool_limits(1):
        report = [
            "# Speed against scikit-learn",
            "",
            "Written by `make bench`. Each round runs the contestants in turn; ratios are taken within a round.",
            "",
            machine(),
            "",
            *classify(found, options.paragraphs, options.rounds),
            *choose(found, max(1, options.rounds // 3)),
        ]
    text = "\n".join(report)
    print(text)
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
