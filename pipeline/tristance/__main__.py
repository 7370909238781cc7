"""``python -m tristance`` is ``tristance``."""

from tristance.cli import main

if __name__ == "__main__":
    main()
