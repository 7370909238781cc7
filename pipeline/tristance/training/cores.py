"""The machine's cores, shared by fits that do not depend on each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
_WORTH_PROCESSES = 300  # paragraphs: below, starting processes takes longer than the work


def on_all_cores(function: Callable[[Task], Result], tasks: Iterable[Task], paragraphs: int) -> Iterator[Result]:
    """The result of each task, in their order, as they come; each of the tasks is of about so many *paragraphs*.

    Each process keeps to one thread, so that sums are the same whatever the number of cores.
    """
    if paragraphs < _WORTH_PROCESSES:
        yield from (_alone(function, task) for task in tasks)
        return
    from joblib import Parallel, delayed

    run = Parallel(n_jobs=-1, return_as="generator")
    found: Iterable[Any] = run(delayed(_alone)(function, task) for task in tasks)
    yield from found


def _alone(function: Callable[[Task], Result], task: Task) -> Result:
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        return function(task)
