"""``tristance labels export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tristance.cli.options import LABELS, ExchangeFormat, LabelsOption, labels_to_read
from tristance.cli.target import target

if TYPE_CHECKING:
    from tristance.labels.exchange.exporting import Exported


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.", callback=target)],
    labels: LabelsOption = LABELS,
    file_format: Annotated[
        ExchangeFormat | None,
        typer.Option(
            "--format", "-f", help="What to write.", show_default="by the name: .csv, .jsonl; .json is Label Studio's"
        ),
    ] = None,
    annotator: Annotated[
        str | None, typer.Option(metavar="ID", help="The judgements of one annotator; all other paragraphs untagged.")
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="With label-studio: write the project's labelling configuration (XML) too.",
            callback=target,
        ),
    ] = None,
) -> None:
    """Write the labels to a file that `labels import` reads back, or that doccano or Label Studio reads.

    Each judgement that stands is a row, and each paragraph that nobody has tagged. Importing the file into a new folder
    with the same codebook gives the same labels. Not carried is what no longer stands: paragraphs that were replaced,
    and judgements that their annotator changed later.

    doccano knows no annotators: a file for it holds one, and `--annotator` says whom. Label Studio shows the tags, and
    keeps who gave them; the configuration of its project comes from the codebook (`--config`).

    Examples:

    - `tristance labels export labels.csv --labels my-labels`

    - `tristance labels export coder-1.jsonl --labels my-labels --format doccano --annotator coder-1`

    - `tristance labels export tasks.json --labels my-labels --config config.xml`
    """
    from tristance.files import require_writable, write_text
    from tristance.labels.exchange.exporting import export_file
    from tristance.labels.exchange.formats import format_of
    from tristance.labels.exchange.labelling_config import labelling_config
    from tristance.labels.store import read_labels

    if str(file) == "-":
        raise typer.BadParameter("the labels go into a file; name one", param_hint="FILE")
    form = file_format or format_of(file)
    if form is None:
        raise typer.BadParameter(f"{file.name!r} does not say which format; say --format", param_hint="FILE")
    if config is not None and form != "label-studio":
        raise typer.BadParameter(f"is of a Label Studio project, but the file is {form}", param_hint="--config")
    read = read_labels(labels_to_read(labels))
    if config is not None:
        xml = labelling_config(read.codebook)
        require_writable(config)
    typer.echo(f"{file}: {_summary(export_file(read, file, form, annotator=annotator))}")
    if config is not None:
        write_text(config, xml)
        typer.echo(f"{config}: the labelling configuration for its project")


def _summary(done: Exported) -> str:
    """``64 judgements of 32 paragraphs of 8 articles; 3 untagged; left out: 1 replaced paragraph``."""
    from tristance.cli.screen import count

    untagged = f"; {done.untagged} untagged" if done.untagged else ""
    counts = ((done.replaced, "replaced paragraph"), (done.superseded, "superseded judgement"))
    gone = ", ".join(count(n, what) for n, what in counts if n)
    left_out = f"; left out: {gone}" if gone else ""
    paragraphs = f"{count(done.paragraphs, 'paragraph')} of {count(done.articles, 'article')}"
    return f"{count(done.judgements, 'judgement')} of {paragraphs}{untagged}{left_out}"
