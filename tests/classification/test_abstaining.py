"""Rows that are too unsure are left undecided, and say why; nothing else of them changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.articles.tables import open_table
from tristance.classification.abstaining import abstaining, undecided_tag
from tristance.classification.rows import classify_table, prediction_columns, renamed
from tristance.model.abstention import Thresholds
from tristance.model.linear import LinearModel
from tristance.schema import Codebook, Tag

BOOK = Codebook("1", "", (), (Tag("for", "", "stance"), Tag("against", "", "stance"), Tag("none", "", "background")))
KEPT = Thresholds(0.1, 0.83, 0.4, 0.5, 0.3, 0.09, 0.08)


def row(tag: str | None, confidence: float | None) -> dict[str, Any]:
    return {"id": 7, "tag": tag, "confidence": confidence, "p_for": confidence}


def decided(*rows: dict[str, Any], kept: Thresholds = KEPT, book: Codebook = BOOK) -> list[tuple[Any, Any]]:
    return [(each["tag"], each["undecided_reason"]) for each in abstaining(rows, kept, book)]


def test_stances_and_background_have_a_threshold_each() -> None:
    assert decided(row("for", 0.83), row("against", 0.829), row("none", 0.4), row("none", 0.399)) == [
        ("for", None),
        ("undecided", "against: confidence below 0.83 (--max-error 0.1)"),
        ("none", None),
        ("undecided", "none: confidence below 0.4 (--max-error 0.1)"),
    ]


def test_a_row_without_text_is_not_undecided() -> None:
    assert decided(row(None, None)) == [(None, None)]


def test_a_background_that_no_confidence_is_enough_for() -> None:
    kept = Thresholds(0.02, 0.9, None, 0.1, 0.3, 0.02, None)
    assert decided(row("none", 1.0), kept=kept) == [("undecided", "none: no confidence is enough (--max-error 0.02)")]


def test_without_background_all_tags_are_stances() -> None:
    book = Codebook("1", "", (), BOOK.tags[:2])
    assert [tag for tag, _ in decided(row("for", 0.9), row("against", 0.5), book=book)] == ["for", "undecided"]


def test_a_tag_of_that_name_is_not_mistaken_for_it() -> None:
    assert undecided_tag(BOOK) == "undecided"
    book = Codebook("1", "", (), (Tag("Undecided", "", "stance"), Tag("for", "", "stance")))
    assert undecided_tag(book) == "left undecided"
    assert decided(row("Undecided", 0.9), row("for", 0.2), book=book) == [
        ("Undecided", None),
        ("left undecided", "for: confidence below 0.83 (--max-error 0.1)"),
    ]
    book = Codebook("1", "", (), (*book.tags, Tag("left undecided", "", "stance")))
    assert undecided_tag(book) == "left left undecided"


@pytest.mark.property
@given(
    st.lists(st.tuples(st.sampled_from(BOOK.names), st.floats(0, 1))),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_lower_thresholds_keep_all_that_higher_ones_keep(
    rows: list[tuple[str, float]], stances: tuple[float, float], background: tuple[float, float]
) -> None:
    def kept(place: int) -> set[int]:
        least = Thresholds(0.1, sorted(stances)[place], sorted(background)[place], 0.5, 0.5, 0.1, 0.1)
        found = decided(*(row(*each) for each in rows), kept=least)
        assert all(
            tag == (given[0] if reason is None else "undecided")
            for (tag, reason), given in zip(found, rows, strict=True)
        )
        return {i for i, (_, reason) in enumerate(found) if reason is None}

    assert kept(1) <= kept(0)


@pytest.mark.property
@given(st.lists(st.sampled_from(["undecided_reason", "input_undecided_reason", "tag", "text"]), unique=True))
def test_no_column_of_the_input_is_lost(columns: list[str]) -> None:
    names = renamed(columns, BOOK.names, abstaining=True)
    written = [*names.values(), *prediction_columns(BOOK.names, abstaining=True)]
    assert len(set(written)) == len(written)
    if "undecided_reason" in columns:  # it is the user's own where nothing is left undecided
        assert renamed(columns, BOOK.names)["undecided_reason"] == "undecided_reason"


def test_all_else_of_a_row_stays(tmp_path: Path, small_model: LinearModel) -> None:
    (tmp_path / "a.csv").write_text("id,undecided_reason,text\n1,why,the quay\n2,,\n3,,lorries by the port\n")

    def rows(*, leaving: bool) -> list[dict[str, Any]]:
        return list(classify_table(small_model, open_table(tmp_path / "a.csv"), "text", abstaining=leaving))

    before = rows(leaving=True)
    after = list(abstaining(rows(leaving=True), Thresholds(0.1, 1.0, 1.0, 0, 0, 0, 0), small_model.codebook))
    assert [each["tag"] for each in after] == ["undecided", None, "undecided"]
    for one, other in zip(before, after, strict=True):
        assert {**one, "tag": 0} == {name: other[name] for name in one} | {"tag": 0}
        assert [*one, "undecided_reason"] == list(other)
    assert after[0]["input_undecided_reason"] == "why"
    assert rows(leaving=False)[0]["undecided_reason"] == "why"
