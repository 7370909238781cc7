"""The command line: ``tristance``. The only place that prints or exits.

Each command is a module of its own, and imports what is heavy only when it runs, so that ``--help`` answers at once.
"""

from __future__ import annotations

import io
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tristance import __version__
from tristance.cli import articles, audit, classify, compare, evaluate, explain, labels, prevalence, train
from tristance.cli.manifest import TYPED
from tristance.cli.standard import standard_output
from tristance.errors import TristanceError


class _Group(TyperGroup):
    """Turns our errors into one line on standard error and exit status 1; any other exception is a bug.

    Keeps what was typed, for the manifests of outputs.
    """

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **more: Any) -> Any:
        TYPED.set(tuple(args))
        return super().make_context(info_name, args, *rest, **more)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except TristanceError as error:
            typer.echo(f"error: {' '.join(str(error).splitlines())}", err=True)
            raise typer.Exit(1) from None


app = typer.Typer(
    cls=_Group,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="markdown",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"tristance {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """The stance of each paragraph of an article, by a small classifier trained on labelled paragraphs."""


app.command("classify")(classify.command)
app.command("articles")(articles.command)
app.command("train")(train.command)
app.command("evaluate")(evaluate.command)
app.command("compare")(compare.command)
app.command("prevalence")(prevalence.command)
app.command("audit")(audit.command)
app.command("explain")(explain.command)
app.add_typer(labels.app, name="labels")


def main() -> None:
    """The entry point of the command ``tristance``."""
    for stream in (sys.stdout, sys.stderr):  # a console of few letters shows others as escapes, and does not fail
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    with standard_output():
        app(prog_name="tristance")
