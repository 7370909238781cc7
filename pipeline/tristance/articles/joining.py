"""Body blocks to paragraphs: short sentences are put together, or before the next paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from tristance.articles.blocks import Block, count_words
from tristance.schema import Dropped


def joined(
    blocks: Sequence[Block], reasons: Sequence[str], min_words: int, kept: frozenset[int]
) -> tuple[tuple[str, ...], tuple[Dropped, ...]]:
    """The paragraphs of the *blocks* without a reason, and the others, each with the paragraph that it stands behind.

    Blocks at the places *kept* are joined to nothing.
    """
    long = any(
        not reason and (block.words >= min_words or index in kept)
        for index, (block, reason) in enumerate(zip(blocks, reasons, strict=True))
    )
    paragraphs: list[str] = []
    dropped: list[Dropped] = []
    waiting: list[str] = []
    closed = 0  # how many paragraphs take nothing more
    for index, (block, reason) in enumerate(zip(blocks, reasons, strict=True)):
        if reason:
            dropped.append(Dropped(block.text, reason, len(paragraphs)))
            continue
        if index in kept:
            paragraphs += [" ".join(waiting), block.text] if waiting else [block.text]
            waiting = []
            closed = len(paragraphs)
            continue
        waiting.append(block.text)
        in_list = block.kind == "item"
        whole = block.finished and not in_list and sum(map(count_words, waiting)) >= min_words
        if long and (whole or block.words >= min_words):
            paragraphs.append(" ".join(waiting))
            waiting = []
        elif in_list and len(paragraphs) > closed and len(waiting) == 1:
            paragraphs[-1] += f" {waiting.pop()}"
    if waiting:
        paragraphs[max(closed, len(paragraphs) - 1) :] = [" ".join([*paragraphs[closed:][-1:], *waiting])]
    return tuple(paragraphs), tuple(dropped)
