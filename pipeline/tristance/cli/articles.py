"""``tristance articles``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tristance.cli.options import KeepOption, MinWordsOption
from tristance.cli.output import Format, format_of, show, write
from tristance.cli.target import apart, target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tristance.schema import Article

TOLD = ("source", "title", "date", "outlet", "author", "url")
COLUMNS = (*TOLD, "paragraph", "left_out", "words", "text")


def command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Articles: text, Markdown, HTML, PDF or Word (.docx), also as .gz or .zst; folders; patterns; "
            "- is standard input.",
        ),
    ],
    output_format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="How to write the pieces.", show_default="by the name of -o, else table"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write to FILE instead of the screen.", callback=target),
    ] = None,
    min_words: MinWordsOption = 12,
    keep: KeepOption = [],  # noqa: B006  # typer copies it
    body: Annotated[bool, typer.Option("--body", help="Only the paragraphs, without what was left out.")] = False,
) -> None:
    """Show what is read of articles: the paragraphs, and what is left out and why.

    These are the paragraphs that `tristance classify` tags. What is left out stands where it stood, with the reason. A
    piece that is left out wrongly comes back with `--keep` and its reason.

    As CSV or JSON Lines: one row a piece, with `paragraph` (its number) or `left_out` (the reason), and the title,
    date, outlet, author and address that the file itself names.

    Examples:

    - `tristance articles page.html`

    - `tristance articles report.pdf --keep heading --min-words 5`

    - `tristance articles archive/ --body -o paragraphs.csv`
    """
    from tristance.articles.finding import find_articles
    from tristance.cli.leftout import most_common, note_read
    from tristance.cli.manifest import leave, manifest
    from tristance.cli.reading import Reading
    from tristance.cli.screen import note

    form = output_format or format_of(output)
    found = find_articles(files)
    apart([output], map(str, found.paths))
    inputs = [sys.stdin.buffer.read() if str(path) == "-" else path for path in found.paths]
    reading = Reading(inputs, min_words, keep)
    if form is Format.table:
        from tristance.cli.pieces import print_pieces

        show(output, lambda screen: print_pieces(screen, reading, body=body))
    else:
        write(_rows(reading, body=body), COLUMNS, form, output)
    if output:
        leave(output, manifest(inputs=reading.read))
    note_read(reading.paragraphs, len(reading.read), reading.left_out, output)
    if found.skipped:
        note(f"passed over: {most_common(found.skipped)}")
    reading.conclude()


def _rows(articles: Iterable[Article], *, body: bool) -> Iterator[dict[str, object]]:
    from tristance.articles.blocks import count_words
    from tristance.articles.pieces import pieces

    for article in articles:
        told = {name: getattr(article, name) for name in TOLD}
        for piece in pieces(article):
            if not (piece.reason and body):
                yield {
                    **told,
                    "paragraph": piece.position,
                    "left_out": piece.reason,
                    "words": count_words(piece.text),
                    "text": piece.text,
                }
