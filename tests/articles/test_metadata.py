"""What pages say of themselves is kept as they say it, and nothing is made up."""

from __future__ import annotations

import json

import pytest

from tristance.articles import article_from_bytes
from tristance.articles.dates import iso_day
from tristance.schema import Article

TEXT = "The ferry will sail again in May, the city said on Monday, and many people are glad of it."
LINKED = {
    "@graph": [
        {"@type": "WebSite", "name": "Elsewhere", "url": "https://elsewhere.example"},
        {
            "@type": ["NewsArticle"],
            "datePublished": "2020-05-03T23:30:00+09:00",
            "author": [{"@type": "Person", "name": "Ana Kim"}, {"name": "Li Wei"}],
            "publisher": {"name": "The Harbour Gazette"},
            "url": "https://a.example/ferry",
        },
    ]
}


def page(head: str) -> Article:
    return article_from_bytes(f"<html><head>{head}</head><body><p>{TEXT}</p></body></html>".encode(), "a.html")


def told(article: Article) -> tuple[str, str, str, str]:
    return article.date, article.outlet, article.author, article.url


WHOLE = ("2020-05-03", "The Harbour Gazette", "Ana Kim; Li Wei", "https://a.example/ferry")


def test_json_ld() -> None:
    assert told(page(f'<script type="application/ld+json">{json.dumps(LINKED)}</script>')) == WHOLE


def test_meta_tags() -> None:
    head = (
        '<meta property="article:published_time" content="2020-05-03T08:00:00Z">'
        '<meta property="og:site_name" content="The Harbour&#10;Gazette"><meta name="author" content="By Ana Kim">'
        '<meta name="author" content="Li Wei"><meta property="article:author" content="https://social.example/kim">'
        '<link rel="canonical" href="https://a.example/ferry">'
    )
    assert told(page(head)) == WHOLE


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<meta name="date" content="next week"><link rel="canonical" href="/ferry"><meta name="author" content=" ">',
        '<meta property="og:url" content="javascript:alert(1)"><script type="application/ld+json">{"@type": </script>',
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">{"@type": "Article", "author": {"name": {"a": 1}}, "url": [1]}</script>',
    ],
)
def test_what_a_page_does_not_say_is_empty(head: str) -> None:
    assert told(page(head)) == ("", "", "", "")


def test_where_a_browser_saved_it_from() -> None:
    data = f"<!-- saved from url=(0023)https://a.example/ferry -->\n<html><body><p>{TEXT}</p></body></html>"
    assert article_from_bytes(data.encode(), "a.html").url == "https://a.example/ferry"


@pytest.mark.parametrize("text", ["2020-13-01", "30 Feb 2020", "3/5/2020", "May", "20200503123", ""])
def test_what_is_no_date_is_none(text: str) -> None:
    assert iso_day(text) == ""
