"""The pieces of a page before anything is decided about them, and what their wording alone tells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tristance.articles.lazily import pattern

Kind = Literal["text", "heading", "item", "quote"]

_CLOSERS = "\"'”’»)]}」』）】*_ "
_STOPS = ".?!…。？！"
_CLAUSE = pattern(r";(?: and| or)?$")
_NOTE = pattern(r"(?<=[.?!”’)\]])\s?\[?\d{1,3}\]?$")
_TAIL_CREDIT = pattern(r"(?<=[.?!”\"])\s*[(\[][^()\[\]]{2,40}[)\]]$")
_UNSPACED = pattern("[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_INNER_STOP = pattern(r"[^\W\d_]{3}[.?!][”’\"')\]]{0,2}\s+[“‘\"'(\[]?[A-Z]")


@dataclass(frozen=True)
class Block:
    """One piece of a page, in one line; ``hint`` is a reason to drop it that its mark-up gives, else empty.

    ``group`` counts runs of lines between blank lines (or the elements of a page), so that neighbours are known.
    """

    text: str
    kind: Kind = "text"
    hint: str = ""
    group: int = 0

    @cached_property
    def words(self) -> int:
        """How many words: runs between spaces, and for scripts without spaces one for every two characters."""
        return count_words(self.text)

    @cached_property
    def finished(self) -> bool:
        """Whether it ends as a sentence does, footnote digits, closing quotes and a credit in brackets aside."""
        text = _NOTE.sub("", _TAIL_CREDIT.sub("", self.text)).rstrip(_CLOSERS)
        return text.endswith(tuple(_STOPS)) or (self.kind == "item" and _CLAUSE.search(text[-8:]) is not None)

    @cached_property
    def leads_in(self) -> bool:
        """Whether it ends in a colon, so that what follows belongs to it."""
        return self.text.endswith((":", "：", ":-"))

    @cached_property
    def several(self) -> bool:
        """Whether a sentence ends within it and another starts."""
        return _INNER_STOP.search(self.text) is not None


def count_words(text: str) -> int:
    """The words of *text*.

    >>> count_words("Two ferries sail."), count_words("渡し船が出ます")
    (3, 4)
    """
    spaced = len(text.split())
    if text.isascii():
        return spaced
    unspaced = len(_UNSPACED.findall(text))
    return max(spaced, (unspaced + 1) // 2)
