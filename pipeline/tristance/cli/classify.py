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
    from collections.abc import Iterable, Iterator

    from tristance.classification.rows import Row
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
            help="Articles (text or HTML; - is standard input), or one table of texts (.csv, .tsv, .jsonl).",
        ),
    ],
    model: ModelOption = None,
    models: ModelsOption = Path("models"),
    output_format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="How to write the rows.", show_default="by the name of -o, else table"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write to FILE instead of the screen.", callback=target),
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
) -> None:
    """Tag each paragraph of articles, or each row of a table.

    An article is split into its body paragraphs; headlines, captions, share buttons and the like are left out. A table
    keeps all its columns and gets `tag`, `confidence` and a probability `p_TAG` for each tag.

    With `--max-error 0.1` a tag is kept only from a confidence at which, by the labels, at most 10 % of the kept tags
    are expected to be wrong, and of the kept stances too (95 % confidence). The others are tagged `undecided`, with the
    reason in `undecided_reason`. That holds for text exchangeable with the labels.

    Examples:

    - `tristance classify article.html`

    - `pbpaste | tristance classify -`

    - `tristance classify *.txt -o tagged.csv`

    - `tristance classify archive.jsonl --text-column body -o tagged.jsonl`

    - `tristance classify archive.jsonl --max-error 0.1 -o tagged.csv`
    """
    from tristance.articles.tablenames import is_table
    from tristance.cli.manifest import leave, manifest
    from tristance.model.choice import find_model
    from tristance.model.persistence import load

    form = output_format or format_of(output)
    address = next((name for name in files if name.startswith(("http://", "https://"))), None)
    if address is not None:
        raise UnreadableFile(f"{address}: is an address, and nothing is fetched; save the page and name its file")
    paths = [Path(name) for name in files]
    tables = [path for path in paths if is_table(path)]
    if tables and len(paths) > 1:
        raise typer.BadParameter("give one table by itself, or any number of articles", param_hint="FILE")
    if not tables or form is Format.table:  # a table may be its own output, where all its columns are kept
        apart([output], files)
    folder = find_model(model, models)
    loaded = load(folder)
    budget = None
    if max_error is not None:
        from tristance.cli.abstaining import Abstaining

        budget = Abstaining(folder, max_error, loaded.codebook)
    if tables:
        account = manifest(model=folder, inputs=tables) if output else {}  # before it is replaced
        _table(loaded, tables[0], text_column, form, output, budget)
    else:
        inputs = _articles(loaded, files, form, output, budget)
        account = manifest(model=folder, inputs=inputs) if output else {}
    if budget is not None:
        budget.report("row" if tables else "paragraph")
    if output:
        leave(output, account)


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

    from tristance.cli.screen import count, note

    n = sum(len(article.paragraphs) for article in articles)
    left_out = Counter(piece.reason for article in articles for piece in article.dropped)
    pieces = ", ".join(f"{number} {reason}" for reason, number in left_out.most_common()) or "nothing"
    where = f"{output}: " if output else ""
    note(f"{where}{count(n, 'paragraph')} of {count(len(articles), 'article')}; left out: {pieces}")


def _table(
    model: LinearModel, path: Path, text_column: str, form: Format, output: Path | None, budget: Abstaining | None
) -> None:
    from tristance.articles.tables import open_table
    from tristance.classification.rows import classify_table, prediction_columns, renamed
    from tristance.cli.screen import count, note

    table = open_table(path, text_column)
    table.require(text_column, "name the column that holds the text: --text-column NAME")
    tags = model.codebook.names
    abstaining = budget is not None
    names = renamed(table.columns, tags, abstaining=abstaining)
    rows = classify_table(model, table, text_column, abstaining=abstaining)
    counts = _Counted(rows if budget is None else budget.rows(rows))
    undecided = budget.tag if budget else None
    if form is Format.table:
        from tristance.cli.classified import print_rows

        show(output, lambda screen: print_rows(screen, counts, names[text_column], model.codebook, undecided))
    else:
        columns = (*names.values(), *prediction_columns(tags, abstaining=abstaining))
        write(counts, columns, form, output)
    if output:
        note(f"{output}: {count(table.n_rows, 'row')}")
    if counts.without_text:
        note(f"{counts.without_text} of {table.n_rows} rows have no text in column {text_column!r} and got no tag")


class _Counted:
    """Rows passed on as they come, counting those that have no text."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.without_text = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.without_text += row["tag"] is None
            yield row
