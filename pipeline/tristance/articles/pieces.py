"""An article as it stands on its page: paragraphs, and between them what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tristance.schema import Article


class PagePiece(NamedTuple):
    """A paragraph, with its position and no reason; or what was left out, with its reason and no position."""

    text: str
    position: int | None = None
    reason: str = ""


def pieces(article: Article) -> Iterator[PagePiece]:
    """All pieces of *article* in page order; a sentence that was joined to a paragraph stands with that."""
    dropped = list(reversed(article.dropped))
    for paragraph in article.paragraphs:
        while dropped and dropped[-1].after < paragraph.position:
            yield PagePiece(dropped[-1].text, reason=dropped.pop().reason)
        yield PagePiece(paragraph.text, paragraph.position)
    while dropped:
        yield PagePiece(dropped[-1].text, reason=dropped.pop().reason)
