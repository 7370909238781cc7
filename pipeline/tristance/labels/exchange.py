"""Labels from other tools: rows of texts and tags, checked as a whole before the first is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from tristance.articles.tables import Table, TableRow, open_table
from tristance.errors import BadTable, DuplicateParagraph, UnknownTag
from tristance.labels.gold import judgements
from tristance.labels.names import one_line, paragraph_id
from tristance.labels.references import unknown_tag
from tristance.labels.rows import ADJUDICATED, CONFIDENCES, AnnotationRow, ArticleRow, ParagraphRow
from tristance.labels.sheet import COLUMNS as SHEET_COLUMNS
from tristance.labels.sheet import bare
from tristance.labels.store import Labels, append, locked, read_labels
from tristance.labels.tables import faults

_NUMBER = re.compile(r"[\d.eE+-]+")
_OF_ARTICLE = tuple(f.name for f in fields(ArticleRow) if f.name != "article")


@dataclass
class Imported:
    """What an import added, and how many rows it passed over because they were there already."""

    articles: list[ArticleRow] = field(default_factory=list)
    paragraphs: list[ParagraphRow] = field(default_factory=list)
    annotations: list[AnnotationRow] = field(default_factory=list)
    skipped: int = 0


def import_file(folder: Path, path: Path, *, annotator: str = "imported", skip_duplicates: bool = False) -> Imported:
    """Add the rows of the table at *path* to the labels in *folder*: all of them, or none where one is wrong.

    Columns: ``text`` and ``tag`` (an empty tag stores the paragraph untagged); where present ``article`` (else each
    row is an article of its own), ``annotator`` (else *annotator*), ``confidence``, ``note``, and any column of
    ``articles.csv``. A text that its article already holds is not stored again: the tag is added to it, so that a
    second annotator's file finds the first one's paragraphs. A coding sheet is such a table too, whose cells are read
    as they were before they were guarded against spreadsheets.

    Raises :class:`BadTable`, :class:`UnknownTag`, and :class:`DuplicateParagraph` where one annotator tags a
    paragraph twice (unless *skip_duplicates*: then the first stands).
    """
    table = open_table(path)
    for column in ("text", "tag"):
        table.require(
            column, "labels have columns text and tag, and may have article, annotator, outlet, date, confidence"
        )
    with locked(folder):
        labels = read_labels(folder)
        collected = _Collector(labels, table, annotator, skip_duplicates=skip_duplicates)
        for row in table.rows():
            collected.take(row)
        added = collected.added
        append(folder, articles=added.articles, paragraphs=added.paragraphs, annotations=added.annotations)
    return added


class _Collector:
    """Turns rows of a table into rows of labels, knowing what is there and what came before."""

    def __init__(self, labels: Labels, table: Table, annotator: str, *, skip_duplicates: bool) -> None:
        self.added = Imported()
        self._table = table
        self._is_sheet = set(SHEET_COLUMNS) <= set(table.columns)
        self._codebook = labels.codebook
        self._annotator = annotator
        self._skip = skip_duplicates
        self._articles = dict(labels.article)
        self._paragraphs = {(row.article, row.text): row.paragraph for row in labels.current}
        self._ids = {row.paragraph for row in labels.paragraphs}
        self._positions: dict[str, int] = {}
        for row in labels.paragraphs:
            self._positions[row.article] = max(row.position, self._positions.get(row.article, 0))
        self._read: dict[tuple[str, str], str] = {
            (paragraph, who): "in the labels already"
            for paragraph, by in judgements(labels.annotations).items()
            for who in by
        }
        self._now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def take(self, row: TableRow) -> None:
        text = self._cell(row, "text")
        if not text:
            raise self._fault(row, "text", "is empty; every label has a text")
        article = self._cell(row, "article") or f"text-{sha256(text.encode()).hexdigest()[:12]}"
        self._take_article(row, article)
        paragraph = self._paragraphs.get((article, text)) or self._new_paragraph(article, text)
        annotator = self._cell(row, "annotator") or self._annotator
        tag = self._cell(row, "tag")
        if tag and tag not in self._codebook.present:
            raise UnknownTag(f"{self._place(row)}: column tag: {unknown_tag(tag, self._codebook)}")
        tag = self._codebook.present.get(tag, tag)
        before = self._read.get((paragraph, annotator))
        if before is not None and tag:
            if not self._skip:
                raise DuplicateParagraph(
                    f"{self._place(row)}: annotator {annotator!r} has tagged this paragraph before ({before}): "
                    f"{text[:60]!r}; take one of the two out, or import with --skip-duplicates to keep the first"
                )
            self.added.skipped += 1
        elif tag:
            self._judge(row, paragraph, annotator, tag)

    def _judge(self, row: TableRow, paragraph: str, annotator: str, tag: str) -> None:
        confidence = self._cell(row, "confidence") or CONFIDENCES[0]
        self._read[paragraph, annotator] = f"on line {row.line}"
        judged = AnnotationRow(
            paragraph,
            annotator,
            tag,
            confidence,
            self._now,
            codebook=self._codebook.version,
            note=self._cell(row, "note"),
        )
        self._check("annotations.csv", row, {"annotator": annotator, "confidence": confidence})
        if annotator == ADJUDICATED and not judged.note:
            raise self._fault(row, "note", "is empty; an adjudicated tag gives its reason")
        self.added.annotations.append(judged)

    def _take_article(self, row: TableRow, article: str) -> None:
        given = {name: cell for name in _OF_ARTICLE if (cell := self._cell(row, name))}
        known = self._articles.get(article)
        if known is not None:
            for name, value in given.items():
                if getattr(known, name) not in {"", value}:
                    raise self._fault(row, name, f"{value!r}, but article {article!r} has {getattr(known, name)!r}")
            return
        self._check("articles.csv", row, given)
        self._articles[article] = replace(ArticleRow(article), **given)
        self.added.articles.append(self._articles[article])

    def _new_paragraph(self, article: str, text: str) -> str:
        position = self._positions[article] = self._positions.get(article, 0) + 1
        name = paragraph_id(article, position, self._ids)
        self._ids.add(name)
        self._paragraphs[article, text] = name
        self.added.paragraphs.append(ParagraphRow(name, article, position, text))
        return name

    def _check(self, name: str, row: TableRow, cells: dict[str, str]) -> None:
        for column, message in faults(name, cells):
            of_a_model = column == "confidence" and _NUMBER.fullmatch(cells[column])
            remedy = "; a number is a model's confidence, not an annotator's: take the column out" if of_a_model else ""
            raise self._fault(row, column, message + remedy)

    def _cell(self, row: TableRow, column: str) -> str:
        value: Any = row.cells.get(column)
        if value is None:
            return ""
        if isinstance(value, (dict, list, bool)):
            raise self._fault(row, column, f"{value!r} is not a text")
        try:
            str(value).encode()
        except UnicodeEncodeError:
            raise self._fault(row, column, f"{value!r} holds half a character (a lone surrogate)") from None
        return one_line(bare(str(value)) if self._is_sheet else str(value))

    def _place(self, row: TableRow) -> str:
        return f"{self._table.path}:{row.line}"

    def _fault(self, row: TableRow, column: str, message: str) -> BadTable:
        return BadTable(f"{self._place(row)}: column {column}: {message}")
