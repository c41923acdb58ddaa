"""Settings that have no effect, because nobody reads a variable of that name."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from dotenv import dotenv_values

from bot.doctor.check import Advice, Row
from bot.errors import N_

_MISSPELT: Final = N_(
    "These have no effect, because no setting has such a name: {names}. The names after the arrows are those "
    "that they resemble most. Correct them, or take them out."
)
# In .env nearly everything is meant for RedBridge; a process's environment holds much that is not.
_LIKE_IN_FILE: Final = 0.75
_LIKE_IN_ENVIRONMENT: Final = 0.9


@dataclass(frozen=True, slots=True)
class SettingsCheck:
    """Compares the names in `.env` and in the environment with those of the settings. Values are never looked at."""

    known: Collection[str]
    environ: Mapping[str, str]
    file: Path = Path(".env")

    async def run(self) -> Row:
        """Look at the names; see Check."""
        found = dict(_misspelt(self.environ, self.known, _LIKE_IN_ENVIRONMENT))
        if self.file.is_file():
            found |= dict(_misspelt(dotenv_values(self.file, encoding="utf-8-sig"), self.known, _LIKE_IN_FILE))
        row = Row("settings", "settings")
        if not found:
            return row
        names = ", ".join(f"{wrong} → {right}" for wrong, right in sorted(found.items()))
        return replace(row, reason=f"unknown: {', '.join(sorted(found))}", fix=Advice(_MISSPELT, {"names": names}))


def _misspelt(names: Iterable[str], known: Collection[str], likeness: float) -> Iterable[tuple[str, str]]:
    """Each name that is none, with the one it resembles most; names that resemble none are somebody else's."""
    for name in names:
        if name.upper() not in known:
            for right in get_close_matches(name.upper(), known, 1, likeness):
                yield name, right
