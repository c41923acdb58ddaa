"""Whether the compiled catalogues are there, whole, and as new as what they were compiled from."""

import struct
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bot.doctor.advice import advice
from bot.doctor.check import Advice, Row
from bot.errors import N_, RedBridgeError
from bot.i18n import Catalogues

_STALE: Final = N_("{path} is older than the texts it was made from. Run: make setup")
_UNEQUAL: Final = N_("The catalogues do not hold the same number of texts: {counts}. Run: make setup")
# Where a compiled catalogue (GNU gettext's .mo, in the byte order of Python's and Babel's) says how many it holds.
_COUNT: Final = struct.Struct("<8xI")


@dataclass(frozen=True, slots=True)
class CataloguesCheck:
    """Looks at the catalogues of a folder."""

    folder: Path

    async def run(self) -> Row:
        """Look at them; see Check."""
        row = Row("catalogues", "catalogues")
        try:
            Catalogues.load(self.folder)
        except RedBridgeError as error:
            return replace(row, reason=type(error).__name__, fix=advice(error))
        compiled = sorted(self.folder.glob("*/LC_MESSAGES/*.mo"))
        for path in compiled:
            source = path.with_suffix(".po")  # which a wheel holds too, but nobody edits there
            if source.is_file() and source.stat().st_mtime > path.stat().st_mtime:
                return replace(row, reason="stale", fix=Advice(_STALE, {"path": str(path)}))
        counts = {path.parent.parent.name: _COUNT.unpack_from(path.read_bytes())[0] for path in compiled}
        if len(set(counts.values())) > 1:
            said = ", ".join(f"{name} {count}" for name, count in counts.items())
            return replace(row, reason="unequal", fix=Advice(_UNEQUAL, {"counts": said}))
        return row
