"""The ratios that are held: read from floors.toml, shown with the results, compared by ``make bench CHECK=1``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from speed.race import Ratio

FLOORS = Path(__file__).parents[1] / "floors.toml"


@dataclass(frozen=True)
class Floor:
    """*ours* is to be at least *least* times as fast as *against*; 0 where only its own past holds it."""

    ours: str
    against: str
    least: float = 0.0
    unit: str = "paragraphs"

    @property
    def name(self) -> str:
        """The ratio's name in results.json."""
        return f"{self.ours} / {self.against}"


def read_floors() -> list[Floor]:
    """All that are held."""
    return [Floor(**each) for each in tomllib.loads(FLOORS.read_text(encoding="utf-8"))["ratio"]]


def tolerance() -> float:
    """By how much of itself a ratio may fall below the recorded one."""
    return float(tomllib.loads(FLOORS.read_text(encoding="utf-8"))["tolerance"])


def floor_rows(ratios: Mapping[str, Ratio | None]) -> list[tuple[str, ...]]:
    """A row of each floor: what was found, what is asked, and whether it holds."""
    rows: list[tuple[str, ...]] = []
    for floor in read_floors():
        found = ratios[floor.name]
        least = f"{floor.least:g}" if floor.least else "–"
        rows.append((floor.ours, floor.against, floor.unit, str(found or "–"), least, _verdict(floor, found)))
    return rows


def _verdict(floor: Floor, found: Ratio | None) -> str:
    if found is None:
        return "not raced"
    if not floor.least:
        return ""
    return "held" if found.median >= floor.least else "missed"


def regressions(found: Mapping[str, float], recorded: Mapping[str, float]) -> list[str]:
    """A line for each held ratio that fell: by more than the tolerance below the recorded one, or below its floor."""
    lines = []
    for floor in read_floors():
        old, new = recorded.get(floor.name), found.get(floor.name)
        allowed = max(floor.least, (1 - tolerance()) * (old or 0.0))
        recorded_as = "none" if old is None else f"{old:.2f}"
        if new is None and (old is not None or floor.least):
            lines.append(f"{floor.name}: recorded {recorded_as}, found none: it was not raced; at least {allowed:.2f}")
        elif new is not None and new < allowed:
            lines.append(f"{floor.name}: recorded {recorded_as}, found {new:.2f}; at least {allowed:.2f}")
    return lines
