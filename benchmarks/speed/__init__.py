"""The benchmark: ``python -m benchmarks.speed``. One thread, here and in the processes that it starts."""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):  # before numpy is imported
    os.environ[_name] = "1"
