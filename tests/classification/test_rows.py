"""Rows of predictions keep all that came in, in order, and add the model's columns behind it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.articles.tables import open_table
from tristance.classification.rows import classify_table, mix, prediction_columns, renamed
from tristance.classification.writing import write_rows
from tristance.errors import BadTable
from tristance.model.linear import LinearModel

TAGS = ("for", "against", "none")


@pytest.mark.property
@given(
    st.lists(
        st.sampled_from(["id", "tag", "input_tag", "input_input_tag", "p_none", "confidence", "text"]), unique=True
    )
)
def test_no_column_is_lost_or_there_twice(columns: list[str]) -> None:
    names = renamed(columns, TAGS)
    written = [*names.values(), *prediction_columns(TAGS)]
    assert list(names) == columns
    assert len(set(written)) == len(written)


def table(tmp_path: Path, name: str, text: str) -> Any:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return open_table(tmp_path / name)


def test_all_columns_are_kept_in_order(tmp_path: Path, small_model: LinearModel) -> None:
    given_table = table(tmp_path, "a.csv", 'id,tag,body\n7,x,"a quay, enlarged"\n8,y,noise\n')
    rows = list(classify_table(small_model, given_table, "body"))
    assert [list(row) for row in rows] == [["id", "input_tag", "body", *prediction_columns(TAGS)]] * 2
    assert [(row["id"], row["input_tag"], row["body"]) for row in rows] == [
        ("7", "x", "a quay, enlarged"),
        ("8", "y", "noise"),
    ]


def test_a_table_is_scored_as_single_texts_are(tmp_path: Path, small_model: LinearModel) -> None:
    texts = [f"the noise of lorry {i} on the new quay" for i in range(2500)]
    given_table = table(tmp_path, "a.jsonl", "".join(json.dumps({"text": text}) + "\n" for text in texts))
    rows = list(classify_table(small_model, given_table, "text"))
    assert [row["text"] for row in rows] == texts
    single = small_model.predict([texts[2400]])[0]
    assert rows[2400]["tag"] == single.tag
    assert rows[2400]["confidence"] == pytest.approx(single.confidence, abs=1e-12)


def test_probabilities_sum_to_one_and_confidence_is_that_of_the_tag(tmp_path: Path, small_model: LinearModel) -> None:
    (row,) = classify_table(small_model, table(tmp_path, "a.csv", "text\nenlarge the port\n"), "text")
    assert sum(row[f"p_{tag}"] for tag in TAGS) == pytest.approx(1, abs=1e-11)
    assert row["confidence"] == row[f"p_{row['tag']}"]


def test_a_row_without_text_keeps_its_place_and_gets_no_tag(tmp_path: Path, small_model: LinearModel) -> None:
    given_table = table(
        tmp_path, "a.jsonl", '{"text": "a quay"}\n{"text": null}\n{"text": "  "}\n{"id": 4}\n{"text": "noise"}\n'
    )
    rows = list(classify_table(small_model, given_table, "text"))
    assert [row["tag"] is None for row in rows] == [False, True, True, True, False]
    assert rows[1]["p_for"] is None
    assert sum(mix(rows, TAGS).values()) == 2


def test_a_text_that_is_no_string_is_an_error_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n{"text": 5}\n', encoding="utf-8")
    with pytest.raises(BadTable, match=r"a\.jsonl:2: column text: 5 is not a text"):
        open_table(tmp_path / "a.jsonl", "text")


def test_a_missing_column_is_named_with_the_nearest(tmp_path: Path) -> None:
    given_table = table(tmp_path, "a.csv", "id,txt\n1,b\n")
    with pytest.raises(BadTable, match=r"no column 'text' \(did you mean 'txt'\?\); there are: id, txt; name it"):
        given_table.require("text", "name it")


CELLS = st.dictionaries(
    st.sampled_from(["a", "b", "c"]),
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.integers(), max_size=2)),
)


@pytest.mark.property
@given(st.lists(CELLS, max_size=5))
def test_json_lines_round_trip(rows: list[dict[str, Any]]) -> None:
    out = io.StringIO()
    write_rows(rows, ("a", "b", "c"), out, "jsonl")
    read = [json.loads(line) for line in out.getvalue().split("\n")[:-1]]
    if not any(
        "\ud800" <= char <= "\udfff"
        for row in rows
        for value in row.values()
        if isinstance(value, str)
        for char in value
    ):
        assert read == rows
    out.getvalue().encode("utf-8")


@pytest.mark.property
@given(st.lists(st.dictionaries(st.sampled_from(["a", "b"]), st.text(), min_size=2), max_size=5))
def test_csv_round_trips(rows: list[dict[str, str]]) -> None:
    out = io.StringIO()
    write_rows(rows, ("a", "b"), out, "csv")
    text = out.getvalue()
    text.encode("utf-8")
    if not any("\ud800" <= char <= "\udfff" for row in rows for value in row.values() for char in value):
        assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == [
            ["a", "b"],
            *([r["a"], r["b"]] for r in rows),
        ]
