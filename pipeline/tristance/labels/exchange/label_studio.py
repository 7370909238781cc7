"""The JSON tasks of Label Studio: ``data`` with the text, and ``annotations`` of which each is a list of ``result``.

Of a result, ``from_name`` names the control of the labelling configuration that gave it; ours are ``tag``,
``confidence`` and ``note``. Label Studio refuses a file whose ``completed_by`` is not one of its users, and keeps the
``meta`` of a result: there stands whose judgement it is. (Label Studio's guide, "Task format" and "Import data".)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tristance.errors import BadTable
from tristance.labels.exchange.records import OF_ARTICLE, OF_PARAGRAPH, Record, read_objects
from tristance.labels.exchange.standing import Standing
from tristance.labels.rows import ADJUDICATED, CONFIDENCES, AnnotationRow, timestamp

TEXT, TAG, CONFIDENCE, NOTE = "text", "tag", "confidence", "note"
"""The names of the text and of the controls in the labelling configuration."""

_META = "tristance"
_IN_META = ("annotator", "tag", "time", "chosen", "probability", "codebook")


def read_label_studio(path: Path) -> Iterator[Record]:
    """The records of tasks that Label Studio exported as JSON: one an annotation, or one without a tag.

    Skipped annotations and predictions are passed over. An annotation that was exported from here and whose tag is
    unchanged keeps its annotator, time and codebook; any other is by the user who gave it: an address, or ``user-3``
    where the file has a number only.

    Raises :class:`BadTable` where an annotation chooses several tags, or a task has no text.
    """
    for task in read_objects(path):
        number = f" (id {task.cells['id']})" if isinstance(task.cells.get("id"), int) else ""
        named = Record(task.place + number, task.where, task.cells)
        cells = _data(named)
        annotations = named.cells.get("annotations") or []
        judged = [one for each in _objects(named, "annotations", annotations) if (one := _judgement(named, each))]
        for one in judged or [{"tag": ""}]:
            yield Record(named.place, named.where, cells | one)


def as_label_studio(found: Iterable[Standing]) -> str:
    """*found* as a list of tasks, one a line, for the labelling configuration of the same codebook."""
    tasks = []
    for each in found:
        data = {name: cell for name, cell in each.paragraph_cells().items() if cell != ""}
        tasks.append({"data": data, "annotations": [_annotation(row) for row in each.judgements]})
    return "[\n" + ",\n".join(json.dumps(task, ensure_ascii=False) for task in tasks) + "\n]\n"


def _annotation(row: AnnotationRow) -> dict[str, Any]:
    meta = {name: cell for name in _IN_META if (cell := getattr(row, name))}
    result = [_result(TAG, "choices", {"choices": [row.tag]}) | {"meta": {_META: meta}}]
    if row.confidence != CONFIDENCES[0]:
        result.append(_result(CONFIDENCE, "choices", {"choices": [row.confidence]}))
    if row.note:
        result.append(_result(NOTE, "textarea", {"text": [row.note]}))
    who = {"completed_by": {"email": row.annotator}} if "@" in row.annotator else {}
    # Said in full: Label Studio takes an imported annotation for the ground truth where it does not say.
    return {**who, "result": result, "was_cancelled": False, "ground_truth": row.annotator == ADJUDICATED}


def _result(name: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"from_name": name, "to_name": TEXT, "type": kind, "value": value}


def _data(task: Record) -> dict[str, Any]:
    """The cells of paragraph and article; the text is under ``text``, or is the only text there is."""
    data = task.cells.get("data")
    if not isinstance(data, dict):
        raise BadTable(
            f"{task.place}: no 'data'; a task of Label Studio has data and annotations: export the project as JSON, "
            "not as JSON-MIN"
        )
    cells = {name: data[name] for name in (*OF_PARAGRAPH, *OF_ARTICLE) if name in data}
    if TEXT not in cells:
        texts = [name for name, value in data.items() if isinstance(value, str)]
        if len(texts) != 1:
            there = ", ".join(map(repr, data)) or "nothing"
            raise BadTable(f"{task.place}: no 'text' in data; there are: {there}; put the paragraph under text")
        cells = {TEXT: data[texts[0]]}
    return cells


def _judgement(task: Record, annotation: dict[str, Any]) -> dict[str, Any] | None:
    """The cells of an annotation; None where it was skipped or chooses no tag."""
    results = _objects(task, "result", annotation.get("result") or [])
    if annotation.get("was_cancelled"):
        return None
    choices: dict[str, list[Any]] = {}
    for result in results:
        if result.get("type") == "choices":
            choices.setdefault(str(result.get("from_name")), []).extend(_values(task, result, "choices"))
    sure = choices.pop(CONFIDENCE) if set(choices.get(CONFIDENCE, ["?"])) <= set(CONFIDENCES) else []
    tag = _tag(task, choices)
    if not tag:
        return None
    notes = [text for result in results if result.get("type") == "textarea" for text in _values(task, result, "text")]
    cells: dict[str, Any] = {
        "tag": tag,
        "confidence": sure[0] if sure else "",
        "note": "; ".join(map(str, notes)),
    }
    ours = next((meta for result in results if (meta := _ours(result)) and meta.get("tag") == tag), None)
    if ours is not None:
        return cells | {name: ours[name] for name in _IN_META if name in ours}
    when = annotation.get("updated_at") or annotation.get("created_at")
    return cells | {"annotator": _who(annotation.get("completed_by")), "time": _time(when)}


def _tag(task: Record, choices: dict[str, list[Any]]) -> str:
    """The one choice of the control ``tag``, or of the only control there is."""
    given = [name for name, values in choices.items() if values]
    if len(given) > 1 and TAG not in given:
        raise task.fault(
            "choices", f"are of several controls ({', '.join(map(repr, given))}); name that of the tags {TAG!r}"
        )
    values = choices.get(TAG) or next((choices[name] for name in given), [])
    if len(values) > 1:
        shown = ", ".join(map(repr, values))
        raise task.fault("choices", f"{len(values)} choices ({shown}), but a paragraph has one tag; keep one")
    if values and not isinstance(values[0], str):
        raise task.fault("choices", f"{values[0]!r} is not a text")
    return values[0] if values else ""


def _objects(task: Record, name: str, items: Any) -> list[dict[str, Any]]:
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise BadTable(f"{task.place}: {name} is not a list of objects; export the project as JSON")
    return items


def _values(task: Record, result: dict[str, Any], key: str) -> list[Any]:
    value = result.get("value")
    values = value.get(key) if isinstance(value, dict) else None
    if isinstance(values, str):
        return [values]
    if not isinstance(values, list):
        raise BadTable(f"{task.place}: a result has no list {key!r} in its value; export the project as JSON")
    return values


def _ours(result: dict[str, Any]) -> dict[str, Any] | None:
    meta = result.get("meta")
    ours = meta.get(_META) if isinstance(meta, dict) else None
    return ours if isinstance(ours, dict) else None


def _who(user: Any) -> Any:
    if isinstance(user, dict):
        return user.get("email") or _who(user.get("id"))
    return f"user-{user}" if isinstance(user, int) else user


def _time(when: Any) -> str:
    """A time of Label Studio as the labels write it; empty where it is none.

    >>> _time("2021-03-09T22:16:08.728353+01:00")
    '2021-03-09T21:16:08Z'
    """
    try:
        moment = datetime.fromisoformat(when)
    except (TypeError, ValueError):
        return ""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return timestamp(aware)
