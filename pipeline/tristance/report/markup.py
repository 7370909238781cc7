"""HTML as values: text is escaped wherever it enters, and only what these functions made is mark-up.

>>> element("p", "Ferry & quay <new>", class_="note").text
'<p class="note">Ferry &amp; quay &lt;new&gt;</p>'
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass

_SHORT = 24  # letters
_VOID = {"br", "col", "hr", "link", "meta"}
# What HTML does not allow as a character (controls) or UTF-8 cannot write (lone surrogates), shown as the usual sign.
_REFUSED = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0xD800, 0xE000)], "\ufffd")


@dataclass(frozen=True, slots=True)
class Markup:
    """A piece of a page; everything in it that came from outside is escaped already."""

    text: str


Child = Markup | str | Iterable["Child"] | None
Attribute = str | int | float | bool | None


def element(tag: str, *children: Child, **attributes: Attribute) -> Markup:
    """One element around its *children*: strings are text and are escaped, ``None`` is nothing.

    Attributes are written in the order given. Of their names an underscore at the end is dropped (``class_``), others
    become hyphens (``aria_label``). ``True`` is an attribute without a value, ``False`` and ``None`` are none at all.
    """
    written = "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in _VOID:
        return Markup(f"<{tag}{written}>")
    return Markup(f"<{tag}{written}>{fragment(*children).text}</{tag}>")


def fragment(*children: Child) -> Markup:
    """Pieces one behind the other."""
    return Markup("".join(_written(child) for child in children))


def joined(children: Iterable[Child], between: str) -> Markup:
    """Pieces with the text *between* each two of them."""
    pieces = [_written(child) for child in children]
    return Markup(_escaped(between).join(pieces))


def data(text: str) -> Markup:
    """A name that came from outside, set apart so that its direction of writing does not turn what stands beside it.

    A short one is not broken, at its hyphens say.
    """
    return element("bdi", text, class_="whole" if len(text) <= _SHORT else None)


def document(language: str, head: Child, body: Child) -> str:
    """A whole page."""
    return f"<!DOCTYPE html>\n{element('html', head, body, lang=language).text}\n"


def _written(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child.text
    if isinstance(child, str):
        return _escaped(child)
    return "".join(_written(each) for each in child)


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    written = name.rstrip("_").replace("_", "-")
    return f" {written}" if value is True else f' {written}="{_escaped(str(value))}"'


def _escaped(text: str) -> str:
    return html.escape(text.translate(_REFUSED))
