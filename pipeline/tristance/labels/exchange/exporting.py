"""Writing labels to a file that ``labels import`` and other tools read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tristance.errors import LabelError
from tristance.files import write_text
from tristance.labels.exchange.doccano import as_doccano
from tristance.labels.exchange.formats import Format
from tristance.labels.exchange.label_studio import as_label_studio
from tristance.labels.exchange.standing import Standing, annotators, standing
from tristance.labels.exchange.tabular import as_csv, as_jsonl
from tristance.labels.overwriting import require_replaceable
from tristance.labels.store import Labels

_WRITERS = {"csv": as_csv, "jsonl": as_jsonl, "doccano": as_doccano, "label-studio": as_label_studio}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and what was not because it no longer stands."""

    articles: int
    paragraphs: int
    judgements: int
    untagged: int
    replaced: int
    superseded: int


def export_file(labels: Labels, path: Path, form: Format, *, annotator: str | None = None) -> Exported:
    """Write *labels* to *path*, those of *annotator* alone where one is named; other paragraphs are there untagged.

    Current paragraphs and the judgements that stand are carried, whole; paragraphs that were replaced and judgements
    that their annotator gave anew are not, nor is an article without a paragraph.

    Raises :class:`NotEnoughLabels` where there is no paragraph; :class:`LabelError` where *annotator* has judged none,
    or a file for doccano would hold several; :class:`OutputError` where *path* is a file of labels, or a filled sheet.
    """
    require_replaceable(path)
    names = annotators(labels)
    if form == "doccano" and annotator is None and len(names) > 1:
        raise LabelError(
            f"{labels.folder}: {len(names)} annotators, and a file for doccano holds one; name one of them with "
            f"--annotator: {', '.join(map(repr, names))}"
        )
    found = standing(labels, annotator)
    write_text(path, _WRITERS[form](found))
    return _counted(labels, found, annotator)


def _counted(labels: Labels, found: Iterable[Standing], annotator: str | None) -> Exported:
    rows = list(found)
    given = sum(annotator in {None, row.annotator} for row in labels.annotations)
    judged = sum(len(row.judgements) for row in rows)
    return Exported(
        articles=len({row.article.article for row in rows}),
        paragraphs=len(rows),
        judgements=judged,
        untagged=sum(not row.judgements for row in rows),
        replaced=len(labels.paragraphs) - len(labels.current),
        superseded=given - judged,
    )
