"""``tristance labels check``."""

from __future__ import annotations

import typer

from tristance.cli.options import LABELS, LabelsOption, labels_to_read


def command(labels: LabelsOption = LABELS) -> None:
    """Check every row of a labels folder; each fault is one line with file, line, column and what was expected.

    Example:

    - `tristance labels check --labels my-labels`
    """
    from tristance.errors import LabelError
    from tristance.labels.gold import gold
    from tristance.labels.store import check_labels

    folder = labels_to_read(labels)
    found, problems = check_labels(folder)
    for problem in problems[:-1]:
        typer.echo(f"error: {problem}", err=True)
    if problems:
        raise LabelError(str(problems[-1]))
    typer.echo(
        f"{folder}: good; {len(found.current)} paragraphs of {len(found.articles)} articles, "
        f"{len(found.annotations)} annotations, {len(gold(found).disputes)} open disputes"
    )
