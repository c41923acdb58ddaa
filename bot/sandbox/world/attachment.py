"""Files on messages."""

import mimetypes
import struct
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

SPOILER = 1 << 3
FILE_LIMIT = 10 * 1024 * 1024  # bytes, in guilds without boosts


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way into a message."""

    filename: str
    data: bytes
    description: str | None = None


@dataclass(slots=True, eq=False)
class Attachment:
    """A file of a message, served under the CDN address while the message lives."""

    resolves_as: ClassVar[str] = "attachments"
    id: int
    channel_id: int
    filename: str
    data: bytes
    description: str | None = None
    ephemeral: bool = False

    @property
    def path(self) -> str:
        """Its path below the CDN's base address."""
        return f"/attachments/{self.channel_id}/{self.id}/{quote(self.filename, safe='')}"

    @property
    def content_type(self) -> str | None:
        """The media type that the name suggests."""
        return mimetypes.guess_type(self.filename)[0]

    @property
    def dimensions(self) -> tuple[int, int] | None:
        """Width and height of a PNG."""
        if self.data[:8] != b"\x89PNG\r\n\x1a\n" or len(self.data) < 24:
            return None
        return struct.unpack(">II", self.data[16:24])
