"""From a figure to SVG, alone in a file or within a page: text stays text, and the same figure gives the same bytes."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from tristance.report.figures.palette import GRID, INK, MUTED, PROPERTIES
from tristance.report.markup import Markup

WIDTH = 6.6
"""Of a figure, in inches: the width of a page's text, and of a sheet's between its margins."""

_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
_FONT = "'DejaVu Sans'"  # comes with matplotlib: the same widths are reckoned with everywhere
_FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "tristance",
    "font.family": ["DejaVu Sans"],
    "font.size": 9.0,
    "text.color": INK,
    "text.usetex": False,
    "text.parse_math": False,  # a dollar sign in a tag's name begins no formula
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": False,
    "axes.unicode_minus": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.major.size": 3.0,
    "ytick.major.size": 3.0,
    "legend.frameon": False,
    "lines.linewidth": 1.6,
    "lines.markersize": 6.0,
    "patch.linewidth": 0.8,
    "hatch.linewidth": 0.6,
}


@dataclass(frozen=True)
class Drawing:
    """A figure with a name for its file, and what it shows in words, for those who do not see it."""

    name: str
    words: str
    svg: str = field(repr=False)

    def alone(self) -> str:
        """The SVG as a file of its own."""
        root = _parsed(self.svg)
        _restyle(root, {_FONT: _FONTS})
        title = ET.Element(f"{{{_SVG}}}title")
        title.text = self.words
        root.insert(0, title)
        root.set("role", "img")
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"

    def inline(self) -> Markup:
        """The SVG as an element of a page, in the page's own colours, its ids apart from those of other figures."""
        root = _parsed(self.svg)
        _rename_ids(root, self.name)
        _restyle(root, {colour: f"var({name})" for colour, name in PROPERTIES.items()} | {_FONT: "var(--sans)"})
        for size in ("width", "height"):
            del root.attrib[size]
        for node in root.iter(f"{{{_SVG}}}defs"):  # a style within a page would be one of the whole page
            for sheet in node.findall(f"{{{_SVG}}}style"):
                node.remove(sheet)
        root.set("role", "img")
        root.set("aria-label", self.words)
        return Markup(ET.tostring(root, encoding="unicode", short_empty_elements=False))


@contextmanager
def style() -> Iterator[None]:
    """The style of all figures, whatever the user's own settings are; nothing of it stays."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        yield


def new_axes(height: float, *, width: float = WIDTH) -> tuple[Figure, Axes]:
    """A figure of some inches with one pair of axes; to be called within :func:`style`."""
    figure = Figure(figsize=(width, height), layout="constrained", facecolor="none")
    axes = figure.add_subplot(facecolor="none")
    return figure, axes


def drawn(figure: Figure, name: str, words: str) -> Drawing:
    """The *figure* as SVG; to be called within the same :func:`style`."""
    file = io.StringIO()
    canvas: Any = FigureCanvasSVG(figure)  # its methods have no types
    with warnings.catch_warnings():
        # The browser has letters that the font by which widths are reckoned lacks.
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        canvas.print_svg(file, metadata=_NO_METADATA)
    return Drawing(name, words, file.getvalue())


def label(text: str, longest: int = 28) -> str:
    """A name as a figure can hold it: of at most so many letters, none of which XML refuses."""
    text = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _parsed(svg: str) -> ET.Element:
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    return ET.fromstring(svg)  # noqa: S314  # what we have drawn ourselves


def _restyle(root: ET.Element, written: dict[str, str]) -> None:
    """Put other words in place of colours and fonts, in styles and attributes; text is left alone."""
    pattern = re.compile("|".join(re.escape(each) for each in written), re.IGNORECASE)
    for node in root.iter():
        for name, value in node.attrib.items():
            if name in {"style", "fill", "stroke"}:
                node.set(name, pattern.sub(lambda found: written[_key(found[0], written)], value))


def _key(found: str, written: dict[str, str]) -> str:
    return found if found in written else found.lower()


def _rename_ids(root: ET.Element, prefix: str) -> None:
    """Keep the ids that something refers to, numbered behind *prefix*; drop the others and the unused namespace."""
    used: dict[str, str] = {}
    for node in root.iter():
        for name, value in node.attrib.items():
            for old in re.findall(r"url\(#([^)]+)\)", value) + ([value[1:]] if name == _LINK else []):
                used.setdefault(old, f"{prefix}-{len(used) + 1}")
    for node in root.iter():
        mine = node.attrib.pop("id", None)
        if mine in used:
            node.set("id", used[mine])
        for name, value in list(node.attrib.items()):
            if name == _LINK:
                del node.attrib[name]
                node.set("href", f"#{used[value[1:]]}")
            elif "url(#" in value:
                node.set(name, re.sub(r"url\(#([^)]+)\)", lambda found: f"url(#{used[found[1]]})", value))
