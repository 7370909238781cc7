"""UTF-16 and UTF-32 without a byte order mark, told by what they would say."""

from __future__ import annotations

import codecs

from tristance.articles.lazily import pattern

_NAMES = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_USUAL = pattern(
    "[\t\n\r\x20-\x7e\xa0-\u052f\u1e00-\u206f\u20a0-\u20bf\u2190-\u21ff\u25a0-\u25ff\u3000-\u30ff\u3130-\u318f"
    "\u3200-\u33ff\u3400-\u9fff\uac00-\ud7a3\ufeff\uff00-\uffef\U0001f300-\U0001faff]"
)
_ASCII = pattern("[\t\n\r\x20-\x7e]")
_PRINTABLE = bytes([*range(0x20, 0x7F), 9, 10, 13])
_MOST = 0.9
_STRANGE = 0.05  # of the bytes of East Asian text; far more are no printable ASCII


def wide_encoding(sample: bytes) -> str | None:
    """The encoding of two or four bytes a character that *sample* is in, or None.

    Spaces, digits and line ends hold a NUL in every script, so a sample without any is not taken for one. Read in the
    wrong order of bytes, a space is something else; so the reading with most of ASCII wins. Eight-bit text with a stray
    NUL would read as Chinese: where nearly all bytes are printable there must be as many NULs as text.
    """
    nulls = sample.count(0)
    if not nulls:
        return None
    strange = len(sample.translate(None, _PRINTABLE)) - nulls
    if nulls < len(sample) // 4 and strange < _STRANGE * len(sample):
        return None
    best, most = None, 0
    for name in _NAMES:
        try:
            text = codecs.getincrementaldecoder(name)().decode(sample)
        except UnicodeDecodeError:
            continue
        if not text or "\0" in text or len(_USUAL.findall(text)) < _MOST * len(text):
            continue
        plain = len(_ASCII.findall(text))
        if plain > most:
            best, most = name, plain
    return best
