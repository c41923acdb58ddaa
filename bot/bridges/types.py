"""What passes between the parts that mirror a message."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a bridged channel, or of a thread below one.

    channel_id: the channel or forum that is bridged. place_id: where it was written, that channel or a thread of it.
    names: what its author may be called, best first. reply_to: the message to which it replies, with its author's name
    and its text as far as Discord tells; None where it is no reply. holds_more: whether there is something in it
    besides its text that is mirrored, too.
    """

    id: int
    guild_id: int
    channel_id: int
    place_id: int
    author_id: int
    names: tuple[str, ...]
    avatar_url: str
    text: str = field(repr=False)
    written_at: datetime
    edited_at: datetime | None = None
    reply_to: "Quoted | None" = None
    holds_more: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message to which another one replies."""

    id: int
    name: str = ""
    text: str = field(default="", repr=False)
