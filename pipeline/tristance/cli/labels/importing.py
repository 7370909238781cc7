"""``tristance labels import``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tristance.cli.options import LABELS, ExchangeFormat, LabelsFolder


def command(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A table (.csv, .tsv, .jsonl) with columns text and tag, or what doccano (.jsonl) or Label Studio "
            "(.json) exports.",
        ),
    ],
    labels: LabelsFolder = LABELS,
    annotator: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Who tagged the rows, where the file does not say; for doccano, whose file it is.",
            show_default="imported",
        ),
    ] = None,
    skip_duplicates: Annotated[
        bool, typer.Option("--skip-duplicates", help="Where one annotator tags a paragraph twice, keep the first.")
    ] = False,
    file_format: Annotated[
        ExchangeFormat | None,
        typer.Option("--format", "-f", help="What the file is.", show_default="by its name and content"),
    ] = None,
) -> None:
    """Add labelled paragraphs from a file: all of its rows, or none where one is wrong.

    Columns of a table: `text`, `tag`, and where present `article` (else each row is an article of its own),
    `annotator`, `confidence` (sure, unsure), `note`, `position`, `time`, `codebook` (the version applied), `chosen`
    with `probability`, `title`, `outlet`, `author`, `date`, `event_date`, `url`, `genre`, `origin` (composed, where the
    text was written to be coded; else imported, which counts as real text). An id in `paragraph` (with `article`) names
    a paragraph that is there, or that is to have it, as `labels export` writes it.

    doccano: text classification, JSONL; comments go into the note. Label Studio: JSON, the choices of one annotator as
    the tag, of a control named `confidence` as such, a text area as the note; skipped annotations and predictions are
    passed over.

    Examples:

    - `tristance labels import coded.csv --labels my-labels`

    - `tristance labels import second-coder.csv --labels my-labels --annotator coder-2`

    - `tristance labels import admin.jsonl --labels my-labels --format doccano --annotator coder-3`

    - `tristance labels import project-1.json --labels my-labels`
    """
    from tristance.cli.screen import count, note, printable
    from tristance.labels.exchange import import_file

    added = import_file(labels, file, annotator=annotator, skip_duplicates=skip_duplicates, form=file_format)
    skipped = f"; {added.skipped} passed over, tagged before" if added.skipped else ""
    typer.echo(
        f"{labels}: added {count(len(added.annotations), 'tag')}, {count(len(added.paragraphs), 'new paragraph')}, "
        f"{count(len(added.articles), 'new article')}{skipped}"
    )
    if added.unkept:
        versions = ", ".join(f"{version} {n}" for version, n in sorted(added.unkept.items()))
        n = added.unkept.total()
        note(
            printable(
                f"{labels}: {count(n, 'tag')} of a codebook of which no copy is kept here ({versions}); if a change of "
                "the codebook calls for reading again, it cannot be told of them"
            )
        )
