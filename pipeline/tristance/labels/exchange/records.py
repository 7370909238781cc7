"""What every format is read into: cells by column, with the place that they came from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from tristance.articles.tablenames import is_table
from tristance.articles.tables import Table, open_table
from tristance.errors import BadTable, UnreadableFile
from tristance.files import read_bytes
from tristance.labels.names import one_line
from tristance.labels.rows import ArticleRow

OF_ARTICLE = tuple(field.name for field in fields(ArticleRow) if field.name != "article")
OF_PARAGRAPH = ("paragraph", "article", "position", "text", "source_sha256")
OF_JUDGEMENT = ("tag", "annotator", "confidence", "note", "time", "chosen", "probability", "codebook")
COLUMNS = ("article", "position", "text", *OF_JUDGEMENT, "paragraph", "source_sha256", *OF_ARTICLE)
"""The columns of an exported table, in their order."""

_LINE_END = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Record:
    """One paragraph with at most one judgement; ``cells`` hold what a format holds: texts, numbers, None.

    ``place`` begins a message (``coded.csv:12``), ``where`` ends one (``on line 12``).
    """

    place: str
    where: str
    cells: dict[str, Any]

    @property
    def named(self) -> bool:
        """Whether the record says which paragraph it is, as an export does, so that its cells are taken as they are."""
        return bool(self.cells.get("paragraph")) and bool(self.cells.get("article"))

    def cell(self, column: str) -> str:
        """The text of a cell, on one line and without spaces around; empty where there is none.

        Runs of spaces become one, unless the record is :attr:`named`. Raises :class:`BadTable` for a value that is no
        text.
        """
        value = self.cells.get(column)
        if value is None:
            return ""
        if isinstance(value, (dict, list, bool)):
            raise self.fault(column, f"{value!r} is not a text")
        if column == "position" and isinstance(value, float) and value.is_integer():
            value = int(value)  # pandas, which doccano uses, makes 3 a 3.0
        try:
            str(value).encode()
        except UnicodeEncodeError:
            raise self.fault(column, f"{value!r} holds half a character (a lone surrogate)") from None
        return _LINE_END.sub(" ", str(value)).strip() if self.named else one_line(str(value))

    def fault(self, column: str, message: str) -> BadTable:
        """What to raise of a cell."""
        return BadTable(f"{self.place}: column {column}: {message}")


def records_of(table: Table) -> Iterator[Record]:
    """The rows of a table as records."""
    return (Record(f"{table.path}:{line}", f"on line {line}", cells) for line, cells in table.rows())


def read_objects(path: Path) -> list[Record]:
    """The objects of a JSON file, at least one: of a list, one by itself, or one a line where the name ends in .jsonl.

    Raises :class:`BadTable` where it is not JSON of objects, and :class:`UnreadableFile`.
    """
    if is_table(path):
        return list(records_of(open_table(path, kind="jsonl")))
    try:
        found = json.loads(read_bytes(path).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path}: not UTF-8 (byte {error.start}), as JSON is; save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise BadTable(f"{path}:{error.lineno}: not JSON ({error.msg})") from None
    except (ValueError, RecursionError) as error:
        raise BadTable(f"{path}: not JSON that can be read ({error})") from None
    items = found if isinstance(found, list) else [found]
    if not items:
        raise BadTable(f"{path}: has no items")
    records = []
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            raise BadTable(f"{path}: item {number}: a JSON {type(item).__name__}; each item is one object")
        records.append(Record(f"{path}: item {number}", f"in item {number}", item))
    return records
