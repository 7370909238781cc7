"""What paragraphs there are to draw from: those of the labels that nobody has tagged, or text from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tristance.articles import read_article
from tristance.articles.tablenames import is_table
from tristance.articles.tables import TableRow, open_table
from tristance.errors import BadTable, NothingToDraw
from tristance.labels.adding import article_id
from tristance.labels.names import numbered, one_line, paragraph_id, text_id
from tristance.labels.sheet import SheetRow, sheet_rows
from tristance.labels.store import Labels
from tristance.schema import Article


@dataclass(frozen=True)
class Pool:
    """Paragraphs without a tag, in the order of their articles; ``passed_over`` counts those left out, by reason."""

    rows: tuple[SheetRow, ...]
    passed_over: dict[str, int]

    @property
    def n_articles(self) -> int:
        """How many articles they are of."""
        return len({row.article for row in self.rows})


def untagged(labels: Labels) -> Pool:
    """The current paragraphs of *labels* that no annotator has judged.

    Raises :class:`NothingToDraw` where there are none.
    """
    judged = {row.paragraph for row in labels.annotations}
    left = [row.paragraph for row in labels.in_order if row.paragraph not in judged]
    if not left:
        raise NothingToDraw(
            f"{labels.folder}: no untagged paragraph to draw from; add some: tristance labels add ARTICLE --labels "
            f"{labels.folder}, or draw from other text: --from FILE"
        )
    return Pool(tuple(sheet_rows(labels, left)), {})


def elsewhere(labels: Labels, files: Sequence[Path], text_column: str = "text") -> Pool:
    """The paragraphs of *files*: rows of tables, and articles.

    A table may name the ``article`` and ``title`` of a row; else each row is an article of its own, as
    ``labels import`` has it. A row without text is left out, so is a text that comes twice in one article, and one that
    has a judgement in *labels* already, in whatever article. Ids and positions are given later, by :func:`named`.
    Raises :class:`~tristance.errors.InputError`, and :class:`NothingToDraw`.
    """
    judged = {row.paragraph for row in labels.annotations}
    tagged = {one_line(row.text) for row in labels.current if row.paragraph in judged}
    passed_over = {"without text": 0, "there twice": 0, "tagged already": 0}
    by_article: dict[str, dict[str, SheetRow]] = {}
    for row in _rows(files, text_column):
        mine = by_article.setdefault(row.article, {})
        if not row.text:
            passed_over["without text"] += 1
        elif row.text in mine:
            passed_over["there twice"] += 1
        elif row.text in tagged:
            passed_over["tagged already"] += 1
        else:
            mine[row.text] = row
    found = tuple(row for mine in by_article.values() for row in mine.values())
    why = ", ".join(f"{count} {reason}" for reason, count in passed_over.items() if count)
    if not found:
        raise NothingToDraw(f"{', '.join(map(str, files))}: no untagged text to draw from ({why}); name other files")
    return Pool(found, {reason: count for reason, count in passed_over.items() if count})


def named(labels: Labels, rows: Iterable[SheetRow]) -> list[SheetRow]:
    """*rows* with the ids and positions that they have in *labels*, or will have once they are imported in this order.

    A new text comes behind the last paragraph of its article, for that is where an import puts it.
    """
    known = {(row.article, row.text): row for row in labels.current}
    taken = {row.paragraph for row in labels.paragraphs}
    last = dict(labels.last_position)
    found = []
    for row in rows:
        there = known.get((row.article, row.text))
        position = there.position if there else last.get(row.article, 0) + 1
        name = there.paragraph if there else paragraph_id(row.article, position, taken)
        taken.add(name)
        last[row.article] = max(position, last.get(row.article, 0))
        found.append(replace(row, paragraph=name, position=position, codebook=labels.codebook.version))
    return found


def _rows(files: Sequence[Path], text_column: str) -> Iterator[SheetRow]:
    taken: dict[str, Article] = {}
    for path in files:
        if is_table(path):
            yield from _of_table(path, text_column)
        else:
            yield from _of_article(path, taken)


def _of_table(path: Path, text_column: str) -> Iterator[SheetRow]:
    table = open_table(path, text_column)
    table.require(text_column, "name the column that holds the text: --text-column NAME")
    for row in table.rows():
        text = _cell(path, row, text_column)
        article = _cell(path, row, "article") or text_id(text)
        yield SheetRow("", article, _cell(path, row, "title"), 0, text)


def _cell(path: Path, row: TableRow, column: str) -> str:
    value = row.cells.get(column)
    if isinstance(value, (dict, list, bool)):
        raise BadTable(f"{path}:{row.line}: column {column}: {value!r} is not a text; put it in quotation marks")
    return "" if value is None else one_line(str(value).encode("utf-8", "replace").decode())


def _of_article(path: Path, taken: dict[str, Article]) -> Iterator[SheetRow]:
    """The paragraphs of an article, under an id that no other text has *taken*."""
    article = read_article(path)
    names = numbered(article_id(article))
    name = next(name for name in names if taken.setdefault(name, article).paragraphs == article.paragraphs)
    for paragraph in article.paragraphs:
        yield SheetRow("", name, one_line(article.title), 0, one_line(paragraph.text))
