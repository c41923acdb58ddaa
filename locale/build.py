"""Compile the catalogues of locale/: as a build hook, and by itself (`python locale/build.py`) while translating."""

import io
import os
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> None:
    """Write messages.mo beside each messages.po."""
    for po in sorted(root.glob("*/LC_MESSAGES/*.po")):
        with po.open("rb") as source:
            catalogue = read_po(source)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        _replace(po.with_suffix(".mo"), compiled.getvalue())


def _replace(path: Path, content: bytes) -> None:
    """In one step: a bot that starts meanwhile reads the old catalogue or the new one, never half of one."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(path)


class CompileCatalogues(BuildHookInterface):
    """The hook: whatever is being built or installed for development, the catalogues come with it."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue."""
        compile_catalogues(Path(self.root, "locale"))


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)
