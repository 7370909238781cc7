"""The JSON Lines of doccano's text classification: ``text``, a list ``label``, and further keys as metadata.

doccano keeps the metadata of an imported text and writes it out again at the top level, beside its own ``id`` and a
list ``Comments``; it names no annotator, but writes one file for each. (doccano/doccano, backend/data_export.)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tristance.errors import BadTable
from tristance.labels.exchange.records import OF_ARTICLE, OF_JUDGEMENT, OF_PARAGRAPH, Record, read_objects
from tristance.labels.exchange.standing import Standing, judgement_cells


def read_doccano(path: Path, annotator: str | None = None) -> Iterator[Record]:
    """The records of a file that doccano exported, all of them *annotator*'s where one is named.

    What the metadata say of a judgement (who, when, how sure) holds only where label and annotator are still those
    that were exported; a label that was changed or given by somebody else is a new judgement. A text without a label is
    untagged; comments go into the note.

    Raises :class:`BadTable` for a text with several labels, and where ``text`` or ``label`` is missing.
    """
    for record in read_objects(path):
        for key in ("text", "label"):
            if key not in record.cells:
                raise BadTable(
                    f"{record.place}: no {key!r}; a text of doccano has text and label: "
                    "export a text classification project as JSONL"
                )
        tag = _tag(record)
        comments = _comments(record)
        cells = {name: record.cells.get(name) for name in (*OF_PARAGRAPH, *OF_ARTICLE)}
        before = record.cell("annotator")
        if tag and tag == record.cells.get("tag") and annotator in {None, before}:
            cells |= {name: record.cells.get(name) for name in OF_JUDGEMENT}
            comments = [note, *comments] if (note := record.cell("note")) else comments
        cells |= {"tag": tag, "annotator": annotator or before, "note": "; ".join(comments)}
        yield Record(record.place, record.where, cells)


def as_doccano(found: Iterable[Standing]) -> str:
    """*found* as JSON Lines that doccano imports; of each paragraph at most one judgement.

    Empty cells are left out: doccano shows its metadata to the annotator.
    """
    rows = list(found)
    whose = {one.annotator for each in rows for one in each.judgements}
    lines = []
    for each in rows:
        metadata = each.paragraph_cells()
        if len(whose) == 1:  # also of a text that is still to be tagged, so that its tag will be by the same annotator
            metadata["annotator"] = min(whose)
        row: dict[str, Any] = {"text": metadata.pop("text"), "label": [one.tag for one in each.judgements]}
        for judgement in each.judgements:
            metadata |= judgement_cells(judgement)
        row |= {name: cell for name, cell in metadata.items() if cell != ""}
        lines.append(json.dumps(row, ensure_ascii=False) + "\n")
    return "".join(lines)


def _tag(record: Record) -> str:
    """The one label of a text, or an empty string."""
    given = record.cells["label"]
    labels = [given] if isinstance(given, str) and given else given or []
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise record.fault("label", f"{given!r} is not a list of names; export a text classification project")
    if len(labels) > 1:
        raise record.fault(
            "label", f"{len(labels)} labels ({', '.join(map(repr, labels))}), but a paragraph has one tag; keep one"
        )
    return labels[0] if labels else ""


def _comments(record: Record) -> list[str]:
    comments = record.cells.get("Comments") or []
    if not isinstance(comments, list) or not all(isinstance(comment, str) for comment in comments):
        raise record.fault("Comments", f"{comments!r} is not a list of texts")
    return comments
