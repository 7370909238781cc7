"""``tristance classify``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tristance.cli.options import ModelOption, ModelsOption
from tristance.cli.output import Format, format_of, show, write
from tristance.cli.target import apart, target
from tristance.errors import UnreadableFile

if TYPE_CHECKING:
    from tristance.cli.abstaining import Abstaining
    from tristance.model.linear import LinearModel
    from tristance.schema import Article


def _budget(value: float | None) -> float | None:
    if value is None:
        return value
    from tristance.model.abstention import BUDGETS

    if not BUDGETS[0] <= value <= BUDGETS[-1]:
        raise typer.BadParameter(f"{value:g} is no error rate from {BUDGETS[0]:.2f} to {BUDGETS[-1]:.2f}")
    return value


def command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Articles (text or HTML; - is standard input), or one table of texts (.csv, .tsv, .jsonl, each also "
            ".gz or .zst; .parquet).",
        ),
    ],
    model: ModelOption = None,
    models: ModelsOption = Path("models"),
    output_format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="How to write the rows.", show_default="by the name of -o, else table"),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write to FILE instead of the screen (a table also as .parquet, or .csv, .tsv, .jsonl with .gz or "
            ".zst). FOLDER/, with a slash behind it or there already, takes a table in parts.",
            callback=target,
        ),
    ] = None,
    text_column: Annotated[
        str, typer.Option(metavar="NAME", help="The column of a table that holds the text.")
    ] = "text",
    max_error: Annotated[
        float | None,
        typer.Option(
            metavar="RATE",
            help="Leave undecided what is too unsure for an error of at most RATE (0.01 to 0.30) among the others.",
            callback=_budget,
        ),
    ] = None,
    batch: Annotated[
        int | None,
        typer.Option(metavar="ROWS", min=1, help="Rows of each part in a folder.", show_default="100,000"),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on in a folder of parts where an earlier run of this stopped.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at the first broken row of a table, and write nothing.")
    ] = False,
) -> None:
    """Tag each paragraph of articles, or each row of a table.

    An article is split into its body paragraphs; headlines, captions, share buttons and the like are left out. A table
    keeps all its columns and gets `tag`, `confidence` and a probability `p_TAG` for each tag.

    A row of a table that is broken (torn JSON, too many cells) goes to `FILE.broken.csv` with the reason, and the exit
    status is 3; `--strict` stops there instead, with nothing written. On the screen, every broken row stops.

    With `--max-error 0.1` a tag is kept only from a confidence at which, by the labels, at most 10 % of the kept tags
    are expected to be wrong, and of the kept stances too (95 % confidence). The others are tagged `undecided`, with the
    reason in `undecided_reason`. That holds for text exchangeable with the labels.

    Examples:

    - `tristance classify article.html`

    - `pbpaste | tristance classify -`

    - `tristance classify *.txt -o tagged.csv`

    - `tristance classify archive.jsonl --text-column body -o tagged.jsonl`

    - `tristance classify archive.jsonl --max-error 0.1 -o tagged.csv`

    - `tristance classify archive.parquet -o tagged.parquet`

    - `tristance classify archive.csv.gz -o tagged/`, and after a crash the same with `--resume`
    """
    from tristance.articles.tablenames import is_table
    from tristance.cli.manifest import leave, manifest
    from tristance.model.choice import find_model
    from tristance.model.persistence import load

    address = next((name for name in files if name.startswith(("http://", "https://"))), None)
    if address is not None:
        raise UnreadableFile(f"{address}: is an address, and nothing is fetched; save the page and name its file")
    paths = [Path(name) for name in files]
    tables = [path for path in paths if is_table(path)]
    if tables and len(paths) > 1:
        raise typer.BadParameter("give one table by itself, or any number of articles", param_hint="FILE")
    place = Path(output) if output else None
    form = _format(output_format, output, of_table=bool(tables))
    parts = _into_parts(output, batch, resume=resume, of_table=bool(tables))
    if not tables or form is Format.table:  # a table may be its own output, where all its columns are kept
        apart([place], files)
    folder = find_model(model, models)
    loaded = load(folder)
    budget = None
    if max_error is not None:
        from tristance.cli.abstaining import Abstaining

        budget = Abstaining(folder, max_error, loaded.codebook)
    if tables:
        from tristance.cli.classifytable import ROWS, Job, classify_table

        job = Job(tables[0], text_column, loaded, budget, strict)
        account = manifest(model=folder, inputs=tables) if place else {}  # before it is replaced
        in_parts = (batch or ROWS, resume) if parts else None
        broken = classify_table(job, form, place, account, in_parts)
    else:
        inputs = _articles(loaded, files, form, place, budget)
        account = manifest(model=folder, inputs=inputs) if place else {}
        broken = 0
    if budget is not None:
        budget.report("row" if tables else "paragraph")
    if place and not parts:  # which have a manifest already
        leave(place, account)
    if broken:
        raise typer.Exit(3)  # done, but not with all that was given


def _into_parts(output: str | None, batch: int | None, *, resume: bool, of_table: bool) -> bool:
    """Whether *output* is a folder of parts; wrong usage where what is of parts alone was asked for otherwise."""
    from tristance.cli.output import is_folder

    if is_folder(output):
        if not of_table:
            raise typer.BadParameter("only a table is written into a folder", param_hint="--output")
        return True
    if resume or batch is not None:
        raise typer.BadParameter(
            "is of a table that goes into a folder: -o FOLDER/", param_hint="--resume" if resume else "--batch"
        )
    return False


def _format(form: Format | None, output: str | None, *, of_table: bool) -> Format:
    if of_table:
        from tristance.cli.classifytable import format_of_output

        return format_of_output(form, output)
    if form is Format.parquet:
        raise typer.BadParameter("Parquet is written of a table", param_hint="--format")
    return form or format_of(Path(output) if output else None)


def _articles(
    model: LinearModel, files: list[str], form: Format, output: Path | None, budget: Abstaining | None
) -> list[Path | bytes]:
    """Classify articles, and return what was read: their files, and the bytes of standard input."""
    from tristance.articles import article_from_bytes, read_article
    from tristance.classification.rows import ARTICLE_COLUMNS, classify_article, prediction_columns

    inputs = [sys.stdin.buffer.read() if name == "-" else Path(name) for name in files]
    articles = [article_from_bytes(each, "-") if isinstance(each, bytes) else read_article(each) for each in inputs]
    classified = [(article, classify_article(model, article)) for article in articles]
    if budget is not None:
        classified = [(article, list(budget.rows(rows))) for article, rows in classified]
    undecided = budget.tag if budget else None
    if form is Format.table:
        from tristance.cli.classified import print_articles

        show(output, lambda screen: print_articles(screen, classified, model.codebook, undecided))
    else:
        columns = (*ARTICLE_COLUMNS, *prediction_columns(model.codebook.names, abstaining=budget is not None))
        write((row for _, rows in classified for row in rows), columns, form, output)
    _summarise(articles, output)
    return inputs


def _summarise(articles: list[Article], output: Path | None) -> None:
    """Say on standard error how much was classified and what was left out, so that nothing is lost unseen."""
    from collections import Counter

    from tristance.cli.leftout import note_read

    n = sum(len(article.paragraphs) for article in articles)
    note_read(n, len(articles), Counter(piece.reason for article in articles for piece in article.dropped), output)
