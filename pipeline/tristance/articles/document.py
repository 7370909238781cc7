"""What a reader of one format makes of a file, before anything is decided about its pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tristance.articles.blocks import Block


@dataclass(frozen=True)
class Document:
    """The blocks of a file in reading order, and what it says of itself: empty where it says nothing."""

    blocks: Sequence[Block]
    title: str = ""
    date: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""
