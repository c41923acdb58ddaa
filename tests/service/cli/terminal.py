"""`redbridge` as a host runs it: another process, its own folder, a bare environment."""

import os
import subprocess
import sys
from pathlib import Path

LOCALES = {"en": "C.UTF-8", "zh-CN": "zh_CN.UTF-8", "zh-TW": "zh_TW.UTF-8"}


def redbridge(folder: Path, *arguments: str, locale: str = "en", **environ: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "PYTHONPATH", "SYSTEMROOT"}}
    environment = {**kept, "LC_ALL": LOCALES[locale], "PYTHONUTF8": "1", **environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
