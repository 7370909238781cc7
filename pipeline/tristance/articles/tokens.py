"""Lines whose every word belongs to one small set: dates, share buttons, menus, counters."""

from __future__ import annotations

from tristance.articles.blocks import Block
from tristance.articles.lazily import pattern
from tristance.articles.wordset import word_set

_TOKEN = pattern(r"[^\W\d_]+|\d+")
_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
_DATE = word_set(
    f"{_MONTHS} {_DAYS} am pm a p m kst jst cst gmt utc est edt pst pdt bst cet cest hkt sgt ist t z h st nd rd "
    "th posted published updated modified last first on at date time of the issue input revised created "
    "uploaded registered release released edited by ago hours hour minutes minute mins min days day weeks week "
    "yesterday today from"
)
_CLOCK = word_set(f"{_MONTHS} {_DAYS} ago yesterday today kst jst gmt utc am pm")
_SHARE = word_set(
    "share shares sharing tweet facebook twitter x instagram linkedin whatsapp telegram reddit pinterest pin "
    "tumblr email e mail print copy link url copied save bookmark sms kakao kakaotalk talk line naver band "
    "weibo wechat messenger flipboard viber threads bluesky mastodon youtube rss like likes follow article "
    "articles story this on via to google plus more loading send scrap and with friends close"
)
_SHARE_CORE = word_set(
    "share tweet facebook twitter linkedin whatsapp telegram reddit pinterest print kakaotalk weibo wechat copy like"
)
_MENU = word_set(
    "home news menu search login log in sign out register subscribe about us contact sitemap english korean "
    "japanese chinese mobile pc version list next prev previous top back main page section sections world "
    "politics business economy national international opinion editorial editorials column columns sports sport "
    "culture entertainment lifestyle tech technology science health video videos photo photos multimedia "
    "podcast weather listen play pause mute loading font size text larger smaller small large increase "
    "decrease a zoom go terms of use service privacy policy faq help careers advertise and more comments "
    "comment archive archives edition open read aloud audio stop speed translate language korea asia japan "
    "china skip content latest live tv radio toggle navigation analysis commentary feature features interview "
    "opinions national"
)
_MONEY = word_set("usd eur gbp krw jpy won euros dollars raised goal")
_YEAR_FIRST = pattern(r"\W*(?:19|20)\d\d[-./ ]")
_CLOCK_TIME = pattern(r"\d[:/]\d")
_MOST = 20


def one_kind(block: Block) -> str:  # noqa: PLR0911  # one return a kind
    """``date``, ``share bar``, ``navigation`` or ``widget`` for a line of nothing else, or an empty string.

    >>> one_kind(Block("Posted on : 2014-10-09 13:55 KST")), one_kind(Block("Facebook Twitter Print"))
    ('date', 'share bar')
    >>> one_kind(Block("2,500 $")), one_kind(Block("The print run doubled"))
    ('widget', '')
    """
    if block.words > _MOST:
        return ""
    tokens = [token.lower() for token in _TOKEN.findall(block.text)]
    if not tokens:
        return "separator"
    words = [token for token in tokens if not token.isdecimal()]
    if not words:
        return "date" if _YEAR_FIRST.match(block.text) or _CLOCK_TIME.search(block.text) else "widget"
    if words == [word for word in words if word in _MONEY]:
        return "widget"
    if _DATE.issuperset(words) and (len(words) < len(tokens) or _CLOCK.issuperset(words)):
        return "date"
    if _SHARE.issuperset(words) and not _SHARE_CORE.isdisjoint(words):
        return "share bar"
    return "navigation" if _MENU.issuperset(words) and not block.finished else ""
