"""Which judgements to make again after a codebook changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from tristance.labels.rows import AnnotationRow
from tristance.labels.sheet import SheetRow, sheet_rows
from tristance.labels.store import Labels
from tristance.labels.versions import saved_codebooks
from tristance.schema import Codebook


class Outdated(NamedTuple):
    """A standing judgement that was made under another meaning.

    ``why`` says what changed since: ``question``, ``rules`` or ``definition``.
    """

    row: AnnotationRow
    why: str


class Rereading(NamedTuple):
    """The judgements to make again, in the order of the paragraphs; and how many were made under unsaved versions."""

    outdated: tuple[Outdated, ...]
    unknown: dict[str, int]


def rereading(labels: Labels, saved: Mapping[str, Codebook]) -> Rereading:
    """The standing judgements of the current paragraphs that the present codebook may no longer bear out.

    Where question or rules differ from those of the version that a judgement was made under, it is to be made again;
    else where the definition differs of the tag that it gave. *saved* are the codebooks by version.
    """
    standing: dict[tuple[str, str], tuple[AnnotationRow, str]] = {}
    for row, written in zip(labels.annotations, labels.written, strict=True):
        standing[row.paragraph, row.annotator] = row, written
    by_paragraph: dict[str, list[tuple[AnnotationRow, str]]] = {}
    for (paragraph, _), judged in standing.items():
        by_paragraph.setdefault(paragraph, []).append(judged)
    outdated = []
    unknown: Counter[str] = Counter()
    for current in labels.current:
        for row, written in by_paragraph.get(current.paragraph, ()):
            old = saved.get(row.codebook)
            if old is None:
                unknown[row.codebook] += 1
            elif why := _why(old, labels.codebook, row.tag, written):
                outdated.append(Outdated(row, why))
    return Rereading(tuple(outdated), dict(sorted(unknown.items())))


def to_read_again(labels: Labels, annotator: str) -> frozenset[str]:
    """The paragraphs whose judgement by *annotator* is to be made again.

    Raises :class:`~tristance.errors.LabelError` where the copy of a version is missing or damaged.
    """
    outdated = rereading(labels, saved_codebooks(labels.folder)).outdated
    return frozenset(found.row.paragraph for found in outdated if found.row.annotator == annotator)


def _why(old: Codebook, new: Codebook, tag: str, written: str) -> str:
    if old.question != new.question:
        return "question"
    if old.rules != new.rules:
        return "rules"
    before = next((each.definition for each in old.tags if each.name == written), None)
    after = next((each.definition for each in new.tags if each.name == tag), None)  # none, where it was taken out
    return "" if before is not None and before == after else "definition"


def sheet_to_reread(labels: Labels, outdated: Iterable[Outdated]) -> list[SheetRow]:
    """The coding sheet of these judgements' paragraphs, in their order, each once.

    A paragraph that is read again was chosen as it was at first, so its probability is kept.
    """
    first = {found.row.paragraph: found.row for found in reversed(list(outdated))}
    wanted = (each.paragraph for each in labels.current if each.paragraph in first)
    return [
        replace(row, chosen=first[row.paragraph].chosen, probability=first[row.paragraph].probability)
        for row in sheet_rows(labels, wanted)
    ]
