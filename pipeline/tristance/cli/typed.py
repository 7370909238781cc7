"""What was typed behind ``tristance``: the root command sets it, for the manifests of outputs."""

from __future__ import annotations

import contextvars

TYPED: contextvars.ContextVar[tuple[str, ...]] = contextvars.ContextVar("typed", default=())
"""The words of the command line, without its first."""
