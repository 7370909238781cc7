"""PDF to blocks. Nothing is drawn, run or fetched: the text of each page is read with the places where it stands."""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Callable, Sequence
from typing import Any

from tristance.articles.blocks import Block
from tristance.articles.dates import iso_day
from tristance.articles.document import Document
from tristance.articles.documents.pdfblocks import blocks_of
from tristance.articles.documents.pdflines import Fragment, Line, body_size, fragment, lines_of
from tristance.articles.fingerprint import letters
from tristance.articles.repair import one_line, visible
from tristance.articles.required import require
from tristance.errors import TristanceError, UnreadableFile

SECONDS = 60  # for all pages; an article takes one
_LARGE = 1.3  # times the size of the body
_PROGRAM = re.compile(r"^microsoft word|^untitled|\.(?:docx?|odt|rtf|indd|qxp?d?|pdf|tex|html?|pages)$", re.IGNORECASE)
_FEW = 20  # letters: what a scan may carry, such as a stamp


class _TooSlow(Exception):
    """The time is up."""


def pdf_document(data: bytes, source: str) -> Document:
    """The blocks of the PDF *data*, its title, and the author and day that it names.

    The day is that on which the file was made, which is not always that of publication. Raises
    :class:`UnreadableFile` where it is torn, encrypted, has no text layer, or takes longer than ``SECONDS``.
    """
    pypdf = require("pypdf", "'pypdf[crypto]'", source, "a PDF document")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it cannot use, we report
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        _unlock(reader, source)
        lines = _lines(reader, source)
        told = _told(reader)
    except TristanceError:
        raise
    except pypdf.errors.DependencyError:
        require("cryptography", "'pypdf[crypto]'", source, "an encrypted PDF document")
        raise
    except pypdf.errors.LimitReachedError as error:
        raise UnreadableFile(
            f"{source}: {len(data)} bytes of PDF that unpack to more than is read of one, which is 75 MB a stream and "
            f"300 MB in all ({_what(error)}); print it to a new PDF, or save its text"
        ) from None
    except Exception as error:  # noqa: BLE001  # a damaged file breaks the library in many ways
        raise UnreadableFile(
            f"{source}: a PDF that is torn or damaged ({_what(error)}); get it again, or print it to a new PDF"
        ) from None
    blocks = blocks_of(lines)
    title, author, date = told
    return Document(blocks, title=_title(title, lines, blocks), date=date, author=author)


def _unlock(reader: Any, source: str) -> None:
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableFile(f"{source}: a PDF that is encrypted with a password; save a copy of it without one")


def _lines(reader: Any, source: str) -> list[Line]:
    end = time.monotonic() + SECONDS
    lines: list[Line] = []
    number = 0
    try:
        for number, page in enumerate(reader.pages, start=1):
            lines += lines_of(_fragments(page, end), number)
    except _TooSlow:
        raise UnreadableFile(
            f"{source}: a PDF whose first {number} pages took {SECONDS} seconds to read; "
            "cut out the pages of the article, or save its text"
        ) from None
    if sum(len(letters(line.text)) for line in lines) < _FEW:
        raise UnreadableFile(
            f"{source}: a PDF of {number} page{'s' * (number != 1)} without text, as scans are; "
            "let a program for text recognition add the text, such as ocrmypdf"
        )
    return lines


def _fragments(page: Any, end: float) -> list[Fragment]:
    found: list[Fragment] = []
    between = ""

    def meet(text: str, outer: Sequence[float], inner: Sequence[float], font: Any, size: float) -> None:
        nonlocal between
        if text.strip():
            found.append(fragment(between + text, outer, inner, str((font or {}).get("/BaseFont", "")), size))
        between = "" if text.strip() else between + text

    page.extract_text(visitor_text=meet, visitor_operand_before=_until(end))
    return found


def _until(end: float) -> Callable[..., None]:
    def check(*_: object) -> None:
        if time.monotonic() > end:
            raise _TooSlow

    return check


def _told(reader: Any) -> tuple[str, str, str]:
    told = reader.metadata
    if told is None:
        return "", "", ""
    made = str(told.get("/CreationDate") or "").removeprefix("D:")
    return one_line(visible(str(told.title or ""))), one_line(visible(str(told.author or ""))), iso_day(made[:8])


def _title(told: str, lines: Sequence[Line], blocks: Sequence[Block]) -> str:
    """What the file says its title is, where a block is just that; else the largest heading of its first page."""
    if letters(told) and any(letters(told) == letters(block.text) for block in blocks):
        return told
    large = [line.size for line in lines if line.page == lines[0].page and len(letters(line.text)) > 2]  # noqa: PLR2004
    if max(large, default=0) >= _LARGE * body_size(lines):
        start = letters(next(line.text for line in lines if line.size == max(large)))
        heading = next((block.text for block in blocks if letters(block.text).startswith(start)), "")
        if heading:
            return heading
    return "" if _PROGRAM.search(told) else told


def _what(error: Exception) -> str:
    return one_line(visible(str(error)))[:100].rstrip(".") or type(error).__name__
