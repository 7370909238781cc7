"""A coding sheet that a command is to write."""

from __future__ import annotations

from pathlib import Path

import typer

from tristance.errors import OutputError
from tristance.files import require_writable


def require_new_sheet(path: Path, option: str) -> None:
    """Refuse, before any work, a *path* that is no CSV, or that is there: somebody may have coded in it."""
    if path.suffix.lower() != ".csv":
        raise typer.BadParameter(f"{path.name!r} does not end in .csv; a coding sheet is CSV", param_hint=option)
    if path.exists():
        raise OutputError(f"{path}: is there already, and may hold tags; name a new file, or remove that one")
    require_writable(path)
