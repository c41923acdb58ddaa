"""The benches run and print what they promise; what they measure is for people to judge."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
NUMBERS = re.compile(r"(\S.*?\(\S+\)) +([\d.]+) +([\d.]+) +([\d.]+)x")
ROWS = [
    "event to post, p50 at 20/s (ms)",
    "event to post, p95 at 20/s (ms)",
    "throughput, 40 at once (1/s)",
    "processor time a message (ms)",
    "memory at the end (RSS) (MiB)",
]


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.bench", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)


def test_replies_are_measured_beside_the_echo_bot() -> None:
    done = bench("--quick", "replies")
    assert done.returncode == 0, done.stderr
    found = NUMBERS.findall(done.stdout)
    assert [name for name, *_ in found] == ROWS
    for name, ours, theirs, ratio in found:
        assert float(ours) > 0, name
        assert float(theirs) > 0, name
        assert abs(float(ratio) - float(ours) / float(theirs)) < 0.05 + 0.02 * float(ratio), name


def test_an_unknown_bench_is_refused() -> None:
    done = bench("speed-of-light")
    assert done.returncode == 2
    assert "no such bench: speed-of-light" in done.stderr
