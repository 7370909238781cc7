"""Figures and tables as files: all of them, or none."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from tristance.report.assets import NAMES, files
from tristance.report.run import Run


@pytest.fixture(scope="session")
def made(real_run: Run) -> dict[str, bytes]:
    return files(real_run)


def test_files_have_known_names(made: dict[str, bytes]) -> None:
    assert made.keys() <= NAMES
    assert {"headline.svg", "confusion.svg", "calibration.svg", "risk-coverage.svg", "methods.md"} <= made.keys()
    assert {"tags.csv", "terms.csv", "errors.csv", "agreement.csv", "manifest.json"} <= made.keys()


def test_the_same_run_gives_the_same_files(real_run: Run, made: dict[str, bytes]) -> None:
    assert files(real_run) == made


def test_figures_are_whole_svg_without_references(made: dict[str, bytes]) -> None:
    for name, data in made.items():
        if name.endswith(".svg"):
            root = ET.fromstring(data.decode())  # noqa: S314  # our own
            assert root.find("{http://www.w3.org/2000/svg}title") is not None
            assert b"var(--" not in data


def test_tables_have_a_header_and_rows_of_its_length(made: dict[str, bytes]) -> None:
    for name, data in made.items():
        if name.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
            assert len(rows) > 1, name
            assert len(set(rows[0])) == len(rows[0]), name
            assert {len(row) for row in rows} == {len(rows[0])}, name
            assert not {"nan", "undefined", "–"} & {cell for row in rows for cell in row}, name


def test_tables_hold_more_digits_than_the_page(real_run: Run, made: dict[str, bytes]) -> None:
    first = next(csv.DictReader(io.StringIO(made["headline.csv"].decode())))
    assert float(first["value"]) == pytest.approx(real_run.scores.stance_macro_f1.value, abs=1e-6)
    assert float(first["value_low"]) == pytest.approx(real_run.scores.stance_macro_f1.low, abs=1e-6)


def test_errors_that_are_left_out_are_in_no_file(real_run: Run) -> None:
    assert real_run.mistakes
    text = real_run.mistakes[0].text.encode()
    kept = files(replace(real_run, mistakes=None))
    assert "errors.csv" not in kept
    assert not any(text in data for data in kept.values())
