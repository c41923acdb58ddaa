"""Print the versions of uv.lock as pip constraints, for machines that have pip but not uv."""

import sys
import tomllib
from pathlib import Path
from typing import Any


def constraints(lock: str) -> list[str]:
    """One `name==version [; marker]` a locked package; the project itself has no registry and is left out."""
    packages = tomllib.loads(lock)["package"]
    return sorted(_line(package) for package in packages if "registry" in package["source"])


def _line(package: dict[str, Any]) -> str:
    """A package that is locked at several versions says for which Pythons each one is."""
    markers = " or ".join(f"({marker})" for marker in package.get("resolution-markers", ()))
    return f"{package['name']}=={package['version']}" + (f" ; {markers}" if markers else "")


if __name__ == "__main__":
    sys.stdout.write("\n".join(constraints(Path(sys.argv[1]).read_text(encoding="utf-8"))) + "\n")
