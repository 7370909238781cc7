"""Articles on the screen, piece by piece: paragraphs by number, and what was left out, dim, with its reason."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tristance.articles.blocks import count_words
from tristance.articles.pieces import pieces
from tristance.cli.screen import count, printable
from tristance.schema import Article

_SHOWN = 300  # characters of a piece that was left out: more than a line
_TOLD = ("date", "outlet", "author", "url")


def print_pieces(screen: Console, articles: Iterable[Article], *, body: bool = False) -> None:
    """Each article with what its file says of it, its paragraphs and, unless *body*, what was left out between them."""
    for article in articles:
        title = f"{article.source}: {article.title}" if article.title else article.source
        screen.print(Text(printable(title), style="bold"), soft_wrap=True)
        for name in _TOLD:
            if value := getattr(article, name):
                screen.print(Text.assemble((f"{name:<7}", "dim"), printable(value)), soft_wrap=True)
        screen.print(_laid_out(article, body=body))
        words = sum(count_words(paragraph.text) for paragraph in article.paragraphs)
        kept = f"{count(len(article.paragraphs), 'paragraph')}, {count(words, 'word')}"
        screen.print(Text(kept if body else f"{kept}; {count(len(article.dropped), 'piece')} left out", style="bold"))
        screen.print()


def _laid_out(article: Article, *, body: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("", justify="right", style="dim", no_wrap=True)
    table.add_column("words", justify="right", style="dim", no_wrap=True)
    if not body:
        table.add_column("left out", no_wrap=True)
    table.add_column("text", ratio=1)
    for piece in pieces(article):
        words = str(count_words(piece.text))
        if not piece.reason:
            table.add_row(str(piece.position), words, *([] if body else [""]), Text(printable(piece.text)))
        elif not body:
            line = Text(printable(piece.text[:_SHOWN]), style="dim", no_wrap=True, overflow="ellipsis")
            table.add_row("", words, Text(piece.reason, style="yellow"), line)
    return table
