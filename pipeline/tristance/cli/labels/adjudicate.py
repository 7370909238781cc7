"""``tristance labels adjudicate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tristance.cli.options import LABELS, LabelsFolder
from tristance.cli.target import target

if TYPE_CHECKING:
    from tristance.labels.disputes import Dispute
    from tristance.labels.store import Labels


def command(
    labels: LabelsFolder = LABELS,
    listed: Annotated[bool, typer.Option("--list", help="List the open disputes, and settle none.")] = False,
    json: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="With --list: write it as JSON; - is standard output.", callback=target),
    ] = None,
) -> None:
    """Settle disputes at the keyboard: the readings side by side, one key for the tag, and one line of reason.

    A dispute is a paragraph whose annotators differ without a majority. Its adjudicated tag becomes the gold tag; the
    readings stay as they are. Each one is saved before the next appears, and the keys are those of
    `tristance labels annotate`.

    Examples:

    - `tristance labels adjudicate --labels my-labels`

    - `tristance labels adjudicate --list`

    - `tristance labels adjudicate --list --json disputes.json`
    """
    if json is not None and not listed:
        raise typer.BadParameter("goes with --list", param_hint="--json")
    from tristance.labels.disputes import disputes

    if listed:
        from tristance.labels.store import read_labels

        read = read_labels(labels)
        _list(read, disputes(read), json)
        return
    from tristance.labels.desk import Desk
    from tristance.labels.rows import ADJUDICATED

    desk = Desk(labels, ADJUDICATED, blind=False)
    found = disputes(desk.labels)
    if not found:
        typer.echo(f"{labels}: no open disputes")
        return
    from tristance.cli.adjudicating import Adjudicating
    from tristance.cli.codingsession import require_terminal
    from tristance.cli.codingwords import closing

    require_terminal(
        "adjudicating",
        "see them with --list, and settle them in a sheet with columns paragraph, tag and note: "
        "tristance labels collect SHEET --annotator adjudicated",
    )
    session = Adjudicating(desk, found)
    try:
        session.run()
    finally:  # what was settled is said even where the session ends by an error
        typer.echo(closing(session.coding, ADJUDICATED, ["adjudicate", *_folder(labels)]))


def _folder(labels: Path) -> list[str]:
    return [] if labels == LABELS else ["--labels", str(labels)]


def _list(labels: Labels, found: list[Dispute], json: str | None) -> None:
    from tristance.cli.screen import console, count, printable, write_json

    if json is not None:
        write_json(json, {"disputes": [each.as_json() for each in found]})
    if json == "-":
        return
    if not found:
        typer.echo(f"{labels.folder}: no open disputes")
        return
    from rich.table import Table
    from rich.text import Text

    from tristance.cli.codingpage import tag_text

    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    for name in ("paragraph", "readings", "text"):
        table.add_column(name)
    for each in found:
        lines = []
        for row in each.readings:
            line = Text(f"{printable(row.annotator)}: ") + tag_text(row.tag, labels.codebook)
            lines.append(line + Text("" if row.confidence == "sure" else f" ({row.confidence})"))
        text = printable(each.paragraph.text)
        table.add_row(printable(each.paragraph.paragraph), Text("\n").join(lines), text)
    console().print(table)
    typer.echo(count(len(found), "open dispute"))
