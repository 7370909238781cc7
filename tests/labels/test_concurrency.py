"""Several programs that write to one folder at once lose nothing."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from tristance.labels.collecting import collect
from tristance.labels.exchange import import_file
from tristance.labels.rows import AnnotationRow
from tristance.labels.sheet import sheet_rows, write_sheet
from tristance.labels.store import append, read_labels

WORKERS = 4


def pool() -> ProcessPoolExecutor:
    """Processes that share nothing with this one, as two terminals do not."""
    return ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn"))


def test_annotations_of_several_processes_are_all_there(labels_folder: Path) -> None:
    before = len(read_labels(labels_folder).annotations)
    with pool() as workers:
        for result in [
            workers.submit(append, labels_folder, annotations=[AnnotationRow("art-0-01", f"annotator-{i}", "for")])
            for i in range(80)
        ]:
            result.result()
    added = read_labels(labels_folder).annotations[before:]
    assert Counter(row.annotator for row in added) == {f"annotator-{i}": 1 for i in range(80)}


def test_the_same_texts_imported_by_several_at_once_are_stored_once(empty_folder: Path, tmp_path: Path) -> None:
    """Reading and adding are under one lock, so that each finds what the one before has stored."""
    table = tmp_path / "coded.csv"
    table.write_text("text,tag,article\n" + "".join(f"Text {i}.,for,a{i % 5}\n" for i in range(25)), encoding="utf-8")
    with pool() as workers:
        for result in [workers.submit(import_file, empty_folder, table, annotator=f"no-{i}") for i in range(8)]:
            result.result()
    labels = read_labels(empty_folder)
    assert len(labels.articles) == 5
    assert len(labels.paragraphs) == 25
    assert Counter(row.annotator for row in labels.annotations) == {f"no-{i}": 25 for i in range(8)}


def test_the_same_sheet_collected_by_several_at_once_is_collected_once(labels_folder: Path, tmp_path: Path) -> None:
    labels = read_labels(labels_folder)
    rows = sheet_rows(labels, [row.paragraph for row in labels.paragraphs])
    write_sheet(tmp_path / "ana.csv", (replace(row, tag="for") for row in rows))
    with pool() as workers:
        for result in [workers.submit(collect, labels_folder, [tmp_path / "ana.csv"]) for _ in range(6)]:
            result.result()
    assert Counter(row.annotator for row in read_labels(labels_folder).annotations)["ana"] == 40
