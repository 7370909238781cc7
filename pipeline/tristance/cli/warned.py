"""How commands that score end: with their warnings, and with exit status 3 where there may be none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tristance.errors import UnknownCode

if TYPE_CHECKING:
    from tristance.evaluation.warning import CodedWarning


def _code(value: list[str] | None) -> list[str]:
    from tristance.evaluation.explanations import known_code

    try:
        return [known_code(code.strip()) for codes in value or [] for code in codes.split(",")]
    except UnknownCode as error:
        raise typer.BadParameter(str(error)) from None


IgnoreOption = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="CODE",
        help="Leave out these warnings, as W11 or W11,W12; may be given several times.",
        callback=_code,
    ),
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="End with exit status 3 where there are warnings that are not ignored.")
]


def kept(warnings: Sequence[CodedWarning], ignored: Sequence[str] | None) -> list[CodedWarning]:
    """The *warnings* whose codes are not *ignored*."""
    return [warning for warning in warnings if warning.code not in (ignored or ())]


def print_warnings(warnings: Sequence[CodedWarning], left_out: int = 0) -> None:
    """One line each, and where to read more; nothing where there are none.

    On a terminal they wrap behind the code; else each is one line, however long, to be searched and counted.
    """
    from rich.table import Table
    from rich.text import Text

    from tristance.cli.screen import console, count, printable

    screen = console()
    if warnings or left_out:
        screen.print()
    lines = [(Text(warning.code, style="bold yellow"), Text(printable(warning.message))) for warning in warnings]
    if screen.is_terminal:
        table = Table.grid(padding=(0, 1))
        for line in lines:
            table.add_row(*line)
        screen.print(table)
    else:
        for code, message in lines:
            screen.print(Text(" ").join([code, message]), soft_wrap=True)
    more = [f"{count(left_out, 'warning')} ignored"] if left_out else []
    more += [f"tristance explain {warnings[0].code} says more"] if warnings else []
    if more:
        screen.print(Text("; ".join(more), style="dim"))


def fail_if(strict: bool, warnings: Sequence[CodedWarning]) -> None:
    """Exit with status 3 where *warnings* are not wanted and there are some."""
    if strict and warnings:
        raise typer.Exit(3)
