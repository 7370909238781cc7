"""What a coding session shows: one page as lines of text that fit the terminal, whatever its size.

The paragraph comes first: its neighbours are cut before it is, the definitions of the tags make room for more lines of
it, and what still does not fit is scrolled to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich.console import Console
from rich.text import Text

from tristance.cli.screen import colour, printable
from tristance.schema import Codebook

_NEIGHBOUR = 3  # lines of the paragraphs before and after
_LEAST = 3  # lines of the paragraph, however small the terminal
_LOW = 16  # lines of a terminal in which each line counts
_GAP = 3
_NARROWEST = 8  # columns of a tag's key, the start of its name, and the gap
_HERE, _AROUND = "▌ ", "  "  # what marks the paragraph to judge, with or without colours


@dataclass(frozen=True)
class Page:
    """What there is to show. Plain texts may hold control characters, which are left out; styled ones hold none."""

    progress: str
    who: str
    title: str
    place: str
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
    head = [_ends(page.progress, page.who, width), _ends(page.title, page.place, width, "bold"), Text()]
    commands = _wrapped(page.commands, console, width, style="dim")
    foot = [*_said(page.said, console, width), *commands[: 1 if height < _LOW else 2]]
    readings = [*(_cut(line, width) for line in page.readings), *([Text()] if page.readings else [])]
    body = _beside(_HERE, _wrapped(page.text, console, width - len(_HERE)))
    free = height - len(head) - len(readings) - len(foot) - 2  # a blank line before the tags, one before the foot
    tags = _tag_lines(page, width, max(free - len(body), free // 2, 1))
    room = max(_LEAST, free - len(tags))
    shown, _, furthest = _window(body, page.top, room)
    spare = room - len(shown)
    before, after = _neighbours(page, console, width, spare)
    filler = [Text()] * (spare - len(before) - len(after))
    lines = [*head, *before, *shown, *after, *filler, Text(), *readings, *tags, Text()]
    return Drawn([*lines[: max(0, height - len(foot))], *foot], furthest, max(1, room - 2))


def scrolled(lines: list[Text], top: int, height: int) -> tuple[list[Text], int]:
    """The window of *lines* from *top* on that fits *height*, with a line that says what more there is."""
    shown, top, _ = _window(lines, top, height)
    return shown, top


def codebook_lines(codebook: Codebook, keys: dict[str, str], console: Console, width: int) -> list[Text]:
    """The codebook to read: question, rules, and each tag with its key, its definition and its examples."""
    lines = [*_wrapped(codebook.question, console, width, style="bold")]
    for rule in codebook.rules:
        lines += [Text(), *_wrapped(rule, console, width)]
    for number, (key, tag) in enumerate(zip(keys, codebook.tags, strict=True)):
        name = Text.assemble((f"{key} ", "bold"), (printable(tag.name), _style(number, codebook)))
        lines += [Text(), *name.wrap(console, width)]
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


def _ends(left: str, right: str, width: int, style: str = "") -> Text:
    """*left* at the left end of a line, cut where it must be, and *right* at the right end."""
    end = _cut(Text(printable(right), style="dim"), width)
    start = _cut(Text(printable(left), style=style), max(0, width - end.cell_len - 2))
    return _padded(start, width - end.cell_len) + end


def _window(lines: list[Text], top: int, room: int) -> tuple[list[Text], int, int]:
    """The lines from *top* on that fit *room*, where that begins, and the last line that it could begin with."""
    if len(lines) <= room:
        return lines, 0, 0
    size = max(1, room - 1)
    furthest = len(lines) - size
    top = min(max(0, top), furthest)
    ways = [f"{arrow} {n}" for arrow, n in (("↑", top), ("↓", furthest - top)) if n]
    more = Text(f"{'  '.join(ways)} more lines: arrow keys", style="dim")
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
    """The tags in *room* lines: each with its definition, or the names side by side, cut where they must be."""
    numbered = list(enumerate(page.keys.items()))
    names = [
        Text.assemble((f"{key} ", "bold"), (printable(name), _style(number, page.codebook)))
        for number, (key, name) in numbered
    ]
    widest = max(name.cell_len for name in names)
    if len(names) <= room:
        column = min(widest, width // 2) + 2
        definitions = (Text(printable(tag.definition), style="dim") for tag in page.codebook.tags)
        pairs = zip(names, definitions, strict=True)
        return [_cut(_padded(_cut(name, column - 1), column) + definition, width) for name, definition in pairs]
    across = max(1, (width + _GAP) // (widest + _GAP), -(-len(names) // room))
    column = max(_NARROWEST, (width + _GAP) // across)
    across = max(1, (width + _GAP) // column)
    down = -(-len(names) // across)
    cells = [_padded(_cut(name, column - _GAP), column) for name in names]
    return [_cut(Text().join(cells[row::down]), width, overflow="crop") for row in range(down)]


def _padded(text: Text, width: int) -> Text:
    return text + Text(" " * max(0, width - text.cell_len))


def _wrapped(text: str, console: Console, width: int, style: str = "") -> list[Text]:
    return list(Text(printable(text), style=style).wrap(console, width))


def _cut(text: Text, width: int, overflow: Literal["ellipsis", "crop"] = "ellipsis") -> Text:
    cut = text.copy()
    cut.truncate(width, overflow=overflow)
    return cut
