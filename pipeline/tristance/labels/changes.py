"""What differs in meaning between two codebooks: question, rules, tags, definitions, roles, examples.

Cues and spacing are no meaning: coders do not apply them. Nor is the order of the tags.
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tristance.schema import Codebook, Tag


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``tag`` is the tag's new name (its old one where it was taken out), empty for question and rules.

    ``what`` is ``question``, ``rule``, ``definition``, ``role``, ``example``, ``name`` (renamed), ``merged`` (of two
    tags, or more, one), ``new`` or ``taken out``. ``old`` is empty for what was added, ``new`` for what was removed.
    """

    what: str
    tag: str
    old: str
    new: str

    @property
    def place(self) -> str:
        """Where it is, in words: ``tag 'for': definition``."""
        return f"tag {self.tag!r}: {self.what}" if self.tag else self.what


def changes(old: Codebook, new: Codebook) -> tuple[Change, ...]:
    """What changed in meaning from *old* to *new*, in the order of *new*; nothing where they mean the same."""
    found: list[Change] = []
    if old.question != new.question:
        found.append(Change("question", "", old.question, new.question))
    found += _of_lists("rule", "", old.rules, new.rules)
    before = {tag.name: tag for tag in old.tags}
    followed = set()
    for tag in new.tags:
        ancestors = [before[name] for name in (tag.name, *tag.formerly) if name in before]
        followed |= {ancestor.name for ancestor in ancestors}
        found += _of_tag(ancestors, tag) if ancestors else [Change("new", tag.name, "", tag.definition)]
    found += [Change("taken out", tag.name, tag.definition, "") for tag in old.tags if tag.name not in followed]
    return tuple(found)


def _of_tag(ancestors: Sequence[Tag], new: Tag) -> Iterator[Change]:
    """How *new* differs from the first of its *ancestors*, into which the others were merged."""
    old, *merged = ancestors
    if old.name != new.name:
        yield Change("name", new.name, old.name, new.name)
    for other in merged:
        yield Change("merged", new.name, other.name, new.name)
    if old.definition != new.definition:
        yield Change("definition", new.name, old.definition, new.definition)
    if old.role != new.role:
        yield Change("role", new.name, old.role, new.role)
    yield from _of_lists("example", new.name, old.examples, new.examples)


def _of_lists(what: str, tag: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    for kind, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            for before, after in itertools.zip_longest(old[i:j], new[k:m], fillvalue=""):
                yield Change(what, tag, before, after)
