"""Options that several commands share, and the folders that they mean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from tristance.cli.completion import model_names
from tristance.cli.target import target
from tristance.resources import bundled

LABELS = Path("labels")

LabelsOption = Annotated[
    Path,
    typer.Option(
        "--labels", metavar="DIR", help="The labels folder.", show_default="./labels, else the bundled labels"
    ),
]
LabelsFolder = Annotated[Path, typer.Option("--labels", metavar="DIR", help="The labels folder.")]
ExchangeFormat = Literal["csv", "jsonl", "doccano", "label-studio"]  # as `labels.exchange.formats`, which is heavy
ArticlesOption = Annotated[
    Path | None,
    typer.Option(
        "--articles",
        metavar="DIR",
        help="Folder of the published articles: their own wording takes the place of our restatement.",
    ),
]
ModelsOption = Annotated[Path, typer.Option("--models", metavar="DIR", help="The folder of trained models.")]


def model_option(default: str) -> Any:
    """The option that names a model; *default* says in words what is taken without it."""
    return typer.Option(
        "--model",
        "-m",
        metavar="NAME",
        help="A model's name in the models folder, or the path of a model folder.",
        show_default=default,
        autocompletion=model_names,
    )


ModelArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[NAME]",
        help="A model's name in the models folder, or the path of a model folder.",
        show_default="default, else the bundled model",
        autocompletion=model_names,
    ),
]
ModelOption = Annotated[str | None, model_option("default, else the bundled model")]
JsonOption = Annotated[
    str | None,
    typer.Option("--json", metavar="FILE", help="Write the figures as JSON; - is standard output.", callback=target),
]
MinWordsOption = Annotated[
    int,
    typer.Option(
        "--min-words",
        metavar="N",
        min=1,
        help="Sentences that stand alone with fewer words are joined to the paragraph behind them.",
    ),
]


def _kept(names: list[str]) -> list[str]:
    from tristance.articles.reasons import known_reasons
    from tristance.errors import UnknownReason

    try:
        return sorted(known_reasons(names or ()))
    except UnknownReason as error:
        raise typer.BadParameter(str(error)) from None


KeepOption = Annotated[
    list[str],
    typer.Option(
        "--keep",
        metavar="REASON",
        help="Make paragraphs of what is left out for REASON, such as heading; may be given again.",
        callback=_kept,
    ),
]
SeedOption = Annotated[int, typer.Option("--seed", min=0, max=2**32 - 1, help="Of the folds and the bootstrap.")]


def labels_to_read(folder: Path) -> Path:
    """*folder*; or the bundled labels, where it is the default and not there, which is said."""
    if folder != LABELS or folder.exists():
        return folder
    from tristance.cli.screen import note

    note("there is no ./labels: reading the labels that are bundled with tristance")
    return bundled("labels")
