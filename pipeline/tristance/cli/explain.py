"""``tristance explain``."""

from __future__ import annotations

from typing import Annotated

import typer

from tristance.cli.completion import warning_codes

_WIDTH = 80


def command(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]",
            help="The code of a warning.",
            show_default="list all codes",
            autocompletion=warning_codes,
        ),
    ] = None,
) -> None:
    """Say what a warning means, why it matters, how its numbers come about, and what to do.

    Examples:

    - `tristance explain`

    - `tristance explain W03`
    """
    from tristance.evaluation.explanations import codes, explanation

    if code is None:
        for name, title in codes().items():
            typer.echo(f"{name}  {title}")
        return
    from rich.markdown import Markdown
    from rich.text import Text

    from tristance.cli.screen import console

    title, text = explanation(code)
    screen = console()
    screen.width = min(screen.width, _WIDTH)  # prose, which is hard to read in longer lines
    screen.print(Text(title, style="bold"))
    screen.print()
    screen.print(Markdown(text))
