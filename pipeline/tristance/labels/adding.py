"""Whole articles into a labels folder: read, split and stored untagged, all of them or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tristance.articles.fingerprint import fingerprint
from tristance.errors import DuplicateParagraph
from tristance.labels.names import one_line, paragraph_id, slug
from tristance.labels.near_duplicates import near_duplicates
from tristance.labels.rows import ArticleRow, ParagraphRow
from tristance.labels.store import Labels, append, locked, read_labels
from tristance.schema import Article


class Near(NamedTuple):
    """An added *article* that shares text with an *other* one: the paragraphs of both, the likest first.

    ``similarity`` is that of the likest pair.
    """

    article: str
    other: str
    paragraphs: tuple[tuple[str, str], ...]
    similarity: float


@dataclass
class Added:
    """What was stored; what was passed over, as messages; what was left out of the stored articles, by reason."""

    articles: list[ArticleRow] = field(default_factory=list)
    paragraphs: list[ParagraphRow] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    near: list[Near] = field(default_factory=list)


def article_id(article: Article) -> str:
    """An id for *article*: of its file's name; of its title, where it came through standard input; else of its text."""
    name = slug(article.title if article.source == "-" else Path(article.source).stem)
    return name or f"text-{sha256(' '.join(_texts(article)).encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def add_articles(folder: Path, given: Sequence[tuple[ArticleRow, Article]], *, skip_duplicates: bool = False) -> Added:
    """Store articles, each with the row that describes it, and their paragraphs without tags.

    A paragraph that repeats an earlier one of its article word for word is stored once. Near-duplicates of stored
    paragraphs are stored and reported: folds keep the two articles together.

    Raises :class:`DuplicateParagraph` where an id or a whole text is there already, and stores nothing then; with
    *skip_duplicates* such an article is passed over.
    """
    with locked(folder):
        labels = read_labels(folder)
        there = _There(labels)
        added = Added()
        for row, article in given:
            fault = there.fault(row, article)
            if not fault:
                there.take(row, article, added)
            elif skip_duplicates:
                added.passed_over.append(fault)
            else:
                raise DuplicateParagraph(f"{fault}; to pass over what is there: --skip-duplicates")
        added.near = _near(labels, added)
        append(folder, articles=added.articles, paragraphs=added.paragraphs)
    return added


class _There:
    """What the labels hold, and what has been taken since."""

    def __init__(self, labels: Labels) -> None:
        self._articles = set(labels.article)
        self._paragraphs = {row.paragraph for row in labels.paragraphs}
        held: dict[str, list[ParagraphRow]] = {}
        for row in labels.current:
            held.setdefault(row.article, []).append(row)
        self._whole = {
            tuple(
                row.source_sha256 or fingerprint(row.text) for row in sorted(rows, key=lambda row: row.position)
            ): name
            for name, rows in held.items()
        }

    def fault(self, row: ArticleRow, article: Article) -> str:
        same = self._whole.get(_fingerprints(article))
        if same is not None:
            return f"{article.source}: its whole text is there already, as article {same!r}"
        if row.article in self._articles:
            return f"{article.source}: another article has the id {row.article!r}; give this one its own: --id ID"
        return ""

    def take(self, row: ArticleRow, article: Article, added: Added) -> None:
        texts = _texts(article)
        self._articles.add(row.article)
        self._whole[_fingerprints(article)] = row.article
        added.articles.append(row)
        added.left_out.update(piece.reason for piece in article.dropped)
        added.left_out += Counter({"repeated paragraph": len(article.paragraphs) - len(texts)})
        for position, text in enumerate(texts, start=1):
            name = paragraph_id(row.article, position, self._paragraphs)
            self._paragraphs.add(name)
            added.paragraphs.append(ParagraphRow(name, row.article, position, text))


def _texts(article: Article) -> list[str]:
    """The paragraphs, each once: an article of the labels holds no text twice."""
    return list(dict.fromkeys(one_line(paragraph.text) for paragraph in article.paragraphs))


def _fingerprints(article: Article) -> tuple[str, ...]:
    return tuple(map(fingerprint, _texts(article)))


def _near(labels: Labels, added: Added) -> list[Near]:
    rows = [*labels.current, *added.paragraphs]
    shared: dict[tuple[str, str], dict[str, tuple[str, float]]] = {}
    links = near_duplicates([row.text for row in rows], [row.article for row in rows])
    for link in sorted(links, key=lambda link: -link.similarity):
        if link.second >= len(labels.current):
            new, old = rows[link.second], rows[link.first]
            shared.setdefault((new.article, old.article), {}).setdefault(
                new.paragraph, (old.paragraph, link.similarity)
            )
    return [
        Near(article, other, tuple((new, old) for new, (old, _) in found.items()), next(iter(found.values()))[1])
        for (article, other), found in shared.items()
    ]
