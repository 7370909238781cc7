"""A session that settles disputes: the readings side by side, a tag, and the reason for it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from tristance.cli.codingpage import tag_text
from tristance.cli.codingsession import Session
from tristance.cli.screen import printable
from tristance.labels.desk import Desk
from tristance.labels.disputes import Dispute, is_open, readings
from tristance.labels.queues import Lot
from tristance.labels.rows import CONFIDENCES


class Adjudicating(Session):
    """Settles the disputes of *found*."""

    def __init__(self, desk: Desk, found: Sequence[Dispute]) -> None:
        super().__init__(desk, Lot([each.queued for each in found], 0))

    def readings(self, paragraph: str) -> list[Text]:
        """Who said what of *paragraph*, and how sure they were."""
        book, by = self.desk.labels.codebook, self.desk.standing[paragraph]
        rows = readings(by)
        own = self.desk.mine(paragraph)
        shown = [*rows, own] if own else [*rows]
        names = [printable(row.annotator) for row in shown]
        widest, longest = max(map(len, names)), max(len(row.tag) for row in shown)
        lines = []
        for name, row in zip(names, shown, strict=True):
            line = Text.assemble((f"{name:<{widest}}  ", "dim"), tag_text(row.tag, book))
            line.append(" " * (longest - len(row.tag)))
            line.append(f"  {row.confidence:<6}", style="yellow" if row.confidence == CONFIDENCES[1] else "dim")
            lines.append(line.append(f"  {printable(row.note)}" if row.note else ""))
        return lines

    def reason(self, tag: str) -> bool:
        """Ask why *tag*; a settled dispute gives its reason, in one line."""
        question, note = f"why {tag}?", self.coding.draft.note
        while True:
            answer = self.ask(question, note)
            if answer is None:
                return False
            note = answer
            if note.strip():
                self.coding.write_note(note)
                return True
            question = f"why {tag}? (a reason is needed)"

    def settled(self, paragraph: str) -> bool:
        """Whether the dispute is over, by another adjudicator or because an annotator has changed their mind."""
        return paragraph in self.desk.replaced or not is_open(self.desk.standing.get(paragraph, {}))
