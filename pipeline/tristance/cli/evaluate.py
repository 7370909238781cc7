"""``tristance evaluate``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

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
from tristance.cli.reporting import AssetsOption, ErrorsOption, ReportOption, require_targets
from tristance.cli.target import apart
from tristance.cli.warned import IgnoreOption, StrictOption, fail_if, kept, print_warnings

if TYPE_CHECKING:
    from tristance.evaluation.full import Full
    from tristance.evaluation.scoring import Scores
    from tristance.evaluation.warning import CodedWarning
    from tristance.report.run import Run

_SEEDS = 3


class _Evaluated(NamedTuple):
    """``look`` gathers what a report needs beside the scores, which takes longer than they do."""

    scores: Scores
    warnings: list[CodedWarning]
    full: Full | None
    look: Callable[..., Run]
    manifest: dict[str, Any]


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
    report: ReportOption = None,
    assets: AssetsOption = None,
    errors: ErrorsOption = True,
    seed: SeedOption = 0,
    full: Annotated[
        bool, typer.Option("--full", help="Add other folds, the leak of a random split, and transfer; takes longer.")
    ] = False,
    seeds: Annotated[
        int | None,
        typer.Option(min=2, max=100, metavar="N", help="With --full: the folds of how many seeds.", show_default="3"),
    ] = None,
    strict: StrictOption = False,
    ignore: IgnoreOption = None,
) -> None:
    """Score the training recipe by cross-validation, or a trained model on a test file.

    The headline is macro-F1 over the stances; background paragraphs are in the test. Articles are never split between
    training and test, and intervals (95 %) come from drawing whole articles anew. Beside it: the same on each kind of
    text, baselines, the annotators' ceiling on the same paragraphs, calibration before and after, and how often the
    surer tags are wrong.

    `--full` adds what one cross-validation cannot show: folds by other seeds; the leak, paragraphs split at random; and
    transfer to a genre, to outlets and to later years that no model has seen, each beside the ordinary score of the
    same paragraphs. It fits some eight times as many models.

    Warnings come last, each with a code that `tristance explain` knows. With `--test`, text that the test repeats of
    the labels that the model was trained on is warned of, where those are in `--labels` or come with tristance.

    `--report` writes all of it as one page that opens offline and prints, with figures, the terms that the model goes
    by, its worst errors, and a methods paragraph to paste into a paper; with `--full`, the learning curve too.
    `--no-errors` leaves out the texts of errors, where a test set is not to be looked at.

    Examples:

    - `tristance evaluate`

    - `tristance evaluate --report report.html --assets figures`

    - `tristance evaluate --labels my-labels --json scores.json`

    - `tristance evaluate --test sample.csv --model mine`

    - `tristance evaluate --full --seeds 5`

    - `tristance evaluate --strict --ignore W12`
    """
    if test is None and model is not None:
        raise typer.BadParameter("goes with --test; without it, the recipe is cross-validated", param_hint="--model")
    if test is not None and articles is not None:
        raise typer.BadParameter("goes with cross-validation, not with --test", param_hint="--articles")
    if test is not None and full:
        raise typer.BadParameter("goes with cross-validation, not with --test", param_hint="--full")
    if seeds is not None and not full:
        raise typer.BadParameter("goes with --full", param_hint="--seeds")
    apart([json, report], [test])
    require_targets(report, assets, json, test, errors=errors)
    if test:
        found = _on_file(test, model, models, labels, seed)
    else:
        found = _cross_validated(labels, articles, seed, (seeds or _SEEDS) if full else 0)
    warnings = kept(found.warnings, ignore)
    if json != "-":  # first of all, so that a disk that fills up costs no results
        _show(found, warnings)
    if json is not None:
        from tristance.cli.screen import write_json
        from tristance.evaluation.warning import plain

        figures = found.scores.as_json() | ({"full": found.full.as_json()} if found.full else {})
        write_json(json, figures | {"warnings": plain(warnings), "manifest": found.manifest})
    if report is not None or assets is not None:
        from tristance.cli.reporting import write

        write(found.look(errors=errors, warnings=warnings), report, assets)
    fail_if(strict, warnings)


def _show(found: _Evaluated, warnings: list[CodedWarning]) -> None:
    from tristance.cli.fullscores import print_full
    from tristance.cli.scores import print_scores

    print_scores(found.scores)
    if found.full is not None:
        print_full(found.full)
    print_warnings(warnings, len(found.warnings) - len(warnings))


def _on_file(test: Path, model: str | None, models: Path, labels: Path, seed: int) -> _Evaluated:
    from tristance.cli.manifest import manifest
    from tristance.cli.reporting import run_on_file
    from tristance.cli.training_labels import training_examples
    from tristance.evaluation.checks.together import warnings_of_test
    from tristance.evaluation.file_scores import score_tagged, tag_file
    from tristance.model.choice import find_model
    from tristance.model.persistence import load

    folder = find_model(model, models)
    loaded = load(folder)
    tagged = tag_file(loaded, test)
    scores = score_tagged(tagged, seed)
    warnings = warnings_of_test(tagged, scores, training_examples(folder, labels), seed)
    account = manifest(model=folder, inputs=[test])
    look = partial(run_on_file, scores, tagged, loaded, folder, test, seed, account)
    return _Evaluated(scores, warnings, None, look, account)


def _cross_validated(labels: Path, articles: Path | None, seed: int, seeds: int) -> _Evaluated:
    """With what goes beyond the scores where the folds of several seeds are asked for."""
    from tristance.cli.hydration import hydrated
    from tristance.cli.manifest import manifest
    from tristance.cli.reporting import run_of_cross_validation
    from tristance.cli.screen import progress
    from tristance.evaluation.checks.together import warnings_of_cross_validation
    from tristance.evaluation.cross_validation import cross_validate, held_out, score_cross_validated
    from tristance.evaluation.full import cross_validate_fully
    from tristance.labels.examples import examples
    from tristance.labels.gold import ratings
    from tristance.labels.store import read_labels
    from tristance.labels.versions import saved_codebooks
    from tristance.training.recipe import Recipe

    read = read_labels(labels_to_read(labels))
    saved = saved_codebooks(read.folder)  # damaged copies are an error before the fits, not after
    given = hydrated(examples(read), articles)
    recipe = Recipe(seed=seed)
    beyond = None
    with progress("folds") as tell:
        if seeds:
            found, beyond = cross_validate_fully(given, read.article, recipe, seeds=seeds, progress=tell)
        else:
            found = cross_validate(given, recipe, tell)
    by, held = ratings(read), held_out(given, found)
    scores = score_cross_validated(given, found, by, seed)
    leak = beyond.leak.difference if beyond else None
    warnings = warnings_of_cross_validation(read, given, held, by, scores, saved, leak=leak, seed=seed)
    account = manifest(labels=read)
    look = partial(run_of_cross_validation, scores, read, given, found, beyond, account)
    return _Evaluated(scores, warnings, beyond, look, account)
