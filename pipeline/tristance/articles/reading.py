"""A file, or bytes that are in memory already, to an article."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tristance.articles.encoding import decode
from tristance.articles.plain import plain_blocks
from tristance.articles.repair import mend
from tristance.articles.segmentation import segment
from tristance.articles.sniffing import looks_like_html
from tristance.errors import NoBody
from tristance.files import read_bytes
from tristance.schema import Article, Dropped, Paragraph

MIN_WORDS = 12
_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})


def read_article(path: Path, *, min_words: int = MIN_WORDS) -> Article:
    """The article in the file at *path*: HTML by its suffix or its content, anything else as plain text.

    Raises :class:`~tristance.errors.UnreadableFile` where the file cannot be read as text, and
    :class:`~tristance.errors.NoBody` where no paragraph of an article is in it.
    """
    html = True if path.suffix.lower() in _SUFFIXES else None
    return article_from_bytes(read_bytes(path), str(path), html=html, min_words=min_words)


def article_from_bytes(data: bytes, source: str, *, html: bool | None = None, min_words: int = MIN_WORDS) -> Article:
    """The article in *data*, as :func:`read_article` reads it; ``html=None`` looks at the content.

    ``source`` stands in the article and in messages: a path, or ``-`` for standard input.
    """
    text = decode(data, source)
    title = ""
    if html or (html is None and looks_like_html(text)):
        from tristance.articles.webpage import page_blocks  # its parser takes half a second to import

        title, blocks = page_blocks(text)
    else:
        blocks = plain_blocks(text)
    found = segment(blocks, title=mend(title), min_words=min_words)
    if not found.paragraphs:
        raise NoBody(_no_body(source, found.dropped))
    paragraphs = tuple(Paragraph(place, mend(text)) for place, text in enumerate(found.paragraphs, start=1))
    return Article(source, found.title, paragraphs, found.dropped)


def _no_body(source: str, dropped: tuple[Dropped, ...]) -> str:
    counts = Counter(piece.reason for piece in dropped).most_common()
    why = f" ({', '.join(f'{count} {reason}' for reason, count in counts)})" if counts else ""
    return (
        f"{source}: no body paragraph was found; {len(dropped)} pieces were left out{why}; "
        "check that the file holds the article itself, or copy its paragraphs into a plain text file"
    )
