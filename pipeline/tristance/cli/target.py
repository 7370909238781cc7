"""The one door of every option that names something to write: what may not be replaced is refused before any work."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import typer

Named = TypeVar("Named", Path, str, None)


def target(context: typer.Context, parameter: typer.CallbackParam, value: Named) -> Named:
    """*value*, where it may be written to: the callback of an option or argument.

    Raises :class:`~tristance.errors.OutputError` for a file of labels and for a filled coding sheet, and
    :class:`typer.BadParameter` for a file that is another output too.
    """
    if value is None or str(value) == "-" or context.resilient_parsing:
        return value
    from tristance.labels.overwriting import require_replaceable

    path = Path(value)
    require_replaceable(path)
    if path.exists() and not path.is_file():  # a folder, or a device, which takes all that comes
        return value
    named: dict[Path, str] = context.meta.setdefault(__name__, {})
    if named.setdefault(path.resolve(), str(parameter.name)) != parameter.name:
        raise typer.BadParameter("is the file of another output too; name another")
    return value


def require_places(outputs: Iterable[Path | str | None]) -> None:
    """Raise :class:`~tristance.errors.OutputError` where one of *outputs* clearly cannot be made.

    None and ``-`` are no files.
    """
    from tristance.files import require_place

    for each in outputs:
        if each not in {None, "-"}:
            require_place(Path(each))


def apart(outputs: Iterable[Path | str | None], inputs: Iterable[Path | str | None]) -> None:
    """Raise :class:`~tristance.errors.OutputError` where one of *outputs* is one of *inputs*, which it would replace.

    None and ``-`` are no files.
    """
    from tristance.errors import OutputError

    read = {Path(each).resolve() for each in inputs if each not in {None, "-"} and Path(each).is_file()}
    for each in outputs:
        if each not in {None, "-"} and Path(each).resolve() in read:
            raise OutputError(f"{each}: is what is read here, and would be replaced; name another file to write")
