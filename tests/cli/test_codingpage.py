"""A page fits the terminal, whatever there is to show, and the paragraph is cut last."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from tristance.cli.codingpage import Page, codebook_lines, drawn
from tristance.cli.tagkeys import meant, tag_keys
from tristance.schema import Codebook, Tag

CONSOLE = Console(width=200, height=60)


def book(n: int, name: str = "tag") -> Codebook:
    tags = [Tag(f"{name} {i}", f"What belongs to number {i}.", "stance", examples=("As here.",)) for i in range(n)]
    return Codebook("1", "Which cargo?", ("Tag what is said.",), tuple(tags))


def page(text: str = "Text.", n: int = 3, *, name: str = "tag", top: int = 0, said: str = "", title: str = "") -> Page:
    codebook = book(n, name)
    return Page(
        progress="12 of 230 · 3.4 a minute · about 65 min left",
        who="anna",
        title=title or "The harbour",
        place="paragraph 2 of 3",
        before="Before it. " * 40,
        text=text,
        after="After it. " * 20,
        readings=[],
        codebook=codebook,
        keys=tag_keys(codebook),
        said=Text(said),
        commands="1-3 tag   u unsure   n note   z undo   space skip   ? codebook   q quit",
        top=top,
    )


def plain(shown: Page, width: int = 100, height: int = 30) -> list[str]:
    return [line.plain.rstrip() for line in drawn(shown, CONSOLE, width, height).lines]


@pytest.mark.property
@given(
    width=st.integers(20, 120),
    height=st.integers(8, 60),
    n=st.integers(2, 53),
    text=st.text(min_size=1, max_size=3000),
    name=st.text(min_size=1, max_size=60),
    said=st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=300),
    top=st.integers(0, 100),
)
def test_a_page_has_the_size_of_the_terminal(
    width: int, height: int, n: int, text: str, name: str, said: str, top: int
) -> None:
    lines = drawn(page(text, n, name=name, top=top, said=said), CONSOLE, width, height).lines
    assert len(lines) <= height
    assert max(line.cell_len for line in lines) <= width
    assert all(not control(char) for line in lines for char in line.plain)


def control(char: str) -> bool:
    return ord(char) < 32 or 127 <= ord(char) < 160


@pytest.mark.parametrize(("width", "height"), [(60, 24), (80, 24), (100, 32)])
@pytest.mark.parametrize("n", [2, 3, 9, 30])
def test_every_tag_has_its_key_on_the_page_and_a_long_paragraph_most_of_the_rest(
    width: int, height: int, n: int
) -> None:
    lines = plain(page("The ferry left. " * 400, n, name="a long name of a tag"), width, height)
    cells = " ".join(lines).split()
    assert set(tag_keys(book(n))) <= set(cells)
    assert sum(line.startswith("▌") for line in lines) >= height // 4
    assert any("more lines: arrow keys" in line for line in lines)


def test_definitions_are_shown_where_there_is_room_for_them() -> None:
    lines = plain(page())
    assert "2 tag 1  What belongs to number 1." in lines
    assert not any("What belongs" in line for line in plain(page(n=30)))


def test_neighbours_are_cut_before_the_paragraph_is() -> None:
    text = "The ferry left at seven. " * 30
    roomy, tight = "\n".join(plain(page(text), 80, 40)), "\n".join(plain(page(text), 80, 20))
    assert "Before it." in roomy
    assert "  … " in roomy
    assert "Before it." not in tight
    assert tight.count("▌") == roomy.count("▌")


def test_a_long_paragraph_is_scrolled_to_its_end_and_no_further() -> None:
    text = " ".join(f"word{i}" for i in range(500))
    first = drawn(page(text), CONSOLE, 80, 24)
    assert "word0 " in "\n".join(line.plain for line in first.lines)
    end = "\n".join(plain(page(text, top=first.furthest), 80, 24))
    assert "word499" in end
    assert plain(page(text, top=9999), 80, 24) == plain(page(text, top=first.furthest), 80, 24)


def test_the_place_stays_beside_a_title_that_is_cut() -> None:
    lines = plain(page(title="harbour " * 40), 60)
    assert lines[1].endswith("…  paragraph 2 of 3")


def test_of_a_long_note_the_end_is_shown() -> None:
    lines = plain(page(said="note: " + "x" * 500 + "END"), 60)
    assert any(line.endswith("END") for line in lines)


def test_nothing_in_the_data_steers_the_terminal() -> None:
    lines = "\n".join(plain(page("A [bold]text[/bold]\x1b[2J\x07", name="\x1b[31mtag", title="\x1b]0;x\x07")))
    assert "\x1b" not in lines
    assert "[bold]" in lines


def test_the_codebook_has_question_rules_keys_definitions_and_examples() -> None:
    codebook = book(2)
    lines = [line.plain for line in codebook_lines(codebook, tag_keys(codebook), CONSOLE, 60)]
    for expected in ("Which cargo?", "Tag what is said.", "2 tag 1", "What belongs to number 1.", "“As here.”"):
        assert expected in lines


def test_keys_are_digits_and_then_letters_that_no_command_has() -> None:
    keys = "".join(tag_keys(book(31)))
    assert keys == "123456789abcdefghijklmoprstvwxy"
    assert tag_keys(book(3)) == {"1": "tag 0", "2": "tag 1", "3": "tag 2"}


def test_caps_lock_changes_no_key_unless_the_capital_has_a_tag_of_its_own() -> None:
    assert meant("A", tag_keys(book(12))) == "a"
    assert meant("A", tag_keys(book(40))) == "A"
    assert meant("Z", tag_keys(book(53))) == "z"
    assert meant("page up", tag_keys(book(3))) == "page up"
