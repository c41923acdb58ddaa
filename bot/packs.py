"""Packs of texts: TOML files in the folder of each locale, which are there and fit together, or nothing starts."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, cast

from bot.errors import N_, RedBridgeError


class PackError(RedBridgeError):
    """A file of a pack is missing or cannot be used; `params` say which, and why."""

    message_id = N_("{path} can't be used: {reason}. Restore the file, or install RedBridge anew.")


@dataclass(frozen=True, slots=True)
class PackFile:
    """One of them. fault: what is raised where something is wrong with it."""

    path: Path
    entries: Mapping[str, Any]
    fault: type[PackError] = PackError

    @classmethod
    def open(cls, folder: Path, locale: str, name: str, fault: type[PackError] = PackError) -> Self:
        """Read `<locale>/<name>.toml` of a folder."""
        path = folder / locale.replace("-", "_") / f"{name}.toml"
        try:
            return cls(path, tomllib.loads(path.read_text("utf-8")), fault)
        except (OSError, ValueError) as error:
            reason = f"{type(error).__name__}: {error}"
        raise fault(path=str(path), reason=reason)

    def broken(self, reason: str) -> PackError:
        """What to raise for a reason."""
        return self.fault(path=str(self.path), reason=reason)

    def read(self, entry: Mapping[str, Any], name: str, longest: int, where: str) -> str:
        """A text that has to be there."""
        text = str(entry.get(name, "")).strip()
        if not text:
            raise self.broken(f"{where}: {name} is missing")
        return self.fitting(text, longest, f"{where}: {name}")

    def fitting(self, text: str, longest: int, where: str) -> str:
        """A text that may not be longer."""
        if len(text) > longest:
            raise self.broken(f"{where} has {len(text)} of {longest} characters")
        return text

    def each(self, name: str) -> Mapping[str, Mapping[str, Any]]:
        """The entries of one kind by their keys, in their order."""
        found = cast("list[dict[str, Any]]", self.entries.get(name, []))
        by_key = {str(entry.get("key", "")): entry for entry in found}
        if len(by_key) < len(found) or "" in by_key:
            raise self.broken(f"each {name} needs a key of its own")
        return by_key
