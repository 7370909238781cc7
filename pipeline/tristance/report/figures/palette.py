"""The colours of the figures: ink, greys, one accent and one contrast.

Accent and contrast are blue and vermilion of Okabe and Ito (2008), told apart under every common colour blindness and,
by their lightness, in grey; and no figure leaves it to colour alone: what differs in colour differs in shape and line.
In a page each is a custom property, which a dark browser sets to what can be read on its own ground.
"""

from __future__ import annotations

INK = "#1b1f24"
MUTED = "#5b636c"
GRID = "#d5d9de"
GROUND = "#fefefe"
ACCENT = "#0072b2"
CONTRAST = "#d55e00"

PROPERTIES = {
    INK: "--ink",
    MUTED: "--muted",
    GRID: "--rule",
    GROUND: "--ground",
    ACCENT: "--accent",
    CONTRAST: "--contrast",
}
"""The custom property of the page that stands for each colour."""
