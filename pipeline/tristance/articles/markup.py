"""What the tags and class names of a page say about its pieces."""

from __future__ import annotations

from tristance.articles.blocks import Kind
from tristance.articles.lazily import pattern
from tristance.articles.wordset import word_set

SILENT = word_set(
    "script style noscript template svg math iframe object embed select textarea input canvas audio video map head "
    "datalist meter progress"
)
BLOCK_TAGS = word_set(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html label legend li main menu nav ol p pre section summary table tbody "
    "td tfoot th thead tr "
    "ul button caption option"
)
KINDS: dict[str, Kind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "legend", "caption", "th"), "heading"),
    **dict.fromkeys(("li", "dd"), "item"),
    "blockquote": "quote",
}
LEAVES = frozenset({"p", "pre", *KINDS})  # what holds one piece; the rest are boxes

_TAG_REASONS = {
    "nav": "navigation",
    "footer": "navigation",
    "button": "navigation",
    "menu": "navigation",
    "label": "form",
    "form": "form",
    "aside": "related stories",
    "dialog": "cookie notice",
    "figure": "caption",
    "figcaption": "caption",
    "address": "byline",
}
_CLASS_REASONS = {
    word: reason
    for reason, words in {
        "share bar": "share sharing sharebar social sns addthis sharethis",
        "related "
        "stories": "related recommend recommended recommendation recommendations outbrain taboola trending mostread "
        "popular readmore alsoread readalso",
        "comment form": "comment comments commentlist disqus respond reply",
        "caption": "caption credit photocredit figcaption",
        "byline": "byline bylines author authors reporter journalist bio",
        "newsletter": "newsletter newsletters subscribe subscription signup paywall regwall",
        "advertisement": "ad ads advert adverts advertisement advertising adsense sponsor sponsored dfp",
        "cookie notice": "cookie cookies consent gdpr onetrust",
        "navigation": "breadcrumb breadcrumbs nav navigation navbar menu sidebar footer toolbar pagination pager skip",
        "tags": "tags taglist keywords",
        "pull quote": "pullquote pullquotes",
        "date": "timestamp pubdate datetime",
        "copyright": "copyright copyrights",
        "footnote": "footnotes endnotes references",
        "donation": "donate donation donations",
    }.items()
    for word in words.split()
}
_WORD = pattern(r"[a-z]+")
_EMBEDDED = pattern(r"\b(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|bluesky-embed)\b")


def reason_of(tag: str, names: str) -> str:
    """The reason that an element's *tag*, or its class and id (*names*), gives for dropping what it holds; or "".

    >>> reason_of("div", "article-share-bar"), reason_of("div", "shareholder"), reason_of("p", "")
    ('share bar', '', '')
    """
    if tag in _TAG_REASONS:
        return _TAG_REASONS[tag]
    if tag not in BLOCK_TAGS or not names:
        return ""  # a class of a few words within a sentence says nothing about the sentence
    if _EMBEDDED.search(names):
        return "embedded post"
    words = _WORD.findall(names.lower())
    if "pull" in words and "quote" in words:
        return "pull quote"
    return next((_CLASS_REASONS[word] for word in words if word in _CLASS_REASONS), "")
