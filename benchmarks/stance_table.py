"""Scores of a benchmark beside published ones, as a Markdown table and as figures for JSON."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from stance_files import Benchmark
from stance_scores import Scored
from tristance.cli.screen import count, printable
from tristance.measures.bootstrap import Estimate

_PUBLISHED = Path(__file__).with_name("published.toml")


@dataclass(frozen=True)
class Run:
    """What was scored of which files, and the figures. ``test`` is empty for folds; ``notes`` say what was left out."""

    benchmark: Benchmark
    files: tuple[str, ...]
    test: str
    n: int
    classifiers: int
    lines: Sequence[Scored]
    commonest: Scored
    by_seed: Sequence[float]
    seconds: float
    notes: tuple[str, ...]

    @property
    def protocol(self) -> str:
        """``5 folds of 2,914 tweets``, or on what was trained and what was tested."""
        texts = self.benchmark.texts
        if self.test:
            return f"trained on {self.n:,} {texts}, tested on {self.lines[0].n:,}"
        by = " by article" if "article" in self.benchmark.columns else ""
        return f"5 folds{by} of {self.n:,} {texts}"

    def as_markdown(self) -> str:
        """A line on what was done, and the table."""
        scored, ours = self.benchmark.scored, f"these {self.lines[0].n:,}"
        table, sources = published(self.benchmark)
        seeds = ", ".join(f"{100 * value:.1f}" for value in self.by_seed)
        head = ("", "on", self.benchmark.score, *(f"F1 {label}" for label in scored))
        rows = [_row(line, f"{line.n:,}" if number else ours) for number, line in enumerate(self.lines)]
        rows.append(_row(self.commonest, ours))
        order = list(sources)
        for each in table["rows"]:
            f1 = [_percent(each.get("f1", {}).get(label)) for label in scored]
            name = f"{each['name']} [{1 + order.index(each['source'])}]"
            rows.append((name, table["on"], _percent(each["score"]), *f1))
        test = f"; test {printable(self.test)}" if self.test else ""
        lines = [
            f"{self.benchmark.name}: {', '.join(map(printable, self.files))}{test}",
        ]
        took = f"{count(self.classifiers, 'classifier')}; {self.seconds:.0f} s"
        lines.append(f"{self.protocol}; {took}; {head[2]} of {count(len(self.by_seed), 'seed')}: {seeds}")
        lines += map(printable, self.notes)
        lines += ["", *(f"| {' | '.join(cells)} |" for cells in (head, ("---",) * len(head), *rows)), ""]
        lines += [f"[{number}] {sources[key]}" for number, key in enumerate(order, start=1)]
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """The figures as shares of 1, and the published ones in per cent as they were published."""
        table, sources = published(self.benchmark)
        return {
            "benchmark": self.benchmark.name,
            "files": list(self.files),
            "test": self.test or None,
            "protocol": self.protocol,
            "score": self.benchmark.score,
            "seeds": len(self.by_seed),
            "by_seed": list(self.by_seed),
            "seconds": round(self.seconds, 1),
            "notes": list(self.notes),
            "lines": [_figures(self.benchmark, line) for line in (*self.lines, self.commonest)],
            "published": [{**each, "on": table["on"], "source": sources[each["source"]]} for each in table["rows"]],
        }


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(_PUBLISHED.read_text(encoding="utf-8"))


def published(benchmark: Benchmark) -> tuple[dict[str, Any], dict[str, str]]:
    """The published table of a benchmark, and the sources that it names, in the order of their first row."""
    table = _file()[benchmark.key]
    return table, {each["source"]: _file()["sources"][each["source"]] for each in table["rows"]}


def _row(line: Scored, on: str) -> tuple[str, ...]:
    return (printable(line.name).replace("|", "\\|"), on, *map(_estimate, (line.score, *line.f1)))


def _estimate(found: Estimate) -> str:
    value, low, high = (f"{100 * figure:.1f}" for figure in found)
    return value if math.isnan(found.low) else f"{value} [{low}, {high}]"


def _percent(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.1f}"


def _figures(benchmark: Benchmark, line: Scored) -> dict[str, Any]:
    f1 = {label: _interval(found) for label, found in zip(benchmark.scored, line.f1, strict=True)}
    return {"name": line.name, "n": line.n, **_interval(line.score), "f1": f1}


def _interval(found: Estimate) -> dict[str, float | None]:
    return {key: None if math.isnan(value) else value for key, value in found._asdict().items()}
