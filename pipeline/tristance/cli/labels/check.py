"""``tristance labels check``."""

from __future__ import annotations

import typer

from tristance.cli.options import LABELS, JsonOption, LabelsOption, labels_to_read

_SHOWN = 3


def command(labels: LabelsOption = LABELS, json: JsonOption = None) -> None:
    """Check every row of a labels folder; each fault is one line with file, line, column and what was expected.

    A codebook that was changed in meaning and not accepted (`tristance labels codebook`) is a fault too. The exit
    status is 1 where there is any, and then no figures are written.

    Examples:

    - `tristance labels check --labels my-labels`

    - `tristance labels check --labels my-labels --json -`
    """
    from tristance.cli.labels.problems import refuse
    from tristance.cli.screen import count, note, printable, write_json
    from tristance.labels.gold import gold
    from tristance.labels.store import check_labels
    from tristance.labels.versions import require_accepted, saved_codebooks

    folder = labels_to_read(labels)
    found, problems = check_labels(folder)
    refuse(problems)
    require_accepted(folder)
    saved_codebooks(folder)  # that each copy is there and whole
    if found.unfinished:
        names = ", ".join(row.article for row in found.unfinished[:_SHOWN]) + ", …" * bool(found.unfinished[_SHOWN:])
        note(
            printable(
                f"{folder / 'articles.csv'}: {count(len(found.unfinished), 'article')} without paragraphs ({names}): "
                "what added them was broken off; give the same command again"
            )
        )
    disputes = len(gold(found).disputes)
    if json is not None:
        figures = {
            "paragraphs": len(found.current),
            "articles": len(found.articles),
            "annotations": len(found.annotations),
            "open_disputes": disputes,
            "articles_without_paragraphs": [row.article for row in found.unfinished],
        }
        write_json(json, figures)
    if json != "-":
        typer.echo(
            f"{folder}: good; {count(len(found.current), 'paragraph')} of {count(len(found.articles), 'article')}, "
            f"{count(len(found.annotations), 'annotation')}, {count(disputes, 'open dispute')}"
        )
