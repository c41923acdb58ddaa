"""Printing to somebody who may stop reading, as `| head` does."""

import os
import sys
from collections.abc import Callable

# What a shell reports of a program that SIGPIPE ended.
NO_READER = 141


def until_nobody_reads(work: Callable[[], int]) -> int:
    """Do `work`, and see that what it printed was read; its exit code, or NO_READER where the pipe was closed."""
    try:
        try:
            return work()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NO_READER
