"""Tracebacks for the log."""

import traceback


def trace(error: BaseException) -> str:
    """Tell where an error was raised, and of which kind it is; not its message, which may hold a member's words."""
    steps = "".join(traceback.format_tb(error.__traceback__))
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return f"{steps}{kind}" + (f"\nbecause of\n{trace(cause)}" if cause else "")
