"""Risk against coverage, beside the definition written out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tristance.measures import risk_coverage as measure

Floats = NDArray[np.float64]


def curve(confidence: Floats, wrong: NDArray[np.bool_], coverages: list[float]) -> Floats:
    sums = measure.cell_sums(wrong, measure.cells(confidence), np.zeros(len(wrong), dtype=np.intp), 1)[0]
    return measure.risk(sums, np.array(coverages))


def area(confidence: Floats, wrong: NDArray[np.bool_]) -> float:
    cell = measure.cells(confidence)
    return float(measure.area(measure.cell_sums(wrong, cell, np.zeros(len(wrong), dtype=np.intp), 1)[0]))


def test_a_case_by_hand() -> None:
    confidence = np.array([0.9, 0.5, 0.8, 0.6])
    wrong = np.array([False, True, False, True])
    assert curve(confidence, wrong, [1, 0.75, 0.5, 0.25]).tolist() == pytest.approx([0.5, 1 / 3, 0, 0])
    assert area(confidence, wrong) == pytest.approx((0 + 0 + 1 / 3 + 1 / 2) / 4)


def test_equal_confidences_are_taken_right_and_wrong_alike() -> None:
    """Nothing says which comes first, so that the order of the rows must not."""
    wrong = np.array([True, False, False, False])
    assert curve(np.full(4, 0.7), wrong, [1, 0.5, 0.25]).tolist() == pytest.approx([0.25] * 3)
    assert curve(np.full(4, 0.7), wrong[::-1], [0.1]).tolist() == pytest.approx([0.25])


@pytest.mark.property
@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), min_size=1, max_size=150, unique_by=lambda row: row[0]))
def test_risk_and_area_are_those_of_the_definition(rows: list[tuple[int, bool]]) -> None:
    confidence = np.array([row[0] / 50 for row in rows])
    wrong = np.array([row[1] for row in rows])
    n = len(rows)
    ordered = wrong[np.argsort(-confidence)]
    risks = np.cumsum(ordered) / np.arange(1, n + 1)
    found = curve(confidence, wrong, [(i + 1) / n for i in range(n)])
    np.testing.assert_allclose(found, risks, atol=1e-9)
    assert area(confidence, wrong) == pytest.approx(risks.mean())


def test_many_paragraphs_share_cells_and_the_curve_stays() -> None:
    generator = np.random.default_rng(1)
    confidence = generator.random(20_000)
    wrong = generator.random(20_000) > confidence
    risks = np.cumsum(wrong[np.argsort(-confidence)]) / np.arange(1, 20_001)
    assert measure.cells(confidence).max() < measure.CELLS
    assert curve(confidence, wrong, [1, 0.4, 0.035]) == pytest.approx(risks[[19_999, 7999, 699]], abs=0.002)
    assert area(confidence, wrong) == pytest.approx(risks.mean(), abs=0.002)


@pytest.mark.property
@given(st.lists(st.sampled_from([0.2, 0.5, 0.9]), min_size=1, max_size=400))
def test_cells_are_numbered_from_the_most_confident_without_a_gap(confidence: list[float]) -> None:
    cell = measure.cells(np.array(confidence))
    assert sorted(set(cell.tolist())) == list(range(len(set(confidence))))
    assert cell[int(np.argmax(confidence))] == 0


def test_a_draw_without_any_paragraph_is_nan_without_a_warning() -> None:
    nothing = np.zeros((2, 5, 2))
    assert np.isnan(measure.risk(nothing, np.array([1.0, 0.5]))).all()
    assert np.isnan(measure.area(nothing)).all()


def test_one_call_serves_every_replicate() -> None:
    generator = np.random.default_rng(2)
    sums = np.stack([generator.integers(1, 5, (7, 30)), generator.integers(0, 2, (7, 30))], axis=-1).astype(float)
    coverages = np.array([1.0, 0.33, 0.05])
    np.testing.assert_allclose(measure.risk(sums, coverages), [measure.risk(each, coverages) for each in sums])
    np.testing.assert_allclose(measure.area(sums), [measure.area(each) for each in sums])
