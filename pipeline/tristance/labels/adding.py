"""Whole articles into a labels folder: read, split and stored untagged, all of them or none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from tristance.articles.fingerprint import fingerprint
from tristance.errors import DuplicateParagraph
from tristance.labels.names import numbered, one_line, paragraph_id, slug, text_id
from tristance.labels.near_duplicates import near_duplicates
from tristance.labels.rows import ArticleRow, ParagraphRow
from tristance.labels.store import Labels, append, locked, read_labels
from tristance.schema import Article

_NUMBER = re.compile(r"\d+")


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
    """What was stored; what was passed over, as messages; what was left out of the stored articles, by reason.

    ``completed`` are the ids of those articles whose row had been there alone, of an addition that was broken off.
    """

    articles: list[ArticleRow] = field(default_factory=list)
    paragraphs: list[ParagraphRow] = field(default_factory=list)
    completed: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    near: list[Near] = field(default_factory=list)


def article_id(article: Article) -> str:
    """An id for *article*: of its file's name; of its title, where it came through standard input; else of its text."""
    name = slug(article.title if article.source == "-" else Path(article.source).stem)
    return name or text_id(" ".join(_texts(article)))


def add_articles(folder: Path, given: Sequence[tuple[ArticleRow, Article]], *, skip_duplicates: bool = False) -> Added:
    """Store articles, each with the row that describes it, and their paragraphs without tags.

    A row without an id gets one (:func:`article_id`), with a number behind it where that is another article's. A row
    that is there already and has no paragraphs, because its addition was broken off, is completed.

    A paragraph that repeats an earlier one of its article word for word is stored once. Near-duplicates of stored
    paragraphs are stored and reported: folds keep the two articles together.

    Raises :class:`DuplicateParagraph` where a whole text is there already (with *skip_duplicates* that article is
    passed over), and where another article has the id that was given; nothing is stored then.
    """
    with locked(folder):
        labels = read_labels(folder)
        there = _There(labels)
        added = Added()
        for row, article in given:
            same = there.same(article)
            fault = f"{article.source}: its whole text is there already, as article {same!r}"
            if same is None:
                there.take(there.named(row, article), article, added)
            elif skip_duplicates:
                added.passed_over.append(fault)
            else:
                raise DuplicateParagraph(f"{fault}; to pass over what is there: --skip-duplicates")
        added.near = _near(labels, added)
        new = [row for row in added.articles if row.article not in added.completed]
        append(folder, articles=new, paragraphs=added.paragraphs)
    return added


class _There:
    """What the labels hold, and what has been taken since."""

    def __init__(self, labels: Labels) -> None:
        self._articles = dict(labels.article)
        self._paragraphs = {row.paragraph for row in labels.paragraphs}
        self._held = {row.article for row in labels.paragraphs}
        self._of_letters: dict[tuple[str, ...], list[list[ParagraphRow]]] = {}
        first = [row for row in labels.paragraphs if not row.replaces]
        for rows in (*_by_article(labels.current), *_by_article(first)):  # what was corrected since is still there
            prints = tuple(row.source_sha256 or fingerprint(row.text) for row in rows)
            self._of_letters.setdefault(prints, []).append(rows)

    def same(self, article: Article) -> str | None:
        """The id of the article with this text: the same letters, and, where its wording is there, the same numbers."""
        texts = _texts(article)
        for rows in self._of_letters.get(_fingerprints(texts), []):
            pairs = zip(rows, texts, strict=True)
            if all(row.source_sha256 or _numbers(row.text) == _numbers(text) for row, text in pairs):
                return rows[0].article
        return None

    def named(self, row: ArticleRow, article: Article) -> ArticleRow:
        """*row* under an id that it can have: its own, else one that is made up."""
        if not row.article:
            return next(filter(self._free, (replace(row, article=name) for name in numbered(article_id(article)))))
        if not self._free(row):
            raise DuplicateParagraph(
                f"{article.source}: another article has the id {row.article!r}; give this one its own: --id ID"
            )
        return row

    def _free(self, row: ArticleRow) -> bool:
        """Whether no article has the id of *row*, or only *row* itself, which waits for its paragraphs."""
        return row.article not in self._held and self._articles.get(row.article, row) == row

    def take(self, row: ArticleRow, article: Article, added: Added) -> None:
        texts = _texts(article)
        if row.article in self._articles:
            added.completed.append(row.article)
        self._articles[row.article] = row
        added.articles.append(row)
        added.left_out.update(piece.reason for piece in article.dropped)
        added.left_out += Counter({"repeated paragraph": len(article.paragraphs) - len(texts)})
        rows = []
        for position, text in enumerate(texts, start=1):
            name = paragraph_id(row.article, position, self._paragraphs)
            self._paragraphs.add(name)
            rows.append(ParagraphRow(name, row.article, position, text))
        self._held.add(row.article)
        self._of_letters.setdefault(_fingerprints(texts), []).append(rows)
        added.paragraphs += rows


def _by_article(rows: Iterable[ParagraphRow]) -> Iterable[list[ParagraphRow]]:
    """The rows of each article, in the order of their positions."""
    found: dict[str, list[ParagraphRow]] = {}
    for row in sorted(rows, key=lambda row: row.position):
        found.setdefault(row.article, []).append(row)
    return found.values()


def _texts(article: Article) -> list[str]:
    """The paragraphs, each once: an article of the labels holds no text twice."""
    return list(dict.fromkeys(one_line(paragraph.text) for paragraph in article.paragraphs))


def _fingerprints(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(fingerprint, texts))


def _numbers(text: str) -> list[str]:
    """The numbers in *text*: a fingerprint has none, and two weather reports may differ in nothing else."""
    return _NUMBER.findall(text)


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
