"""Filled coding sheets back into a labels folder: every row is checked before the first judgement is added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from tristance.errors import LabelError, UnknownTag, did_you_mean
from tristance.labels.comparison import comparable, first_difference
from tristance.labels.gold import judgements
from tristance.labels.names import folded, one_line
from tristance.labels.references import unknown_id
from tristance.labels.roster import sheet_annotators
from tristance.labels.rows import ADJUDICATED, CONFIDENCES, AnnotationRow, timestamp
from tristance.labels.sheet import SheetRow, check_sheet
from tristance.labels.store import Labels, append, locked, read_labels
from tristance.labels.tables import Problem
from tristance.labels.versions import require_accepted, saved_codebooks
from tristance.schema import Codebook


@dataclass
class Sheet:
    """What one sheet brought: judgements added, updated among them; rows passed over, and not yet coded.

    ``remarks`` are places and what is to be known of them: a note without a tag, a paragraph that was replaced.
    ``confirmable`` are the rows passed over whose judgement was made under another version of the codebook.
    ``earlier`` counts the coded rows that were read by another version than the present, by version.
    """

    path: Path
    annotator: str
    new_annotator: bool = False
    collected: list[AnnotationRow] = field(default_factory=list)
    updated: int = 0
    passed_over: int = 0
    uncoded: int = 0
    confirmable: int = 0
    earlier: Counter[str] = field(default_factory=Counter)
    remarks: list[Problem] = field(default_factory=list)


def collect(
    folder: Path, paths: Sequence[Path], *, annotator: str = "", version: str = "", update: bool = False
) -> tuple[list[Sheet], list[Problem]]:
    """Add the judgements of the sheets at *paths* to the labels in *folder*: all of them, or none where one is wrong.

    The annotator of each is *annotator*, else the name of its file. A judgement that is there already and equal (tag,
    confidence and note) is passed over; a different one is a fault, unless *update*: then it is added, and stands.
    With *update*, an equal one that was made under another version than the present is added too: it was confirmed.
    *version* is that of the codebook that the coders had; else it is what each row of a sheet says, else the present.

    Returns what each sheet brought, and the faults; where there are any, nothing was added.

    Raises :class:`LabelError` for a *version* of which no copy is kept, and a name that no annotator can have, or that
    is nearly another's.
    """
    with locked(folder):
        require_accepted(folder)
        labels = read_labels(folder)
        collector = _Collector(labels, version, update=update)
        names = sheet_annotators(paths, annotator, {row.annotator for row in labels.annotations})
        sheets = [collector.take(path, name) for path, name in zip(paths, names, strict=True)]
        if not collector.problems:
            append(folder, annotations=[row for sheet in sheets for row in sheet.collected])
    return sheets, collector.problems


class _Collector:
    """Turns rows of sheets into judgements, knowing what is there and what came before."""

    def __init__(self, labels: Labels, version: str, *, update: bool) -> None:
        self.problems: list[Problem] = []
        self._labels = labels
        self._version = version
        self._update = update
        self._paragraphs = {row.paragraph: row for row in labels.paragraphs}
        self._replaced = {row.replaces: row.paragraph for row in labels.paragraphs if row.replaces}
        self._judged = judgements(labels.annotations)
        self._annotators = {row.annotator for row in labels.annotations}
        self._came: dict[tuple[str, str], tuple[str, AnnotationRow]] = {}
        self._tags = {labels.codebook.version: labels.codebook.present}
        if version and not self._tags_of(version):
            raise LabelError(f"{labels.folder}: {self._unkept(version)}")
        self._now = timestamp()

    def take(self, path: Path, annotator: str) -> Sheet:
        """Read the sheet at *path*; its faults are added to ``problems``."""
        if not annotator or one_line(annotator) != annotator or not _encodable(annotator):
            raise LabelError(
                f"{path}: {annotator!r} is no name for an annotator; say whose sheet it is: --annotator ID"
            )
        sheet = Sheet(path, annotator, annotator not in self._annotators)
        rows, problems = check_sheet(path, coded=True)
        with_text = any(row.text for _, row in rows)
        for line, row in self._recognised(sheet, rows):
            faults = [Problem(path, line, *fault) for fault in self._faults(row, annotator, with_text=with_text)]
            problems += faults or self._take_row(sheet, line, row)
        self.problems += sorted(problems, key=lambda problem: problem.line)
        return sheet

    def _faults(
        self, row: SheetRow, annotator: str, *, with_text: bool
    ) -> Iterator[tuple[str, str] | tuple[str, str, type[LabelError]]]:
        """What is wrong with a row by itself."""
        paragraph = self._paragraphs.get(row.paragraph.strip())
        if paragraph is None:
            yield "paragraph", self._unknown(row)
        elif with_text and comparable(row.text) != comparable(paragraph.text):
            here, there = first_difference(row.text, paragraph.text)
            remedy = "bring the text back as it was sent (was a column sorted by itself? saved in another encoding?)"
            yield "text", f"reads {here!r} where the labels have {there!r}; {remedy}"
        version = self._version_of(row)
        tags = self._tags_of(version)
        if not tags:
            yield "codebook", f"{self._unkept(version)}; say which one the coder applied: --codebook VERSION"
        elif row.tag.strip() and self._tag(row) is None:
            names = dict.fromkeys(tags.values())
            tag = row.tag.strip()
            yield "tag", f"{tag!r} is not one of {', '.join(names)}{did_you_mean(tag, names)}", UnknownTag
        confidence = row.confidence.strip()
        if confidence and confidence.casefold() not in CONFIDENCES:
            yield "confidence", f"{confidence!r} is not one of {', '.join(CONFIDENCES)}; empty means sure"
        if annotator == ADJUDICATED and row.tag.strip() and not row.note.strip():
            yield "note", "is empty; an adjudicated tag gives its reason"

    def _take_row(self, sheet: Sheet, line: int, row: SheetRow) -> list[Problem]:
        """Note what a sound row brings; what is wrong with it beside the labels and the rows before it."""
        paragraph, note, tag = row.paragraph.strip(), one_line(row.note), self._tag(row)
        if tag is None:
            sheet.uncoded += 1
            if note:
                sheet.remarks.append(Problem(sheet.path, line, "note", "has no tag beside it, so it is not collected"))
            return []
        if paragraph in self._replaced:
            message = f"was replaced by {self._replaced[paragraph]!r} since; its judgement is kept and counts no more"
            sheet.remarks.append(Problem(sheet.path, line, "paragraph", message))
        confidence = row.confidence.strip().casefold() or CONFIDENCES[0]
        version = self._version_of(row)
        judged = AnnotationRow(
            paragraph, sheet.annotator, tag, confidence, self._now, row.chosen, row.probability, version, note
        )
        if version != self._labels.codebook.version:
            sheet.earlier[version] += 1
        conflict = self._judge(sheet, line, judged)
        return [Problem(sheet.path, line, "tag", conflict)] if conflict else []

    def _judge(self, sheet: Sheet, line: int, judged: AnnotationRow) -> str:
        place, came = self._came.setdefault((judged.paragraph, judged.annotator), (f"{sheet.path}:{line}", judged))
        if came is not judged:
            sheet.passed_over += 1
            if self._equal(came, judged):
                return ""
            return f"{judged.annotator!r} gave {_words(came)} in {place}, here {_words(judged)}; keep one of the two"
        before = self._judged.get(judged.paragraph, {}).get(judged.annotator)
        if before is not None and self._equal(before, judged):
            elsewhere = before.codebook != judged.codebook == self._labels.codebook.version
            if not (elsewhere and self._update):
                sheet.passed_over += 1
                sheet.confirmable += elsewhere
                return ""
        elif before is not None and not self._update:
            return (
                f"{judged.annotator!r} gave {_words(before)} in the labels, here {_words(judged)}; "
                "if that is a change of mind: --update"
            )
        sheet.updated += before is not None
        sheet.collected.append(judged)
        return ""

    def _equal(self, one: AnnotationRow, other: AnnotationRow) -> bool:
        present = self._labels.codebook.present
        return (present[one.tag], one.confidence, one.note) == (present[other.tag], other.confidence, other.note)

    def _version_of(self, row: SheetRow) -> str:
        return self._version or row.codebook or self._labels.codebook.version

    def _unkept(self, version: str) -> str:
        there = dict.fromkeys([*self._saved, self._labels.codebook.version])
        return f"no codebook version {version!r} is kept; there are: {', '.join(there)}"

    @cached_property
    def _saved(self) -> dict[str, Codebook]:
        return saved_codebooks(self._labels.folder)

    def _tags_of(self, version: str) -> dict[str, str]:
        """The tags of a version by all their names, but for those that were taken out since; nothing for an unknown."""
        if version not in self._tags:
            present = self._labels.codebook.present
            book = self._saved.get(version)
            self._tags[version] = {n: tag for n, tag in book.present.items() if tag in present} if book else {}
        return self._tags[version]

    def _tag(self, row: SheetRow) -> str | None:
        """The tag that a row means, in any case; None where it is empty, unknown, or might mean two."""
        tags, given = self._tags_of(self._version_of(row)), row.tag
        exact = tags.get(given.strip())
        if exact is not None:
            return exact
        alike = {tag for name, tag in tags.items() if folded(name) == folded(given)}
        return alike.pop() if len(alike) == 1 else None

    def _recognised(self, sheet: Sheet, rows: Sequence[tuple[int, SheetRow]]) -> Iterator[tuple[int, SheetRow]]:
        """*rows*; one whose id is unknown, and whose text only one paragraph has, with the id of that paragraph.

        That is remarked once for a sheet: a spreadsheet that alters one id alters many.
        """
        altered = []
        for line, row in rows:
            name = row.paragraph.strip()
            same = [] if name in self._paragraphs else self._of_text.get(comparable(row.text), [])
            if len(same) == 1:
                altered.append((line, f"{name!r} is not in paragraphs.csv; by its text it is {same[0]!r}"))
            yield line, replace(row, paragraph=same[0]) if len(same) == 1 else row
        if altered:
            (line, message), more = altered[0], len(altered) - 1
            others = f"; so are {more} more rows known by their texts" if more else ""
            message += f" (spreadsheets take ids for dates){others}"
            sheet.remarks.append(Problem(sheet.path, line, "paragraph", message))

    def _unknown(self, row: SheetRow) -> str:
        name = row.paragraph.strip()
        same = self._of_text.get(comparable(row.text), [])
        if same:
            return f"{name!r} is not in paragraphs.csv; the text is that of {len(same)}: {', '.join(map(repr, same))}"
        return unknown_id(name, self._paragraphs, "paragraphs.csv")

    @cached_property
    def _of_text(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self._labels.current:
            found.setdefault(comparable(row.text), []).append(row.paragraph)
        return found


def _words(row: AnnotationRow) -> str:
    return f"{row.tag!r} ({row.confidence}{', with a note' if row.note else ''})"


def _encodable(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
