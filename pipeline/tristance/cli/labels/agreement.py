"""``tristance labels agreement``."""

from __future__ import annotations

from tristance.cli.options import LABELS, JsonOption, LabelsOption, SeedOption, labels_to_read


def command(labels: LabelsOption = LABELS, json: JsonOption = None, seed: SeedOption = 0) -> None:
    """How far the annotators agree: percent, Cohen's kappa and Krippendorff's alpha, overall and each tag by itself.

    Intervals (95 %) come from drawing whole articles anew. With more than two annotators, kappa is averaged over pairs,
    each weighing as many paragraphs as both have read.

    Agreement is of the first readings: of each annotator's first judgement of a paragraph, whatever it was changed to
    later. What was read again under a new version of the codebook is a reading of its own, and replaces the one before.
    Adjudicated tags do not count.

    Example:

    - `tristance labels agreement --labels my-labels`
    """
    from rich.table import Table

    from tristance.cli.manifest import manifest
    from tristance.cli.scores import tag_text
    from tristance.cli.screen import console, count, estimate, write_json
    from tristance.errors import NotEnoughLabels
    from tristance.evaluation.agreement import agreement
    from tristance.labels.gold import ratings
    from tristance.labels.store import read_labels

    read = read_labels(labels_to_read(labels))
    given = ratings(read)
    found = agreement(given.values, given.groups, read.codebook, given.annotators, seed)
    if found is None:
        raise NotEnoughLabels(
            f"{read.folder}: no paragraph was read by two annotators; "
            f"add a second reading: tristance labels annotate --annotator ID --labels {read.folder}; "
            "or collect sheets, or import a file"
        )
    if json is not None:
        write_json(json, {**found.as_json(), "n_changed_later": given.changed, "manifest": manifest(labels=read)})
    if json == "-":
        return
    screen = console()
    screen.print(
        f"{count(found.n_paragraphs, 'paragraph')} of {count(found.n_articles, 'article')} read by two or more of: "
        f"{', '.join(found.annotators)}",
        soft_wrap=True,
    )
    if given.changed:
        screen.print(f"{count(given.changed, 'tag')} changed later, here as given at first", soft_wrap=True)
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    for name in ("", "percent", "Cohen's kappa", "Krippendorff's alpha"):
        table.add_column(name, no_wrap=True)
    for name, each in (("all tags", found.overall), *found.per_tag.items()):
        shown = name if name == "all tags" else tag_text(name, read.codebook)
        table.add_row(shown, estimate(each.percent), estimate(each.kappa), estimate(each.alpha))
    screen.print(table)
