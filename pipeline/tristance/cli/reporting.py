"""What a report needs beside the scores, gathered only where one was asked for, and its files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tristance.cli.target import require_places, target

if TYPE_CHECKING:
    from tristance.evaluation.cross_validation import CrossValidated
    from tristance.evaluation.file_scores import TaggedByModel
    from tristance.evaluation.full import Full
    from tristance.evaluation.learning_curve import LearningCurve
    from tristance.evaluation.scoring import Scores
    from tristance.evaluation.warning import CodedWarning
    from tristance.labels.examples import Examples
    from tristance.labels.store import Labels
    from tristance.model.linear import LinearModel
    from tristance.report.mistakes import Mistake
    from tristance.report.run import Run
    from tristance.report.terms import TagTerms
    from tristance.training.recipe import Recipe

ReportOption = Annotated[
    Path | None,
    typer.Option(
        "--report", metavar="FILE", help="Write a report: one HTML file, to open offline or print.", callback=target
    ),
]
AssetsOption = Annotated[
    Path | None,
    typer.Option(
        "--assets",
        metavar="DIR",
        help="Write the report's figures as SVG, its tables as CSV and its methods as text.",
        callback=target,
    ),
]
ErrorsOption = Annotated[
    bool, typer.Option("--errors/--no-errors", help="Show the worst errors, with their texts, in the report.")
]


def require_targets(
    report: Path | None, assets: Path | None, json: str | None, test: Path | None, *, errors: bool
) -> None:
    """Refuse, before any work, what cannot or may not be written, be it a file of *assets* that is named otherwise."""
    if report is None and assets is None and not errors:
        raise typer.BadParameter("goes with --report or --assets", param_hint="--no-errors")
    from tristance.files import require_writable
    from tristance.labels.overwriting import require_replaceable

    require_places([report, json])
    if assets is None:
        return
    from tristance.report.assets import NAMES

    if assets.exists() and not assets.is_dir():
        raise typer.BadParameter(
            f"{str(assets)!r} is a file; the figures and tables go into a folder", param_hint="--assets"
        )
    others = {Path(each).resolve() for each in (report, json, test) if each not in {None, "-"}}
    for path in (assets / name for name in NAMES):
        if path.resolve() in others:
            raise typer.BadParameter(f"{str(path)!r} is the file of another option too", param_hint="--assets")
        require_replaceable(path)
        require_writable(path)


def run_of_cross_validation(
    scores: Scores,
    read: Labels,
    given: Examples,
    found: CrossValidated,
    full: Full | None,
    manifest: dict[str, Any],
    *,
    errors: bool,
    warnings: Sequence[CodedWarning] | None = None,
) -> Run:
    """What the report of a cross-validation is written from; with *full* goes the learning curve."""
    from tristance.report.run import Run
    from tristance.training.description import describe

    terms, mistakes = _looked_into(given, found, errors=errors)
    curve, note = _learning_curve(given, found.recipe) if full is not None else (None, "")
    return Run(
        scores,
        describe(read, given, found.recipe, found.chosen, None),
        found.recipe.seed,
        warnings=warnings,
        curve=curve,
        curve_note=note,
        full=full,
        terms=terms,
        mistakes=mistakes,
        manifest=manifest,
    )


def _looked_into(
    given: Examples, found: CrossValidated, *, errors: bool
) -> tuple[tuple[TagTerms, ...], tuple[Mistake, ...] | None]:
    """The terms of a model of all labels, and the worst errors; None where they are not wanted."""
    import numpy as np

    from tristance.cli.screen import progress
    from tristance.evaluation.cross_validation import held_out
    from tristance.report.mistakes import mistake, worst
    from tristance.report.terms import top_terms
    from tristance.report.withheld import fit_parts, parts_without

    held = held_out(given, found)
    rows = worst(held) if errors else []
    parts = parts_without(given, rows, found.folds)
    masks = [np.ones(len(given), dtype=bool), *(mask for _, mask in parts)]
    with progress("models for the report") as tell:
        models = []
        for model in fit_parts(given, masks, found.recipe, found.chosen):
            models.append(model)
            tell(len(models), len(masks))
    of_all, *without = models
    explained = {
        row: mistake(held, row, given.texts[row], model)
        for (some, _), model in zip(parts, without, strict=True)
        for row in some
    }
    terms = () if of_all is None else top_terms(of_all)
    return terms, tuple(explained[row] for row in rows) if errors else None


def _learning_curve(given: Examples, recipe: Recipe) -> tuple[LearningCurve | None, str]:
    """The curve; or None, and why it cannot be computed."""
    from tristance.cli.screen import progress
    from tristance.errors import NotEnoughLabels
    from tristance.evaluation.learning_curve import learning_curve

    try:
        with progress("percent of the learning curve") as tell:
            return learning_curve(given, recipe, tell), ""
    except NotEnoughLabels as error:
        return None, str(error)


def run_on_file(
    scores: Scores,
    tagged: TaggedByModel,
    model: LinearModel,
    folder: Path,
    test: Path,
    seed: int,
    manifest: dict[str, Any],
    *,
    errors: bool,
    warnings: Sequence[CodedWarning] | None = None,
) -> Run:
    """What the report of the *model* in *folder* on the file *test* is written from."""
    from tristance.model.persistence import read_card
    from tristance.report.mistakes import mistake, worst
    from tristance.report.run import Run, ScoredFile
    from tristance.report.terms import top_terms

    card = read_card(folder)
    rows = worst(tagged.held) if errors else []
    mistakes = tuple(mistake(tagged.held, row, tagged.texts[row], model) for row in rows)
    return Run(
        scores,
        card,
        seed,
        test=ScoredFile(test.name, manifest["inputs"][0]["sha256"], folder.name, str(card.get("npz_sha256"))),
        warnings=warnings,
        terms=top_terms(model),
        mistakes=mistakes if errors else None,
        manifest=manifest,
    )


def write(run: Run, report: Path | None, assets: Path | None) -> None:
    """The page, and the files beside it."""
    from tristance.cli.screen import note
    from tristance.files import make_folder, remove, write_files, write_text
    from tristance.report.assets import NAMES, files
    from tristance.report.page import page

    html = page(run) if report is not None else ""
    made = files(run) if assets is not None else {}
    if report is not None:
        write_text(report, html)
        note(f"{report}: report")
    if assets is not None:
        make_folder(assets)
        write_files(assets, made)
        for name in sorted(NAMES - made.keys()):  # of an earlier run, which had more to show
            remove(assets / name)
        note(f"{assets}: {len(made)} files")
