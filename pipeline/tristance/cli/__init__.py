"""The command line: ``tristance``. The only place that prints or exits.

Each command is a module of its own, which is imported when it runs, and imports what is heavy only then: ``--help``
answers at once, and classifying waits for no other command.
"""

from __future__ import annotations

import gc
import io
import sys
from typing import Annotated, Any

import typer

from tristance import __version__
from tristance.cli import labels, models
from tristance.cli.later import Group
from tristance.cli.standard import standard_output
from tristance.cli.typed import TYPED
from tristance.errors import TristanceError

_SUMMARIES = {
    "classify": "Tag each paragraph of articles, or each row of a table.",
    "articles": "Show what is read of articles: the paragraphs, and what is left out and why.",
    "train": "Train a model on hand labels, and save it with its card.",
    "evaluate": "Score the training recipe by cross-validation, or a trained model on a test file.",
    "compare": "Say whether model B is better than model A, on the same paragraphs.",
    "prevalence": (
        "The share of each tag in a classified corpus: as counted, and corrected for the classifier's errors."
    ),
    "audit": (
        "Show the shortcuts that a MODEL has learnt: how often its tag moves when only a "
        "name, a year or a typo changes."
    ),
    "explain": "Say what a warning means, why it matters, how its numbers come about, and what to do.",
    "doctor": "Say how this installation scores, what it runs on, and whether it is sound.",
}


class _Root(Group):
    """Turns our errors into one line on standard error and exit status 1; any other exception is a bug.

    Keeps what was typed, for the manifests of outputs.
    """

    package = __name__
    summaries = _SUMMARIES

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
    cls=_Root,
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


app.add_typer(labels.app, name="labels")
app.add_typer(models.app, name="models")


_OBJECTS = 100_000  # made before garbage is looked for; 700 of them, as is usual, are soon made by an import


def main() -> None:
    """The entry point of the command ``tristance``.

    Most commands are over sooner than there is any garbage. It is looked for more rarely, and not at the very end,
    where the interpreter would go through all that was imported several times, a tenth of the time of a short command.
    """
    gc.set_threshold(_OBJECTS)
    for stream in (sys.stdout, sys.stderr):  # a console of few letters shows others as escapes, and does not fail
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        with standard_output():
            app(prog_name="tristance")
    finally:
        gc.freeze()
