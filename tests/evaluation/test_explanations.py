"""Every code that can be warned of is explained, and every explanation is of one that can."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

import tristance
from tristance.errors import UnknownCode
from tristance.evaluation.explanations import codes, explanation, known_code

PACKAGE = Path(tristance.__file__).parent
RAISED = re.compile(r"CodedWarning\(\s*[\"'](W\d+)[\"']")
MADE = re.compile(r"CodedWarning\((?!\s*[\"']W\d\d[\"'])")
LEADS = ("What it means.", "Why it matters.", "How the numbers come about.", "What to do.")


def sources() -> dict[str, str]:
    return {str(path): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}


def test_every_code_is_explained_and_every_explanation_is_of_one() -> None:
    raised = {code for text in sources().values() for code in RAISED.findall(text)}
    assert raised == set(codes()), "a code is added with its file in evaluation/explanations"


def test_codes_are_written_where_they_are_raised() -> None:
    """Else the test above would overlook one."""
    loose = {path for path, text in sources().items() if MADE.search(text.replace("class CodedWarning(", ""))}
    assert not loose


@pytest.mark.parametrize("code", codes())
def test_an_explanation_says_all_that_it_should(code: str) -> None:
    title, text = explanation(code)
    assert title == f"{code} {codes()[code]}"
    assert len(title) <= 72
    paragraphs = text.split("\n\n")
    assert [paragraph.split("**")[1] for paragraph in paragraphs[:4]] == list(LEADS)
    assert all(paragraph.startswith("**Sources.**") for paragraph in paragraphs[4:])
    assert "`" in paragraphs[3] or code in {"W07", "W09", "W10", "W19"}  # a command, or an act that needs none


def test_commands_that_are_named_are_there() -> None:
    from tristance.cli import app

    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a group has some
    top = {*commands} - {"labels"}
    below = {*commands["labels"].commands}
    texts = [explanation(code)[1] for code in codes()]
    texts += [text for path, text in sources().items() if "checks" in path]
    named = re.findall(r"tristance (labels )?([a-z]+)", "\n".join(texts))
    assert {name for group, name in named if group} - below == set()
    assert {name for group, name in named if not group} - top - {"labels"} == set()


@pytest.mark.parametrize("written", ["W03", "w03", "W3", "3", "03", "WO3"])
def test_a_code_may_be_written_short(written: str) -> None:
    assert known_code(written) == "W03"


def test_an_unknown_code() -> None:
    with pytest.raises(
        UnknownCode, match=r"^V03: no warning has that code \(did you mean 'W03'\?\); there are: W01, W0"
    ):
        explanation("V03")
    with pytest.raises(UnknownCode, match=r"^leak: no warning has that code; there are: W01"):
        explanation("leak")
