"""How many rows of a table were tagged, and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Counts:
    """Of rows that were classified; ``tags`` are those that were written, ``undecided`` among them where there is one.

    ``undecided`` rows fell short of an error budget. ``broken`` ones could not be used, and are not among ``rows``.
    """

    rows: int = 0
    without_text: int = 0
    undecided: int = 0
    broken: int = 0
    tags: Counter[str] = field(default_factory=Counter)

    def add(self, other: Counts) -> None:
        """Count what *other* counts too."""
        self.rows += other.rows
        self.without_text += other.without_text
        self.undecided += other.undecided
        self.broken += other.broken
        self.tags.update(other.tags)

    def counting(self, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """*rows*, each counted when it comes."""
        for row in rows:
            self.rows += 1
            self.without_text += row["tag"] is None
            self.undecided += row.get("undecided_reason") is not None
            if row["tag"] is not None:
                self.tags[row["tag"]] += 1
            yield row

    def as_json(self) -> dict[str, Any]:
        """As a manifest has it, of a part; broken rows are of the whole table."""
        return {
            "rows": self.rows,
            "without_text": self.without_text,
            "undecided": self.undecided,
            "tags": dict(sorted(self.tags.items())),
        }

    @classmethod
    def of_json(cls, found: dict[str, Any]) -> Counts:
        """What :meth:`as_json` gave."""
        return cls(found["rows"], found["without_text"], found["undecided"], tags=Counter(found["tags"]))
