"""The sources that a report names, in full."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Reference(NamedTuple):
    """``short`` is how the text names it."""

    short: str
    full: str


REFERENCES = (
    Reference(
        "Brier 1950",
        "Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. "
        "Monthly Weather Review 78: 1–3.",
    ),
    Reference(
        "Cohen 1960",
        "Cohen, J. (1960). A coefficient of agreement for nominal scales. "
        "Educational and Psychological Measurement 20: 37–46.",
    ),
    Reference(
        "Davison and Hinkley 1997",
        "Davison, A. C. and Hinkley, D. V. (1997). Bootstrap Methods and Their Application, section 3.8. "
        "Cambridge University Press.",
    ),
    Reference(
        "El-Yaniv and Wiener 2010",
        "El-Yaniv, R. and Wiener, Y. (2010). On the foundations of noise-free selective classification. "
        "Journal of Machine Learning Research 11: 1605–1641.",
    ),
    Reference(
        "Figueroa et al. 2012",
        "Figueroa, R. L., Zeng-Treitler, Q., Kandula, S. and Ngo, L. H. (2012). Predicting sample size required for "
        "classification performance. BMC Medical Informatics and Decision Making 12: 8.",
    ),
    Reference(
        "Guo et al. 2017",
        "Guo, C., Pleiss, G., Sun, Y. and Weinberger, K. Q. (2017). On calibration of modern neural networks. "
        "Proceedings of the 34th International Conference on Machine Learning, 1321–1330.",
    ),
    Reference(
        "Kapoor et al. 2024",
        "Kapoor, S. et al. (2024). REFORMS: Consensus-based Recommendations for Machine-learning-based Science. "
        "Science Advances 10: eadk3452.",
    ),
    Reference(
        "Krippendorff 2019",
        "Krippendorff, K. (2019). Content Analysis: An Introduction to Its Methodology, 4th edition. SAGE.",
    ),
    Reference(
        "Lacy et al. 2015",
        "Lacy, S., Watson, B. R., Riffe, D. and Lovejoy, J. (2015). Issues and best practices in content analysis. "
        "Journalism & Mass Communication Quarterly 92: 791–811.",
    ),
    Reference(
        "Lipton et al. 2014",
        "Lipton, Z. C., Elkan, C. and Naryanaswamy, B. (2014). Optimal thresholding of classifiers to maximize F1 "
        "measure. Machine Learning and Knowledge Discovery in Databases (ECML PKDD), 225–239.",
    ),
    Reference(
        "Pedregosa et al. 2011",
        "Pedregosa, F. et al. (2011). Scikit-learn: Machine learning in Python. "
        "Journal of Machine Learning Research 12: 2825–2830.",
    ),
    Reference(
        "Varma and Simon 2006",
        "Varma, S. and Simon, R. (2006). Bias in error estimation when using cross-validation for model selection. "
        "BMC Bioinformatics 7: 91.",
    ),
)


def named_in(texts: Iterable[str]) -> list[Reference]:
    """The references whose short form is in one of *texts*, by author."""
    together = "\n".join(texts)
    return [each for each in REFERENCES if each.short in together]
