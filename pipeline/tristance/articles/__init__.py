"""Articles: any file or text to the paragraphs of an article.

``encoding`` makes text of bytes, ``plain`` and ``webpage`` make blocks of text, ``segmentation`` decides which of them
are the body, ``repair`` mends what copying did to them. :func:`read_article` is all of it.
"""

from __future__ import annotations

from tristance.articles.encoding import decode
from tristance.articles.fingerprint import fingerprint
from tristance.articles.reading import article_from_bytes, read_article

__all__ = ["article_from_bytes", "decode", "fingerprint", "read_article"]
