"""``tristance labels curve``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tristance.cli.options import LABELS, ArticlesOption, JsonOption, LabelsOption, SeedOption, labels_to_read
from tristance.cli.target import require_places, target


def command(
    labels: LabelsOption = LABELS,
    articles: ArticlesOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the scores too, one row a size and tag (.csv, .jsonl).",
            callback=target,
        ),
    ] = None,
    json: JsonOption = None,
    seed: SeedOption = 0,
) -> None:
    """Is it worth labelling more, and what would it bring? The learning curve, and where it leads.

    The training recipe runs on a sixteenth, an eighth, a quarter, half and all of the articles, in several random
    orders, and is scored on articles that it has not seen. Each size makes its choices from its own labels alone. An
    inverse power law is fitted and followed to a quarter more labels and to twice as many. Intervals (95 %) come from
    drawing whole articles and orders anew, and are of the expected gain. At least 12 articles.

    The gains are of more labels *of the same kind*: they say nothing of other text. "Will not help" means that all of
    the interval of the gain by doubling lies below 0.01.

    Examples:

    - `tristance labels curve`

    - `tristance labels curve --labels my-labels -o curve.csv --json curve.json`
    """
    from tristance.cli.output import Format, format_of, write

    form = format_of(output) if output else None
    if form is Format.table:
        raise typer.BadParameter("scores go into a .csv or .jsonl file", param_hint="--output")
    from tristance.cli.hydration import hydrated
    from tristance.cli.learning import COLUMNS, curve_rows, print_curve
    from tristance.cli.manifest import leave, manifest
    from tristance.cli.screen import progress, write_json
    from tristance.evaluation.learning_curve import learning_curve
    from tristance.labels.examples import examples
    from tristance.labels.store import read_labels
    from tristance.training.recipe import Recipe

    require_places([output, json])
    read = read_labels(labels_to_read(labels))
    given = hydrated(examples(read), articles)
    with progress("percent") as tell:
        found = learning_curve(given, Recipe(seed=seed), tell)
    if json != "-":  # first of all, so that a file that cannot be written costs no results
        print_curve(found, given.codebook)
    if json is not None:
        write_json(json, {**found.as_json(), "manifest": manifest(labels=read)})
    if output is not None and form is not None:
        write(curve_rows(found), COLUMNS, form, output)
        leave(output, manifest(labels=read))
