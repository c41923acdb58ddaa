"""The seams at which what is not text joins a copy: files, embeds, lines of their own; and threads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import discord

from bot.bridges.types import Said
from bot.store.bridges import Channel


@dataclass(frozen=True, slots=True)
class Load:
    """What is sent along with the first part of a copy. Files can be sent once; each copy needs its own.

    instead: lines in place of the files, if Discord takes none of them; `refused` is called then.
    """

    files: Sequence[discord.File] = ()
    embeds: Sequence[discord.Embed] = ()
    instead: Sequence[str] = ()
    refused: Callable[[], None] = lambda: None

    def arguments(self) -> dict[str, Any]:
        """For discord.py's `send`, which takes no empty lists for granted."""
        return {name: list(given) for name, given in (("files", self.files), ("embeds", self.embeds)) if given}


NOTHING_MORE = Load()


class More(Protocol):
    """What of one message is mirrored besides its text."""

    async def lines(self, target: Channel) -> Sequence[str]:
        """Lines under the text, for the readers of a channel; also asked for when the message is edited."""
        ...

    async def embeds(self, target: Channel) -> Sequence[discord.Embed]:
        """Embeds for a channel."""
        ...

    @property
    def is_bare(self) -> bool:
        """Whether the author could have written embeds, and the message has none."""
        ...

    def file_names(self) -> Sequence[str]:
        """What the files are called that are copied."""
        ...

    async def load(self, target: Channel) -> Load:
        """Files and embeds for a channel, read anew for each."""
        ...


class Enclosures(Protocol):
    """Finds it."""

    def of(self, message: discord.Message) -> More | None:
        """None if there is nothing but text."""
        ...


class Rooms(Protocol):
    """Finds the place of a copy."""

    async def place(self, said: Said, target: Channel) -> int | None:
        """The id of the channel or thread in which a message's copy belongs; None: nowhere.

        It is the forum itself if a post of it is to be begun with the copy.
        """
        ...

    async def title(self, said: Said, target: Channel, place_id: int) -> str | None:
        """How the forum's post is called that begins with a copy; None if the copy begins none."""
        ...

    async def began(self, said: Said, target: Channel, thread_id: int) -> None:
        """A forum's post was begun with a copy."""
        ...


@dataclass(frozen=True, slots=True)
class TextOnly:
    """Encloses nothing."""

    def of(self, message: discord.Message) -> More | None:
        """Nothing but text."""
        _ = message
        return None


@dataclass(frozen=True, slots=True)
class ChannelsOnly:
    """Threads have no counterpart."""

    async def place(self, said: Said, target: Channel) -> int | None:
        """The channel itself, for what was written in a channel."""
        return target.channel_id if said.place_id == said.channel_id else None

    async def title(self, said: Said, target: Channel, place_id: int) -> str | None:
        """Nothing is begun."""
        _ = said, target, place_id
        return None

    async def began(self, said: Said, target: Channel, thread_id: int) -> None:
        """Nothing was begun."""
