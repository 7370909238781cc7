"""Five sentences by which an installation is tried: kernel and numpy must score them alike."""

from __future__ import annotations

import numpy as np

from tristance.model.linear import LinearModel

LARGEST = 1e-9  # difference that is borne: sums in another order differ by some 1e-15
SENTENCES = (
    "Seoul, Washington and Tokyo agreed to pass radar tracks from ship to ship; Beijing called it containment.",
    "İSTANBUL'dan gelen elçi, iki ülke arasında seçim yapmak istemediğini söyledi.",  # lower case: two letters
    "Ο ΠΡΟΞΕΝΟΣ ΤΗΣ ΚΟΡΕΑΣ took no side; ΟΔΥΣΣΕΥΣ, his ship, left for the harbour of Kobe.",  # final sigma
    "The ferry 🚢 sails between 🇰🇷 and 🇯🇵 again, so nobody has to choose, wrote the minister.",
    "“We won’t take sides” – thus the envoy’s naïve reply, in Ｆｕｌｌｗｉｄｔｈ letters of the U.S. fleet.",
)


def largest_difference(model: LinearModel) -> float:
    """How far the kernel is from numpy in the log-probabilities of :data:`SENTENCES`; 0 where numpy scores alone."""
    usual = model.log_probabilities(SENTENCES)
    by_numpy = model.calibration.apply(model.vectorised.logits(SENTENCES))
    return float(np.abs(usual - by_numpy).max())
