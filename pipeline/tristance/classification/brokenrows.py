"""Rows that cannot be used, set aside in a file of their own with the reason."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from tristance.articles.tablerows import BrokenRow
from tristance.classification.writing import write_rows
from tristance.errors import OutputError
from tristance.files import csv_line, is_file, read_bytes, remove, replacing_text

COLUMNS = ("line", "reason", "row")


def broken_file(output: Path) -> Path:
    """Where the broken rows of *output* go: ``FILE.broken.csv`` beside it."""
    return output.with_name(f"{output.name}.broken.csv")


@contextlib.contextmanager
def setting_aside(path: Path) -> Iterator[Callable[[BrokenRow], None]]:
    """A function that writes a row to the file at *path*, which is there once the block ends well.

    Where no row is broken there is no such file, and one of an earlier run goes. Raises :class:`OutputError` where
    there is another file of that name.
    """
    header = csv_line(COLUMNS).encode()
    if is_file(path) and not read_bytes(path).startswith(header):
        raise OutputError(f"{path}: is there already, and no file of broken rows; move it away")
    with contextlib.ExitStack() as stack:
        files: list[IO[str]] = []

        def set_aside(row: BrokenRow) -> None:
            if not files:
                files.append(stack.enter_context(replacing_text(path)))
                write_rows([], COLUMNS, files[0], "csv")
            cells = {"line": row.line, "reason": row.reason, "row": row.text}
            write_rows([cells], COLUMNS, files[0], "csv", header=False)

        yield set_aside
    if not files and is_file(path):
        remove(path)
