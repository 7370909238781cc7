"""Repairs: each mends its own fault, leaves everything else, and is done after once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.articles.repair import mend, one_line, part_sentences, visible


@pytest.mark.parametrize(
    ("was", "mended"),
    [
        ("the need arises.11In 2021", "the need arises. In 2021"),
        ("from China.1Both", "from China. Both"),
        ("less competitive.67“South", "less competitive. “South"),
        ("in the region.” 14Things go", "in the region.” Things go"),
        ("and its allies.While it", "and its allies. While it"),
        ("by the group.10", "by the group."),
        ("by the group.”10", "by the group.”"),
        ("its territory.3 It also", "its territory. It also"),
        ("across the Straits.”12Japan", "across the Straits.” Japan"),
        ("a long dispute.15“I believe", "a long dispute. “I believe"),
        ("no longer so,”said Lee", "no longer so,” said Lee"),
        ("the end of 2021.While it", "the end of 2021. While it"),
        ("they rose.[12] The", "they rose. The"),
        ("they rose.¹² The", "they rose. The"),
        ("is it over?No, it", "is it over? No, it"),
        ("in the town.3I went", "in the town. I went"),
        ("two\u00a0words\u200b and\u00ad a\ufeff mark", "two words and a mark"),
        ("  many \n\t spaces  ", "many spaces"),
    ],
)
def test_a_fault_is_mended(was: str, mended: str) -> None:
    assert mend(was) == mended


@pytest.mark.parametrize(
    "text",
    [
        "the U.S. Navy", "the U.S.-led group", "at 3.5 percent", "No.1 in Asia", "on Oct.8 The",
        "on Oct. 8 the council",
        "at 6 p.m. Monday", "the F.B.I. said", "see example.com for more", "www.example.Com and others",
        "written in .NET today", "version v2.0 came", "among the G7. The others", "after Covid-19. The town",
        "they say [. . .] and", "in 2021. The year", "it grew 1.5. Then", "a 5.10 increase", "Mr.Kim and Dr.Lee",
        "St.Petersburg is far", "J.Crew and A.B.C.", "wait... What", "Wait…What", "item 3.2.1 applies",
        "the region.3D printing", "the region. 5G networks", "kim@Post.Example is it", "http://Foo.Bar/Baz.Html",
        "Node.js and Booking.com", "he said.‘ no", "Fig.3 The graph", "a Ph.D. thesis", "at No. 10 Downing",
        "costs $3.5 Million",
        "“Yes.” “No.”", "the ‘quiet’ one", "in 1910-45.", "Korea, 3 of them", "rose to 2,500.50 Euros",
    ],
)  # fmt: skip
def test_what_is_right_is_left(text: str) -> None:
    assert mend(text) == text


def test_curly_quotes_stay() -> None:
    assert visible("“It’s ‘late’”") == "“It’s ‘late’”"


def test_each_repair_does_one_thing() -> None:
    assert one_line("a\u3000b") == "a b"
    assert visible("a\u200d\u2060\u202eb") == "ab"
    assert part_sentences("a  b") == "a  b"


PIECES = st.sampled_from(
    [
        ".",
        "?",
        "”",
        "“",
        "1",
        "12",
        " ",
        "In",
        "in",
        "A",
        "3D",
        "U.S",
        "[2]",
        "²",
        "com",
        "Word",
        "word",
        "\u200b",
        ")",
        "2021",
        ",",
        "-",
        "\n",
        "é",
        "%",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join)))
def test_mending_twice_is_mending_once(text: str) -> None:
    once = mend(text)
    assert mend(once) == once


@given(st.lists(PIECES, max_size=25).map("".join))
def test_letters_are_neither_lost_nor_made(text: str) -> None:
    assert [c for c in mend(text) if c.isalpha()] == [c for c in text if c.isalpha()]
