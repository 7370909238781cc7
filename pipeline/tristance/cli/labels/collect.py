"""``tristance labels collect``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tristance.cli.options import LABELS, LabelsFolder

if TYPE_CHECKING:
    from tristance.labels.collecting import Sheet


def command(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Filled sheets; each is its coder's, by the file's name.")
    ],
    labels: LabelsFolder = LABELS,
    annotator: Annotated[
        str | None, typer.Option(metavar="ID", help="Whose sheets they are.", show_default="the name of each file")
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Where a coder now judges otherwise than before, the new judgement stands.")
    ] = False,
    codebook: Annotated[
        str | None,
        typer.Option(
            metavar="VERSION", help="The codebook's version that they applied.", show_default="what each sheet says"
        ),
    ] = None,
) -> None:
    """Bring filled sheets back: of all rows, or of none where one is wrong; each fault is one line.

    A row is coded once it has a `tag`, in upper or lower case. Its text must be that of the labels, but for spacing
    and the shape of quotation marks. Rows without a tag are counted and may come later, in the same sheet.

    A row whose id a spreadsheet has altered is taken by its text, where only one paragraph has it, and that is said.

    Collecting twice is harmless: a judgement that is there already is passed over. One that differs from what the coder
    said before is refused, unless `--update` says that it is a change of mind; both rows are kept, and the last stands.
    What was read again under a new codebook is collected with `--update` too, so that a tag that stays is confirmed.

    A sheet names the codebook's version that it was written under, and its tags count as given under that one. Where
    the coders had a newer one by then, say so: `--codebook`.

    Examples:

    - `tristance labels collect round-1/ana.csv round-1/ben.csv`

    - `tristance labels collect inbox/sheet.csv --annotator ana --labels my-labels --update`
    """
    from tristance.cli.labels.problems import refuse
    from tristance.labels.collecting import collect

    if annotator is not None and not annotator.strip():
        raise typer.BadParameter("is empty", param_hint="--annotator")
    sheets, problems = collect(labels, files, annotator=annotator or "", version=codebook or "", update=update)
    refuse(problems)
    for sheet in sheets:
        _report(sheet, labels)


def _report(sheet: Sheet, labels: Path) -> None:
    from tristance.cli.screen import note, printable

    for remark in sheet.remarks:
        note(printable(str(remark)))
    who = f"{sheet.annotator}{', who is new in these labels' if sheet.new_annotator and sheet.collected else ''}"
    changed = f" ({sheet.updated} of them judged before)" if sheet.updated else ""
    passed_over = f", {sheet.passed_over} passed over, there already" if sheet.passed_over else ""
    typer.echo(
        printable(
            f"{sheet.path}: {len(sheet.collected)} collected of {who}{changed}, "
            f"{sheet.uncoded} not yet coded{passed_over}"
        )
    )
    if sheet.earlier:
        versions = ", ".join(f"{n} by version {version}" for version, n in sheet.earlier.items())
        note(
            printable(
                f"{sheet.path}: read by an earlier codebook: {versions}; what is to be read again: "
                f"tristance labels codebook --labels {labels}"
            )
        )
    if sheet.confirmable:
        note(
            printable(
                f"{sheet.path}: {sheet.confirmable} of those passed over were judged under another version of the "
                f"codebook; if they were read again: tristance labels collect {sheet.path} --labels {labels} --update"
            )
        )
