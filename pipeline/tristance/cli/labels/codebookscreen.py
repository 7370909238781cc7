"""A codebook on the screen: what it says, what changed word by word, and what is to be read again."""

from __future__ import annotations

import difflib
from collections import Counter
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tristance.cli.screen import colour, count, printable
from tristance.labels.accepting import version_to_be
from tristance.labels.changes import Change
from tristance.labels.rereading import Rereading
from tristance.labels.store import Labels
from tristance.labels.versions import Pending, pending, saved_versions

_REMOVED, _ADDED = "red strike", "green"


def print_codebook(screen: Console, labels: Labels) -> None:
    """Question, rules and tags, and what changed since the saved copy."""
    book = labels.codebook
    found = pending(labels.folder, book)
    screen.print(_heading(labels, found), soft_wrap=True)
    screen.print()
    screen.print(Text(printable(book.question), style="bold"))
    if book.rules:
        screen.print()
    for rule in book.rules:
        screen.print(_item("-", Text(printable(rule))))
    _print_tags(screen, labels)
    if found is not None:
        _print_changes(screen, found)


def _heading(labels: Labels, found: Pending | None) -> str:
    versions = saved_versions(labels.folder)
    name = printable(f"{labels.folder / 'codebook.toml'}: version {labels.codebook.version}")
    if not versions:
        return f"{name}; no copy is kept yet: tristance labels codebook --labels {labels.folder} --accept"
    if found is not None:
        return f"{name}, changed and not accepted"
    saved = {version.name: version.time for version in versions}[labels.codebook.version]
    return f"{name}, saved {saved[:10]}" + (f"; {len(versions)} versions" if versions[1:] else "")


def _item(mark: str, text: Text) -> Table:
    """A line that hangs behind its mark."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_row(mark, text)
    return table


def _print_tags(screen: Console, labels: Labels) -> None:
    counts = Counter(row.tag for row in labels.annotations)
    for number, tag in enumerate(labels.codebook.tags):
        heading = Text(printable(tag.name), style=f"bold {colour(number, tag.role)}")
        heading.append(f"  {tag.role}, {count(counts[tag.name], 'annotation')}", style="not bold dim")
        said = Text(printable(tag.definition))
        for example in tag.examples:
            said.append(f"\nfor example: {printable(example)}", style="italic")
        if tag.formerly:
            said.append(f"\nformerly: {printable(', '.join(tag.formerly))}", style="dim")
        screen.print()
        screen.print(heading)
        screen.print(_indented(said, 2))


def _indented(text: Text, width: int) -> Padding:
    return Padding(text, (0, 0, 0, width), expand=False)


def _next(labels: Labels) -> str:
    return version_to_be(labels, [version.name for version in saved_versions(labels.folder)])


def _print_changes(screen: Console, found: Pending) -> None:
    screen.print()
    since = printable(found.since.version)
    said = f"changed since version {since}:" if found.changes else f"means the same as version {since}"
    screen.print(Text(said, style="bold"))
    for change in found.changes:
        screen.print(_indented(Text(printable(_place(change)), style="bold"), 2))
        if shown := _shown(change):
            screen.print(_indented(shown, 4))


def _place(change: Change) -> str:
    if change.what == "name":
        return f"tag {change.tag!r}: renamed, formerly {change.old!r}"
    if change.what == "merged":
        return f"tag {change.tag!r}: takes in {change.old!r}"
    if change.what == "new":
        return f"tag {change.tag!r}: new (what was read before may belong to it; see for yourself)"
    if change.what in {"rule", "example"} and not (change.old and change.new):
        return f"{change.place} {'added' if change.new else 'taken out'}"
    return change.place


def _shown(change: Change) -> Text | None:
    return None if change.what in {"name", "merged"} else word_difference(change.old, change.new)


def word_difference(old: str, new: str) -> Text:
    """*new* with what changed marked as ``git --word-diff`` does: ``keep it [-small-] {+as it is+}``."""
    before, after = printable(old).split(), printable(new).split()
    pieces: list[tuple[str, str]] = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append((" ".join(before[i:j]), ""))
            continue
        if i < j:
            pieces.append((f"[-{' '.join(before[i:j])}-]", _REMOVED))
        if k < m:
            pieces.append((f"{{+{' '.join(after[k:m])}+}}", _ADDED))
    return Text(" ").join(Text(words, style=style) for words, style in pieces)


def print_rereading(screen: Console, labels: Labels, found: Rereading, *, acceptable: bool) -> None:
    """Whose judgements are to be made again, by annotator and version; what cannot be told; and what to do next.

    A codebook that is not *acceptable* is not offered to be accepted: the labels have a fault that is told elsewhere.
    """
    if found.outdated:
        screen.print()
        screen.print(Text("to be read again:", style="bold"))
        groups: dict[tuple[str, str, str], Counter[str]] = {}
        for each in found.outdated:
            groups.setdefault((each.row.annotator, each.row.codebook, each.why), Counter())[each.row.tag] += 1
        for (annotator, version, why), counts in sorted(groups.items()):
            names = dict.fromkeys((*labels.codebook.names, *counts))
            tags = ", ".join(f"{tag} {counts[tag]}" for tag in names if counts[tag])
            judged = f"{count(counts.total(), 'judgement')} of version {version}, before the new {why}"
            screen.print(_item(" -", Text(printable(f"{annotator}: {judged} ({tags})"))))
    if found.unknown:
        versions = ", ".join(f"{printable(name) or 'no version given'} {n}" for name, n in found.unknown.items())
        screen.print()
        screen.print(
            f"made under a codebook of which no copy is kept, so not compared: "
            f"{count(sum(found.unknown.values()), 'judgement')} ({versions})"
        )
    command = f"tristance labels codebook --labels {labels.folder}"
    if pending(labels.folder, labels.codebook) is not None:
        if not acceptable:
            return
        screen.print()
        screen.print(f"to make it version {printable(_next(labels))}: {command} --accept", soft_wrap=True)
    elif found.outdated:
        screen.print()
        screen.print(f"their coding sheet: {command} --again SHEET --annotator ID", soft_wrap=True)


def as_json(labels: Labels, found: Rereading) -> dict[str, Any]:
    """All of that as plain values."""
    book = labels.codebook
    state = pending(labels.folder, book)
    counts = Counter(row.tag for row in labels.annotations)
    return {
        "version": book.version,
        "accepted": state is None,
        "next_version": None if state is None else _next(labels),
        "versions": [{"version": name, "saved": time} for name, time in saved_versions(labels.folder)],
        "question": book.question,
        "rules": list(book.rules),
        "tags": [
            {
                "name": tag.name,
                "role": tag.role,
                "definition": tag.definition,
                "examples": list(tag.examples),
                "cues": list(tag.cues),
                "formerly": list(tag.formerly),
                "annotations": counts[tag.name],
            }
            for tag in book.tags
        ],
        "actors": [{"name": actor.name, "terms": list(actor.terms)} for actor in book.actors],
        "changes": [
            {"what": change.what, "tag": change.tag or None, "old": change.old, "new": change.new}
            for change in (state.changes if state else ())
        ],
        "read_again": [
            {
                "paragraph": each.row.paragraph,
                "annotator": each.row.annotator,
                "tag": each.row.tag,
                "codebook": each.row.codebook,
                "because_of": each.why,
            }
            for each in found.outdated
        ],
        "made_under_unsaved_versions": found.unknown,
    }
