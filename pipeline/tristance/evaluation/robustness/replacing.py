"""Words put in the place of others: whole words, longest first, case kept, all in one pass over the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from tristance.labels.swaps import Mask, Swap

Change = Callable[[str], str]
_OPENING = " \t\n\"'“‘«([{"
_CLOSING = "\"'”’»)]}"
_ENDING = (".", "!", "?", "…")
_APOSTROPHE, _CURLY_APOSTROPHE = "'", "’"


def swapper(swap: Swap) -> Change:
    """The function that makes a *swap* in a text.

    A term stands where it is written letter for letter, from the start of a word to the end of one; with a capital
    first letter; or in capitals throughout. What is put in has the case of what it replaces; a small first letter
    becomes a capital where a capitalised term began a sentence. An apostrophe may be straight or curly.

    Where each term is in one pair only, the function is its own inverse, unless what is put in makes up another term
    together with the words around it.
    """
    partners: dict[str, str] = {}
    for one, other in swap.pairs:
        partners.setdefault(one, other)
        partners.setdefault(other, one)
    return _replacer(partners, swap.keep)


def masker(mask: Mask) -> Change:
    """The function that puts ``mask.instead`` where a term of *mask* stands; terms are found as in :func:`swapper`."""
    return _replacer(dict.fromkeys(mask.terms, mask.instead), mask.keep)


def _replacer(replacements: dict[str, str], keep: Iterable[str]) -> Change:
    forms = _forms(replacements, keep)
    longest_first = sorted(forms, key=len, reverse=True)
    either = f"[{_APOSTROPHE}{_CURLY_APOSTROPHE}]"
    words = "|".join(re.escape(form).replace(_APOSTROPHE, either) for form in longest_first)
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)")

    def replacement(match: re.Match[str]) -> str:
        found = match[0].replace(_CURLY_APOSTROPHE, _APOSTROPHE)
        new = forms[found]
        if found[0].isupper() and new[0].islower() and _begins_sentence(match.string, match.start()):
            new = _capitalised(new)
        return new.replace(_APOSTROPHE, _CURLY_APOSTROPHE) if _CURLY_APOSTROPHE in match[0] else new

    return lambda text: pattern.sub(replacement, text)


def _forms(replacements: dict[str, str], keep: Iterable[str]) -> dict[str, str]:
    """What is put in the place of each way to write a term. A term as it is given goes before another's capitals."""
    straight = {
        _straight(old): _straight(new) for old, new in {**replacements, **{term: term for term in keep}}.items()
    }
    forms = dict(straight)
    for change in (_capitalised, str.upper):
        for old, new in straight.items():
            forms.setdefault(change(old), change(new))
    return forms


def _straight(term: str) -> str:
    return term.replace(_CURLY_APOSTROPHE, _APOSTROPHE)


def _capitalised(text: str) -> str:
    return text[0].upper() + text[1:]


def _begins_sentence(text: str, place: int) -> bool:
    before = text[:place].rstrip(_OPENING)
    return not before or (len(before) < place and before.rstrip(_CLOSING).endswith(_ENDING))
