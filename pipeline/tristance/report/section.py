"""A section of the page: its heading, and an anchor that others point to."""

from __future__ import annotations

from dataclasses import dataclass

from tristance.report.figures.drawing import Drawing
from tristance.report.markup import Child, Markup, element, fragment


@dataclass(frozen=True)
class Section:
    """``anchor`` is the id of the section; ``body`` what stands under its ``title``."""

    anchor: str
    title: str
    body: Markup

    def as_markup(self) -> Markup:
        """The section as an element."""
        heading = element("h2", self.title, id=f"{self.anchor}-heading")
        return element("section", heading, self.body, id=self.anchor, aria_labelledby=f"{self.anchor}-heading")


def section(anchor: str, title: str, *parts: Child) -> Section:
    """A section of these parts."""
    return Section(anchor, title, fragment(*parts))


def figure(drawing: Drawing, caption: Child) -> Markup:
    """A drawing in a frame that scrolls on a narrow screen, with its caption."""
    frame = element(
        "div", drawing.inline(), class_="scroll", tabindex=0, role="group", aria_label="figure; scrolls sideways"
    )
    return element("figure", frame, element("figcaption", caption))


def paragraph(*parts: Child, class_: str | None = None) -> Markup:
    """A paragraph of text."""
    return element("p", *parts, class_=class_)
