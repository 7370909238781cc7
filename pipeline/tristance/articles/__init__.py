"""Articles: any file or text to the paragraphs of an article.

``unpacking`` and ``encoding`` make text of bytes, ``sniffing`` tells what kind it is. ``plain``, ``webpage`` and the
readers in ``documents`` make blocks of it, ``segmentation`` decides which of them are the body, ``repair`` mends
what copying did to them. :func:`read_article` is all of it, :func:`examine` shows also what has no body, and
:func:`find_articles` says which files a folder or a pattern means.
"""

from __future__ import annotations

from tristance.articles.encoding import decode
from tristance.articles.finding import find_articles
from tristance.articles.fingerprint import fingerprint
from tristance.articles.reading import article_from_bytes, examine, read_article

__all__ = ["article_from_bytes", "decode", "examine", "find_articles", "fingerprint", "read_article"]
