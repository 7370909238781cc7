"""``tristance evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tristance.cli.options import (
    LABELS,
    ArticlesOption,
    JsonOption,
    LabelsOption,
    ModelOption,
    ModelsOption,
    SeedOption,
    labels_to_read,
)

if TYPE_CHECKING:
    from tristance.evaluation.scoring import Scores


def command(
    labels: LabelsOption = LABELS,
    articles: ArticlesOption = None,
    test: Annotated[
        Path | None,
        typer.Option("--test", metavar="FILE", help="Score a model on this table (text, tag, article) instead."),
    ] = None,
    model: ModelOption = None,
    models: ModelsOption = Path("models"),
    json: JsonOption = None,
    seed: SeedOption = 0,
) -> None:
    """Score the training recipe by cross-validation, or a trained model on a test file.

    The headline is macro-F1 over the stances; background paragraphs are in the test. Articles are never split between
    training and test, and intervals (95 %) come from drawing whole articles anew. The baselines are of the same
    paragraphs; agreement is of all paragraphs that two annotators have read.

    Examples:

    - `tristance evaluate`

    - `tristance evaluate --labels my-labels --json scores.json`

    - `tristance evaluate --test sample.csv --model mine`
    """
    if test is None and model is not None:
        raise typer.BadParameter("goes with --test; without it, the recipe is cross-validated", param_hint="--model")
    if test is not None and articles is not None:
        raise typer.BadParameter("goes with cross-validation, not with --test", param_hint="--articles")
    scores = _on_file(test, model, models, seed) if test else _cross_validated(labels, articles, seed)
    from tristance.cli.screen import write_json

    if json != "-":  # first of all, so that a file that cannot be written costs no results
        from tristance.cli.scores import print_scores

        print_scores(scores)
    if json is not None:
        write_json(json, scores.as_json())


def _on_file(test: Path, model: str | None, models: Path, seed: int) -> Scores:
    from tristance.evaluation.tagged_file import score_file
    from tristance.model.choice import find_model
    from tristance.model.persistence import load

    return score_file(load(find_model(model, models)), test, seed)


def _cross_validated(labels: Path, articles: Path | None, seed: int) -> Scores:
    from tristance.cli.hydration import hydrated
    from tristance.cli.screen import progress
    from tristance.evaluation.cross_validation import cross_validate, score_cross_validated
    from tristance.labels.examples import examples
    from tristance.labels.gold import ratings
    from tristance.labels.store import read_labels
    from tristance.training.recipe import Recipe

    read = read_labels(labels_to_read(labels))
    given = hydrated(examples(read), articles)
    with progress("folds") as tell:
        found = cross_validate(given, Recipe(seed=seed), tell)
    return score_cross_validated(given, found, ratings(read), seed)
