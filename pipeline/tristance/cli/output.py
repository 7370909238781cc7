"""Where rows and drawings go: to the screen, or whole into a file."""

from __future__ import annotations

import enum
import io
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import typer

from tristance.files import replacing, write_text

if TYPE_CHECKING:
    from rich.console import Console


class Format(enum.StrEnum):
    """How rows are written."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"
    parquet = "parquet"


_OF_SUFFIX = {".csv": Format.csv, ".jsonl": Format.jsonl, ".ndjson": Format.jsonl, ".txt": Format.table}


def format_of(output: Path | None) -> Format:
    """The format that the name of *output* asks for; a table on the screen."""
    if output is None:
        return Format.table
    form = _OF_SUFFIX.get(output.suffix.lower())
    if form is None:
        choices = ", ".join(_OF_SUFFIX)
        raise typer.BadParameter(f"{output.name!r} ends in none of {choices}; or say --format", param_hint="--output")
    return form


def is_folder(output: str | None) -> bool:
    """Whether *output* names a folder of parts: it ends in a slash, or is a folder that is there."""
    return output is not None and (output.endswith("/") or Path(output).is_dir())


def format_of_table(output: Path) -> Format:
    """The format that the name of *output*, into which a table is classified, asks for; it may be compressed."""
    from tristance.articles.suffixes import COMPRESSED, compression_of, suffix_of

    suffix, packed = suffix_of(output), compression_of(output)
    form = {".tsv": Format.tsv, ".parquet": Format.parquet}.get(suffix, _OF_SUFFIX.get(suffix))
    if form is None or (packed and form in {Format.parquet, Format.table}):
        raise typer.BadParameter(
            f"{output.name!r} ends in none of .parquet, .tsv, "
            f"{', '.join(_OF_SUFFIX)}, of which .csv, .tsv, .jsonl and .ndjson may "
            f"be compressed ({', '.join(COMPRESSED)}); or say --format",
            param_hint="--output",
        )
    return form


def format_of_rows(output: Path) -> Format:
    """The format of the file *output*, of a command whose screen shows something else than the rows it writes."""
    form = _OF_SUFFIX.get(output.suffix.lower())
    if form in {None, Format.table}:
        choices = ", ".join(suffix for suffix, each in _OF_SUFFIX.items() if each is not Format.table)
        raise typer.BadParameter(f"{output.name!r} ends in none of {choices}", param_hint="--output")
    return form


def write(rows: Iterable[dict[str, Any]], columns: Sequence[str], form: Format, output: Path | None) -> None:
    """Write rows as CSV, TSV or JSON Lines to the file *output*, or to standard output."""
    from tristance.classification.writing import write_rows
    from tristance.cli.screen import machine_output

    kind: Literal["csv", "tsv", "jsonl"] = "csv" if form is Format.csv else "tsv" if form is Format.tsv else "jsonl"
    if output is None:
        machine_output()
        write_rows(rows, columns, sys.stdout, kind)
    else:
        from tristance.articles.compression import packing

        with replacing(output) as file, packing(output, file) as packed:
            text = io.TextIOWrapper(packed, encoding="utf-8", newline="", write_through=True)
            try:
                write_rows(rows, columns, text, kind)
            finally:
                text.detach()  # the files below are closed by those that opened them


def show(output: Path | None, draw: Callable[[Console], None]) -> None:
    """Draw on the screen, or as plain text into the file *output*."""
    from tristance.cli.screen import console

    if output is None:
        draw(console())
        return
    text = io.StringIO()
    draw(console(file=text))
    write_text(output, text.getvalue())
