"""McNemar's test against other people's code, and where it goes over to the approximation."""

from __future__ import annotations

import pytest
from scipy.stats import binomtest

from tristance.measures.mcnemar import mcnemar

CASES = [(0, 1), (2, 9), (9, 2), (10, 10), (30, 51), (0, 40), (480, 520)]


@pytest.mark.parametrize(("only_a", "only_b"), CASES)
def test_the_exact_test_is_a_binomial_one(only_a: int, only_b: int) -> None:
    found = mcnemar(only_a, only_b)
    assert found.exact
    assert found.p == pytest.approx(binomtest(only_a, only_a + only_b).pvalue, rel=1e-9)


@pytest.mark.parametrize(("only_a", "only_b"), [*CASES, (600, 700), (5000, 5300)])
def test_it_is_what_statsmodels_gives(only_a: int, only_b: int) -> None:
    tables = pytest.importorskip("statsmodels.stats.contingency_tables", exc_type=ImportError)
    found = mcnemar(only_a, only_b)
    oracle = tables.mcnemar([[7, only_a], [only_b, 11]], exact=found.exact, correction=True)
    assert found.p == pytest.approx(oracle.pvalue, rel=1e-9)


def test_many_discordant_paragraphs_are_approximated_and_the_two_agree() -> None:
    below, above = mcnemar(460, 540), mcnemar(461, 541)
    assert (below.exact, above.exact) == (True, False)
    assert above.p == pytest.approx(binomtest(461, 1002).pvalue, abs=5e-4)


@pytest.mark.parametrize("n", [0, 700])
def test_no_difference_has_p_1(n: int) -> None:
    assert mcnemar(n, n).p == 1
