"""The one door of every option that names something to write: what may not be replaced is refused before any work.

Files that are read go through :func:`source`, so that none is written over by the command that reads it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import typer

Named = TypeVar("Named", Path, str, None)


def target(context: typer.Context, parameter: typer.CallbackParam, value: Named) -> Named:
    """*value*, where it may be written to: the callback of an option or argument.

    Raises :class:`~tristance.errors.OutputError` for a file of labels and for a filled coding sheet, and
    :class:`typer.BadParameter` for a file that another option of the same command names, to write or to read.
    """
    if value is None or str(value) == "-" or context.resilient_parsing:
        return value
    from tristance.labels.overwriting import require_replaceable

    path = Path(value)
    require_replaceable(path)
    _claim(context, parameter, path)
    return value


def source(context: typer.Context, parameter: typer.CallbackParam, value: Named) -> Named:
    """*value*, a file to read: the callback of its option, so that no output of the same command is that file."""
    from tristance.files import is_file

    if value is not None and is_file(Path(value)):
        _claim(context, parameter, Path(value))
    return value


def _claim(context: typer.Context, parameter: typer.CallbackParam, path: Path) -> None:
    if path.exists() and not path.is_file():  # a folder, or a device, which takes all that comes
        return
    named: dict[Path, str] = context.meta.setdefault(__name__, {})
    if named.setdefault(path.resolve(), str(parameter.name)) != parameter.name:
        raise typer.BadParameter("is the file of another option too; name another")
