"""Bytes to text: byte order marks, UTF-8, UTF-16 and UTF-32, what a page says of itself, then an informed guess."""

from __future__ import annotations

import codecs
import re

from tristance.articles.binary import refuse_binary
from tristance.articles.guessing import guess
from tristance.articles.wide import wide_encoding
from tristance.errors import UnreadableFile

MARKS = (  # UTF-32 first: its little-endian mark starts with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
ALIASES = {  # what browsers read when a page names the key
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "cp936": "gb18030",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "johab": "cp949",
    "ks_c_5601-1987": "cp949",
    "shift_jis": "cp932",
}
DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
ODD = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"}
)  # no page is in these
HEAD = 4096  # a page declares its encoding in the first kilobyte; some put scripts before it
SAMPLE = 1 << 16


def decode(data: bytes, source: str) -> str:
    """The text of *data*, without a byte order mark, NULs or lone surrogates.

    Raises :class:`UnreadableFile`, naming *source*, where it is empty, holds white space only, or is not text.
    """
    if not data:
        raise UnreadableFile(f"{source}: is empty; give a file that holds the text of an article")
    text = _text(data, source)
    if not text.strip("\ufeff\u200b \t\r\n\v\f\x85\xa0").strip():
        raise UnreadableFile(f"{source}: holds nothing but white space; give a file that holds the text of an article")
    return text


def _text(data: bytes, source: str) -> str:
    for mark, name in MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            return text.replace("\0", "")
    refuse_binary(data, source)
    wide = wide_encoding(data[:SAMPLE])
    if wide is not None:
        return data.decode(wide, "replace").replace("\0", "")
    if b"\0" in data:
        raise UnreadableFile(
            f"{source}: holds {data.count(0)} NUL bytes and is not UTF-16 or UTF-32, so it is not text; "
            "save the article as plain text or HTML"
        )
    return _narrow(data)


def _narrow(data: bytes) -> str:
    """Of bytes without NULs: UTF-8, else what the page declares, else a guess."""
    if b"\x1b$" not in data[:SAMPLE]:  # ISO-2022 looks like ASCII but for its escapes
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("utf-8", "replace")
            if text.count("\ufffd") * 10 < sum(map(text.count, "“”‘’–é")):
                return text  # UTF-8 with a few torn characters
    declared = _declared(data[:HEAD])
    for name in filter(None, (declared, guess(data[:SAMPLE]))):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode(declared or guess(data[:SAMPLE]), "replace")


def _declared(head: bytes) -> str | None:
    found = DECLARED.search(head)
    if not found:
        return None
    name = found[1].decode("ascii").lower()
    try:
        known = codecs.lookup(ALIASES.get(name, name)).name
        b"a".decode(known)  # "base64" and "rot13" are codecs too, but not of text
    except (LookupError, ValueError):
        return None
    return None if known in ODD else ALIASES.get(known, known)
