"""``tristance models export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from tristance.cli.completion import model_names
from tristance.cli.options import ModelsOption
from tristance.cli.target import target


def command(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A model's name in the models folder, or the path of a model folder.",
            autocompletion=model_names,
        ),
    ],
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="The folder to write: a new one, or an earlier export.", callback=target),
    ],
    form: Annotated[
        Literal["csv", "joblib"], typer.Option("--format", "-f", help="Tables, or a scikit-learn pipeline.")
    ] = "csv",
    models: ModelsOption = Path("models"),
) -> None:
    """Hand a model out to other programs: as tables (`csv`), or as a scikit-learn pipeline (`joblib`).

    The tables hold every digit of the model, and their `README.txt` says how a probability is made of them, so that any
    language can score texts; `docs/r.md` has a script for R.

    The pipeline is of scikit-learn's own objects: whoever loads it needs scikit-learn of the same version, and not
    tristance. Its `predict_proba` gives the same probabilities (1e-9). Its `predict` gives the most probable tag, where
    tristance also weighs the model's decision offsets. A joblib file runs code when it is loaded, so load none that you
    do not trust; tristance itself never loads one.

    Examples:

    - `tristance models export default model-csv`

    - `tristance models export mine pipeline --format joblib`
    """
    from tristance.cli.screen import note
    from tristance.files import make_folder, require_writable, write_files
    from tristance.model.choice import find_model
    from tristance.model.exporting import csv_files, require_export_folder
    from tristance.model.persistence import load

    found = find_model(name, models)
    require_export_folder(folder)
    require_writable(folder)
    if form == "csv":
        files = csv_files(load(found))
    else:
        from tristance.training.unfreezing import joblib_files

        files = joblib_files(load(found))
    require_export_folder(folder, files)
    make_folder(folder)
    write_files(folder, files)
    typer.echo(f"{folder}: {', '.join(sorted(files))}")
    if form == "joblib":
        note("a joblib file runs code when it is loaded: load only what you trust; tristance never loads one")
