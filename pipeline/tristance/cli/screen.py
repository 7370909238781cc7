"""What the commands share when they speak to a person: the console, progress, intervals in words."""

from __future__ import annotations

import contextlib
import io
import json
import math
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import typer

from tristance.files import write_text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Task
    from rich.table import Table

    from tristance.measures.bootstrap import Estimate

_COLOURS = ("blue", "green", "yellow", "magenta", "cyan", "red")


_CONTROLS = dict.fromkeys([*range(32), *range(127, 160)], " ")
_WIDEST = 120  # longer lines are hard to read; also the width in a pipe, where there is no terminal to ask


def console(*, err: bool = False, file: IO[str] | None = None) -> Console:
    """Where tables are printed: in colour on a terminal, plain in a pipe or a file."""
    from rich.console import Console

    # A name may hold brackets and colons: they are no markup, and name no pictures.
    made = Console(stderr=err, file=file, highlight=False, markup=False, emoji=False)
    made.width = min(made.width, _WIDEST) if made.is_terminal else _WIDEST
    return made


def machine_output() -> None:
    """What programs read is UTF-8 with plain line ends, whatever the console of the system."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")


def printable(text: str) -> str:
    """*text* as a terminal can show it: no control characters (they could steer it), no lone surrogates."""
    return text.translate(_CONTROLS).encode("utf-8", "replace").decode()


def note(message: str) -> None:
    """One line on standard error: what was done, beside the results on standard output."""
    typer.echo(message, err=True)


def count(n: int, what: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{n} {what}{'s' * (n != 1)}"


@contextlib.contextmanager
def progress(what: str, *, rate: bool = False) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, nothing in a pipe: a function of how many are done, of how many.

    With *rate* it says how many a second, too.
    """
    screen = console(err=True)
    if not screen.is_terminal:
        yield lambda _done, _total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text("" if speed is None else f"{speed:,.0f} a second")

    columns = [TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    if rate:
        columns.insert(3, Rate())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def estimate(found: Estimate, digits: int = 2) -> str:
    """``0.52 [0.44, 0.59]``; a figure that is undefined says so, and so does an interval."""
    if math.isnan(found.value):
        return "undefined"
    value, low, high = (f"{figure:.{digits}f}" for figure in found)
    return f"{value} [no interval]" if math.isnan(found.low) else f"{value} [{low}, {high}]"


def signed(found: Estimate, digits: int = 2) -> str:
    """A difference: ``+0.03 [0.01, 0.05]``."""
    rounded = type(found)(*(round(figure, digits) + 0.0 for figure in found))  # -0.0 + 0.0 is 0.0
    return f"{'+' * (rounded.value > 0)}{estimate(rounded, digits)}"


def plain_table(*columns: str, gap: int = 3) -> Table:
    """A table without lines, of columns that do not wrap, with a *gap* between them."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, gap, 0, 0), header_style="dim")
    for name in columns:
        table.add_column(name, no_wrap=True)
    return table


def colour(number: int, role: str) -> str:
    """The colour of a tag, by its place in the codebook; the background is dim."""
    return "dim" if role == "background" else _COLOURS[number % len(_COLOURS)]


def write_json(target: str, figures: dict[str, Any]) -> None:
    """Write *figures* to the file *target*, or to standard output for ``-``."""
    text = json.dumps(figures, indent=2, ensure_ascii=False) + "\n"
    if target == "-":
        machine_output()
        typer.echo(text, nl=False)
    else:
        write_text(Path(target), text)
