"""Markdown to blocks: paragraphs, headings, quotes and items of lists without their mark-up."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from tristance.articles.blocks import Block, Kind
from tristance.articles.document import Document
from tristance.articles.documents.frontmatter import split_front
from tristance.articles.repair import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_NOTE_MARK = re.compile(r"\[\^[^\[\]\s]{1,40}\]")
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\]:\s*")
_KINDS: dict[str, Kind] = {"heading_open": "heading", "list_item_open": "item", "blockquote_open": "quote"}


def markdown_document(text: str) -> Document:
    """The blocks of *text*, CommonMark with tables, and what its front matter says.

    The title is that of the front matter, else the only heading of the first level.
    """
    from markdown_it import MarkdownIt  # for Markdown only

    front = split_front(text)
    parser = MarkdownIt("commonmark", {"maxNesting": 50}).enable(["table", "strikethrough"])
    tokens = parser.parse(front.text)
    blocks = [block for block in _blocks(tokens) if block.text]
    first = [after for token, after in pairwise(tokens) if token.tag == "h1" and token.nesting > 0]
    title = front.title or (_inline(first[0])[0] if len(first) == 1 else "")
    return Document(blocks, title, front.date, front.outlet, front.author, front.url)


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    kinds: list[Kind] = ["text"]
    row: list[str] | None = None
    for group, token in enumerate(tokens):
        if token.type in _KINDS:
            kinds.append(_KINDS[token.type])
        elif token.type.removesuffix("_close") + "_open" in _KINDS:
            kinds.pop()
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield Block(" | ".join(filter(None, row or ())), hint="table", group=group)
            row = None
        elif token.type in {"fence", "code_block"}:
            yield Block(one_line(visible(token.content)), hint="code", group=group)
        elif token.type == "html_block":
            from tristance.articles.webpage import without_tags

            yield from without_tags(token.content)
        elif token.type == "inline" and row is not None:
            row.append(_inline(token)[0])
        elif token.type == "inline":
            line, hint = _inline(token)
            yield Block(line, kinds[-1], hint, group)


def _inline(token: Token) -> tuple[str, str]:
    """The words of a paragraph, and the reason to drop it that its mark-up gives."""
    words: list[str] = []
    pictures: list[str] = []
    for child in token.children or ():
        if child.type == "image":
            pictures.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            words.append("\n")
        elif child.type != "html_inline":
            words.append(child.content)
    line = one_line(visible("".join(words)))
    if not line:
        return one_line(visible(" ".join(pictures))), "caption"
    if _NOTE.match(line):
        return _NOTE.sub("", line, count=1), "footnote"
    return one_line(_NOTE_MARK.sub("", line)), ""
