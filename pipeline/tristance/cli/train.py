"""``tristance train``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tristance.cli.options import LABELS, ArticlesOption, LabelsOption, ModelsOption, SeedOption, labels_to_read


def command(
    labels: LabelsOption = LABELS,
    models: ModelsOption = Path("models"),
    name: Annotated[
        str, typer.Option(metavar="NAME", help="The new model's name: its folder in the models folder.")
    ] = "default",
    articles: ArticlesOption = None,
    seed: SeedOption = 0,
    evaluate: Annotated[
        bool, typer.Option("--evaluate/--no-evaluate", help="Cross-validate, so that the card can give scores.")
    ] = True,
) -> None:
    """Train a model on hand labels, and save it with its card.

    C, class weights, calibration and decision offsets are chosen in folds by article. The model is a folder of plain
    data: `model.npz`, `card.json`, `README.md` and, unless `--no-evaluate`, `held_out.csv.gz`: what models without a
    paragraph's article said of it. The same labels give the same bytes.

    Examples:

    - `tristance train`

    - `tristance train --labels my-labels --name mine`
    """
    if not name or name != Path(name).name or name.startswith("."):
        raise typer.BadParameter(f"{name!r} is not a plain name; the folder goes to --models", param_hint="--name")
    from tristance.cli.hydration import hydrated
    from tristance.cli.screen import count, estimate, note, printable, progress
    from tristance.evaluation.abstention import abstention
    from tristance.evaluation.checks.together import warnings_of_cross_validation
    from tristance.evaluation.cross_validation import cross_validate, held_out, score_cross_validated
    from tristance.evaluation.warning import plain
    from tristance.files import require_writable
    from tristance.labels.examples import examples
    from tristance.labels.gold import gold, ratings
    from tristance.labels.overwriting import require_replaceable
    from tristance.labels.store import read_labels
    from tristance.labels.versions import saved_codebooks
    from tristance.model.card import card_text
    from tristance.model.persistence import save
    from tristance.training.description import describe
    from tristance.training.fit import choose_parameters, fit_model
    from tristance.training.recipe import Recipe

    folder = models / name
    require_replaceable(folder)
    require_writable(folder)
    read = read_labels(labels_to_read(labels))
    recipe = Recipe(seed=seed)
    given = hydrated(examples(read), articles)
    disputes = len(gold(read).disputes)
    left_out = f"; {disputes} disputed {'one' if disputes == 1 else 'ones'} left out" if disputes else ""
    note(
        f"{count(len(given), 'paragraph')} of {count(len(set(given.articles)), 'article')}, {given.text} text{left_out}"
    )
    scores = beside = thresholds = None
    saved, warnings = saved_codebooks(read.folder) if evaluate else {}, []
    with progress("folds") as tell:
        if evaluate:
            found = cross_validate(given, recipe, tell)
            kept = held_out(given, found)
            chosen, beside, by = found.chosen, kept.as_csv(), ratings(read)
            thresholds = abstention(kept.nearest_to_published()).as_json()
            scores = score_cross_validated(given, found, by, seed)
            warnings = warnings_of_cross_validation(read, given, kept, by, scores, saved, seed=seed)
        else:
            chosen = choose_parameters(given, recipe, tell)
    figures = {**scores.as_json(), "warnings": plain(warnings)} if scores else None
    about = describe(read, given, recipe, chosen, figures) | {"abstention": thresholds}
    model = fit_model(given, recipe, chosen)
    save(folder, model, about, card_text(name, model, about), beside)
    note(f"C = {chosen.c:g}, class weights {chosen.class_weight or 'none'}")
    if scores:
        note(f"stance macro-F1 {estimate(scores.stance_macro_f1)} in cross-validation by article, {scores.text} text")
    for warning in warnings:
        note(printable(str(warning)))
    typer.echo(folder)
