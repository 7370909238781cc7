"""Figures: text stays text, the same bytes each time, and colours that everybody can tell apart."""

from __future__ import annotations

import itertools
import re
from importlib.resources import files
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
from numpy.typing import NDArray

from made_up_scores import made_up
from tristance.measures.bootstrap import Estimate
from tristance.report.figures.drawing import label
from tristance.report.figures.forest import Row, forest
from tristance.report.figures.matrix import DARKEST, confusion_matrix
from tristance.report.figures.palette import ACCENT, CONTRAST, GROUND, INK, MUTED, PROPERTIES
from tristance.report.figures.reliability import reliability

ROWS = [
    Row("this model", Estimate(0.7, 0.6, 0.8), "model"),
    Row("baseline: $x^2$ <b>", Estimate(np.nan, np.nan, np.nan), "baseline"),
]
STYLE = files("tristance.report").joinpath("style.css")

# Machado, Oliveira and Fernandes (2009), IEEE Trans. Vis. Comput. Graph. 15:1291-1298, severity 1, on linear RGB.
BLINDNESS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    "none": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
}


def linear(colour: str) -> NDArray[np.float64]:
    values = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ rgb.clip(0, 1)
    f = np.cbrt(np.maximum(xyz / [0.9505, 1.0, 1.089], 0.008856))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    dark, light = sorted(float(np.array([0.2126, 0.7152, 0.0722]) @ rgb) for rgb in (one, other))
    return (light + 0.05) / (dark + 0.05)


def themes() -> list[dict[str, str]]:
    """The colours of the style sheet: in a light browser, and in a dark one."""
    text = STYLE.read_text(encoding="utf-8")
    found = [
        dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6});", block))
        for block in re.findall(r":root \{(.*?)\}", text, re.DOTALL)
    ]
    return [found[0], {**found[0], **found[1]}]


def test_the_style_sheet_has_the_colours_of_the_figures() -> None:
    light = themes()[0]
    assert {name: light[name] for name in PROPERTIES.values()} == {name: value for value, name in PROPERTIES.items()}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_on_its_ground(theme: int) -> None:
    colours = {name: linear(value) for name, value in themes()[theme].items()}
    for name in ("--ink", "--muted", "--accent"):
        assert contrast(colours[name], colours["--ground"]) >= 4.5, name
    assert contrast(colours["--contrast"], colours["--ground"]) >= 3.0  # of lines and marks
    values = themes()[theme]
    mixed = [
        round(DARKEST * int(values["--accent"][i : i + 2], 16) + (1 - DARKEST) * int(values["--ground"][i : i + 2], 16))
        for i in (1, 3, 5)
    ]
    assert contrast(linear("#" + "".join(f"{each:02x}" for each in mixed)), colours["--ink"]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_accent_contrast_and_grey_are_told_apart(theme: int, blindness: str) -> None:
    seen = {
        name: lab(np.array(BLINDNESS[blindness]) @ linear(themes()[theme][name]))
        for name in ("--accent", "--contrast", "--muted", "--ground")
    }
    for one, other in itertools.combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 20, (one, other)


def test_text_is_text_and_no_formula() -> None:
    words = "".join(ET.fromstring(forest(ROWS, "F1").alone()).itertext())  # noqa: S314  # our own
    assert "baseline: $x^2$ <b>" in words
    assert "0.70 [0.60, 0.80]" in words
    assert "undefined" in words


def test_the_same_figure_gives_the_same_bytes_whatever_the_settings() -> None:
    first = forest(ROWS, "F1")
    with mpl.rc_context({"font.size": 30, "axes.grid": True, "svg.fonttype": "path"}):
        assert forest(ROWS, "F1").svg == first.svg
    assert not re.search(r"<(metadata|dc:date)", first.svg)


def test_in_a_page_colours_are_properties_and_ids_its_own() -> None:
    text = forest(ROWS, "F1", name="mine").inline().text
    assert not [colour for colour in (INK, MUTED, ACCENT, CONTRAST, GROUND) if colour in text]
    assert "var(--accent)" in text
    assert all(name.startswith("mine-") for name in re.findall(r'\bid="([^"]+)"', text))
    assert "<style" not in text
    assert "xlink" not in text


def test_a_matrix_of_many_tags_has_its_counts() -> None:
    drawing = confusion_matrix(np.diag(np.arange(20.0)), [f"view {i} of the harbour master" for i in range(20)])
    words = list(ET.fromstring(drawing.alone()).itertext())  # noqa: S314
    assert "19" in words
    assert "view 3 of the har…" in words


def test_an_empty_bin_is_not_drawn() -> None:
    scores = made_up(("for", "none"), n=12, articles=3)
    assert scores.calibration_before is not None
    assert scores.calibration_after is not None
    assert "nan" not in reliability(scores.calibration_before, scores.calibration_after).words


def test_labels_are_short_and_printable() -> None:
    assert label("a\x00b") == "a\ufffdb"
    assert len(label("x" * 100)) == 28
