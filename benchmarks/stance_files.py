"""The files of SemEval-2016 Task 6 and of BABE, in the forms in which they are passed around.

SemEval: ``ID Target Tweet Stance`` parted by tabs and without quotation (also with the later annotations behind), or a
CSV with these columns in any order. BABE: ``text;news_link;…;label_bias;…`` with semicolons, or a CSV with commas.
Columns are known by name, upper or lower case; encodings are guessed as for articles.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tristance.articles.encoding import decode
from tristance.errors import BadTable
from tristance.files import read_bytes

_SHOWN = 12


@dataclass(frozen=True)
class Benchmark:
    """What is scored: the mean F1 of ``scored``, some or all of the ``labels``.

    ``columns`` are the names that each column goes by, the first one the official; ``spellings`` are the labels as
    files write them, in lower case, with None for those whose rows do not count.
    """

    key: str
    name: str
    texts: str
    score: str
    labels: tuple[str, ...]
    scored: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]
    spellings: dict[str, str | None]


@dataclass(frozen=True)
class Row:
    """One labelled text. ``target`` is empty where there is one classifier for all, ``article`` where none is known."""

    text: str
    label: str
    target: str = ""
    article: str = ""


SEMEVAL = Benchmark(
    "semeval",
    "SemEval-2016 Task 6A",
    "tweets",
    "F_avg",
    ("FAVOR", "AGAINST", "NONE"),
    ("FAVOR", "AGAINST"),
    {"target": ("Target",), "text": ("Tweet", "text"), "label": ("Stance", "label")},
    {"favor": "FAVOR", "against": "AGAINST", "none": "NONE"},
)
BABE = Benchmark(
    "babe",
    "BABE",
    "sentences",
    "macro-F1",
    ("Biased", "Non-biased"),
    ("Biased", "Non-biased"),
    {"article": ("news_link", "article"), "text": ("text",), "label": ("label_bias", "label")},
    {"biased": "Biased", "1": "Biased", "non-biased": "Non-biased", "0": "Non-biased", "no agreement": None},
)


def read(path: Path) -> tuple[Benchmark, list[Row]]:
    """The benchmark that the file at *path* belongs to, and its rows.

    Raises :class:`BadTable` where its columns are of neither, or a row does not fit them, and :class:`UnreadableFile`.
    """
    lines = _lines(path)
    header = [name.strip().casefold() for name in next(lines, (1, []))[1]]
    for benchmark in (SEMEVAL, BABE):
        places = {role: _place(names, header) for role, names in benchmark.columns.items()}
        if None not in places.values():
            found = [_row(benchmark, path, line, {r: cells[i] for r, i in places.items() if i is not None})
                     for line, cells in lines]  # fmt: skip
            rows = [row for row in found if row is not None]
            if not rows:
                raise BadTable(f"{path}: has no labelled rows")
            return benchmark, rows
    forms = "; ".join(f"{b.name} has {', '.join(names[0] for names in b.columns.values())}" for b in (SEMEVAL, BABE))
    there = ", ".join(header[:_SHOWN]) + (", …" if len(header) > _SHOWN else "")
    raise BadTable(f"{path}: not the columns of a benchmark that is known here ({there}); {forms}")


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The header and the rows with their line numbers; all have as many cells."""
    text = decode(read_bytes(path), str(path))
    first = text.lstrip().partition("\n")[0]
    delimiter = max("\t,;|", key=first.count)
    file = io.StringIO(text, newline="")
    if delimiter == "\t":
        # In the tab-separated files of the task a quotation mark is a letter like any other, and often stands alone.
        reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(file, delimiter=delimiter)
    width = 0
    try:
        for cells in reader:
            if not any(cells):
                continue
            width = width or len(cells)
            if len(cells) != width:
                raise BadTable(f"{path}:{reader.line_num}: {len(cells)} cells where the header has {width}")
            yield reader.line_num, cells
    except csv.Error as error:
        raise BadTable(f"{path}:{reader.line_num}: not a row of CSV ({error})") from None


def _place(names: tuple[str, ...], header: list[str]) -> int | None:
    return next((header.index(name.casefold()) for name in names if name.casefold() in header), None)


def _row(benchmark: Benchmark, path: Path, line: int, cells: dict[str, str]) -> Row | None:
    label = cells["label"].strip()
    if label.casefold() not in benchmark.spellings:
        hint = "; name the file with gold labels" if label.casefold() == "unknown" else ""
        raise BadTable(f"{path}:{line}: {label!r} is no label of {benchmark.name}: {', '.join(benchmark.labels)}{hint}")
    known = benchmark.spellings[label.casefold()]
    if known is None:
        return None
    text = cells["text"].strip()
    if not text:
        raise BadTable(f"{path}:{line}: the text is empty")
    return Row(text, known, cells.get("target", "").strip(), cells.get("article", "").strip())
