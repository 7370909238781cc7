"""The benchmark runs whole, refuses what differs, and its check finds what fell. Never what it measures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from speed.contestants import SKLEARN, Contestant
from speed.corpus import SHARES, corpus
from speed.equality import check_equality
from speed.floors import Floor, read_floors, regressions
from speed.growth import exponent
from speed.race import Lap, times_as_fast
from speed.report import Section, Table, page, read, write
from speed.workbench import Workbench

ROOT = Path(__file__).resolve().parent.parent
SECTIONS = ["classify", "quality", "growth", "processes", "files", "nested"]
TEXTS = [
    "The ferry left at seven. It was late!",
    'Neighbours said: "No." - and went home.',
    "The harbour's quay – a ruin.",
]


def test_a_quick_run_checks_equality_and_fills_all_tables(tmp_path: Path) -> None:
    command = [sys.executable, "benchmarks/bench.py", "--quick", "--results", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  # our own code
    assert done.returncode == 0, done.stderr
    found = read(tmp_path)
    assert list(found) == SECTIONS
    assert "Equal first: on 120 paragraphs" in " ".join(found["classify"].notes)
    assert all(section.tables and all(table.rows for table in section.tables) for section in found.values())
    raced = {row[0] for row in found["classify"].tables[0].rows}
    assert {"scikit-learn, as shipped", "numpy path, words", "HashingVectorizer + LR", "wc -w", "bare pass"} <= raced
    assert {"numpy path, words / scikit-learn, words"} <= set(found["classify"].ratios)
    assert (tmp_path / "results.md").read_text(encoding="utf-8") == page(list(found.values()))


def test_one_that_says_something_else_ends_the_benchmark(tmp_path: Path) -> None:
    bench = Workbench(tmp_path, 20, few=60)
    (tmp_path / "models").mkdir()
    off = Contestant(
        "numpy path", "words", lambda own: lambda texts: own.frozen("words").log_probabilities(texts) + 1e-8
    )
    true = Contestant("numpy path", "words", lambda own: own.frozen("words").log_probabilities)
    assert "Equal first: on 20 paragraphs" in check_equality(bench, [true])
    with pytest.raises(SystemExit, match="numpy path, words: differs from scikit-learn's probabilities by "):
        check_equality(bench, [true, off])


def test_the_corpus_is_of_its_seed_and_a_smaller_one_is_its_beginning() -> None:
    assert corpus(TEXTS, 40) == corpus(TEXTS, 60)[:40]
    assert corpus(TEXTS, 40, seed=2) != corpus(TEXTS, 40)


def test_the_corpus_has_every_kind_of_letter() -> None:
    paragraphs = corpus(TEXTS, 2000)
    assert abs(sum(map(str.isascii, paragraphs)) / 2000 - SHARES["ASCII"] - SHARES["unseen words"]) < 0.05
    together = "".join(paragraphs)
    assert set("İςΣß“”’—。ю") <= set(together)
    assert 70 < sum(len(text.split()) for text in paragraphs) / 2000 < 100


def test_every_held_ratio_is_of_contestants_that_there_are() -> None:
    from speed.contestants import contestants

    names = {each.name for each in contestants()}
    assert {name for floor in read_floors() for name in (floor.ours, floor.against)} <= names


def test_a_check_names_each_ratio_that_fell() -> None:
    recorded = {floor.name: 2.0 * max(floor.least, 1.0) for floor in read_floors()}
    assert regressions(recorded, recorded) == []
    fell = "kernel from str, words / scikit-learn, words"
    slower = "numpy path, as shipped / scikit-learn, as shipped"
    gone = "kernel from str, words / wc -w"
    found = {**recorded, fell: 19.0, slower: 1.5}
    del found[gone]
    assert regressions(found, recorded) == [
        f"{fell}: recorded 40.00, found 19.00; at least 32.00",
        f"{gone}: recorded 2.00, found none: it was not raced; at least 1.60",
        f"{slower}: recorded 2.00, found 1.50; at least 1.60",
    ]
    assert regressions({**found, slower: 1.7, gone: 0.9, fell: 21.0}, {}) == []


def test_a_floor_holds_without_a_record() -> None:
    least = {floor.name: floor.least for floor in read_floors() if floor.least}
    assert len(regressions({name: 0.9 * own for name, own in least.items()}, {})) == len(least)
    assert len(regressions({}, {})) == len(least)


def test_a_ratio_is_taken_within_each_round() -> None:
    mine, theirs = [Lap(1.0, 1.0), Lap(2.0, 2.0), Lap(4.0, 4.0)], [Lap(2.0, 2.0), Lap(6.0, 6.0), Lap(4.0, 4.0)]
    assert times_as_fast(mine, theirs) == (2.0, 1.0, 3.0)
    assert times_as_fast(mine, theirs, work=4.0) == (8.0, 4.0, 12.0)


def test_time_in_proportion_has_exponent_one() -> None:
    laps = [[Lap(own * size, 0.0) for own in (1.0, 3.0)] for size in (1, 2, 4, 8)]
    assert exponent([1, 2, 4, 8], laps) == pytest.approx((1.0, 1.0, 1.0))


def test_results_come_back_as_they_were_written(tmp_path: Path) -> None:
    section = Section(
        "A title", ["A note."], [Table(["who", "s"], [["ferry", "1.0"]])], {"a / b": 2.0}, "A machine.", "Ran."
    )
    write(tmp_path, {"one": section, "two": section})
    again = read(tmp_path)
    assert page(list(again.values())) == (tmp_path / "results.md").read_text(encoding="utf-8")
    assert again["two"].ratios == {"a / b": 2.0}
    assert page([section, section]).count("A machine.") == 1


def test_a_floor_is_named_by_its_two_sides() -> None:
    assert Floor("ours", SKLEARN).name == "ours / scikit-learn"
