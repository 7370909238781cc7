"""Markdown: the words without the marks, what is no prose with its reason, and what the front matter says."""

from __future__ import annotations

import contextlib
import time

import pytest

from tristance.articles import article_from_bytes
from tristance.errors import InputError
from tristance.schema import Article

ONE = "The ferry will sail again in May, the city said on Monday, and many people are glad of it."
TWO = "It had been in the dock since a storm in January, when a wave broke two of its windows and a door."


def read(text: str) -> Article:
    return article_from_bytes(text.encode(), "a.md", kind="markdown")


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in read(text).paragraphs]


def test_marks_are_taken_off() -> None:
    marked = (
        "The **ferry** will _sail_ again in May, the [city](https://a.example 'City')\nsaid on `Monday`, and ~~few~~"
    )
    assert texts(f"{marked} many[^1] people are glad&nbsp;of it.\n\n> {TWO}") == [
        "The ferry will sail again in May, the city said on Monday, and few many people are glad of it.",
        TWO,
    ]


def test_what_is_no_prose_is_left_out_with_its_reason() -> None:
    text = (
        f"# Ferry sails\n\n{ONE}\n\n![The ferry in its dock](a.png)\n\nThe cost\n---\n\n"
        "| Pier | Built |\n| --- | --- |\n| One | 1911 |\n\n```python\nprint(1)\n```\n\n"
        f"{TWO}\n\n[^1]: See the yearbook of the harbour office.\n"
    )
    article = read(text)
    assert article.title == "Ferry sails"
    assert [paragraph.text for paragraph in article.paragraphs] == [ONE, TWO]
    assert [(piece.text, piece.reason, piece.after) for piece in article.dropped] == [
        ("Ferry sails", "title", 0),
        ("The ferry in its dock", "caption", 1),
        ("The cost", "heading", 1),
        ("Pier | Built", "table", 1),
        ("One | 1911", "table", 1),
        ("print(1)", "code", 1),
        ("See the yearbook of the harbour office.", "footnote", 2),
    ]


@pytest.mark.parametrize(
    "front",
    [
        (
            '---\ntitle: "Ferry sails"\ndate: 2020-05-03T08:00:00+09:00\nauthors:\n  - Ana Kim\n  - Li Wei\n'
            "publication: The Harbour Gazette\nurl: https://a.example/ferry\ntags: [boats]\n---\n"
        ),
        (
            '+++\ntitle = "Ferry sails"\ndate = 2020-05-03\nauthors = ["Ana Kim", "Li Wei"]\n'
            'publisher = "The Harbour Gazette"\nlink = "https://a.example/ferry"\n+++\n'
        ),
    ],
    ids=["YAML", "TOML"],
)
def test_front_matter_is_kept_and_is_no_text(front: str) -> None:
    article = read(f"{front}\n{ONE}")
    assert (article.title, article.date) == ("Ferry sails", "2020-05-03")
    assert (article.author, article.outlet) == ("Ana Kim; Li Wei", "The Harbour Gazette")
    assert article.url == "https://a.example/ferry"
    assert [paragraph.text for paragraph in article.paragraphs] == [ONE]
    assert not article.dropped


def test_a_line_above_the_text_is_no_front_matter() -> None:
    assert texts(f"---\n\n{ONE}\n\n---\n\n{TWO}") == [ONE, TWO]


@pytest.mark.parametrize(
    "text",
    ["> " * 10_000 + ONE, "- " * 10_000 + ONE, "[" * 50_000, "*a **b " * 20_000, "`" * 50_000, "<a " * 50_000],
    ids=["quotes", "lists", "brackets", "stars", "ticks", "tags"],
)
def test_hostile_marks_take_no_long_time(text: str) -> None:
    start = time.perf_counter()
    with contextlib.suppress(InputError):
        read(text)
    assert time.perf_counter() - start < 20
