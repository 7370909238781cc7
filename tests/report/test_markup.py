"""HTML as values: what comes in as text comes out as text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tristance.report.markup import element, fragment, joined


class Read(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.attributes: dict[str, str | None] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


ALLOWED = st.text(st.characters(exclude_categories=["Cc", "Cs"]))


@pytest.mark.property
@given(ALLOWED, ALLOWED)
def test_text_and_attributes_read_back_as_they_were(text: str, value: str) -> None:
    found = Read(element("p", text, title=value).text)
    assert found.tags == ["p"]
    assert found.words == text
    assert found.attributes == {"title": value}


@pytest.mark.property
@given(st.text(st.characters()))
def test_what_html_does_not_allow_becomes_a_sign(text: str) -> None:
    made = element("p", text).text
    made.encode()
    assert not {letter for letter in made if ord(letter) < 32} - set("\n\t\r")


def test_attributes_are_named_as_in_html() -> None:
    made = element("td", class_="a", aria_label="b", hidden=True, title=None, lang=False, colspan=2).text
    assert made == '<td class="a" aria-label="b" hidden colspan="2"></td>'


def test_void_elements_are_not_closed() -> None:
    assert element("meta", charset="utf-8").text == '<meta charset="utf-8">'


def test_pieces_join() -> None:
    assert joined(["a<", element("b", "c")], " & ").text == "a&lt; &amp; <b>c</b>"
    assert fragment("a", None, ["b", [element("i")]]).text == "ab<i></i>"
