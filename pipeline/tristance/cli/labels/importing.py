"""``tristance labels import``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tristance.cli.options import LABELS, LabelsFolder


def command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A table (.csv, .tsv, .jsonl) with columns text and tag.")
    ],
    labels: LabelsFolder = LABELS,
    annotator: Annotated[
        str, typer.Option(metavar="ID", help="Who tagged the rows, where the table has no column annotator.")
    ] = "imported",
    skip_duplicates: Annotated[
        bool, typer.Option("--skip-duplicates", help="Where one annotator tags a paragraph twice, keep the first.")
    ] = False,
) -> None:
    """Add labelled paragraphs from a table: all of its rows, or none where one is wrong.

    Columns: `text`, `tag`, and where present `article` (else each row is an article of its own), `annotator`,
    `confidence` (sure, unsure), `note`, `title`, `outlet`, `author`, `date`, `event_date`, `url`, `genre`, `origin`
    (composed, where the text was written to be coded; else imported, which counts as real text).

    Examples:

    - `tristance labels import coded.csv --labels my-labels`

    - `tristance labels import second-coder.csv --labels my-labels --annotator coder-2`
    """
    from tristance.labels.exchange import import_file

    added = import_file(labels, file, annotator=annotator, skip_duplicates=skip_duplicates)
    skipped = f"; {added.skipped} passed over, tagged before" if added.skipped else ""
    typer.echo(
        f"{labels}: added {len(added.annotations)} tags, {len(added.paragraphs)} new paragraphs, "
        f"{len(added.articles)} new articles{skipped}"
    )
