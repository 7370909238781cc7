"""``tristance labels codebook``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tristance.cli.options import LABELS, JsonOption, LabelsOption, labels_to_read
from tristance.cli.target import target

if TYPE_CHECKING:
    from tristance.labels.rereading import Outdated
    from tristance.labels.store import Labels


def command(
    labels: LabelsOption = LABELS,
    accept: Annotated[
        bool, typer.Option("--accept", help="Make the changed codebook the next version, and save a copy of it.")
    ] = False,
    again: Annotated[
        Path | None,
        typer.Option(
            "--again", metavar="SHEET", help="Write the coding sheet of what should be read again.", callback=target
        ),
    ] = None,
    annotator: Annotated[
        str | None, typer.Option(metavar="ID", help="With --again: only this annotator's judgements.")
    ] = None,
    json: JsonOption = None,
) -> None:
    """Show the codebook, what changed in it, and which judgements to make again.

    Edit `codebook.toml` in any editor. Once question, rules, or a tag's name, definition, role or examples mean
    something else, the change is shown here, and nothing can be annotated until `--accept` makes it the next version:
    it counts the version up (or takes the new one that you wrote) and keeps a copy in `codebooks/`. Spacing, comments
    and cues may change at any time.

    A tag that is renamed, or takes in another, lists the old names: `formerly = ["old name"]`. Judgements under an old
    name then count as the new one.

    To be read again: the judgements whose tag has another definition now than in the version that they were made
    under; where question or rules changed, all. Fill the sheet of `--again` and bring it back with
    `labels collect SHEET --update`.

    Examples:

    - `tristance labels codebook --labels my-labels`

    - `tristance labels codebook --labels my-labels --accept`

    - `tristance labels codebook --labels my-labels --again ana.csv --annotator ana`
    """
    from tristance.labels.rereading import rereading
    from tristance.labels.store import check_labels, read_labels
    from tristance.labels.versions import require_accepted, saved_codebooks

    if annotator is not None and again is None:
        raise typer.BadParameter("goes with --again", param_hint="--annotator")
    if again is not None and (accept or json is not None):
        raise typer.BadParameter("goes with neither --accept nor --json; ask for it by itself", param_hint="--again")
    folder = labels if accept else labels_to_read(labels)
    if again is not None:
        read = read_labels(folder)
        require_accepted(folder)  # the sheet names the version that it is to be read by
        _write_sheet(again, read, rereading(read, saved_codebooks(folder)).outdated, annotator)
        return
    from tristance.cli.labels.codebookscreen import as_json, print_codebook, print_rereading
    from tristance.cli.screen import console, note, write_json

    if accept:
        _accept(folder, quiet=json == "-")
    found, problems = check_labels(folder)  # a tag that was taken out too early must not hide what changed
    saved = saved_codebooks(folder)
    again_now = rereading(found, saved)
    if json is not None:
        write_json(json, as_json(found, again_now))
    if json != "-":
        screen = console()
        if not accept:
            print_codebook(screen, found)
        if saved:
            print_rereading(screen, found, again_now, acceptable=not problems)
    if problems:
        more = f" ({len(problems) - 1} more: tristance labels check --labels {folder})" if problems[1:] else ""
        note(f"{problems[0]}{more}")


def _accept(folder: Path, *, quiet: bool) -> None:
    from tristance.labels.accepting import accept

    made = accept(folder)
    if made is None:
        said = f"{folder}: nothing to accept; the codebook means what the copy of its version says"
    else:
        state = "saved as version" if made.first else "is now version"
        said = f"{folder / 'codebook.toml'}: {state} {made.version}; copy: {made.copy}"
    typer.echo(said, err=quiet)


def _write_sheet(path: Path, labels: Labels, outdated: tuple[Outdated, ...], annotator: str | None) -> None:
    from tristance.cli.screen import count
    from tristance.errors import LabelError, did_you_mean
    from tristance.files import require_new
    from tristance.labels.rereading import sheet_to_reread
    from tristance.labels.sheet import write_sheet

    known = sorted({row.annotator for row in labels.annotations})
    if annotator is not None and annotator not in known:
        raise LabelError(
            f"{labels.folder}: no annotator {annotator!r}{did_you_mean(annotator, known)}; "
            f"there are: {', '.join(known) or 'none'}"
        )
    wanted = [found for found in outdated if annotator in {None, found.row.annotator}]
    if not wanted:
        typer.echo(f"{labels.folder}: nothing to read again; no sheet is written")
        return
    require_new(path)
    rows = sheet_to_reread(labels, wanted)
    write_sheet(path, rows)
    typer.echo(
        f"{path}: {count(len(rows), 'paragraph')} to read again; once filled: "
        f"tristance labels collect {path} --labels {labels.folder} --update"
        + (f" --annotator {annotator or 'ID'}" if path.stem != annotator else "")
    )
