"""A file, or bytes that are in memory already, to an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tristance.articles.document import Document
from tristance.articles.encoding import decode
from tristance.articles.plain import plain_blocks
from tristance.articles.reasons import known_reasons
from tristance.articles.repair import mend
from tristance.articles.segmentation import segment
from tristance.articles.sniffing import BY_SUFFIX, Kind, document_kind, looks_like_html
from tristance.articles.suffixes import suffix_of
from tristance.articles.unpacking import read_unpacked, unpack
from tristance.errors import NoBody, UnreadableFile
from tristance.schema import Article, Dropped, Paragraph

MIN_WORDS = 12


def read_article(path: Path, *, min_words: int = MIN_WORDS, keep: Iterable[str] = ()) -> Article:
    """The article in the file at *path*: PDF, Word, HTML or Markdown by content and suffix, else plain text.

    A gzip or Zstandard archive of one is unpacked. Sentences of fewer than ``min_words`` words are joined to the
    paragraph behind them; pieces that would be dropped for a reason in ``keep`` are paragraphs of their own.

    Raises :class:`~tristance.errors.UnreadableFile` where the file cannot be read,
    :class:`~tristance.errors.NoBody` where no paragraph of an article is in it,
    :class:`~tristance.errors.UnknownReason` for a ``keep`` that is no reason, and
    :class:`~tristance.errors.MissingPackage` where the library for its format is not installed.
    """
    return with_body(examine(path, min_words=min_words, keep=keep))


def article_from_bytes(
    data: bytes, source: str, *, kind: Kind | None = None, min_words: int = MIN_WORDS, keep: Iterable[str] = ()
) -> Article:
    """The article in *data*, as :func:`read_article` reads it; ``kind=None`` looks at the content.

    ``source`` stands in the article and in messages: a path, or ``-`` for standard input.
    """
    return with_body(examine_bytes(data, source, kind=kind, min_words=min_words, keep=keep))


def examine(path: Path, *, min_words: int = MIN_WORDS, keep: Iterable[str] = ()) -> Article:
    """As :func:`read_article`, but a file without a body is an article without paragraphs, so that one can see why."""
    wanted = known_reasons(keep)
    kind = BY_SUFFIX.get(suffix_of(path))
    return _article(read_unpacked(path), str(path), None if kind == "text" else kind, min_words, wanted)


def examine_bytes(
    data: bytes, source: str, *, kind: Kind | None = None, min_words: int = MIN_WORDS, keep: Iterable[str] = ()
) -> Article:
    """As :func:`article_from_bytes`, but what has no body is an article without paragraphs."""
    wanted = known_reasons(keep)
    return _article(unpack(data, source), source, kind, min_words, wanted)


def with_body(article: Article) -> Article:
    """*article*. Raises :class:`~tristance.errors.NoBody`, with what was left out, where it has no paragraphs."""
    if not article.paragraphs:
        raise NoBody(_no_body(article.source, article.dropped))
    return article


def _article(data: bytes, source: str, kind: Kind | None, min_words: int, keep: frozenset[str]) -> Article:
    document = _document(data, source, kind)
    found = segment(document.blocks, title=mend(document.title), min_words=min_words, keep=keep)
    paragraphs = tuple(Paragraph(place, mend(text)) for place, text in enumerate(found.paragraphs, start=1))
    return Article(
        source,
        found.title,
        paragraphs,
        found.dropped,
        date=document.date,
        outlet=mend(document.outlet),
        author=mend(document.author),
        url=document.url,
    )


def _document(data: bytes, source: str, kind: Kind | None) -> Document:
    """What *data* holds; each reader is imported where it is met, for most take long to load."""
    told = document_kind(data)
    if told == "pdf":
        from tristance.articles.documents.pdf import pdf_document

        return pdf_document(data, source)
    if told == "docx":
        from tristance.articles.documents.word import word_document

        return word_document(data, source)
    text = decode(data, source)
    if kind == "markdown":
        from tristance.articles.documents.markdown import markdown_document

        return markdown_document(text)
    if kind == "html" or (kind != "text" and looks_like_html(text)):
        from tristance.articles.webpage import page_document

        return page_document(text)
    if kind in {"pdf", "docx"}:
        raise UnreadableFile(f"{source}: is named {kind.upper()} but is none; get it again, or name it for what it is")
    return Document(plain_blocks(text))


def _no_body(source: str, dropped: tuple[Dropped, ...]) -> str:
    counts = Counter(piece.reason for piece in dropped).most_common()
    why = f" ({', '.join(f'{count} {reason}' for reason, count in counts)})" if counts else ""
    return (
        f"{source}: no body paragraph was found; {len(dropped)} pieces were left out{why}; "
        "check that the file holds the article itself, or copy its paragraphs into a plain text file"
    )
