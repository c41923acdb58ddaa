"""The benches run and print what they promise; what they measure is for people to judge."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.bench import bench_detection, flores
from tests.bench.children import child
from tests.bench.detectors import DETECTORS
from tests.bench.pipes import NO_READER

pytestmark = pytest.mark.timeout(600)
ROOT = Path(__file__).parent.parent.parent
NUMBERS = re.compile(r"(\S.*?\(\S+\)) +([\d.]+) +([\d.]+) +([\d.]+)x")
ROWS = [
    "event to post, p50 at 20/s (ms)",
    "event to post, p95 at 20/s (ms)",
    "processor time a message (ms)",
    "memory at the end (RSS) (MiB)",
]


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.bench", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=500, check=False)


def test_replies_are_measured_beside_the_echo_bot() -> None:
    done = bench("--quick", "replies")
    assert done.returncode == 0, done.stderr
    found = NUMBERS.findall(done.stdout)
    assert [name for name, *_ in found] == ROWS
    for name, ours, theirs, ratio in found:
        assert float(ours) > 0, name
        assert float(theirs) > 0, name
        assert abs(float(ratio) - float(ours) / float(theirs)) < 0.05 + 0.02 * float(ratio), name


def test_crowds_are_measured_with_the_limits_on() -> None:
    done = bench("--quick", "crowds")
    assert done.returncode == 0, done.stderr
    for kind in ("burst", "stream"):
        found = re.search(
            rf"^RedBridge {kind} +[\d.]+ +[\d.]+ +(\d+) +(\d+) +(\d+) +[\d.]+$", done.stdout, re.MULTILINE
        )
        assert found, done.stdout
        posts, refused, missing = map(int, found.groups())
        assert (posts > 0, refused, missing) == (True, 0, 0)


def test_newcomers_are_all_greeted_once_with_the_limits_on() -> None:
    done = bench("--quick", "arrivals")
    assert done.returncode == 0, done.stderr
    for kind in ("wave", "viral"):
        found = re.search(rf"^RedBridge {kind} +[\d. ]+$", done.stdout, re.MULTILINE)
        assert found, done.stdout
        posts, refused, missing, twice = map(int, found[0].split()[5:9])
        assert (posts > 0, refused, missing, twice) == (True, 0, 0, 0)
        # Once as it is, and once as a multiple of ours.
        assert len(re.findall(rf"^plain {kind} ", done.stdout, re.MULTILINE)) == 2


def test_starting_is_measured_beside_a_plain_bot() -> None:
    done = bench("--quick", "start")
    assert done.returncode == 0, done.stderr
    for name in ("RedBridge", "plain"):
        found = re.search(rf"^{name} +([\d.]+) +([\d.]+) +([\d.]+)$", done.stdout, re.MULTILINE)
        assert found, done.stdout
        assert all(float(number) > 0 for number in found.groups())


def unread(*arguments: str, buffered: bool = True) -> subprocess.CompletedProcess[str]:
    """A bench whose reader has gone, as `| head` does. buffered: it notices only where it flushes."""
    environ = {**os.environ, "PYTHONUNBUFFERED": "" if buffered else "1"}
    reader, writer = os.pipe()
    os.close(reader)
    try:
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=ROOT, env=environ, stdout=writer, stderr=subprocess.PIPE, text=True, timeout=500, check=False,
        )  # fmt: skip
    finally:
        os.close(writer)


@pytest.mark.parametrize("module", ["tests.bench", "tests.bench.quality"])
def test_a_reader_that_has_gone_is_no_fault(module: str) -> None:
    done = unread(module, "--help")
    assert (done.returncode, done.stderr) == (NO_READER, "")


@pytest.mark.skipif(not flores.is_there(), reason="the development data of ../shared is not there")
@pytest.mark.parametrize("buffered", [True, False])
def test_a_reader_that_goes_while_it_measures_is_no_fault(*, buffered: bool) -> None:
    done = unread("tests.bench.quality", "gloss", "--quick", buffered=buffered)
    assert (done.returncode, done.stderr) == (NO_READER, "")


def test_an_unknown_bench_is_refused() -> None:
    done = bench("speed-of-light")
    assert done.returncode == 2
    assert "no such bench: speed-of-light" in done.stderr


def test_detection_is_measured_beside_each_detector_that_is_installed() -> None:
    done = bench("--quick", "detection")
    assert done.returncode == 0, done.stderr
    if "Skipped: there are no labelled lines" in done.stdout:
        pytest.skip("no labelled lines beside the repository")
    for name in DETECTORS:
        measured = re.findall(rf"^{name} +((?:[\d.]+x? *|- *){{8}})$", done.stdout, re.MULTILINE)
        left_out = f"Left out: {name} is not installed" in done.stdout
        # Once as it is, and once as a multiple of ours.
        assert len(measured) == (0 if left_out else 1 if name == "RedBridge" else 2), done.stdout
    assert "RedBridge " in done.stdout


@pytest.mark.asyncio
async def test_without_the_lines_detection_says_that_it_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_detection, "CHAT", ROOT / "no-such-file.tsv")
    assert "Skipped: there are no labelled lines" in str(await bench_detection.measure(quick=True))


@pytest.mark.asyncio
async def test_a_detector_that_is_not_installed_is_left_out_by_name() -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "langdetect.py").write_text("raise ModuleNotFoundError(name='langdetect')", encoding="utf-8")
        async with child("detectors", Path(folder), "langdetect", environ={"PYTHONPATH": folder}) as process:
            await process.tell({"lines": ["hello"], "pairs": []})
            assert await process.hear(60) == {"missing": "langdetect"}
