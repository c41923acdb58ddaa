"""Tell linear from quadratic time."""

import time
from collections.abc import Callable


def grows_linearly(work: Callable[[str], object], unit: str, size: int = 4000) -> None:
    """Fail if `work` on `unit` repeated takes far more than eight times as long for eight times the text.

    A ratio of two runs on this machine, each the best of several; linear work gives 8, quadratic 64.
    """
    short, long = (unit * size)[:size], (unit * size * 8)[: size * 8]
    if _best(work, long) < 0.005:
        return
    assert _best(work, long) < 28 * max(_best(work, short), 1e-4), f"{unit!r} is slow"


def _best(work: Callable[[str], object], text: str) -> float:
    times: list[float] = []
    for _ in range(3):
        start = time.process_time()
        work(text)
        times.append(time.process_time() - start)
    return min(times)
