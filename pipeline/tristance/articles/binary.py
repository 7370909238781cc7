"""Files that are not text, told by their first bytes, so that the message can say what to do instead."""

from __future__ import annotations

from tristance.errors import UnreadableFile

_AS_TEXT = "open it and save it as plain text or HTML"
_UNPACK = "unpack it and give the files in it"
_NOT_TEXT = "give the article as plain text or HTML"

KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF document", "copy its text into a .txt file, or run pdftotext on it"),
    (b"PK\x03\x04", "a ZIP archive or an Office document (.docx, .odt, .xlsx)", _AS_TEXT),
    (b"PK\x05\x06", "an empty ZIP archive", _NOT_TEXT),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc, .xls)", _AS_TEXT),
    (b"{\\rtf", "a rich text document (.rtf)", _AS_TEXT),
    (b"\x89PNG", "a PNG image", _NOT_TEXT),
    (b"\xff\xd8\xff", "a JPEG image", _NOT_TEXT),
    (b"GIF8", "a GIF image", _NOT_TEXT),
    (b"RIFF", "a WebP image or a sound file", _NOT_TEXT),
    (b"II*\0", "a TIFF image", _NOT_TEXT),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\0", "an xz archive", _UNPACK),
    (b"7z\xbc\xaf", "a 7-Zip archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    (b"PAR1", "a Parquet table", "classify it as a table, naming its text column"),
    (b"SQLite format 3\0", "an SQLite database", _NOT_TEXT),
    (b"bplist00", "a Safari web archive", "save the page as page source (HTML) or plain text"),
    (b"\x7fELF", "a program", _NOT_TEXT),
    (b"\x93NUMPY", "a NumPy array", _NOT_TEXT),
)
_CONTROLS = bytes(set(range(1, 32)) - set(b"\t\n\v\f\r\x1b"))
_SAMPLE = 1 << 16
_MANY = 0.02  # a page may hold a stray control character; in bytes at random one in eight is one


def refuse_binary(data: bytes, source: str) -> None:
    """Return where *data* may be text; else raise :class:`UnreadableFile` with its kind and the remedy."""
    for start, kind, remedy in KINDS:
        if data.startswith(start):
            raise UnreadableFile(f"{source}: looks like {kind}, not text; {remedy}")
    head = data[:2048].lower()
    if b"mime-version:" in head and b"multipart/related" in head:
        raise UnreadableFile(
            f"{source}: looks like a web archive (MHTML); save the page as HTML only, or as plain text"
        )
    sample = data[:_SAMPLE]
    strange = len(sample) - len(sample.translate(None, _CONTROLS))
    if b"\0" not in sample and strange > max(2, len(sample) * _MANY):
        raise UnreadableFile(
            f"{source}: {strange} of its first {len(sample)} bytes are control characters, so it is not text; "
            f"{_NOT_TEXT}"
        )
