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
    from tristance.evaluation.full import Full
    from tristance.evaluation.scoring import Scores

_SEEDS = 3


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
    full: Annotated[
        bool, typer.Option("--full", help="Add other folds, the leak of a random split, and transfer; takes longer.")
    ] = False,
    seeds: Annotated[
        int | None,
        typer.Option(min=2, max=100, metavar="N", help="With --full: the folds of how many seeds.", show_default="3"),
    ] = None,
) -> None:
    """Score the training recipe by cross-validation, or a trained model on a test file.

    The headline is macro-F1 over the stances; background paragraphs are in the test. Articles are never split between
    training and test, and intervals (95 %) come from drawing whole articles anew. Beside it: the same on each kind of
    text, baselines, the annotators' ceiling on the same paragraphs, calibration before and after, and how often the
    surer tags are wrong.

    `--full` adds what one cross-validation cannot show: folds by other seeds; the leak, paragraphs split at random; and
    transfer to a genre, to outlets and to later years that no model has seen, each beside the ordinary score of the
    same paragraphs. It fits some eight times as many models.

    Examples:

    - `tristance evaluate`

    - `tristance evaluate --labels my-labels --json scores.json`

    - `tristance evaluate --test sample.csv --model mine`

    - `tristance evaluate --full --seeds 5`
    """
    if test is None and model is not None:
        raise typer.BadParameter("goes with --test; without it, the recipe is cross-validated", param_hint="--model")
    if test is not None and articles is not None:
        raise typer.BadParameter("goes with cross-validation, not with --test", param_hint="--articles")
    if test is not None and full:
        raise typer.BadParameter("goes with cross-validation, not with --test", param_hint="--full")
    if seeds is not None and not full:
        raise typer.BadParameter("goes with --full", param_hint="--seeds")
    beyond = None
    if test:
        scores = _on_file(test, model, models, seed)
    else:
        scores, beyond = _cross_validated(labels, articles, seed, (seeds or _SEEDS) if full else 0)
    from tristance.cli.screen import write_json

    if json != "-":  # first of all, so that a file that cannot be written costs no results
        from tristance.cli.scores import print_scores

        print_scores(scores)
        if beyond is not None:
            from tristance.cli.fullscores import print_full

            print_full(beyond)
    if json is not None:
        write_json(json, scores.as_json() | ({"full": beyond.as_json()} if beyond else {}))


def _on_file(test: Path, model: str | None, models: Path, seed: int) -> Scores:
    from tristance.evaluation.file_scores import score_file
    from tristance.model.choice import find_model
    from tristance.model.persistence import load

    return score_file(load(find_model(model, models)), test, seed)


def _cross_validated(labels: Path, articles: Path | None, seed: int, seeds: int) -> tuple[Scores, Full | None]:
    """The scores, and what goes beyond them where the folds of several seeds are asked for."""
    from tristance.cli.hydration import hydrated
    from tristance.cli.screen import progress
    from tristance.evaluation.cross_validation import cross_validate, score_cross_validated
    from tristance.evaluation.full import cross_validate_fully
    from tristance.labels.examples import examples
    from tristance.labels.gold import ratings
    from tristance.labels.store import read_labels
    from tristance.training.recipe import Recipe

    read = read_labels(labels_to_read(labels))
    given = hydrated(examples(read), articles)
    recipe = Recipe(seed=seed)
    beyond = None
    with progress("folds") as tell:
        if seeds:
            found, beyond = cross_validate_fully(given, read.article, recipe, seeds=seeds, progress=tell)
        else:
            found = cross_validate(given, recipe, tell)
    return score_cross_validated(given, found, ratings(read), seed), beyond
