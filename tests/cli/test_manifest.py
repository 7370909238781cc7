"""What lies beside an output: from which model, labels and inputs it came, and by which command."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from command import Tristance
from tristance.files import read_bytes, sha256

ARTICLE = (
    "The council wants to enlarge the port, and the quay with it. The ferry will call there twice a day.\n\n"
    "The noise of the lorries would keep the whole street awake, the neighbours said at the meeting on Monday.\n"
)


def test_a_table_of_tags_says_where_it_came_from(tristance: Tristance, tmp_path: Path) -> None:
    source, output = tmp_path / "a town.txt", tmp_path / "tagged.csv"
    source.write_text(ARTICLE)
    result = tristance("classify", source, "--model", "small", "-o", output)
    assert result.exit_code == 0, result.output
    found = json.loads((tmp_path / "tagged.csv.manifest.json").read_text())
    card = json.loads((tristance.folder / "models" / "small" / "card.json").read_text())
    assert found["output"] == {"file": "tagged.csv", "sha256": hashlib.sha256(output.read_bytes()).hexdigest()}
    assert found["command"] == f"tristance classify '{source}' --model small -o {output}"
    assert found["model"]["npz_sha256"] == card["npz_sha256"]
    assert found["model"]["labels_digest"] == card["labels"].get("digest")
    assert found["inputs"] == [{"file": str(source), "sha256": hashlib.sha256(source.read_bytes()).hexdigest()}]
    assert {"python", "tristance", "numpy"} <= set(found["packages"])
    assert "labels" not in found


def test_a_table_that_is_its_own_output_is_named_as_it_was(tristance: Tristance, tmp_path: Path) -> None:
    table = tmp_path / "archive.csv"
    table.write_text("text\nThe ferry left at seven.\n")
    before = hashlib.sha256(table.read_bytes()).hexdigest()
    assert tristance("classify", table, "--model", "small", "-o", table).exit_code == 0
    found = json.loads((tmp_path / "archive.csv.manifest.json").read_text())
    assert found["inputs"] == [{"file": str(table), "sha256": before}]
    assert found["output"]["sha256"] == hashlib.sha256(table.read_bytes()).hexdigest() != before


def test_standard_input_has_a_digest_too(tristance: Tristance, tmp_path: Path) -> None:
    output = tmp_path / "tagged.jsonl"
    assert tristance("classify", "-", "--model", "small", "-o", output, stdin=ARTICLE.encode()).exit_code == 0
    found = json.loads((tmp_path / "tagged.jsonl.manifest.json").read_text())
    assert found["inputs"] == [{"file": "-", "sha256": hashlib.sha256(ARTICLE.encode()).hexdigest()}]


def test_a_run_that_fails_leaves_none(tristance: Tristance, tmp_path: Path) -> None:
    tristance.refuses("classify", tmp_path / "none.txt", "--model", "small", "-o", tmp_path / "tagged.csv")
    assert list(tmp_path.glob("*.manifest.json")) == []


def test_what_is_no_file_has_nothing_beside_it(tristance: Tristance, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    result = tristance("classify", tmp_path / "a.txt", "--model", "small", "--format", "csv", "-o", "/dev/null")
    assert result.exit_code == 0, result.output
    assert not Path("/dev/null.manifest.json").exists()


def test_a_large_file_is_hashed_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"quay\n" * 300_000)
    assert sha256(path) == hashlib.sha256(read_bytes(path)).hexdigest() == sha256(read_bytes(path))


def test_figures_carry_it(tristance: Tristance, labels_folder: Path) -> None:
    found = tristance.figures("labels", "agreement", "--labels", labels_folder)["manifest"]
    assert found["labels"]["folder"] == str(labels_folder)
    assert len(found["labels"]["digest"]) == 64
    assert found["command"] == f"tristance labels agreement --labels {labels_folder} --json -"
