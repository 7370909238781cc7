"""Files and bytes to articles: which route is taken, what it costs, and the five articles."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tristance.articles import article_from_bytes, read_article
from tristance.errors import NoBody, UnreadableFile

TEXT = "The ferry will sail again in May, the city said on Monday, and many people are glad of it."
PAGE = f"<html><body><h1>Ferry sails</h1><p>{TEXT}</p></body></html>"


@pytest.mark.parametrize("name", ["page.html", "page.HTM", "page.xhtml", "page.txt", "page", "page.php"])
def test_html_is_known_by_name_or_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(PAGE, encoding="utf-8")
    article = read_article(path)
    assert [paragraph.text for paragraph in article.paragraphs] == [TEXT]
    assert (article.source, article.title) == (str(path), "Ferry sails")


def test_a_suffix_makes_html_of_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"{TEXT}\n\nAnd then & there it stopped.", encoding="utf-8")
    assert read_article(path).paragraphs[0].text.startswith(TEXT)


def test_text_about_tags_is_text() -> None:
    text = f"{TEXT} Use <p> and </p> for a paragraph, the manual says."
    assert article_from_bytes(text.encode(), "-").paragraphs[0].text == text


THREE = [
    TEXT,
    "It had been in the dock since a storm in January, when a wave broke two of its windows and a door.",
    "The repair cost 2.4 million crowns, most of which the insurance has paid, a spokeswoman said.",
]
READERS = "".join(f"<div class=comment><p>Reader {n} says: {TEXT} But it is late.</p></div>" for n in range(20))


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<form><div>Menu</div><div><p>{}</p><p>{}</p><p>{}</p></div></form>", id="all in a form"),
        pytest.param("<div><div>{}</div><div>{}</div><div>{}</div></div>", id="divisions"),
        pytest.param("<div><span>{}<br><br>{}<br><br>{}</span></div>", id="breaks"),
        pytest.param("<TABLE><TR><TD><FONT SIZE=2><P>{}<P>{}<P>{}</FONT></TABLE>", id="open tags in a table"),
        pytest.param(
            "<article class='author-kim comments-open'><p class=ad-free>{}</p><p>{}</p><p>{}</p></article>",
            id="classes",
        ),
        pytest.param(
            f"<article><p>{{}}</p><p>{{}}</p><p>{{}}</p></article><div id=comments>{READERS}</div>", id="comments"
        ),
        pytest.param(
            "<main><p>{}</p><h2>Related stories</h2><ul><li>Old</ul><p>{}</p><p>{}</p></main>", id="related box"
        ),
        pytest.param("<article><p>{}</p><p>{}</p><p>{}</p></article><aside><p>Boat sinks.</p></aside>", id="aside"),
        pytest.param("<div><pre>{}\n\n{}\n\n{}</pre></div>", id="preformatted"),
    ],
)
def test_mark_up_does_not_matter(page: str) -> None:
    article = article_from_bytes(f"<html><body>{page.format(*THREE)}</body></html>".encode(), "page")
    assert [paragraph.text for paragraph in article.paragraphs] == THREE


def test_an_article_in_a_script_is_read() -> None:
    body = " ".join(THREE)
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    page = f"<html><head>{script}</head><body><div id=app></div></body></html>"
    assert article_from_bytes(page.encode(), "page").paragraphs[0].text == body


def test_standard_input_is_named_as_given() -> None:
    assert article_from_bytes(TEXT.encode(), "-").source == "-"


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        read_article(tmp_path / "none.txt")
    with pytest.raises(UnreadableFile, match="folder"):
        read_article(tmp_path)


@pytest.mark.parametrize(
    "page",
    [
        "<html><script>var text = 'A long text, with words and a stop.';</script><style>p {}</style></html>",
        "<html><body></body></html>",
        "<!-- nothing -->",
        "<nav><a>Home</a></nav>",
    ],
)
def test_a_page_without_text_has_no_body(page: str) -> None:
    with pytest.raises(NoBody, match="no body paragraph"):
        article_from_bytes(page.encode(), "page", kind="html")


def test_entities_that_a_page_defines_are_not_expanded() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    page = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "lol">{levels}]><html><body><p>&e11; {TEXT}</p></body></html>'
    )
    article = article_from_bytes(page.encode(), "page")
    assert TEXT in article.paragraphs[0].text
    assert "lollol" not in article.paragraphs[0].text


def test_a_paragraph_alone_is_found_in_a_page_that_is_mostly_menu() -> None:
    page = "<ul>" + "<li><a>Menu item</a></li>" * 50 + f"</ul><p>{TEXT}</p>"
    assert [paragraph.text for paragraph in article_from_bytes(page.encode(), "page").paragraphs] == [TEXT]


@pytest.mark.parametrize(
    "text", [TEXT, "It’s late, she said, and the café on the quay is about to close."], ids=["ASCII", "UTF-8"]
)
def test_plain_text_costs_no_heavy_import(text: str) -> None:
    program = (
        "import sys; from tristance.articles import article_from_bytes as read\n"
        "heavy = {'numpy', 'trafilatura', 'lxml', 'charset_normalizer', 'sklearn'}\n"
        "assert not heavy & set(sys.modules), sorted(heavy & set(sys.modules))\n"
        f"read({text.encode()!r}, '-')\n"
        "assert not heavy & set(sys.modules), sorted(heavy & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603  # our own program
    assert done.stderr == ""


def test_trafilatura_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NoBody):
        article_from_bytes(b"<html><body><p>x</p></body></html>", "page", kind="html")
    assert capfd.readouterr() == ("", "")


@pytest.fixture(scope="module")
def articles() -> list[Path]:
    """The published articles, in file order."""
    folder = os.environ.get("TRISTANCE_ARTICLES")
    if not folder:
        pytest.skip("TRISTANCE_ARTICLES names no folder with the published articles")
    return sorted(Path(folder).glob("*.txt"))


def test_the_published_articles_have_their_paragraphs(articles: list[Path]) -> None:
    assert [len(read_article(path).paragraphs) for path in articles] == [5, 18, 12, 8, 7]


def test_the_published_articles_have_no_furniture_in_their_body(articles: list[Path]) -> None:
    for path in articles:
        article = read_article(path)
        texts = [paragraph.text for paragraph in article.paragraphs]
        assert article.title
        assert article.title not in texts
        assert all(text.rstrip("”’\"')").endswith((".", "?", "!")) for text in texts)
        assert not [text for text in texts if len(text.split()) < 12 or "@" in text or text.startswith("By ")]
