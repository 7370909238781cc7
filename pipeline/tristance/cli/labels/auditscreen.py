"""What an audit found, on the screen and as a table."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tristance.cli.scores import tag_text
from tristance.cli.screen import console, printable
from tristance.files import csv_line, write_text
from tristance.labels.findings import Finding, Looked
from tristance.schema import Codebook

COLUMNS = (
    *("paragraph", "article", "title", "position", "reason", "gold", "predicted", "p_gold", "p_predicted", "readings"),
    *("text", "other_paragraph", "other_gold", "other_readings", "similarity", "annotators", "other_text"),
)
"""Of the table, in order."""
_INDENT = 3


def print_findings(found: Iterable[Finding], codebook: Codebook) -> None:
    """One card a finding: what is wrong, the text, who said what; of a contradiction, the copy below it."""
    screen = console()
    for number, finding in enumerate(found, start=1):
        screen.print(Text(f"{number}  ", style="bold") + _headline(finding, codebook))
        for looked in (finding.this, finding.other):
            if looked is not None:
                card = _card(looked, codebook, text=looked is finding.this or looked.text != finding.this.text)
                screen.print(Padding(card, (0, 0, 0, _INDENT), expand=False))
        screen.print()


def _headline(finding: Finding, codebook: Codebook) -> Text:
    line = Text(style="bold")
    if finding.other is None:
        _tag(line, "gold ", finding.this.gold, codebook).append(f" {finding.p_gold:.2f}")
        return _tag(line, ", model ", str(finding.predicted), codebook).append(f" {finding.p_predicted:.2f}")
    if finding.reason == "contradiction":
        _tag(line, "gold ", finding.this.gold, codebook)
        _tag(line, ", but ", finding.other.gold, codebook)
    else:
        there = {reading.annotator: reading.tag for reading in finding.other.readings}
        own = (reading for reading in finding.this.readings if reading.annotator in finding.annotators)
        for place, reading in enumerate(own):
            _tag(line, f"{'; ' * (place > 0)}{printable(reading.annotator)} ", reading.tag, codebook)
            _tag(line, ", but ", there[reading.annotator], codebook)
    alike = "the same words" if finding.similarity == 1 else f"{math.floor(100 * (finding.similarity or 0))} % alike"
    line.append(f" in a copy ({alike})")
    if finding.predicted is not None:
        _tag(line, "; model ", finding.predicted, codebook).append(f" {finding.p_predicted:.2f}")
    return line


def _tag(line: Text, before: str, tag: str, codebook: Codebook) -> Text:
    return line.append(before).append_text(tag_text(tag, codebook))


def _card(looked: Looked, codebook: Codebook, *, text: bool) -> Group:
    """Where the paragraph stands, its text if wanted, and what each annotator said of it."""
    where = f"{looked.paragraph}: {looked.title}{', ' if looked.title else ''}paragraph {looked.position}"
    readings = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for reading in looked.readings:
        unsure = "" if reading.confidence == "sure" else reading.confidence
        who, note = printable(reading.annotator), printable(reading.note)
        readings.add_row(who, tag_text(reading.tag, codebook), unsure, note, style="dim")
    shown = [Text(printable(looked.text))] if text else []
    return Group(Text(printable(where), style="dim"), *shown, readings)


def write_findings(path: Path, found: Iterable[Finding]) -> None:
    """The table of *found* at *path*: CSV, one row a finding; what there is none of is empty."""
    write_text(path, csv_line(COLUMNS) + "".join(csv_line(_cells(finding)) for finding in found))


def _cells(finding: Finding) -> Iterator[object]:
    this, other = finding.this, finding.other
    yield from (this.paragraph, this.article, this.title, this.position, finding.reason, this.gold)
    yield from (finding.predicted, _figure(finding.p_gold), _figure(finding.p_predicted), _readings(this), this.text)
    yield from (other.paragraph, other.gold, _readings(other)) if other else (None, None, None)
    yield from (_figure(finding.similarity), ", ".join(finding.annotators), other.text if other else None)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _readings(looked: Looked) -> str:
    return "; ".join(map(str, looked.readings))
