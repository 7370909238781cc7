"""Swaps and masks are read as they are written, and refused with place and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tristance.errors import BadSwaps, UnreadableFile
from tristance.labels.swaps import SWAPS, Mask, Swap, read_swaps
from tristance.resources import bundled

SWAP = '[[swap]]\nname = "ports"\nbetween = [["Ostend", "ferry"], ["Dover", "tug"]]\n'
MASK = '[[mask]]\nname = "years"\nterms = ["1999", "2000"]\nwith = "that year"\n'


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / SWAPS
    path.write_text(text, encoding="utf-8")
    return path


def test_terms_are_paired_position_by_position(tmp_path: Path) -> None:
    more = 'keep = ["Ostend Road"]\nexpect = "moves"\n'
    swap, mask = read_swaps(write(tmp_path, MASK + SWAP + more))
    assert swap == Swap("ports", (("Ostend", "Dover"), ("ferry", "tug")), ("Ostend Road",), "moves")
    assert mask == Mask("years", ("1999", "2000"), "that year")


def test_spaces_around_terms_and_a_byte_order_mark_are_no_faults(tmp_path: Path) -> None:
    (swap,) = read_swaps(write(tmp_path, "\ufeff" + SWAP.replace('"ferry"', '" ferry "')))
    assert isinstance(swap, Swap)
    assert swap.pairs[1] == ("ferry", "tug")


def test_the_bundled_file_is_good() -> None:
    assert len(read_swaps(bundled("labels", SWAPS))) > 10


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[swap", "not a TOML file in UTF-8"),
        ("", "holds no [[swap]] and no [[mask]]; add one, or take the file away"),
        ("# nothing yet\n", "holds no [[swap]] and no [[mask]]"),
        (SWAP + "[[swop]]\n", "swop: extra inputs are not permitted; there are [[swap]] tables of name, between"),
        (SWAP + 'expected = "same"\n', "[[swap]] number 1, expected: extra inputs are not permitted"),
        (MASK + 'instead = "x"\n', "[[mask]] number 1, instead: extra inputs are not permitted"),
        (SWAP.replace("[[swap]]", "[swap]"), "swap: input should be a valid list; terms stand in [ ], and an entry"),
        (SWAP.replace('name = "ports"\n', ""), "[[swap]] number 1, name: field required"),
        (SWAP.replace('"ports"', '" "'), "[[swap]] number 1, name: string should have at least 1 character"),
        (SWAP.replace('"ports"', '"a\\tb"'), "a name is one line, without tabs"),
        (MASK.replace('with = "that year"\n', ""), "[[mask]] number 1, with: field required"),
        (MASK.replace('"that year"', '""'), "[[mask]] number 1, with: string should have at least 1 character"),
        (MASK.replace('["1999", "2000"]', "[]"), "[[mask]] number 1, terms: list should have at least 1 item"),
        (MASK.replace('["1999", "2000"]', '"1999"'), "[[mask]] number 1, terms: input should be a valid list"),
        (MASK.replace('"1999"', "1999"), "[[mask]] number 1, terms, number 1: input should be a valid string"),
        (MASK.replace('"1999"', '"(1999)"'), "terms, number 1: string should match pattern"),
        (MASK.replace('"1999"', '"(1999)"'), "a term begins with a letter or a digit"),
        (SWAP.replace('"Dover"', '""'), "between, number 2, number 1: string should match pattern"),
        (SWAP + 'expect = "stays"\n', 'write expect = "same" or expect = "moves", or leave it out'),
        (SWAP.replace('["Ostend", "ferry"], ', ""), "a swap is between two such lists"),
        (SWAP.replace('"tug"]]', '"tug"], ["Calais", "barge"]]'), "write a [[swap]] for each two"),
        (
            SWAP.replace(', "tug"', ""),
            "swap 'ports': 2 terms on one side of between and 1 on the other; they are paired position by position",
        ),
        (SWAP.replace("tug", "Ostend"), "swap 'ports': 'Ostend' stands on both sides of between; leave it on one"),
        (SWAP + 'keep = ["tug"]\n', "'ports': 'tug' is to be replaced and in keep; take it out of one of them"),
        (MASK + 'keep = ["2000"]\n', "'years': '2000' is to be replaced and in keep"),
        (SWAP + MASK.replace("years", "ports"), "'ports' is there twice; give each [[swap]] and [[mask]] a name"),
    ],
)
def test_a_fault_is_named_with_its_place_and_remedy(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(BadSwaps) as caught:
        read_swaps(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="there is no such file"):
        read_swaps(tmp_path / SWAPS)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / SWAPS
    path.write_bytes(b"\x80\x04\x95pickle")
    with pytest.raises(BadSwaps, match="not a TOML file in UTF-8"):
        read_swaps(path)
