"""From records to rows of labels: each is checked against what is there and what came before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tristance.errors import DuplicateParagraph, UnknownTag
from tristance.labels.exchange.records import OF_ARTICLE, Record
from tristance.labels.judgements import judgements
from tristance.labels.names import paragraph_id, text_id
from tristance.labels.references import unknown_tag
from tristance.labels.roster import Roster
from tristance.labels.rows import ADJUDICATED, CHOSEN, CONFIDENCES, AnnotationRow, ArticleRow, ParagraphRow, timestamp
from tristance.labels.store import Labels
from tristance.labels.tables import faults, probability_fault

_NUMBER = re.compile(r"[\d.eE+-]+")
_SHOWN = 60
_GIVEN = ("confidence", "time", "chosen", "probability", "codebook", "note")


@dataclass
class Imported:
    """What an import added, and how many rows it passed over because they were there already.

    ``unkept`` counts the judgements added that name a codebook version of which no copy is kept, by version.
    """

    articles: list[ArticleRow] = field(default_factory=list)
    paragraphs: list[ParagraphRow] = field(default_factory=list)
    annotations: list[AnnotationRow] = field(default_factory=list)
    skipped: int = 0
    unkept: Counter[str] = field(default_factory=Counter)


class Collector:
    """Turns records into rows of labels; nothing is written."""

    def __init__(self, labels: Labels, records: Sequence[Record], annotator: str, *, skip_duplicates: bool) -> None:
        self.added = Imported()
        self._records = records
        self._codebook = labels.codebook
        self._annotator = annotator
        self._skip = skip_duplicates
        self._roster = Roster(row.annotator for row in labels.annotations)
        self._articles = dict(labels.article)
        self._paragraphs = {row.paragraph: row for row in labels.paragraphs}
        self._replaced_by = {row.replaces: row.paragraph for row in labels.paragraphs if row.replaces}
        self._ids = {(row.article, row.text): row.paragraph for row in labels.current}
        # An id that is made up must not be one that a later row brings along.
        self._taken = {*self._paragraphs, *(record.cell("paragraph") for record in records if record.named)}
        self._positions = dict(labels.last_position)
        self._read: dict[tuple[str, str], str] = {
            (paragraph, who): "in the labels already"
            for paragraph, by in judgements(labels.annotations).items()
            for who in by
        }
        self._now = timestamp()

    def collect(self) -> Imported:
        """The rows to add. Raises the error of the first record that is wrong."""
        for record in self._records:
            self._take(record)
        return self.added

    def _take(self, record: Record) -> None:
        text = record.cell("text")
        if not text:
            raise record.fault("text", "is empty; every label has a text")
        article = record.cell("article") or text_id(text)
        self._take_article(record, article)
        paragraph = self._paragraph(record, article, text)
        annotator = record.cell("annotator") or self._annotator
        tag = record.cell("tag")
        if tag and tag not in self._codebook.present:
            raise UnknownTag(f"{record.place}: column tag: {unknown_tag(tag, self._codebook)}")
        tag = self._codebook.present.get(tag, tag)
        if tag and (fault := self._roster.fault(annotator)):
            raise record.fault("annotator", fault)
        before = self._read.get((paragraph, annotator))
        if before is not None and tag:
            if not self._skip:
                raise DuplicateParagraph(
                    f"{record.place}: annotator {annotator!r} has tagged this paragraph before ({before}): "
                    f"{text[:_SHOWN]!r}; take one of the two out, or import with --skip-duplicates to keep the first"
                )
            self.added.skipped += 1
        elif tag:
            self._judge(record, paragraph, annotator, tag)

    def _judge(self, record: Record, paragraph: str, annotator: str, tag: str) -> None:
        cells = {name: record.cell(name) for name in _GIVEN}
        cells["confidence"] = cells["confidence"] or CONFIDENCES[0]
        if not cells["chosen"]:
            cells["probability"] = ""  # of being chosen; by itself it is a model's
        # A judgement that the labels held is taken as it was, also where it had no time; a new one is of now.
        if not (record.named and record.cell("annotator") and cells["chosen"]):
            cells["time"] = cells["time"] or self._now
            cells["codebook"] = cells["codebook"] or self._codebook.version
            cells["chosen"] = cells["chosen"] or CHOSEN[0]
            if fault := probability_fault(cells["chosen"], cells["probability"]):
                raise record.fault("probability", fault)
        self._read[paragraph, annotator] = record.where
        self._roster.add(annotator)
        self._check("annotations.csv", record, {"annotator": annotator, **cells})
        if annotator == ADJUDICATED and not cells["note"]:
            raise record.fault("note", "is empty; an adjudicated tag gives its reason")
        self.added.annotations.append(AnnotationRow(paragraph, annotator, tag, **cells))

    def _take_article(self, record: Record, article: str) -> None:
        given = {name: cell for name in OF_ARTICLE if (cell := record.cell(name))}
        known = self._articles.get(article)
        if known is not None:
            for name, value in given.items():
                if getattr(known, name) not in {"", value}:
                    raise record.fault(name, f"{value!r}, but article {article!r} has {getattr(known, name)!r}")
            return
        self._check("articles.csv", record, given)
        self._articles[article] = replace(ArticleRow(article), **given)
        self.added.articles.append(self._articles[article])

    def _paragraph(self, record: Record, article: str, text: str) -> str:
        """The id of the record's paragraph, which is stored where it is not there."""
        name = record.cell("paragraph") if record.named else ""
        given = {column: cell for column in ("position", "source_sha256") if (cell := record.cell(column))}
        self._check("paragraphs.csv", record, given)
        known = self._paragraphs.get(name)
        if known is not None:
            self._require_same(record, known, article, text, given)
            return known.paragraph
        return self._ids.get((article, text)) or self._new_paragraph(name, article, text, given)

    def _require_same(
        self, record: Record, known: ParagraphRow, article: str, text: str, given: dict[str, str]
    ) -> None:
        name = known.paragraph
        if (known.article, known.text) != (article, text):
            remedy = (
                "if the column counts paragraphs, name it position"
                if name.isdecimal()
                else "leave the cell empty to store this one as new"
            )
            raise record.fault(
                "paragraph",
                f"{name!r} is another paragraph, of article {known.article!r}: {known.text[:_SHOWN]!r}; "
                f"an id is given once: {remedy}",
            )
        if name in self._replaced_by:
            raise record.fault(
                "paragraph",
                f"{name!r} has been replaced by {self._replaced_by[name]!r}; take the row out, "
                "or leave the cell empty to store the old text as a new paragraph",
            )
        for column, value in given.items():
            there = getattr(known, column)
            if (int(value) if column == "position" else value) != there:
                raise record.fault(column, f"{value!r}, but paragraph {name!r} has {there!r}")

    def _new_paragraph(self, name: str, article: str, text: str, given: dict[str, str]) -> str:
        last = self._positions.get(article, 0)
        position = int(given.get("position", last + 1))
        self._positions[article] = max(position, last)
        name = name or paragraph_id(article, position, self._taken)
        self._taken.add(name)
        row = ParagraphRow(name, article, position, text, source_sha256=given.get("source_sha256", ""))
        self._paragraphs[name] = row
        self._ids[article, text] = name
        self.added.paragraphs.append(row)
        return name

    def _check(self, table: str, record: Record, cells: dict[str, str]) -> None:
        for column, message in faults(table, cells):
            of_a_model = column == "confidence" and _NUMBER.fullmatch(cells[column])
            remedy = "; a number is a model's confidence, not an annotator's: take the column out" if of_a_model else ""
            raise record.fault(column, message + remedy)
