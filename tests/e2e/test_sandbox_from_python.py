"""The example of the documents that drives the sandbox from Python does what it says."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = re.compile(r"^```python\n(.*?)^```$.*?^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_example_prints_what_the_document_shows(tmp_path: Path) -> None:
    shown = EXAMPLE.search((ROOT / "docs" / "transcripts.md").read_text(encoding="utf-8"))
    assert shown is not None
    program, printed = shown.groups()
    (tmp_path / "example.py").write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "example.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TRANSLATION_ENGINES": "gloss"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout == printed
