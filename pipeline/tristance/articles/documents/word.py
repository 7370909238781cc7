"""Word documents to blocks: paragraphs, headings, lists, quotes, text boxes and tables, in the order of the text.

Headers, footers, footnotes and comments are parts of their own in such a file, and are not opened. Neither are links
followed, nor objects that lie elsewhere.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tristance.articles.blocks import Block, Kind
from tristance.articles.dates import iso_day
from tristance.articles.document import Document
from tristance.articles.repair import one_line, visible
from tristance.articles.required import require
from tristance.articles.unpacking import MOST
from tristance.errors import UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]  # lxml ships no types

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same text box once more
_SKIPPED = frozenset({_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}sdtPr"})
_BREAKS = frozenset({f"{_W}tab", f"{_W}br", f"{_W}cr"})
_HINTS = (("caption", "caption"), ("toc", "contents"), ("header", "running head"), ("footer", "running head"))
_CLAIM = re.compile(r"heading|überschrift|titre \d|título \d|标题|見出し|제목", re.IGNORECASE)
_PROSE = 20  # words: a cell that holds as many, and ends as a sentence, is a paragraph
_NAMED_SO = {"Word Document", "PowerPoint Presentation"}
_TEMPLATE = "2013-12-23"  # the day of the template that python-docx starts from


def word_document(data: bytes, source: str) -> Document:
    """The blocks of the Word document *data*, and the title, author and day that its properties name.

    Raises :class:`UnreadableFile` where it is torn, or unpacks to more than ``MOST`` bytes.
    """
    docx = require("docx", "python-docx", source, "a Word document")
    _require_small(data, source)
    try:
        opened = docx.Document(io.BytesIO(data))
        names = {style.style_id: style.name or "" for style in opened.styles}
        blocks = [block for block in _blocks(opened.element.body, names) if block.text]
        told = _properties(opened.core_properties)
    except Exception as error:  # noqa: BLE001  # a damaged file breaks the library in many ways
        raise UnreadableFile(
            f"{source}: a Word document that is torn or damaged ({_what(error)}); open it and save it again"
        ) from None
    title, author, date = told
    shown = next((block.text for block in blocks if block.hint == "title"), "")
    return Document(blocks, title=shown or title, date=date, author=author)


def _require_small(data: bytes, source: str) -> None:
    """Check what the archive says of its parts; more than it says is not read of any."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(part.file_size for part in archive.infolist())
    if size > MOST:
        raise UnreadableFile(
            f"{source}: {len(data)} bytes that unpack to {size >> 20} MB, more than the {MOST >> 20} MB "
            "of the largest article that is read"
        )


def _blocks(body: _Element, names: dict[str, str]) -> Iterator[Block]:
    """The paragraphs of *body* in order, those of a text box behind its own; a row of a table is one."""
    waiting: list[_Element] = [body]
    group = 0
    while waiting:
        element = waiting.pop()
        if element.tag in _SKIPPED:
            continue
        group += 1
        if element.tag == f"{_W}p":
            yield _paragraph(element, names, group)
            waiting += reversed(_boxes(element))
        elif element.tag == f"{_W}tr" and not _prose_in(element):
            lines = (_text(each) for each in element.iter(f"{_W}p"))
            yield Block(" | ".join(filter(None, lines)), hint="table", group=group)
        else:
            waiting += reversed(element)


def _prose_in(row: _Element) -> bool:
    lines = (Block(_text(each)) for each in row.iter(f"{_W}p"))
    return any(line.words >= _PROSE and line.finished for line in lines)


def _paragraph(element: _Element, names: dict[str, str], group: int) -> Block:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    name = names.get(style.get(f"{_W}val") or "", "") if style is not None else ""
    low = name.lower()
    hint = next((reason for start, reason in _HINTS if low.startswith(start)), "title" if low == "title" else "")
    kind: Kind = "text"
    if low in {"title", "subtitle"} or _CLAIM.match(low):
        kind = "heading"
    elif "quote" in low:
        kind = "quote"
    elif low.startswith("list") or element.find(f"{_W}pPr/{_W}numPr") is not None:
        kind = "item"
    return Block(_text(element), kind, hint, group)


def _text(paragraph: _Element) -> str:
    """The words of a paragraph, without those of text boxes in it and those that somebody struck out."""
    parts: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _SKIPPED or element.tag == f"{_W}txbxContent" or not isinstance(element.tag, str):
            continue
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif element.tag in _BREAKS:
            parts.append(" ")
        else:
            waiting += reversed(element)
    return one_line(visible("".join(parts)))


def _boxes(paragraph: _Element) -> list[_Element]:
    """The outermost text boxes in *paragraph*."""
    found: list[_Element] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}txbxContent":
            found.append(element)
        elif element.tag not in _SKIPPED:
            waiting += reversed(element)
    return found


def _properties(core: Any) -> tuple[str, str, str]:
    """Title, author and day; what a program filled in by itself is nobody's."""
    title, author, day = core.title or "", core.author or "", iso_day(core.created)
    return (
        "" if title in _NAMED_SO else title,
        "" if author in {"python-docx", "Unknown"} else author,
        "" if day == _TEMPLATE else day,
    )


def _what(error: Exception) -> str:
    return " ".join(str(error).split())[:100] or type(error).__name__
