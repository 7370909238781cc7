"""``tristance labels stats``."""

from __future__ import annotations

from typing import Any

from tristance.cli.options import LABELS, JsonOption, LabelsOption, labels_to_read


def command(labels: LabelsOption = LABELS, json: JsonOption = None) -> None:
    """Count what a labels folder holds: gold tags, articles, annotators, kinds of text, genres.

    Examples:

    - `tristance labels stats`

    - `tristance labels stats --labels my-labels --json -`
    """
    from tristance.cli.screen import console, count, write_json
    from tristance.labels.statistics import statistics
    from tristance.labels.store import read_labels

    found = statistics(read_labels(labels_to_read(labels)))
    if json is not None:
        write_json(json, found)
    if json == "-":
        return
    screen = console()
    words = found["words"]
    screen.print(
        f"{count(found['paragraphs'], 'paragraph')} of {count(found['articles'], 'article')}, "
        f"{words['mean']:.0f} words on average ({words['least']} to {words['most']}); "
        f"codebook version {found['codebook']}"
    )
    if found["articles_without_paragraphs"]:
        screen.print(f"{count(found['articles_without_paragraphs'], 'article')} without paragraphs: see labels check")
    for title, key in (("gold tag", "tags"), ("annotator", "annotators"), ("text", "text"), ("genre", "genres")):
        screen.print()
        screen.print(_counts(title, found[key]))


def _counts(title: str, counts: dict[str, dict[str, int]]) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    table.add_column(title, min_width=24)
    columns = list(next(iter(counts.values()), {}))
    for name in columns:
        table.add_column(name, justify="right")
    for name, row in counts.items():
        table.add_row(name or "(not given)", *(str(row[column]) for column in columns))
    return table
