"""Tells what is in a file: by its first bytes where these are plain, then by its name, then by a look at its text."""

from __future__ import annotations

import re
from typing import Literal

from tristance.articles.lazily import pattern

Kind = Literal["text", "markdown", "html", "pdf", "docx"]

BY_SUFFIX: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
_START = pattern(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}"
    r"<(?:!doctype html|html|head|body|article|main|div|section|title|meta|p|h1|table|span|header)\b[^<>]{0,2000}>",
    re.IGNORECASE | re.DOTALL,
)
_PAIRS = pattern(r"</(?:p|div|article|section|h[1-6]|span|a|li|body|html)\s*>|<br\s*/?>", re.IGNORECASE)
_SAMPLE = 1 << 16
_ENOUGH = 2
_PDF_HEAD = 1024  # bytes, in which a reader looks for its mark


def document_kind(data: bytes) -> Literal["pdf", "docx"] | None:
    """Whether *data* is a PDF or a Word document, whatever its name says; None for all else."""
    if data[:_PDF_HEAD].lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-"):
        return "pdf"
    if not data.startswith(b"PK\x03\x04"):
        return None
    import io  # for archives only
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "docx" if "word/document.xml" in archive.namelist() else None
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError):
        return None


def looks_like_html(text: str) -> bool:
    """Whether *text* starts with a tag of a web page, or closes several further down.

    >>> looks_like_html("<!DOCTYPE html><title>Ferries</title>"), looks_like_html("Use <p> for a paragraph.")
    (True, False)
    """
    sample = text[:_SAMPLE].lstrip("\ufeff")
    return _START.match(sample) is not None or len(_PAIRS.findall(sample)) >= _ENOUGH
