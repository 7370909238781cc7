"""Names on a command line to the articles they mean: files, folders, patterns, and ``-`` for standard input.

Nothing outside what was named is read: symbolic links are followed only to a file within the same folder.
"""

from __future__ import annotations

import fnmatch
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tristance.articles.sniffing import BY_SUFFIX
from tristance.articles.suffixes import suffix_of
from tristance.errors import UnreadableFile
from tristance.files import unreadable

_MAGIC = frozenset("*?[")
_PARTS_OF_A_PAGE = "_files"  # what a browser saves beside page.html
LINK = "link that leads elsewhere"
PARTS = "folder of a saved page's parts"


@dataclass(frozen=True)
class Found:
    """The articles in the order of their names, ``-`` among them, and what was passed over, by what it is."""

    paths: tuple[Path, ...]
    skipped: Counter[str] = field(default_factory=Counter)


def find_articles(names: Iterable[str], suffixes: Iterable[str] = tuple(BY_SUFFIX)) -> Found:
    """The files that *names* mean, each once.

    A file is itself, whatever its suffix. A folder is all files in it and below that end in one of *suffixes*, packed
    or not, sorted by their paths; hidden ones, and the folder of parts beside a saved page, are passed over. A pattern
    (``*``, ``?``, ``[…]``, and ``**`` for any folders) is what it matches. What is passed over is counted, but for what
    is hidden. Raises :class:`UnreadableFile` where a folder or a pattern has no article, and for an address.
    """
    wanted = frozenset(suffixes)
    paths: dict[Path, None] = {}
    skipped: dict[str, str] = {}
    for name in names:
        if name.startswith(("http://", "https://")):
            raise UnreadableFile(f"{name}: is an address, and nothing is fetched; save the page and name its file")
        path = Path(name)
        if name == "-" or not (_MAGIC & set(name)) or os.path.lexists(path):
            found = _in_folder(path, path, wanted, skipped) if path.is_dir() and name != "-" else [path]
        else:
            found = _matches(path, wanted, skipped)
        if not found:
            raise UnreadableFile(_nothing(name, path, wanted, skipped))
        paths.update(dict.fromkeys(found))
    return Found(tuple(paths), Counter(skipped.values()))


def _nothing(name: str, path: Path, wanted: frozenset[str], skipped: dict[str, str]) -> str:
    if not path.is_dir():
        return f"{name}: no file matches this pattern"
    passed = ", ".join(f"{number} {what}" for what, number in Counter(skipped.values()).most_common(3))
    return (
        f"{name}: no article is in this folder (passed over: {passed or 'nothing'}); "
        f"articles end in {', '.join(sorted(wanted))}, or these with .gz or .zst behind"
    )


def _in_folder(folder: Path, root: Path, wanted: frozenset[str], skipped: dict[str, str]) -> list[Path]:
    """The articles in *folder* and below; links out of *root* are not followed."""
    found: list[Path] = []
    waiting = [folder]
    while waiting:
        for entry in _entries(waiting.pop(), skipped):
            if _is_folder(entry):
                waiting.append(Path(entry.path))
            elif _is_within(entry, root, skipped):
                suffix = suffix_of(Path(entry.name))
                if suffix in wanted:
                    found.append(Path(entry.path))
                else:
                    skipped[entry.path] = suffix or "without a suffix"
    return sorted(found)


def _matches(pattern: Path, wanted: frozenset[str], skipped: dict[str, str]) -> list[Path]:
    parts = pattern.parts
    fixed = next(place for place, part in enumerate(parts) if _MAGIC & set(part))
    root = Path(*parts[:fixed])
    if not root.is_dir():
        return []
    found: dict[Path, None] = {}
    for entry in _expanded(root, parts[fixed:], skipped):
        if _is_folder(entry):
            found.update(dict.fromkeys(_in_folder(Path(entry.path), root, wanted, skipped)))
        elif _is_within(entry, root, skipped):
            found[Path(entry.path)] = None
    return list(found)


def _expanded(root: Path, parts: Sequence[str], skipped: dict[str, str]) -> Iterator[os.DirEntry[str]]:
    """What is at *parts* below *root*, by name; hidden entries only where the pattern has the dot."""
    waiting: list[tuple[Path, Sequence[str]]] = [(root, parts)]
    seen = set()
    while waiting:
        folder, (part, *rest) = waiting.pop()
        below: list[tuple[Path, Sequence[str]]] = []
        if part == "**" and rest:
            below.append((folder, rest))
        for entry in _entries(folder, skipped, hidden=part.startswith(".")):
            if part == "**" and _is_folder(entry):
                below.append((Path(entry.path), [part, *rest]))
            if (part == "**" and rest) or not fnmatch.fnmatchcase(entry.name, part):
                continue
            if not rest and entry.path not in seen:
                seen.add(entry.path)
                yield entry
            elif rest and _is_folder(entry):
                below.append((Path(entry.path), rest))
        waiting += reversed(below)


def _entries(folder: Path, skipped: dict[str, str], *, hidden: bool = False) -> list[os.DirEntry[str]]:
    """What is in *folder*, by name, without the folders of parts beside saved pages, which are counted."""
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if hidden or not entry.name.startswith(".")]
    except OSError as error:
        raise unreadable(folder, error) from None
    pages = {entry.name.rpartition(".")[0] for entry in found if suffix_of(Path(entry.name)) in {".html", ".htm"}}
    parts = [
        entry
        for entry in found
        if entry.name.endswith(_PARTS_OF_A_PAGE)
        and entry.name.removesuffix(_PARTS_OF_A_PAGE) in pages
        and _is_folder(entry)
    ]
    skipped.update((entry.path, PARTS) for entry in parts)
    return sorted((entry for entry in found if entry not in parts), key=lambda entry: entry.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def _is_within(entry: os.DirEntry[str], root: Path, skipped: dict[str, str]) -> bool:
    """Whether *entry* is a file, or a link to one in *root*; else it is counted."""
    if not entry.is_symlink():
        if entry.is_file():
            return True
        skipped[entry.path] = "neither a file nor a folder"
        return False
    try:
        target = Path(entry.path).resolve(strict=True)
        inside = target.is_file() and target.is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a link to nothing, or to itself
        inside = False
    if not inside:
        skipped[entry.path] = LINK
    return inside
