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
import warnings
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from joblib import parallel_config
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GridSearchCV, PredefinedSplit
from threadpoolctl import threadpool_limits

from tristance.evaluation.cross_validation import cross_validate
from tristance.labels.examples import Examples, examples
from tristance.labels.store import read_labels
from tristance.measures.calibration import Calibration
from tristance.resources import bundled
from tristance.training.choice import splits
from tristance.training.fit import fit_pipeline, freeze
from tristance.training.pipeline import build
from tristance.training.recipe import Recipe

RESULTS = Path(__file__).parent / "results.md"
GRID = tuple(np.geomspace(0.25, 128, 10).tolist())
Array = NDArray[np.intp]
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


def part(found: Examples, n: int) -> Examples:
    """About *n* paragraphs of *found*: every so many groups of articles, whole."""
    return found.only(np.flatnonzero(found.groups % max(1, round(len(found) / n)) == 0))


def nested(found: Examples) -> list[str]:
    """Nested cross-validation with ten values of C: in each of five outer folds the other four choose.

    The naive way fits the whole pipeline for each inner fold and C, and once more for each outer fold. Ours is
    ``cross_validate`` as it stands, which also calibrates and chooses decision offsets; what is compared of it are the
    most probable tags. One round, since the naive way takes many minutes.
    """
    recipe = Recipe(c_grid=GRID, class_weights=(None,))
    outer = splits(found, np.arange(len(found)), recipe)
    number = np.zeros(len(found), dtype=int)
    for i, fold in enumerate(outer):
        number[fold.test] = i

    def naive() -> Array:
        predicted = np.zeros_like(found.tags)
        for fold in outer:
            search = GridSearchCV(
                build(found.codebook, recipe, 1.0, None).set_params(classifier__solver="lbfgs", classifier__tol=1e-4),
                {"classifier__C": list(GRID)},
                cv=PredefinedSplit(number[fold.train]),
                scoring="accuracy",
            )
            with warnings.catch_warnings():  # lbfgs stops after 100 steps by default, converged or not
                warnings.simplefilter("ignore", ConvergenceWarning)
                search.fit([found.texts[i] for i in fold.train], found.tags[fold.train])
            predicted[fold.test] = search.predict([found.texts[i] for i in fold.test])
        return predicted

    def ours() -> Array:
        with parallel_config(backend="sequential"):
            return np.asarray(cross_validate(found, recipe).uncalibrated.argmax(axis=1))

    contestants: list[Contestant] = [("GridSearchCV over the whole pipeline (lbfgs)", naive), ("tristance", ours)]
    seconds, accuracies = [], []
    for _, job in contestants:
        start = time.perf_counter()
        predicted = job()
        seconds.append([time.perf_counter() - start])
        accuracies.append(float((predicted == found.tags).mean()))
    gap = abs(accuracies[0] - accuracies[1])
    if gap > 0.005:  # noqa: PLR2004  # the contract
        sys.exit(f"the accuracies differ by {gap:.4f}")
    what = f"{len(found):,} paragraphs with {len(GRID)} values of C"
    title = f"Nested cross-validation of {what}; accuracies within {gap:.4f}"
    return lines(title, contestants, seconds)


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
    parser.add_argument("--rounds", type=int, default=7, help="of classifying (default: 7)")
    parser.add_argument("--labels", type=int, default=2400, help="paragraphs to cross-validate (default: 2400)")
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
            *nested(part(found, options.labels)),
        ]
    text = "\n".join(report)
    print(text)
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
