"""Plain text to blocks: lines, and the paragraphs that hard-wrapped lines once were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tristance.articles.blocks import Block, Kind
from tristance.articles.lazily import pattern
from tristance.articles.repair import one_line, visible

_LINE_ENDS = pattern("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BULLET = pattern(r"(?:[•‣◦▪■□▲△●○〇◆◇▶►☞※–—·ㅇ]|[*+o-](?=\s))\s*(?=\S)")
_ENUMERATOR = pattern(r"(?=\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s)")
_HASHES = pattern(r"#{1,6}\s+(?=\S)")
_WIDEST = 110  # columns; longer lines hold whole paragraphs
_NARROWEST = 30
_RAGGED = 4  # columns: the longest line at hand need not reach the margin
_MOST = 0.6  # of the pairs of lines: the second would not have begun on the first
_ENOUGH = 3  # lines that show how they were wrapped
_LONG = 50
_ENDS = '.?!:”"'


def lines_of(text: str) -> list[str]:
    """The lines of *text*, whatever ends them; a soft hyphen at a line's end takes the line end with it."""
    return re.sub("\u00ad[ \t]*\n[ \t]*", "", _LINE_ENDS.sub("\n", text)).split("\n")


def plain_blocks(text: str) -> list[Block]:
    """The blocks of *text* in order: one a line, or one a paragraph where its lines are hard-wrapped."""
    groups = list(_groups(lines_of(text)))
    known = _words_seen(groups)
    width = wrap_width(groups)
    blocks: list[Block] = []
    for number, group in enumerate(groups):
        blocks.extend(_block(piece, number) for piece in unwrap(group, width, known))
    return [block for block in blocks if block.text]


def wrap_width(groups: Sequence[Sequence[str]]) -> int:
    """The column at which the lines of *groups* are hard-wrapped, or 0 where they are not.

    Wrapped lines are full: the next word would not have fitted. Of lines that are paragraphs, or headlines, few are.
    Two lines prove little, for the longer may come first by chance; so they must break off in the middle of a sentence.
    """
    widths = [max(map(len, group)) for group in groups if len(group) >= _ENOUGH and _full(group, max(map(len, group)))]
    if not widths:
        widths = [len(group[0]) for group in groups if len(group) > 1 and _breaks_off(group[0], group[1])]
    return max((width for width in widths if _NARROWEST <= width <= _WIDEST), default=0)


def unwrap(lines: Sequence[str], width: int, known: frozenset[str] = frozenset()) -> Iterator[str]:
    """The paragraphs of *lines*, which no blank line parts: as they are, or joined where they are wrapped at *width*.

    ``known`` are words of the text that show whether a hyphen at a line's end belongs to the word.
    """
    if len(lines) < 2 or not width or max(map(len, lines)) > width or not _full(lines, width):  # noqa: PLR2004  # one line
        yield from lines
        return
    parts: list[str] = []
    before = lines[0]
    for line in lines:
        if parts and _begins(line, before, width):
            yield "".join(parts)
            parts = []
        _append(parts, line.strip(), known)
        before = line
    yield "".join(parts)


def _groups(lines: Iterable[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in lines:
        shown = visible(line).replace("\xa0", " ").rstrip()
        if shown:
            group.append(shown)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _block(line: str, group: int) -> Block:
    text = one_line(line)
    marks: tuple[tuple[re.Pattern[str], Kind], ...] = ((_HASHES, "heading"), (_BULLET, "item"), (_ENUMERATOR, "item"))
    for mark, meaning in marks:
        found = mark.match(text)
        if found:  # a pattern that only looks ahead leaves the text whole
            return Block(text[found.end() :], meaning, group=group)
    return Block(text, "text", group=group)


def _full(lines: Sequence[str], width: int) -> bool:
    """Whether most of *lines* fill the *width*, and most do not end a sentence."""
    if not _NARROWEST <= width <= _WIDEST:
        return False
    pairs = [(before.rstrip(), after.split(maxsplit=1)[0]) for before, after in pairwise(lines)]
    full = sum(len(before) + len(word) + 1 > width - _RAGGED for before, word in pairs)
    open_ended = sum(before[-1] not in _ENDS for before, _ in pairs)
    return full >= _MOST * len(pairs) and open_ended * 2 >= len(pairs)


def _breaks_off(first: str, second: str) -> bool:
    return len(first) >= _LONG and first.rstrip()[-1] not in _ENDS and second.lstrip()[0].islower()


def _begins(line: str, before: str, width: int) -> bool:
    """Whether *line* begins a paragraph: indented or bulleted, or behind a line that had room for its first word."""
    if _BULLET.match(line.lstrip()):
        return True
    if line[0].isspace() and not before[0].isspace():
        return True
    room = width - len(before) > len(line.split(maxsplit=1)[0]) + 2
    return room and before.rstrip("”’\"')]").endswith((".", "?", "!", ":"))


def _append(parts: list[str], line: str, known: frozenset[str]) -> None:
    """Put *line* behind *parts*; a hyphen at the end of these stays unless the word is known to be one word."""
    if parts and parts[-1].endswith("-") and not parts[-1].endswith((" -", "--")):
        head, tail = parts[-1][:-1].split()[-1], line.split(maxsplit=1)[0]
        if re.sub(r"\W", "", head + tail).lower() in known:
            parts[-1] = parts[-1][:-1]
    elif parts:
        parts.append(" ")
    parts.append(line)


def _words_seen(groups: Iterable[Sequence[str]]) -> frozenset[str]:
    """The words that stand whole within a line."""
    return frozenset(
        word.strip("“”‘’\"'.,;:?!()[]").lower()
        for group in groups
        if len(group) > 1
        for line in group
        for word in line.split()
    )
