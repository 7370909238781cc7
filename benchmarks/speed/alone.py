"""Peak memory of one contestant in a process of its own.

    python -m speed.alone FOLDER CONTESTANT PARAGRAPHS

reads what the race left in FOLDER, scores the first PARAGRAPHS of the corpus once, and prints the peak in bytes.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from speed.contestants import Contestant, contestants
from speed.workbench import Workbench

FOLDER = Path(__file__).parents[1]  # where `speed` is found


def peak(bench: Workbench, contestant: Contestant, n: int) -> int:
    """Bytes of resident memory at most, scoring *n* paragraphs in a fresh process; the race has made the models."""
    command = [sys.executable, "-m", "speed.alone", str(bench.folder), contestant.name, str(n)]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=True)  # noqa: S603  # ourselves
    return int(done.stdout.split()[-1])


def _peak_of_this_process() -> int:
    """By Linux's mark for this program; elsewhere by one that may be that of the process which started it."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return 1024 * int(line.split()[1])
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else 1024 * most


def main() -> None:
    """Score once, and print the peak."""
    folder, name, n = sys.argv[1:]
    own = next(each for each in contestants() if each.name == name)
    bench = Workbench(Path(folder), int(n))
    own.job(bench, bench.texts[: int(n)])()
    print(_peak_of_this_process())


if __name__ == "__main__":
    main()
