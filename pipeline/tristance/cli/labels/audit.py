"""``tristance labels audit``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tristance.cli.labels.sheets import require_new_sheet
from tristance.cli.options import LABELS, JsonOption, LabelsOption, labels_to_read
from tristance.cli.target import target

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tristance.labels.findings import Finding
    from tristance.labels.sheet import SheetRow
    from tristance.labels.store import Labels


def command(
    labels: LabelsOption = LABELS,
    n: Annotated[
        int, typer.Option("-n", "--number", metavar="N", min=1, help="How many findings, the worst first.")
    ] = 20,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write a table (CSV), one row a finding.", callback=target),
    ] = None,
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--sheet",
            metavar="SHEET",
            help="Write a coding sheet (CSV), to read the paragraphs again.",
            callback=target,
        ),
    ] = None,
    json: JsonOption = None,
    seed: Annotated[int, typer.Option("--seed", min=0, max=2**32 - 1, help="Of the folds.")] = 0,
) -> None:
    """Find the tags that are probably wrong: contradictions first, then what a model of the other articles disputes.

    - `contradiction`: a paragraph and a copy of it (the same words, or nearly so) have different gold tags.

    - `self-contradiction`: one annotator gave copies different tags, and the gold tags do not show it.

    - `model`: a model that was trained on other articles gives the gold tag a low probability, and another tag a high
      one. High is what the model gives that tag on average where it is gold (confident learning, Northcutt et al.
      2021). The order is by the probability of the gold tag over its own average.

    A contradiction does not say which side is wrong, and a model's disagreement is no proof: hard paragraphs look the
    same as wrong tags. Read before you change anything. Nothing is written to the labels. The sheet is for
    an annotator who has not read these paragraphs, or for a change of mind: `tristance labels collect --update`.

    This is about the labels. The shortcuts that a model has learnt are shown by `tristance audit`.

    Examples:

    - `tristance labels audit`

    - `tristance labels audit -n 50 -o findings.csv`

    - `tristance labels audit --sheet again.csv`, then `tristance labels annotate --annotator ID --queue again.csv`
    """
    if output is not None and output.suffix.lower() != ".csv":
        raise typer.BadParameter(f"{output.name!r} does not end in .csv; the table is CSV", param_hint="--output")
    if sheet is not None:
        require_new_sheet(sheet, "--sheet")
    from tristance.cli.screen import write_json
    from tristance.labels.findings import REASONS, findings
    from tristance.labels.sheet import write_sheet
    from tristance.labels.store import read_labels
    from tristance.labels.versions import require_accepted

    read = read_labels(labels_to_read(labels))
    if sheet is not None:
        require_accepted(read.folder)  # a sheet names the version that it is to be read by
    found = findings(read, _probabilities(read, seed))
    counts = {reason: sum(each.reason == reason for each in found) for reason in REASONS}
    worst = found[:n]
    if output is not None:
        from tristance.cli.labels.auditscreen import write_findings

        write_findings(output, worst)
    if sheet is not None:
        write_sheet(sheet, _to_read_again(read, worst))
    if json is not None:
        write_json(json, {"found": counts, "findings": [each.as_json() for each in worst]})
    if output is None and sheet is None and json != "-":
        from tristance.cli.labels.auditscreen import print_findings

        print_findings(worst, read.codebook)
    _summarise(counts, len(worst), [path for path in (output, sheet) if path is not None])


def _probabilities(labels: Labels, seed: int) -> dict[str, NDArray[np.float64]]:
    """Out-of-fold probabilities by paragraph; none, which is said, where the labels are too few for a model."""
    from tristance.cli.screen import note, progress
    from tristance.errors import NotEnoughLabels
    from tristance.evaluation.out_of_fold import out_of_fold
    from tristance.labels.examples import examples
    from tristance.training.recipe import Recipe

    try:
        given = examples(labels)
        with progress("folds") as tell:
            p = out_of_fold(given, Recipe(seed=seed), tell)
    except NotEnoughLabels as error:
        if not labels.annotations:
            raise
        note(f"no model, so only contradictions are looked for: {error}")
        return {}
    return dict(zip(given.ids, p, strict=True))


def _to_read_again(labels: Labels, found: Iterable[Finding]) -> list[SheetRow]:
    """Blank rows of the paragraphs and of the copies that they contradict, each once; no chance chose them."""
    from dataclasses import replace

    from tristance.labels.sheet import sheet_rows

    names = [looked.paragraph for each in found for looked in (each.this, each.other) if looked is not None]
    return [replace(row, chosen="queue") for row in sheet_rows(labels, dict.fromkeys(names))]


def _summarise(counts: Mapping[str, int], shown: int, written: Sequence[Path]) -> None:
    from tristance.cli.screen import note

    total = sum(counts.values())
    if not total:
        note("nothing found")
        return
    kinds = ", ".join(f"{count} {reason}" for reason, count in counts.items() if count)
    where = f"{', '.join(map(str, written))}: " if written else ""
    note(f"{where}the worst {shown} of {total} findings ({kinds})" if shown < total else f"{where}{kinds}")
    if counts["model"]:
        note("a model's disagreement is no proof: read the paragraph before you change its tag")
