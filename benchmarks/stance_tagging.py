"""A benchmark's rows through the command line's own code: import, evaluate, train, evaluate on a test file.

One classifier a target. Each target's rows go into a labels folder as ``tristance labels import`` puts them there, and
are cross-validated as ``tristance evaluate`` does; or a model of theirs, as ``tristance train`` makes it, tags the rows
of a test file as ``tristance evaluate --test`` does. The recipe is the default one for every benchmark.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from stance_files import Benchmark, Row
from tristance.errors import NotEnoughLabels
from tristance.evaluation.cross_validation import cross_validate
from tristance.evaluation.file_scores import tag_file
from tristance.files import csv_line
from tristance.labels.examples import Examples, examples
from tristance.labels.exchange import import_file
from tristance.labels.store import create, read_labels
from tristance.measures.scores import Tags
from tristance.training.fit import choose_parameters, fit_model
from tristance.training.recipe import Recipe


@dataclass(frozen=True)
class Tagged:
    """The n rows of one target: labels ``gold`` (n,), ``predicted`` (seeds, n), ``commonest`` (n,) in training.

    ``groups`` (n,) number the articles, or what shares text. ``repeated`` rows were left out as there already.
    """

    target: str
    gold: Tags
    predicted: NDArray[np.intp]
    commonest: Tags
    groups: Tags
    repeated: int


def tag(benchmark: Benchmark, target: str, rows: Sequence[Row], test: Sequence[Row], seeds: int) -> Tagged:
    """The rows of one target, tagged out of fold; or those of *test*, where there are any, by a model of *rows*.

    Raises :class:`NotEnoughLabels` with the name of the target.
    """
    recipes = [Recipe(seed=seed) for seed in range(seeds)]
    with tempfile.TemporaryDirectory() as place:
        found = _labelled(benchmark, rows, Path(place))
        try:
            if not test:
                predicted = np.stack([cross_validate(found, recipe).predicted for recipe in recipes])
                gold, groups = found.tags, np.unique(found.groups, return_inverse=True)[1]
            else:
                file = _table(Path(place) / "test.csv", test)
                models = (fit_model(found, recipe, choose_parameters(found, recipe)) for recipe in recipes)
                held = [tag_file(model, file).held for model in models]
                predicted = np.stack([each.predicted for each in held])
                gold, groups = held[0].gold, held[0].groups
        except NotEnoughLabels as error:
            raise NotEnoughLabels(f"{benchmark.name}{', ' * bool(target)}{target}: {error}") from None
    commonest = np.full(len(gold), np.bincount(found.tags).argmax())
    return Tagged(target, gold, predicted, commonest, groups, len(rows) - len(found))


def _labelled(benchmark: Benchmark, rows: Sequence[Row], place: Path) -> Examples:
    """The rows as a labels folder in *place* holds them. What is not scored is the background."""
    codebook = 'version = "1"\nquestion = "The label of the benchmark."\n' + "".join(
        f'[[tag]]\nname = "{label}"\nrole = "{"stance" if label in benchmark.scored else "background"}"\n'
        'definition = "Theirs."\n'
        for label in benchmark.labels
    )
    (place / "codebook.toml").write_text(codebook, encoding="utf-8")
    create(place / "labels", place / "codebook.toml")
    import_file(place / "labels", _table(place / "rows.csv", rows), skip_duplicates=True)
    return examples(read_labels(place / "labels"))


def _table(path: Path, rows: Sequence[Row]) -> Path:
    """The rows as a table to import or to test on; a row of no article is an article of its own, told by its number."""
    lines = [csv_line((row.article or f"row-{number}", row.text, row.label)) for number, row in enumerate(rows)]
    path.write_text(csv_line(("article", "text", "tag")) + "".join(lines), encoding="utf-8")
    return path
