"""``tristance labels add``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tristance.cli.options import LABELS, LabelsFolder

if TYPE_CHECKING:
    from tristance.labels.adding import Added
    from tristance.labels.rows import ArticleRow
    from tristance.schema import Article

_ORIGINS = ("imported", "composed")
_SHOWN = 3


def command(
    files: Annotated[
        list[str], typer.Argument(metavar="ARTICLE", help="Articles (text or HTML; - is standard input).")
    ],
    labels: LabelsFolder = LABELS,
    origin: Annotated[
        str, typer.Option(metavar="ORIGIN", help="imported, or composed: written in order to be coded.")
    ] = "imported",
    name: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="Its id; one article only.", show_default="of the file's name"),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Its title; one article only.", show_default="as found")] = None,
    url: Annotated[str, typer.Option(help="Its address; one article only.", show_default=False)] = "",
    outlet: Annotated[str, typer.Option(help="Who published it.", show_default=False)] = "",
    author: Annotated[str, typer.Option(help="Who wrote it.", show_default=False)] = "",
    date: Annotated[
        str, typer.Option(metavar="DATE", help="When: 2019-08-22, 2019-08 or 2019.", show_default=False)
    ] = "",
    event_date: Annotated[
        str, typer.Option(metavar="DATE", help="When what it tells happened.", show_default=False)
    ] = "",
    genre: Annotated[str, typer.Option(help="wire report, editorial, …", show_default=False)] = "",
    skip_duplicates: Annotated[
        bool, typer.Option("--skip-duplicates", help="Pass over articles that are there, and say which.")
    ] = False,
) -> None:
    """Add articles to be coded: split into paragraphs as `classify` does, stored untagged; all of them, or none.

    An article whose whole text is there is refused. One that shares text with another is stored, and that is said:
    training keeps the two together. Where another article has the id that its name would give, a number is put behind;
    one that you give with `--id` is refused then.

    Published text is imported for your own use. A labels folder that you share should hold text that is yours to
    share: published articles restated in your own words.

    Examples:

    - `tristance labels add articles/*.html --labels my-labels --outlet "The Harbour Post"`

    - `tristance labels add ferry.txt --labels my-labels --title "The last ferry" --date 2021-03`
    """
    from tristance.articles import article_from_bytes, read_article
    from tristance.articles.tablenames import is_table
    from tristance.labels.adding import add_articles

    if origin not in _ORIGINS:
        raise typer.BadParameter(
            f"{origin!r} is not one of {', '.join(_ORIGINS)}; published text is imported for your own use, "
            "and restated before it is shared",
            param_hint="--origin",
        )
    table = next((f for f in files if is_table(Path(f))), None)
    if table is not None:
        raise typer.BadParameter(f"{table} is a table, not an article; tristance labels import takes it")
    for option, value in (("--id", name), ("--title", title), ("--url", url)):
        if value and len(files) > 1:
            raise typer.BadParameter(f"goes with one article, and there are {len(files)}", param_hint=option)
    given = {"outlet": outlet, "author": author, "date": date, "event_date": event_date, "url": url, "genre": genre}
    known = _checked({**given, "origin": origin, "article": name, "title": title})
    articles = [article_from_bytes(sys.stdin.buffer.read(), "-") if f == "-" else read_article(Path(f)) for f in files]
    added = add_articles(labels, [(_row(a, known), a) for a in articles], skip_duplicates=skip_duplicates)
    _report(labels, added)


def _checked(given: dict[str, str | None]) -> dict[str, str]:
    """What was said of the articles, each on one line; what was not said is left out."""
    from tristance.cli.screen import printable
    from tristance.labels.names import one_line
    from tristance.labels.tables import faults

    said = {column: one_line(value) for column, value in given.items() if value is not None}
    for column, message in faults("articles.csv", said):
        raise typer.BadParameter(message, param_hint=_option(column))
    for column, value in said.items():
        if printable(value) != value:
            raise typer.BadParameter(f"{value!r} holds a control character, or half of one", param_hint=_option(column))
    return said


def _option(column: str) -> str:
    return "--id" if column == "article" else f"--{column.replace('_', '-')}"


def _row(article: Article, known: dict[str, str]) -> ArticleRow:
    from tristance.labels.names import one_line
    from tristance.labels.rows import ArticleRow

    return ArticleRow(**{"article": "", "title": one_line(article.title), **known})


def _report(folder: Path, added: Added) -> None:
    from collections import Counter

    from tristance.cli.screen import count, note, printable

    for message in added.passed_over:
        note(printable(f"passed over: {message}"))
    for near in added.near:
        pairs = ", ".join(f"{new} as {old}" for new, old in near.paragraphs[:_SHOWN])
        more = ", …" if near.paragraphs[_SHOWN:] else ""
        note(
            printable(
                f"{near.article}: {count(len(near.paragraphs), 'paragraph')} nearly as in article {near.other!r} "
                f"({pairs}{more}; similarity up to {near.similarity:.2f}); training keeps the two articles together"
            )
        )
    for completed in added.completed:
        note(printable(f"{completed}: was there without paragraphs, of an add that was broken off; completed"))
    n = Counter(row.article for row in added.paragraphs)
    for row in added.articles:
        typer.echo(printable(f"{row.article}: {count(n[row.article], 'paragraph')}  {row.title}").rstrip())
    left_out = ", ".join(f"{number} {reason}" for reason, number in added.left_out.most_common()) or "nothing"
    typer.echo(
        f"{folder}: added {count(len(added.articles), 'article')}, {count(len(added.paragraphs), 'paragraph')}, "
        f"untagged; left out: {left_out}"
    )
