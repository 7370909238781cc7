"""The plot of a curve: plain characters, 76 columns, everything where it belongs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.cli.plot import draw_curve
from tristance.measures.bootstrap import Estimate


def flat(value: float, half: float = 0.0) -> list[str]:
    points = {100.0: value, 200.0: value, 400.0: value}

    def band(sizes: Sequence[float]) -> list[Estimate]:
        return [Estimate(value, max(value - half, 0), min(value + half, 1)) for _ in sizes]

    return draw_curve(points, 500, 1000, band)


def test_a_point_stands_on_its_line_of_the_scale() -> None:
    lines = flat(0.8)
    assert [line for line in lines if "o" in line] == [next(line for line in lines if line.startswith("0.80 |"))]
    assert sum(line.count("o") for line in lines) == 3


def test_sizes_double_in_equal_steps_and_are_named_below() -> None:
    *_, ticks = lines = flat(0.8)
    row = next(line for line in lines if "o" in line)
    first, second, third = (i for i, character in enumerate(row) if character == "o")
    assert abs((third - second) - (second - first)) <= 1
    assert ticks.split() == ["100", "200", "400", "1000"]


def test_a_line_parts_what_is_there_from_what_is_foretold() -> None:
    lines = flat(0.8)
    columns = {line.rindex("|") for line in lines[:-2] if line.count("|") == 2}
    assert len(columns) == 1
    assert columns.pop() > next(line for line in lines if "o" in line).rindex("o")


@pytest.mark.property
@given(value=st.floats(0, 1), half=st.floats(0, 1))
def test_any_curve_fits_a_terminal(value: float, half: float) -> None:
    lines = flat(value, half)
    assert max(map(len, lines)) <= 78
    assert 5 <= len(lines) <= 20
    assert "\n".join(lines).isascii()
