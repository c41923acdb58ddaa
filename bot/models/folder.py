"""The folder of models: `<root>/<pair>/model.json` says which files count, they are in a folder of their version.

A new release is written beside the old one; that `model.json` is replaced makes it count, in one step. So whoever reads
finds one whole model or the other, whatever happens to the process that writes.
"""

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, cast

from bot.errors import N_
from bot.models import files
from bot.models.errors import ModelError
from bot.models.pairs import Pair
from bot.models.records import Release, is_file_name

_LIST: Final = "model.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of an installed model; size in bytes."""

    name: str
    kind: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that is here. `folder` holds its files; `version` is Mozilla's."""

    pair: Pair
    version: str
    folder: Path
    files: tuple[Kept, ...]

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return sum(file.size for file in self.files)

    def path(self, *kinds: str) -> Path | None:
        """The file of the first of `kinds` that the model has."""
        found = {file.kind: self.folder / file.name for file in self.files}
        return next((found[kind] for kind in kinds if kind in found), None)

    def damaged(self) -> list[str]:
        """The names of the files that are missing or are not as they were downloaded; reads every byte."""
        return [file.name for file in self.files if not self._sound(file)]

    def _sound(self, file: Kept) -> bool:
        try:
            return files.digest(self.folder / file.name) == (file.sha256, file.size)
        except OSError:
            return False


class Folder:
    """The models below `root`. Reading needs no lock: see above."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def downloads(self) -> Path:
        """Where files are kept while they come, by the hash of what they will be."""
        return self.root / ".downloads"

    def installed(self, pair: Pair) -> Installed | None:
        """The model of a pair; None if there is none.

        Raises ModelError if its list cannot be read, which only somebody else than RedBridge can have written.
        """
        path = self.root / pair.name / _LIST
        try:
            return _read(pair, path)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            pass
        raise ModelError(
            N_("{path} cannot be read. Fetch the model again: redbridge models pull {pair}"),
            path=str(path),
            pair=pair.name,
        )

    def place(self, release: Release) -> Path:
        """The folder of a release's files, which need not exist yet. Other bytes mean another folder."""
        content = "".join(sorted(part.packed_sha256 for part in release.parts))
        tag = hashlib.sha256(content.encode()).hexdigest()[:12]
        return self.root / release.pair.name / f"{release.version}-{tag}"

    def install(self, release: Release, kept: tuple[Kept, ...]) -> Installed:
        """Let a release count whose files are all in its place, and clear away the one before it. Raises OSError."""
        place = self.place(release)
        content = {"version": release.version, "folder": place.name, "files": [asdict(file) for file in kept]}
        files.put(place.parent / _LIST, json.dumps(content, indent=2).encode())
        for other in place.parent.iterdir():
            if other.is_dir() and other != place:
                shutil.rmtree(other, ignore_errors=True)
        return Installed(release.pair, release.version, place, kept)

    def remove(self, pair: Pair) -> bool:
        """Delete the model of a pair, whatever state it is in; False if there was none. Raises OSError."""
        folder = self.root / pair.name
        if not folder.is_dir():
            return False
        # First the list, so that nobody begins to read what is going away.
        (folder / _LIST).unlink(missing_ok=True)
        shutil.rmtree(folder)
        return True


def _read(pair: Pair, path: Path) -> Installed:
    """Raises OSError, ValueError, KeyError and TypeError for a file that is no such list."""
    content = cast("dict[str, Any]", json.loads(path.read_bytes()))
    kept = tuple(Kept(**one) for one in cast("list[dict[str, Any]]", content["files"]))
    names = [content["folder"], *(file.name for file in kept)]
    if not kept or not all(isinstance(name, str) and is_file_name(name) for name in names):
        raise ValueError("a name that leads elsewhere")
    return Installed(pair, str(content["version"]), path.parent / str(content["folder"]), kept)
