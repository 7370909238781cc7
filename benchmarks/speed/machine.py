"""What times depend on: the machine, the versions, the load; and how this process keeps to one core."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import platform
import subprocess
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tristance.model.compiled import why_not

_PACKAGES = ("tristance", "numpy", "scipy", "scikit-learn", "pyarrow", "fasttext-wheel", "vowpalwabbit")


def machine() -> str:
    """Processor, cores and versions, in a line."""
    reason = why_not()
    found = [f"{name} {own}" for name in _PACKAGES if (own := _version(name))]
    kernel = "the kernel is in use" if reason is None else f"no kernel: {reason}"
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}; "
        f"Python {platform.python_version()}, {', '.join([*found, *_wc()])}; {kernel}."
    )


def load() -> float:
    """How many processes wanted a core in the last minute, on average."""
    return os.getloadavg()[0]


def ran(seconds: float, before: float, after: float) -> str:
    """When a section ran, how long it took, and what else the machine had to do."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    return f"Run on {today} in {seconds:.0f} s; load average {before:.1f} before and {after:.1f} after."


@contextlib.contextmanager
def one_core() -> Iterator[None]:
    """Keep this process, and those that it starts, to one core where the system allows it."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    own = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(own)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, own)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or "unknown processor")


def _wc() -> list[str]:
    """GNU's says its version; others need not."""
    done = subprocess.run(["wc", "--version"], capture_output=True, text=True, check=False)  # noqa: S607  # the machine's
    return done.stdout.splitlines()[:1] if done.returncode == 0 else []


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
