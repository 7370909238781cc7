"""``tristance models``: what trained models there are, what they go by, and a model for other programs."""

from __future__ import annotations

import typer

from tristance.cli.models import exporting, listing, show

app = typer.Typer(
    help="Trained models: list them, see what one goes by, hand one out as tables or to scikit-learn.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)
app.command("list")(listing.command)
app.command("show")(show.command)
app.command("export")(exporting.command)
