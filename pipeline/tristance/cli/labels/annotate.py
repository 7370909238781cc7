"""``tristance labels annotate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tristance.cli.options import LABELS, LabelsFolder

if TYPE_CHECKING:
    from tristance.labels.desk import Desk
    from tristance.labels.queues import Lot


def command(
    annotator: Annotated[str, typer.Option(metavar="ID", help="Under which id your judgements are kept.")],
    labels: LabelsFolder = LABELS,
    queue: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Read this coding sheet's paragraphs, in its order.")
    ] = None,
    article: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Read this article only; may be given several times.")
    ] = None,
    unsure: Annotated[
        bool, typer.Option("--unsure", help="Read again what you have judged and marked unsure.")
    ] = False,
) -> None:
    """Tag paragraphs at the keyboard, one key a tag; each judgement is saved before the next paragraph appears.

    You see the paragraphs that you have not judged yet, article by article, and never what others said. Leave when you
    like: the same command goes on where you stopped. Two may annotate one folder at the same time.

    Of a `--queue` you also see what you judged before a change of the codebook by which it is to be read again.

    Keys: `1`-`9`, then letters, for the tags; `u` unsure; `n` a note; `z` back to the last one, to judge it anew; space
    to skip (it comes back at the end); `?` the codebook; arrows to scroll; `q` to leave.

    Examples:

    - `tristance labels annotate --annotator anna --labels my-labels`

    - `tristance labels annotate --annotator anna --queue next.csv`

    - `tristance labels annotate --annotator anna --unsure`
    """
    from tristance.cli.screen import note
    from tristance.labels.desk import Desk
    from tristance.labels.queues import lot, of_sheet, whole_articles
    from tristance.labels.rereading import to_read_again
    from tristance.labels.roster import Roster, annotator_fault

    fault = annotator_fault(annotator)
    if fault:
        raise typer.BadParameter(fault, param_hint="--annotator")
    desk = Desk(labels, annotator)
    if fault := Roster(desk.annotators).fault(annotator):
        raise typer.BadParameter(fault, param_hint="--annotator")
    if queue is None:
        wanted, again = whole_articles(desk.labels, annotator), frozenset[str]()
    else:
        wanted, replaced = of_sheet(desk.labels, queue)
        again = to_read_again(desk.labels, annotator)
        if replaced:
            were, are = ("was", "is") if replaced == 1 else ("were", "are")
            note(f"{queue}: {replaced} of its paragraphs {were} replaced since, and {are} left out")
    found = lot(desk.labels, wanted, annotator, articles=article or (), unsure=unsure, again=again)
    if not found.ahead:
        typer.echo(_nothing(desk, found, unsure=unsure))
        return
    from tristance.cli.annotating import Annotating
    from tristance.cli.codingsession import require_terminal
    from tristance.cli.codingwords import closing

    require_terminal("annotating", "code in a spreadsheet instead: tristance labels assign")
    session = Annotating(desk, found)
    try:
        session.run()
    finally:  # what was judged is said even where the session ends by an error
        typer.echo(closing(session.coding, annotator, _again(annotator, labels, queue, article or [], unsure=unsure)))


def _nothing(desk: Desk, found: Lot, *, unsure: bool) -> str:
    if unsure:
        return f"{desk.annotator}: none of these paragraphs is marked unsure"
    if found.before:
        return f"{desk.annotator}: all {found.before} are judged"
    if desk.labels.current:
        return f"{desk.annotator}: there is no paragraph to judge in what you named"
    return f"{desk.folder}: no paragraph to judge; add some: tristance labels add ARTICLE --labels {desk.folder}"


def _again(annotator: str, labels: Path, queue: Path | None, articles: list[str], *, unsure: bool) -> list[str]:
    """The command that goes on with what is left."""
    words = ["annotate", "--annotator", annotator]
    if labels != LABELS:
        words += ["--labels", str(labels)]
    if queue is not None:
        words += ["--queue", str(queue)]
    for article in articles:
        words += ["--article", article]
    return [*words, "--unsure"] if unsure else words
