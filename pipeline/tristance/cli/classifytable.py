"""``tristance classify`` of a table: onto the screen, into a file, or into a folder of parts."""

from __future__ import annotations

import contextlib
import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from tristance.articles.suffixes import compression_of
from tristance.articles.tables import Table, open_table
from tristance.classification.brokenrows import broken_file, setting_aside
from tristance.classification.counts import Counts
from tristance.cli.output import Format, format_of_table, is_folder, show, write
from tristance.cli.screen import count, note, progress
from tristance.cli.target import apart
from tristance.files import sha256

if TYPE_CHECKING:
    from tristance.classification.tagging import Tagging
    from tristance.cli.abstaining import Abstaining
    from tristance.model.linear import LinearModel

ROWS = 100_000  # of a part
_REMEDY = "name the column that holds the text: --text-column NAME"
_SUFFIXES = {Format.parquet: ".parquet", Format.csv: ".csv", Format.tsv: ".tsv", Format.jsonl: ".jsonl"}


class Job(NamedTuple):
    """The table at *path*, and how it is to be tagged."""

    path: Path
    text_column: str
    model: LinearModel
    budget: Abstaining | None
    strict: bool


def format_of_output(form: Format | None, output: str | None) -> Format:
    """The format of what is written to *output*, which *form* says, or its name, or what is installed."""
    if output is None:
        if form is Format.parquet:
            raise typer.BadParameter("Parquet goes into a file: -o FILE.parquet", param_hint="--format")
        return form or Format.table
    if not is_folder(output):
        if form is Format.parquet and compression_of(Path(output)):
            raise typer.BadParameter("Parquet is compressed within; name a FILE.parquet", param_hint="--output")
        return form or format_of_table(Path(output))
    if form is Format.table:
        raise typer.BadParameter("parts are for programs: parquet, jsonl or csv", param_hint="--format")
    return form or (Format.parquet if importlib.util.find_spec("pyarrow") else Format.jsonl)


def classify_table(
    job: Job, form: Format, output: Path | None, account: dict[str, Any], parts: tuple[int, bool] | None
) -> int:
    """Tag the table, and return how many of its rows were broken and left out.

    *account* is that of the run, as a manifest has it, and is told what was counted. *parts* are how many rows each has
    in the folder *output*, and whether those that are there are kept.
    """
    if output is None or form is Format.table:
        show_table(job, form, output)
        return 0
    if parts is not None:
        return tag_into_folder(job, form, output, parts[0], account, resume=parts[1]).broken
    counts = tag_table(job, form, output)
    account["rows"] = counts.as_json() | {"broken": counts.broken}
    return counts.broken


def show_table(job: Job, form: Format, output: Path | None) -> None:
    """Tag the table onto the screen, or drawn into the file *output*; a broken row ends it."""
    from tristance.classification.rows import classify_table as tagged_rows
    from tristance.classification.rows import prediction_columns, renamed

    table = _opened(job)
    budget = job.budget
    tags = job.model.codebook.names
    names = renamed(table.columns, tags, abstaining=budget is not None)
    rows = tagged_rows(job.model, table, job.text_column, abstaining=budget is not None)
    counts = Counts()
    counted = counts.counting(rows if budget is None else budget.rows(rows))
    if form is Format.table:
        from tristance.cli.classified import print_rows

        undecided = budget.tag if budget else None
        show(
            output,
            lambda screen: print_rows(screen, counted, names[job.text_column], job.model.codebook, undecided),
        )
    else:
        write(counted, (*names.values(), *prediction_columns(tags, abstaining=budget is not None)), form, output)
    _report(job, table, counts, output)


def tag_table(job: Job, form: Format, output: Path) -> Counts:
    """Tag the table into the file *output*, and return what was counted."""
    from tristance.classification.tagging import tag_file

    # In its own place, what is broken would be taken out of the only file that has it; a pipe has nothing beside it.
    alone = job.path.resolve() == output.resolve() or (output.exists() and not output.is_file())
    aside = broken_file(output)
    table = _opened(job, None if alone else aside)
    tagging = _tagging(job, table, form)
    with _steps(table) as step:
        counts = tag_file(tagging, output, step)
    counts.broken = table.n_broken
    _finish(job, table, counts, output, aside)
    return counts


def tag_into_folder(
    job: Job, form: Format, folder: Path, rows: int, account: dict[str, Any], *, resume: bool
) -> Counts:
    """Tag the table into parts of *rows* rows in *folder*, and return what was counted of all of them.

    *account* is that of the run, as a manifest has it. With *resume*, whole parts that are there are kept.
    """
    from tristance import __version__
    from tristance.classification.parts import BROKEN, Parts, owning

    bound = {
        "input": account["inputs"][0]["sha256"],
        "model": account["model"]["npz_sha256"],
        "card": sha256(Path(account["model"]["folder"]) / "card.json"),  # names of the tags, thresholds
        "tristance": __version__,
        "--format": form.value,
        "--batch": rows,
        "--text-column": job.text_column,
        "--max-error": None if job.budget is None else job.budget.thresholds.max_error,
        "--strict": job.strict,
    }
    with owning(folder):
        parts = Parts(folder, rows, _SUFFIXES[form], bound, account)
        parts.begin(resume=resume)
        table = _opened(job, folder / BROKEN)
        before = parts.counts.rows
        if before:
            note(f"{folder}: {count(before, 'row')} of {table.n_rows} in {count(len(parts), 'part')} there already")
        if not parts.complete:
            tagging = _tagging(job, table, form)
            with _steps(table, before) as step:
                parts.write(tagging, step, table.n_broken)
        counts = parts.counts
        counts.broken = table.n_broken
        _finish(job, table, counts, folder, folder / BROKEN)
    return counts


@contextlib.contextmanager
def _steps(table: Table, before: int = 0) -> Iterator[Callable[[int], None]]:
    done = before
    with progress("rows", rate=True) as show_progress:

        def step(rows: int) -> None:
            nonlocal done
            done += rows
            show_progress(done, table.n_rows)

        yield step


def _tagging(job: Job, table: Table, form: Format) -> Tagging:
    thresholds = None if job.budget is None else job.budget.thresholds
    if form is Format.parquet:
        from tristance.articles.arrowlibrary import require_pyarrow

        require_pyarrow("Parquet")
        from tristance.classification.columntagging import ColumnTagging

        return ColumnTagging(job.model, table, job.text_column, thresholds)
    from tristance.classification.rowtagging import RowTagging

    return RowTagging(job.model, table, job.text_column, form.value, thresholds)  # type: ignore[arg-type]  # no table


def _opened(job: Job, aside: Path | None = None) -> Table:
    """The table; its broken rows go into the file *aside*, unless the first is to end it."""
    if aside is None or job.strict:
        table = open_table(job.path, job.text_column)
        table.require(job.text_column, _REMEDY)
        return table
    apart([aside], [job.path])
    with setting_aside(aside) as set_aside:
        table = open_table(job.path, job.text_column, broken=set_aside)
        table.require(job.text_column, _REMEDY)
    return table


def _finish(job: Job, table: Table, counts: Counts, output: Path, aside: Path) -> None:
    if job.budget is not None:
        job.budget.count(counts)
    _report(job, table, counts, output)
    if counts.broken:
        note(
            f"{count(counts.broken, 'broken row')} of {table.n_rows + counts.broken} left out, with the reason in "
            f"{aside}; --strict stops at the first"
        )


def _report(job: Job, table: Table, counts: Counts, output: Path | None) -> None:
    if output:
        note(f"{output}: {count(counts.rows, 'row')}")
    if counts.without_text:
        note(f"{counts.without_text} of {table.n_rows} rows have no text in column {job.text_column!r} and got no tag")
