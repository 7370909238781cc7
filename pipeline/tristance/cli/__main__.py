"""``python -m tristance.cli`` is ``tristance``."""

from tristance.cli import main

main()
