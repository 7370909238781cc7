"""What holds of every input: only its own words come out, and only input errors are raised."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tristance.articles import article_from_bytes
from tristance.articles.fingerprint import letters
from tristance.articles.sniffing import Kind
from tristance.errors import InputError

LINES = st.sampled_from(
    [
        "Related stories", "Comments", "By Ana Kim", "May 3, 2020", "Share", "* * *", "He was late.", "",
        "The plan is this:", "1. A note, https://x.example.", "- an item of a list;", "(a) one more; and",
        "“He was late.”", "Read more: A thing",
        "The council met again on Monday to talk about the pier, and put off its decision until May.",
        "The harbour office will report by then.12The boats will sail as they have done for many years",
        "a line that is wrapped at some column and goes on in the next of the lines",
    ]
)  # fmt: skip
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<li>",
        "<br>",
        "<h1>",
        "</h1>",
        "<sup>1</sup>",
        "<!--",
        "-->",
        "<script>",
        "<td>",
        "&amp;",
        "<",
        "\n",
    ]
)


def reads(data: bytes, *, kind: Kind | None = None) -> None:
    """Read *data*: what comes out is of it, in order of position; what cannot be read is an input error."""
    try:
        article = article_from_bytes(data, "page", kind=kind)
    except InputError:
        return  # and nothing else is raised
    assert article.paragraphs
    assert [paragraph.position for paragraph in article.paragraphs] == list(range(1, len(article.paragraphs) + 1))
    assert all(paragraph.text == " ".join(paragraph.text.split()) != "" for paragraph in article.paragraphs)


@given(st.binary(max_size=300), st.sampled_from([None, "html", "text", "markdown"]))
@settings(deadline=None)
def test_any_bytes(data: bytes, kind: Kind | None) -> None:
    reads(data, kind=kind)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text(text: str) -> None:
    reads(text.encode("utf-8", "replace"))


@given(st.lists(st.one_of(TAGS, LINES, st.text(max_size=10)), max_size=30))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_mark_up(pieces: list[str]) -> None:
    reads("".join(pieces).encode("utf-8", "replace"), kind="html")


@given(st.lists(LINES, max_size=25), st.sampled_from(["\n", "\n\n"]))
@settings(deadline=None)
def test_every_letter_goes_either_way_and_none_is_made(lines: list[str], apart: str) -> None:
    text = apart.join(lines)
    try:
        article = article_from_bytes(text.encode(), "page", kind="text")
    except InputError:
        return
    out = "".join([paragraph.text for paragraph in article.paragraphs] + [piece.text for piece in article.dropped])
    assert sorted(letters(out)) == sorted(letters(text))


NOUNS = [
    "harbour",
    "council",
    "ferry",
    "winter",
    "orchard",
    "teacher",
    "market",
    "bridge",
    "river",
    "choir",
    "harvest",
    "library",
    "baker",
    "tower",
    "island",
    "school",
    "garden",
    "engine",
    "letter",
    "museum",
    "forest",
    "summer",
    "doctor",
    "cellar",
    "lantern",
    "meadow",
    "sailor",
    "kitchen",
    "village",
    "concert",
]


@given(st.integers(0, 10**9), st.lists(st.integers(12, 29), min_size=1, max_size=20))
@settings(deadline=None)
def test_finished_paragraphs_alone_are_all_body(seed: int, lengths: list[int]) -> None:
    generator = random.Random(seed)  # noqa: S311  # words for a test, no secret
    prose = [f"People spoke of the {', the '.join(generator.sample(NOUNS, length))}." for length in lengths]
    article = article_from_bytes("\n\n".join(prose).encode(), "page", kind="text")
    assert [paragraph.text for paragraph in article.paragraphs] == prose


SENTENCE = "The ferry will sail again in May, and many people are glad of it. "


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SENTENCE * 40_000, id="one long line"),
        pytest.param("a" * 3_000_000, id="one long word"),
        pytest.param("x.1A" * 300_000, id="glued sentences"),
        pytest.param("”" * 1_000_000, id="quotation marks"),
        pytest.param("Short line of words here\n" * 50_000, id="short lines"),
        pytest.param("0. See\n" * 50_000, id="numbers"),
        pytest.param("Related stories\n" * 50_000, id="sections"),
        pytest.param("read | | | | | | | | | | | | | | | | | | | | x\n" * 2_000, id="bars"),
        pytest.param("more in in in in in in in in in in in in in in in x.\n" * 2_000, id="prepositions"),
        pytest.param("<div>" * 20_000 + f"<p>{SENTENCE}</p>", id="deep mark-up"),
        pytest.param(f"<p>{SENTENCE}</p>" * 5_000, id="many paragraphs"),
        pytest.param("<p>" + "word<br>" * 20_000, id="many breaks"),
        pytest.param("<" * 500_000, id="open brackets"),
        pytest.param("<p " * 200_000, id="open tags"),
    ],
)
def test_time_grows_with_length_alone(text: str) -> None:
    start = time.perf_counter()
    reads(text.encode())
    assert time.perf_counter() - start < 20
