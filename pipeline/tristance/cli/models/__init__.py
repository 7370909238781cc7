"""``tristance models``: what trained models there are, what they go by, and a model for other programs."""

from __future__ import annotations

import typer

from tristance.cli.later import Group

_SUMMARIES = {
    "list": "List the trained models, each with its score and what it was trained on.",
    "show": (
        "Show what a model is and what it goes by: its card in short, and the strongest terms for and against each tag."
    ),
    "export": "Hand a model out to other programs: as tables (`csv`), or as a scikit-learn pipeline (`joblib`).",
}
_MODULES = {"list": "listing", "export": "exporting"}


class _Models(Group):
    package = __name__
    summaries = _SUMMARIES
    modules = _MODULES


app = typer.Typer(
    cls=_Models,
    help="Trained models: list them, see what one goes by, hand one out as tables or to scikit-learn.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)
