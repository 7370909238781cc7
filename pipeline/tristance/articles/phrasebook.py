"""The set phrases of web pages, each with the reason to drop a piece that starts with it.

A rule is tried on short pieces only (``most`` words), and where it could also start a sentence of an article it asks
for more than the one word: an article may well report on cookies, subscriptions or a photo opportunity.
"""

from __future__ import annotations

from tristance.articles.appeals import APPEALS
from tristance.articles.credits import CREDITS
from tristance.articles.wording import Phrase

PHRASES: tuple[Phrase, ...] = (*APPEALS, *CREDITS)
