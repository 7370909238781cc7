"""Standard output that cannot take what a command prints: a full disk, or a reader that has gone."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator

import typer

from tristance.files import is_of_writing, unwritable


@contextlib.contextmanager
def standard_output() -> Iterator[None]:
    """Run a command so that all it prints has left when the block ends, or the exit status is 1.

    What the system refuses is one line on standard error; a reader that went away early (``| head``) is no fault.
    """
    try:
        try:
            yield
        finally:  # now, for as the interpreter shuts down nothing could be said of it
            if sys.stdout is not None:  # as it is where the caller closed it
                sys.stdout.flush()
    except OSError as error:
        if error.errno != errno.EPIPE:
            if not is_of_writing(error):
                raise
            with contextlib.suppress(OSError):  # standard error may lie on the same disk
                typer.echo(f"error: {unwritable('standard output', error)}", err=True)
        _let_go()
        sys.exit(1)


def _let_go() -> None:
    """Send what is left in the buffers nowhere: the interpreter would try, and fail, to write it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
