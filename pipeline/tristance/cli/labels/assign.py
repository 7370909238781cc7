"""``tristance labels assign``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tristance.cli.options import LABELS, LabelsFolder
from tristance.cli.target import target

if TYPE_CHECKING:
    from tristance.labels.assigning import Assignment

_NOT_IN_FILE_NAMES = set('/\\:*?"<>|')
_LONGEST = 60


def command(
    coder: Annotated[
        list[str], typer.Option("--coder", metavar="ID", help="A coder, who gets the sheet ID.csv; say it of each.")
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="FOLDER", help="The folder for the sheets and the codebook.", callback=target
        ),
    ],
    labels: LabelsFolder = LABELS,
    paragraphs: Annotated[
        int | None,
        typer.Option(
            "-n", metavar="PARAGRAPHS", min=1, help="About how many to draw, in whole articles.", show_default="all"
        ),
    ] = None,
    overlap: Annotated[
        float, typer.Option(metavar="SHARE", min=0, max=1, help="The share of them that every coder reads.")
    ] = 1.0,
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="Of the draw.")] = 0,
) -> None:
    """Send paragraphs to coders: one sheet each for a spreadsheet, blind, and the codebook to read.

    Whole articles are drawn at random from those that nobody has judged a paragraph of. The share `--overlap` of the
    paragraphs goes to every coder, each other article to one of them. No sheet shows anybody's tags. The filled sheets
    come back with `labels collect`.

    By default every coder reads everything: what one coder alone has read cannot be told from a slip, and where two
    differ the codebook is unclear. Lower it once agreement is good; below 0.2 there is little left to measure it on.

    The rows are `random`, with the probability that they were drawn, or `whole article` where all were taken. Collect
    one round before you assign the next: what is out is not remembered.

    Examples:

    - `tristance labels assign --coder ana --coder ben -n 200 -o round-1`

    - `tristance labels assign --coder ana --coder ben --coder eva --overlap 0.2 --labels my-labels -o round-2`
    """
    for name in coder:
        _check_coder(name, coder)
    from tristance.files import make_folder, require_new, write_text
    from tristance.labels.assigning import assign
    from tristance.labels.instructions import instructions
    from tristance.labels.sheet import write_sheet
    from tristance.labels.store import read_labels
    from tristance.labels.versions import require_accepted

    read = read_labels(labels)
    require_accepted(labels)  # what is coded could not be collected
    found = assign(read, coder, paragraphs=paragraphs, overlap=overlap, seed=seed)
    sheets = {output / f"{name}.csv": rows for name, rows in found.sheets.items()}
    briefing = output / "codebook.md"
    for path in (*sheets, briefing):
        require_new(path)
    make_folder(output)
    written: list[Path] = []
    try:
        for path, rows in sheets.items():
            written.append(path)
            write_sheet(path, rows)
        written.append(briefing)
        write_text(briefing, instructions(read.codebook))
    except BaseException:  # one round is sent out whole, and a second attempt finds no sheets in its way
        for path in written:
            path.unlink(missing_ok=True)
        raise
    _report(found, output, labels)


def _check_coder(name: str, all_names: list[str]) -> None:
    from tristance.cli.screen import printable
    from tristance.labels.rows import ADJUDICATED

    fault = ""
    if not name or name != name.strip() or printable(name) != name or len(name) > _LONGEST:
        fault = f"a name is one to {_LONGEST} letters, without spaces around it"
    elif name.startswith(".") or set(name) & _NOT_IN_FILE_NAMES:
        fault = "the name is that of a file too: no dot in front, none of " + " ".join(sorted(_NOT_IN_FILE_NAMES))
    elif name == ADJUDICATED:
        fault = "is who settles disputes, not a coder"
    elif [other.casefold() for other in all_names].count(name.casefold()) > 1:
        fault = "is there twice"
    if fault:
        raise typer.BadParameter(f"{name!r}: {fault}", param_hint="--coder")


def _report(found: Assignment, output: Path, labels: Path) -> None:
    from tristance.cli.screen import count

    whole = len({row.paragraph for rows in found.sheets.values() for row in rows})
    by_chance = f", each with probability {found.probability:.3g}" if found.articles < found.pool else ", all there are"
    typer.echo(f"{count(whole, 'paragraph')} of {count(found.articles, 'article')}{by_chance}")
    for name, rows in found.sheets.items():
        shared = sum(row.article in found.shared for row in rows)
        typer.echo(f"{output / f'{name}.csv'}: {count(len(rows), 'paragraph')}, {shared} of them read by every coder")
    sheets = " ".join(str(output / f"{name}.csv") for name in found.sheets)
    typer.echo(
        f"{output / 'codebook.md'}: send it with them; then: tristance labels collect {sheets} --labels {labels}"
    )
