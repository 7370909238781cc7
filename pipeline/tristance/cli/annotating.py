"""A session of one annotator who reads blind: of all judgements, only their own are shown."""

from __future__ import annotations

from rich.text import Text

from tristance.cli.codingpage import tag_text
from tristance.cli.codingsession import Session
from tristance.cli.screen import printable
from tristance.errors import did_you_mean
from tristance.labels.desk import Desk
from tristance.labels.queues import Lot


class Annotating(Session):
    """Reads the paragraphs of *lot*; one that is read again begins with the note of the first time."""

    def __init__(self, desk: Desk, lot: Lot) -> None:
        before = {each.paragraph: desk.mine(each.paragraph) for each in lot.ahead}
        super().__init__(desk, lot, {name: row.note for name, row in before.items() if row})
        if desk.annotator not in desk.annotators and desk.annotators:
            self.say(f"{desk.annotator} is new here{did_you_mean(desk.annotator, desk.annotators)}", "bold")

    def readings(self, paragraph: str) -> list[Text]:
        """The annotator's own judgement of *paragraph*, where it is read again."""
        row = self.desk.mine(paragraph)
        if row is None:
            return []
        line = Text("you said: ", style="dim") + tag_text(row.tag, self.desk.labels.codebook)
        return [line.append(f", {row.confidence}{f'; {printable(row.note)}' if row.note else ''}", style="dim")]

    def reason(self, _tag: str) -> bool:
        """A first reading needs none."""
        return True

    def settled(self, _paragraph: str) -> bool:
        """What this annotator has judged in another terminal is judged."""
        return True
