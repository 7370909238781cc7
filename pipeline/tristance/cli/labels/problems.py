"""Faults of many rows: each one line on standard error, with file, line, column and what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from tristance.errors import LabelError

if TYPE_CHECKING:
    from tristance.labels.tables import Problem


def refuse(problems: Sequence[Problem]) -> None:
    """Print all *problems*; where there are any, the last one ends the command with exit status 1."""
    for problem in problems[:-1]:
        typer.echo(f"error: {' '.join(str(problem).splitlines())}", err=True)
    if problems:
        raise LabelError(str(problems[-1]))
