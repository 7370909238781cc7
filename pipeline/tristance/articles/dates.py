"""Dates as pages write them, to ``2019-08-22``, ``2019-08`` or ``2019``."""

from __future__ import annotations

import re
from datetime import date, datetime

_ISO = re.compile(
    r"(?P<year>(?:1[5-9]|20)\d\d)(?:(?P<apart>[-./]?)(?P<month>\d\d?)(?:(?P=apart)(?P<day>\d\d?))?)?(?!\d)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS = (
    re.compile(
        r"(?P<month>[a-z]{3})[a-z]{0,6}\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>(?:1[5-9]|20)\d\d)\b"
    ),
    re.compile(
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[a-z]{3})[a-z]{0,6}\.?,?\s+(?P<year>(?:1[5-9]|20)\d\d)\b"
    ),
)
_LONGEST = 100


def iso_day(text: str | datetime | date | None) -> str:
    """The day, month or year that *text* begins with, or, in words, names; empty where it is no date.

    The day is the one that was written, whatever the time zone. A date such as 3/5/2020, which is another one in
    another country, is none.

    >>> iso_day("2019-08-22T23:30:00+09:00"), iso_day("2019.8.5"), iso_day("20190822"), iso_day("2019-08")
    ('2019-08-22', '2019-08-05', '2019-08-22', '2019-08')
    >>> iso_day("Thursday, August 22, 2019, 11:30 p.m."), iso_day("22 Aug 2019"), iso_day("3/5/2020")
    ('2019-08-22', '2019-08-22', '')
    """
    if text is None:
        return ""
    if isinstance(text, date):  # a datetime is one too
        return text.strftime("%Y-%m-%d")
    text = text.strip()[:_LONGEST].lower()
    found = _ISO.match(text)
    if found:
        return _joined(found["year"], found["month"] or "", found["day"] or "")
    for pattern in _WORDS:
        found = pattern.search(text)
        if found and found["month"] in _MONTHS:
            return _joined(found["year"], str(_MONTHS.index(found["month"]) + 1), found["day"])
    return ""


def _joined(year: str, month: str, day: str) -> str:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
