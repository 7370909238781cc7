"""A coding session: keys in, pages out, and each judgement on the disk before the next paragraph appears."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace

from rich.console import Console
from rich.control import Control
from rich.screen import Screen
from rich.text import Text

from tristance.cli.codingpage import Drawn, Page, codebook_lines, drawn, scrolled, tag_text
from tristance.cli.codingwords import progress, span
from tristance.cli.keyboard import RESIZED, Keyboard, has_terminal, terminal_size
from tristance.cli.lineeditor import LineEditor
from tristance.cli.screen import printable
from tristance.cli.tagkeys import meant, tag_keys
from tristance.errors import NoTerminal, OutputError
from tristance.labels.coding import Coding
from tristance.labels.desk import Desk
from tristance.labels.queues import Lot
from tristance.labels.rows import CONFIDENCES, AnnotationRow, ParagraphRow

_WIDEST = 100  # longer lines are hard to read


def require_terminal(what: str, remedy: str) -> None:
    """Raise :class:`NoTerminal` where there is no keyboard or no screen for a session."""
    if not has_terminal():
        raise NoTerminal(f"{what} needs a terminal, and standard input or output is none; {remedy}")


class Session(ABC):
    """Works through a lot at *desk*; :meth:`run` returns when the annotator leaves.

    *notes* are what is noted already of some paragraphs, to be kept or changed.
    """

    def __init__(self, desk: Desk, lot: Lot, notes: Mapping[str, str] | None = None) -> None:
        self.desk = desk
        self.coding = Coding((each.paragraph for each in lot.ahead), before=lot.before, notes=notes)
        self._queued = {each.paragraph: each for each in lot.ahead}
        self._keyboard = Keyboard()
        self._console = Console(highlight=False, markup=False)
        self._keys = tag_keys(desk.labels.codebook)
        self._said = Text()
        self._top = 0
        self._rows = {row.paragraph: row for row in desk.labels.paragraphs}
        self._article: dict[str, list[ParagraphRow]] = {}
        for row in sorted(desk.labels.current, key=lambda row: row.position):
            self._article.setdefault(row.article, []).append(row)

    @abstractmethod
    def readings(self, paragraph: str) -> list[Text]:
        """What is shown of the judgements of *paragraph*, line by line."""

    @abstractmethod
    def reason(self, tag: str) -> bool:
        """Ask for what must be said beside *tag*; False where the annotator thinks better of it."""

    @abstractmethod
    def settled(self, paragraph: str) -> bool:
        """Whether *paragraph*, which others have judged meanwhile, need not be judged here any more."""

    def run(self) -> None:
        """Show page after page until ``q``, Ctrl-C or the end of the input; the terminal is then as it was."""
        with self._keyboard, self._console.screen():
            try:
                while True:
                    self._draw()
                    key = self._keyboard.key()
                    if key.lower() == "q":
                        return
                    self._press(key)
            except (KeyboardInterrupt, EOFError):
                return

    def say(self, message: str | Text, style: str = "") -> None:
        """Show *message* on the line above the keys, until something else is to be said."""
        self._said = Text(printable(message), style=style) if isinstance(message, str) else message

    def ask(self, question: str, text: str = "") -> str | None:
        """A line of text from the annotator, *text* to begin with; None where they press Escape."""
        editor = LineEditor(text)
        while True:
            self.say(Text.assemble((f"{question} ", "bold"), printable(editor.text), ("█", "dim")))
            self._draw("Enter: done   Esc: leave as it was   Ctrl-U: empty the line")
            key = self._keyboard.key()
            if key in {"enter", "escape"}:
                self.say("")
                return editor.text if key == "enter" else None
            editor.press(key)

    def _press(self, key: str) -> None:
        key = meant(key, self._keys)
        paragraph = self.coding.current
        scroll = {"up": -1, "down": 1, "page up": -self._shown, "page down": self._shown}
        if key in {"", RESIZED}:
            return
        always = {"z": self._undo, "?": self._read_codebook}
        of_paragraph = {"u": self.coding.toggle_unsure, "n": self._note, " ": self._skip}
        if key in scroll:
            self._top = min(max(0, self._top + scroll[key]), self._furthest)
        elif key in always:
            always[key]()
        elif paragraph is None:
            self.say("all are judged: z goes back, q leaves")
        elif key in of_paragraph:
            of_paragraph[key]()
        elif key in self._keys:
            self._judge(paragraph, self._keys[key])
        else:
            self.say(f"{key}: no such key", "dim")

    def _note(self) -> None:
        note = self.ask("note:", self.coding.draft.note)
        if note is not None:
            self.coding.write_note(note)

    def _skip(self) -> None:
        self._turn("skipped: it comes back at the end" if self.coding.skip() else "there is no other left")

    def _judge(self, paragraph: str, tag: str) -> None:
        if not self.reason(tag):
            return
        draft, queued = self.coding.draft, self._queued[paragraph]
        confidence = CONFIDENCES[draft.unsure]
        row = AnnotationRow(
            paragraph,
            self.desk.annotator,
            tag,
            confidence,
            chosen=queued.chosen,
            probability=queued.probability,
            note=draft.note,
        )
        try:
            written = self.desk.judge(row)
        except OutputError as error:  # a full disk can be mended while the session waits
            self.say(f"not saved: {error}; press the key again once that is mended", "bold red")
            return
        if written:
            self.coding.judge()
            unsure = ", unsure" if draft.unsure else ""
            self._turn(Text("saved: ", style="dim") + tag_text(tag, self.desk.labels.codebook) + Text(unsure))
        gone = {name for name in self.desk.changed() if self.settled(name)}
        passed = self.coding.pass_over(gone)
        if passed:
            what = "1 paragraph" if passed == 1 else f"{passed} paragraphs"
            self._turn(f"{'' if written else 'not saved; '}passed over {what} judged meanwhile in another terminal")
        elif not written:
            self._turn("not saved: the judgements of this paragraph have changed meanwhile; look again", "bold")

    def _undo(self) -> None:
        if not self.coding.undo():
            self.say("nothing more to take back in this session")
            return
        self._turn("back at the last one judged; until you judge it anew, what you said stands")

    def _turn(self, message: str | Text, style: str = "") -> None:
        """Come to another paragraph, or to this one again: keys pressed before it is seen are not meant for it."""
        self._keyboard.forget()
        self._top = 0
        self.say(message, style)

    def _read_codebook(self) -> None:
        top, key = 0, ""
        while key not in {"q", "escape", "?", "enter"}:
            width, height = self._size()
            lines = codebook_lines(self.desk.labels.codebook, self._keys, self._console, width)
            step = {"up": -1, "down": 1, "page up": 2 - height, "page down": height - 3, " ": height - 3}.get(key, 0)
            shown, top = scrolled(lines, top + step, height - 1)
            shown += [Text()] * (height - 1 - len(shown))
            self._show([*shown, Text("arrows, space: scroll   q: back to the paragraph", style="dim")])
            key = self._keyboard.key().lower()

    def _draw(self, commands: str = "") -> None:
        width, height = self._size()
        laid: Drawn = drawn(self._page(commands), self._console, width, height)
        self._furthest, self._shown = laid.furthest, laid.shown
        self._show(laid.lines)

    def _show(self, lines: list[Text]) -> None:
        page = Text("\n", no_wrap=True, overflow="crop").join(lines)
        self._console.print(Control.home(), Screen(page), sep="", end="")

    def _size(self) -> tuple[int, int]:
        """Columns and lines to draw in, as of now."""
        width, height = terminal_size()
        self._console.width, self._console.height = width, height
        return min(width, _WIDEST), height

    def _page(self, commands: str) -> Page:
        labels, coding = self.desk.labels, self.coding
        page = Page(
            progress=progress(coding),
            who=self.desk.annotator,
            title="",
            place="",
            before="",
            text=f"All {coding.total} are judged.",
            after="",
            readings=[],
            codebook=labels.codebook,
            keys=self._keys,
            said=self._said,
            commands=commands or "z undo   ? codebook   q quit",
            top=self._top,
        )
        if coding.current is None:
            return page
        row = self._rows[coding.current]
        article = self._article[row.article]
        place = article.index(row)
        return replace(
            page,
            title=labels.article[row.article].title or row.article,
            place=f"paragraph {place + 1} of {len(article)}",
            before=article[place - 1].text if place else "",
            text=row.text,
            after=article[place + 1].text if place + 1 < len(article) else "",
            readings=[*self.readings(row.paragraph), *self._draft()],
            commands=commands
            or f"{span(self._keys)} tag   u unsure   n note   z undo   space skip   ? codebook   q quit",
        )

    def _draft(self) -> list[Text]:
        draft = self.coding.draft
        line = Text()
        if draft.unsure:
            line.append("unsure   ", style="bold yellow")
        if draft.note:
            line.append("note: ", style="bold").append(printable(draft.note))
        return [line] if line else []
