"""What a coding session shows: one page as lines of text that fit the terminal, whatever its size.

The paragraph comes first: its neighbours are cut before it is, the definitions of the tags make room for more lines of
it, and what still does not fit is scrolled to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from tristance.cli.screen import colour, printable
from tristance.schema import Codebook

_NEIGHBOUR = 3  # lines of the paragraphs before and after
_LEAST = 3  # lines of the paragraph, however small the terminal
_GAP = 3
_HERE, _AROUND = "▌ ", "  "  # what marks the paragraph to judge, with or without colours


@dataclass(frozen=True)
class Page:
    """What there is to show; all but the texts are single lines, and none needs to be clean."""

    progress: str
    who: str
    title: str
    before: str
    text: str
    after: str
    readings: Sequence[Text]
    codebook: Codebook
    keys: dict[str, str]
    said: Text
    commands: str
    top: int = 0


@dataclass(frozen=True)
class Drawn:
    """The lines of a page, and how far its paragraph can be scrolled."""

    lines: list[Text]
    furthest: int
    shown: int


def drawn(page: Page, console: Console, width: int, height: int) -> Drawn:
    """Lay *page* out in *height* lines of *width* columns."""
    head = [_ends(page.progress, page.who, width), _cut(Text(printable(page.title), style="bold"), width), Text()]
    foot = [*_said(page.said, console, width), _cut(Text(page.commands, style="dim"), width)]
    readings = [*(_cut(line, width) for line in page.readings), *([Text()] if page.readings else [])]
    body = _beside(_HERE, _wrapped(page.text, console, width - len(_HERE)))
    free = height - len(head) - len(readings) - len(foot) - 2  # a blank line before the tags, one before the foot
    tags = _tag_lines(page, width, min(len(page.codebook.tags), free - len(body)))
    room = max(_LEAST, free - len(tags))
    shown, _, furthest = _window(body, page.top, room)
    spare = room - len(shown)
    before, after = _neighbours(page, console, width, spare)
    filler = [Text()] * (spare - len(before) - len(after))
    lines = [*head, *before, *shown, *after, *filler, Text(), *readings, *tags, Text(), *foot]
    return Drawn(lines[:height], furthest, max(1, room - 2))


def scrolled(lines: list[Text], top: int, height: int) -> tuple[list[Text], int]:
    """The window of *lines* from *top* on that fits *height*, with a line that says what more there is."""
    shown, top, _ = _window(lines, top, height)
    return shown, top


def codebook_lines(codebook: Codebook, console: Console, width: int) -> list[Text]:
    """The codebook to read: question, rules, and each tag with its definition and examples."""
    lines = [*_wrapped(codebook.question, console, width, style="bold")]
    for rule in codebook.rules:
        lines += [Text(), *_wrapped(rule, console, width)]
    for number, tag in enumerate(codebook.tags):
        lines += [Text(), *_wrapped(tag.name, console, width, style=_style(number, codebook))]
        lines += _wrapped(tag.definition, console, width)
        for example in tag.examples:
            lines += _wrapped(f"“{example}”", console, width, style="dim")
    return lines


def tag_text(name: str, codebook: Codebook) -> Text:
    """A tag's name in its colour."""
    return Text(printable(name), style=_style(codebook.names.index(name), codebook))


def _style(number: int, codebook: Codebook) -> str:
    return colour(number, codebook.tags[number].role)


def _said(said: Text, console: Console, width: int) -> list[Text]:
    """The last two lines of what is said or typed: of a long note, its end."""
    return list(said.wrap(console, width))[-2:] or [Text()]


def _ends(left: str, right: str, width: int) -> Text:
    right = printable(right)
    line = _cut(Text(printable(left)), max(1, width - len(right) - 1))
    line.append(" " * max(1, width - line.cell_len - Text(right).cell_len) + right, style="dim")
    return _cut(line, width)


def _window(lines: list[Text], top: int, room: int) -> tuple[list[Text], int, int]:
    """The lines from *top* on that fit *room*, where that begins, and the last line that it could begin with."""
    if len(lines) <= room:
        return lines, 0, 0
    size = max(1, room - 1)
    furthest = len(lines) - size
    top = min(max(0, top), furthest)
    ways = [f"{n} more {'above' if up else 'below'}" for n, up in ((top, True), (furthest - top, False)) if n]
    arrows = "↑↓" if len(ways) > 1 else "↑" if top else "↓"
    more = Text(f"{arrows} {', '.join(ways)}: arrow keys", style="dim")
    return [*lines[top : top + size], more], top, furthest


def _neighbours(page: Page, console: Console, width: int, spare: int) -> tuple[list[Text], list[Text]]:
    """The end of the paragraph before and the start of the one after, each with a blank line, in *spare* lines."""
    each = min(_NEIGHBOUR, spare // (bool(page.before) + bool(page.after) or 1) - 1)
    if each < 1:
        return [], []
    inner = width - len(_HERE)
    before = _wrapped(page.before, console, inner, style="dim") if page.before else []
    after = _wrapped(page.after, console, inner, style="dim") if page.after else []
    if len(before) > each:
        before = before[-each:]
        before[0] = _cut(Text("… ", style="dim") + before[0], inner)
    if len(after) > each:
        after = after[:each]
        after[-1].truncate(inner - 2)
        after[-1].append(" …")
    before, after = _beside(_AROUND, before), _beside(_AROUND, after)
    return [*before, Text()] if before else [], [Text(), *after] if after else []


def _beside(margin: str, lines: list[Text]) -> list[Text]:
    return [Text(margin) + line for line in lines]


def _tag_lines(page: Page, width: int, room: int) -> list[Text]:
    """A line for each tag with its definition where there is *room*; else the names alone, side by side."""
    numbered = list(enumerate(page.keys.items()))
    names = [Text.assemble((f"{key} ", "bold"), (name, _style(n, page.codebook))) for n, (key, name) in numbered]
    widest = max(name.cell_len for name in names)
    if len(names) <= room:
        lines = []
        for number, name in enumerate(names):
            line = name + Text(" " * (min(widest, width // 2) - name.cell_len + 2))
            lines.append(_cut(line + Text(page.codebook.tags[number].definition, style="dim"), width))
        return lines
    column = min(widest, width) + _GAP
    across = max(1, (width + _GAP) // column)
    down = -(-len(names) // across)
    return [_cut(Text().join(_padded(name, column) for name in names[row::down]), width) for row in range(down)]


def _padded(text: Text, width: int) -> Text:
    return text + Text(" " * max(0, width - text.cell_len))


def _wrapped(text: str, console: Console, width: int, style: str = "") -> list[Text]:
    return list(Text(printable(text), style=style).wrap(console, width))


def _cut(text: Text, width: int) -> Text:
    cut = text.copy()
    cut.truncate(width, overflow="ellipsis")
    return cut
