"""Labels that are not in the scores, or that were given under another meaning."""

from __future__ import annotations

from collections import Counter

from tristance.evaluation.checks.leaks import VISIBLE
from tristance.evaluation.checks.wording import counted, percent
from tristance.evaluation.warning import CodedWarning
from tristance.labels.rereading import Rereading


def disputes_left_out(disputes: int, scored: int) -> list[CodedWarning]:
    """W17, where disputes are a ``VISIBLE`` share of what was read: they are the hard cases, and not in the test."""
    if not disputes or disputes < VISIBLE * (disputes + scored):
        return []
    return [
        CodedWarning(
            "W17",
            f"{counted(disputes, 'paragraph')} ({percent(disputes / (disputes + scored))} of those read) "
            f"{'is' if disputes == 1 else 'are'} in dispute and left out, so that the scores are of the easier rest; "
            "settle them: tristance labels adjudicate",
        )
    ]


def outdated(read: Rereading) -> list[CodedWarning]:
    """W18, where standing judgements were made under a version of the codebook that meant something else."""
    if not read.outdated:
        return []
    paragraphs = {each.row.paragraph for each in read.outdated}
    changed = " and ".join(what for what, _ in Counter(each.why for each in read.outdated).most_common())
    versions = ", ".join(sorted({each.row.codebook for each in read.outdated}))
    return [
        CodedWarning(
            "W18",
            f"{counted(len(read.outdated), 'judgement')} of {counted(len(paragraphs), 'paragraph')} "
            f"{'was' if len(read.outdated) == 1 else 'were'} made under version {versions} of the codebook, since when "
            f"the {changed} changed; read them again: tristance labels codebook --again SHEET",
        )
    ]
