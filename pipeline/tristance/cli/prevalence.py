"""``tristance prevalence``."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tristance.cli.options import JsonOption, ModelOption, ModelsOption
from tristance.cli.output import format_of_rows
from tristance.cli.target import apart, target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tristance.articles.tables import Table
    from tristance.evaluation.prevalence.share_table import Prevalence


class HeldOutText(enum.StrEnum):
    """Of which labels the error rates are taken."""

    published = "published"
    all = "all"
    composed = "composed"
    restated = "restated"
    real = "real"


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `tristance classify -o` wrote.")],
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="COLUMN", help="Shares in each group; year may be read off a column date."),
    ] = None,
    article: Annotated[
        str | None,
        typer.Option(
            "--article",
            metavar="COLUMN",
            help="The column that says of which article a row is.",
            show_default="article, else source, else each row is its own",
        ),
    ] = None,
    sample: Annotated[
        Path | None,
        typer.Option("--sample", metavar="FILE", help="Rows of FILE drawn at random and tagged by hand (gold or tag)."),
    ] = None,
    key: Annotated[
        list[str] | None,
        typer.Option(
            "--key",
            metavar="COLUMN",
            help="The column by which rows of the sample are found in FILE; may be given several times.",
            show_default="source and paragraph, else id, else article and text, else text",
        ),
    ] = None,
    error_rates: Annotated[
        HeldOutText | None,
        typer.Option(
            help="Of which held-out labels the error rates are, without a sample.",
            show_default="published or restated from it where that is enough, else all",
        ),
    ] = None,
    model: ModelOption = None,
    models: ModelsOption = Path("models"),
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="Write one row a group and tag (.csv, .jsonl).", callback=target
        ),
    ] = None,
    json: JsonOption = None,
) -> None:
    """The share of each tag in a classified corpus: as counted, and corrected for the classifier's errors.

    A classifier's mistakes do not cancel out: counting its tags overstates rare stances, or understates them. With
    `--sample`, a random sample of the corpus tagged by hand, shares are *prediction-powered*: right whatever the
    classifier's errors. Draw one with `tristance labels next --random --from FILE -n 300 -o sheet.csv`, and fill in its
    column `tag`. A column `probability`, of each row to be drawn, weighs unequal draws.

    Without one, the *adjusted count* takes the errors that the model made on labels held out in training, and assumes
    that they carry over to the corpus. Text that is not like the labels breaks that; a warning says where it shows.

    Intervals (95 %) are by article, and hold for the process that wrote the articles, as if they were a sample of it.

    Examples:

    - `tristance prevalence tagged.csv`

    - `tristance prevalence tagged.csv --by outlet --model mine -o shares.csv`

    - `tristance prevalence tagged.jsonl --by year --sample coded.csv --key id`
    """
    if sample is None and key:
        raise typer.BadParameter("goes with --sample", param_hint="--key")
    if sample is not None and (model is not None or error_rates is not None):
        option = "--model" if model is not None else "--error-rates"
        raise typer.BadParameter("goes without --sample, which needs no error rates of the model", param_hint=option)
    form = format_of_rows(output) if output else None
    from tristance.cli.manifest import leave, manifest
    from tristance.cli.output import write
    from tristance.cli.screen import count, note, write_json
    from tristance.evaluation.prevalence.classified_file import article_column, open_classified
    from tristance.evaluation.prevalence.doubts import warnings
    from tristance.evaluation.prevalence.share_table import LONG_COLUMNS
    from tristance.evaluation.warning import plain
    from tristance.model.choice import find_model

    apart([output, json], [file, sample])
    table, tags = open_classified(file)
    named = article_column(table, article)
    folder = None
    if sample is not None:
        found = _by_sample(table, tags, named, by, sample, key or ())
    else:
        folder = find_model(model, models)
        found = _by_error_rates(table, tags, named, by, folder, error_rates or HeldOutText.published)
    said = warnings(found)
    account = manifest(model=folder, inputs=[each for each in (file, sample) if each is not None])
    if json is not None:
        write_json(json, {**found.as_json(), "warnings": plain(said), "manifest": account})
    if output is not None and form is not None:
        write(found.long(), LONG_COLUMNS, form, output)
        leave(output, account)
        note(f"{output}: {count(sum(1 for _ in found.long()), 'row')}")
    elif json != "-":
        from tristance.cli.shares import print_shares

        print_shares(found)
    _say(found, [str(warning) for warning in said])


def _by_error_rates(
    table: Table,
    tags: tuple[str, ...],
    article: str | None,
    by: str | None,
    folder: Path,
    text: HeldOutText,
) -> Prevalence:
    import numpy as np

    from tristance.cli.manifest import is_as_left, tagged_by
    from tristance.errors import ForeignModel, NotEnoughLabels
    from tristance.evaluation.prevalence.classified_file import read_classified
    from tristance.evaluation.prevalence.estimation import by_error_rates, require_tags
    from tristance.model.held_out import load_held_out
    from tristance.model.persistence import read_card

    held_out = load_held_out(folder)
    tagger = tagged_by(table.path)
    if tagger not in {None, read_card(folder).get("npz_sha256")}:
        raise ForeignModel(
            f"{table.path}: was tagged by another model than {folder} (its manifest names {str(tagger)[:12]}), whose "
            "errors are not that one's; name the one that tagged it: --model NAME"
            + ("" if is_as_left(table.path) else ", or, if the file was made anew since, remove its manifest")
        )
    require_tags(tags, held_out, folder.name, table.path)
    corpus = read_classified(table, held_out.codebook.names, article=article, by=by)
    if text is HeldOutText.published:
        held_out = held_out.nearest_to_published()
    elif text is not HeldOutText.all:
        mask = np.array([kind == text.value for kind in held_out.texts], dtype=bool)
        if not mask.any():
            raise NotEnoughLabels(
                f"{folder.name}: none of its {len(held_out)} held-out paragraphs is {text.value} text; "
                "take all of them: --error-rates all"
            )
        held_out = held_out.where(mask)
    return by_error_rates(corpus, held_out, folder.name)


def _by_sample(
    table: Table, tags: tuple[str, ...], article: str | None, by: str | None, sample: Path, key: Sequence[str]
) -> Prevalence:
    from tristance.evaluation.prevalence.classified_file import read_classified
    from tristance.evaluation.prevalence.estimation import by_sample
    from tristance.evaluation.prevalence.hand_sample import read_sample

    drawn = read_sample(sample, table, tags, key)
    return by_sample(read_classified(table, tags, article=article, by=by, sample=drawn), drawn)


def _say(found: Prevalence, warnings: Sequence[str]) -> None:
    """On standard error: what was taken for what, what was left out, and the warnings."""
    from tristance.cli.screen import count, note, printable

    corpus = found.corpus
    if corpus.by != corpus.by_column:
        note(f"grouped by {corpus.by}, read off column {corpus.by_column}")
    if corpus.article_column is None:
        note(
            "there is no column article or source: each row counts as an article of its own, and where several are of "
            "one the intervals are too narrow; name its column: --article COLUMN"
        )
    if corpus.without_tag:
        note(f"{count(corpus.without_tag, 'row')} without a text to classify left out")
    if found.total.undecided:
        note(
            f"{count(found.total.undecided, 'paragraph')} left undecided: a part of their own in the raw shares; "
            "corrected shares are of all paragraphs, by their probabilities"
        )
    for warning in warnings:
        note(printable(warning))
