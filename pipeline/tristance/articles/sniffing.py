"""Tells a web page from words about one."""

from __future__ import annotations

import re

from tristance.articles.lazily import pattern

_START = pattern(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}"
    r"<(?:!doctype html|html|head|body|article|main|div|section|title|meta|p|h1|table|span|header)\b[^<>]{0,2000}>",
    re.IGNORECASE | re.DOTALL,
)
_PAIRS = pattern(r"</(?:p|div|article|section|h[1-6]|span|a|li|body|html)\s*>|<br\s*/?>", re.IGNORECASE)
_SAMPLE = 1 << 16
_ENOUGH = 2


def looks_like_html(text: str) -> bool:
    """Whether *text* starts with a tag of a web page, or closes several further down.

    >>> looks_like_html("<!DOCTYPE html><title>Ferries</title>"), looks_like_html("Use <p> for a paragraph.")
    (True, False)
    """
    sample = text[:_SAMPLE].lstrip("\ufeff")
    return _START.match(sample) is not None or len(_PAIRS.findall(sample)) >= _ENOUGH
