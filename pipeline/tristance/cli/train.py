"""``tristance train``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tristance.cli.options import (
    LABELS,
    ArticlesOption,
    JsonOption,
    LabelsOption,
    ModelsOption,
    SeedOption,
    labels_to_read,
)


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
    json: JsonOption = None,
) -> None:
    """Train a model on hand labels, and save it with its card.

    C, class weights, calibration and decision offsets are chosen in folds by article. The model is a folder of plain
    data: `model.npz`, `card.json`, `README.md` and, unless `--no-evaluate`, `held_out.csv.gz`: what models without a
    paragraph's article said of it. The same labels give the same bytes.

    Examples:

    - `tristance train`

    - `tristance train --labels my-labels --name mine`

    - `tristance train --name mine --json trained.json`
    """
    if not name or name != Path(name).name or name.startswith("."):
        raise typer.BadParameter(f"{name!r} is not a plain name; the folder goes to --models", param_hint="--name")
    from tristance.cli.hydration import hydrated
    from tristance.cli.screen import count, estimate, note, printable, progress, write_json
    from tristance.evaluation.trained import trained
    from tristance.files import require_writable
    from tristance.labels.examples import examples
    from tristance.labels.gold import gold
    from tristance.labels.overwriting import require_replaceable
    from tristance.labels.store import read_labels
    from tristance.training.recipe import Recipe

    folder = models / name
    require_replaceable(folder)
    require_writable(folder)
    read = read_labels(labels_to_read(labels))
    given = hydrated(examples(read), articles)
    disputes = len(gold(read).disputes)
    left_out = f"; {disputes} disputed {'one' if disputes == 1 else 'ones'} left out" if disputes else ""
    note(
        f"{count(len(given), 'paragraph')} of {count(len(set(given.articles)), 'article')}, {given.text} text{left_out}"
    )
    with progress("folds") as tell:
        found = trained(read, given, Recipe(seed=seed), evaluate=evaluate, progress=tell)
    found.save(folder)
    note(f"C = {found.chosen.c:g}, class weights {found.chosen.class_weight or 'none'}")
    if found.scores:
        score = estimate(found.scores.stance_macro_f1)
        note(f"stance macro-F1 {score} in cross-validation by article, {found.scores.text} text")
    for warning in found.warnings:
        note(printable(str(warning)))
    if json is not None:
        write_json(
            json, {"folder": str(folder), **{key: found.about[key] for key in ("labels", "parameters", "scores")}}
        )
    if json != "-":
        typer.echo(folder)
