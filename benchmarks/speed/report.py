"""What a section found, as data: kept in results.json, written as Markdown in results.md, never by hand."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tristance.files import write_text

HEAD = """\
# How fast, and beside whom

Written by `make bench`, never by hand; `python benchmarks/bench.py --only SECTION` renews one section. Contestants take
turns in one process and one thread; ratios are taken within a round, and their median is given with the smallest and
the largest. More is better in every ratio.
"""


@dataclass(frozen=True)
class Table:
    """Rows of cells under columns; columns of figures are set to the right."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = ""
    words: int = 1  # how many columns, from the left, are words

    def lines(self) -> list[str]:
        """As Markdown, columns of one width."""
        widths = [max(_width(row[i]) for row in (self.columns, *self.rows)) for i in range(len(self.columns))]
        rule = [
            "-" * max(width, 3) if i < self.words else "-" * (max(width, 3) - 1) + ":" for i, width in enumerate(widths)
        ]
        heading = [f"### {self.title}", ""] if self.title else []
        return [*heading, *(self._line(row, widths) for row in (self.columns, rule, *self.rows)), ""]

    def _line(self, row: Sequence[str], widths: Sequence[int]) -> str:
        cells = []
        for i, (cell, width) in enumerate(zip(row, widths, strict=True)):
            blank = " " * (max(width, 3) - _width(cell))
            cells.append(cell + blank if i < self.words else blank + cell)
        return f"| {' | '.join(cells)} |"


@dataclass(frozen=True)
class Section:
    """Tables under a title, with what a reader must know; *ratios* are what a later check compares.

    ``machine`` and ``ran`` say where and when.
    """

    title: str
    notes: Sequence[str]
    tables: Sequence[Table]
    ratios: Mapping[str, float] = field(default_factory=dict)
    machine: str = ""
    ran: str = ""

    def lines(self, *, machine: bool = True) -> list[str]:
        """As Markdown; without the *machine* where the page has named it."""
        about = [self.machine, self.ran] if machine else [self.ran]
        lines = [f"## {self.title}", ""]
        for paragraph in (*about, *self.notes):
            lines += [paragraph, ""]
        for table in self.tables:
            lines += table.lines()
        return lines


def read(folder: Path) -> dict[str, Section]:
    """The sections by their names in results.json of *folder*; none where it is not there."""
    path = folder / "results.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {
        name: Section(**{**section, "tables": [Table(**table) for table in section["tables"]]})
        for name, section in kept.items()
    }


def write(folder: Path, sections: Mapping[str, Section]) -> None:
    """results.json and results.md in *folder*."""
    data = {name: asdict(section) for name, section in sections.items()}
    write_text(folder / "results.json", json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    write_text(folder / "results.md", page(list(sections.values())))


def page(sections: Sequence[Section]) -> str:
    """All of them; the machine once where they ran on the same one, else under each."""
    machines = {section.machine for section in sections}
    lines = [HEAD, *([*machines, ""] if len(machines) == 1 else [])]
    for section in sections:
        lines += section.lines(machine=len(machines) > 1)
    return "\n".join(lines).rstrip("\n") + "\n"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
