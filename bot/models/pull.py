"""From a mirror into the folder: download, check, unpack, check again, and only then let it count."""

import asyncio
import importlib.util
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from bot.errors import N_
from bot.models import files
from bot.models.errors import MirrorRefused, ModelError, NoRoom, writing
from bot.models.folder import Folder, Installed, Kept
from bot.models.lock import alone
from bot.models.mirror import Mirror
from bot.models.pairs import Pair
from bot.models.records import MOST_BYTES, Part, Release, choose

# What both directions take while they come and are unpacked, about.
_USUAL: Final = 200_000_000


class Watcher(Protocol):
    """Is told how a pull goes on, to show it."""

    def begins(self, release: Release) -> None:
        """The files of a release are about to be fetched."""
        ...

    def advances(self, part: Part, come: int) -> None:
        """So many bytes of a file have come; the number falls where a download begins anew."""
        ...

    def ends(self, installed: Installed, *, changed: bool) -> None:
        """A model is there, and was not before (`changed`), or was already."""
        ...


def free_bytes(folder: Path) -> int:
    """How much room the disk of a folder has."""
    return shutil.disk_usage(folder).free


def require_unpacker() -> None:
    """Raises ModelError without fxtranslate, which unpacks the files and is needed to translate with them anyway."""
    if importlib.util.find_spec("fxtranslate") is None:
        raise ModelError(
            N_("The firefox engine is not installed. Install it first: {command}"),
            command="pip install 'redbridge[firefox]'",
        )


async def pull(
    folder: Folder, mirror: Mirror, pairs: Sequence[Pair], watcher: Watcher, free: Callable[[Path], int] = free_bytes
) -> None:
    """Bring the models of `pairs` to what the mirror has. Raises ModelError; what counted before then still does."""
    work = _Pull(folder, mirror, watcher, free)
    with writing(folder.root, files.readable(_USUAL)), alone(folder.root):
        records = await mirror.records()
        for release in [choose(records, pair, mirror.host) for pair in pairs]:
            await work.update(release)
        shutil.rmtree(folder.downloads, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Pull:
    folder: Folder
    mirror: Mirror
    watcher: Watcher
    free: Callable[[Path], int]

    async def update(self, release: Release) -> None:
        """Fetch a release, unless it is here and sound."""
        present = self._present(release)
        if present and not await asyncio.to_thread(present.damaged):
            self.watcher.ends(present, changed=False)
            return
        self.watcher.begins(release)
        try:
            installed = await self._bring(release)
        except (NoRoom, MirrorRefused):
            # Nothing of it will be of use. Where only the network failed, what is complete stays for the next time.
            if present is None:
                _clear(self.folder.place(release))
            raise
        self.watcher.ends(installed, changed=True)

    def _present(self, release: Release) -> Installed | None:
        """The release, if it is what is installed."""
        try:
            found = self.folder.installed(release.pair)
        except ModelError:
            return None
        return found if found and found.folder == self.folder.place(release) else None

    async def _bring(self, release: Release) -> Installed:
        needed = release.packed_size + release.size
        if self.free(self.folder.root) < needed:
            raise NoRoom(folder=str(self.folder.root), needed=files.readable(needed))
        place = self.folder.place(release)
        place.mkdir(parents=True, exist_ok=True)
        self.folder.downloads.mkdir(parents=True, exist_ok=True)
        kept = [await self._part(part, place) for part in release.parts]
        return self.folder.install(release, tuple(kept))

    async def _part(self, part: Part, place: Path) -> Kept:
        """One file, from the mirror to its place."""
        path = place / part.name
        if part.sha256 and path.exists():
            sha256, size = await asyncio.to_thread(files.digest, path)
            if sha256 == part.sha256:
                self.watcher.advances(part, part.packed_size)
                return Kept(part.name, part.kind, sha256, size)
        packed = await self.mirror.fetch(part, self.folder.downloads, lambda come: self.watcher.advances(part, come))
        try:
            content = unpacked(part, packed.read_bytes(), self.mirror.host)
            with writing(place, files.readable(len(content))):
                files.put(path, content)
        finally:
            packed.unlink(missing_ok=True)
        sha256, size = files.digest(path)
        return Kept(part.name, part.kind, sha256, size)


def unpacked(part: Part, packed: bytes, host: str) -> bytes:
    """The content of a file. Raises MirrorRefused if it cannot be unpacked or is not what the list promises."""
    # An extra (see require_unpacker), whose source is Rust.
    from fxtranslate import discovery  # noqa: PLC0415 # pyright: ignore[reportMissingModuleSource]

    content = b""
    try:
        content = discovery.verify_and_decompress(packed, part.sha256 or None)
    except BaseException as error:
        # A panic of its Rust is no Exception.
        if not isinstance(error, ValueError) and type(error).__name__ != "PanicException":
            raise
    if content and len(content) <= MOST_BYTES and part.size in (0, len(content)):
        return content
    raise MirrorRefused(
        N_("The mirror {host} sends another {file} than its own list promises, so it was thrown away."),
        host=host,
        file=part.name,
    )


def _clear(place: Path) -> None:
    """Take an unfinished release away, and its folder if nothing else is in it."""
    shutil.rmtree(place, ignore_errors=True)
    if place.parent.is_dir() and not any(place.parent.iterdir()):
        place.parent.rmdir()
