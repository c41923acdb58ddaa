"""Files of one message: those that fit are copied, the others are linked."""

import asyncio
import io
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

import discord

from bot.client.vault import Vault

# However much a server may upload: a message's files are held in memory until its last copy is posted.
MOST_TOGETHER: Final = 25 * 1024 * 1024
_REMEMBERED: Final = 1_000


class Linked:
    """Files that could not be copied, so that their links stay when the message is edited."""

    def __init__(self) -> None:
        self._ids: OrderedDict[int, None] = OrderedDict()

    def __contains__(self, attachment_id: int) -> bool:
        return attachment_id in self._ids

    def add(self, attachment_id: int) -> None:
        """Remember one."""
        self._ids[attachment_id] = None
        if len(self._ids) > _REMEMBERED:
            self._ids.popitem(last=False)


class Files:
    """Fetched once, for all channels."""

    def __init__(self, attachments: Sequence[discord.Attachment], limit: int, vault: Vault, linked: Linked) -> None:
        """limit: bytes that one file may have on this server."""
        self._attachments = list(attachments)
        self._limit = limit
        self._vault = vault
        self._linked = linked
        self._fetching: asyncio.Task[dict[int, bytes]] | None = None

    async def copies(self) -> list[discord.File]:
        """What can be uploaded, each with its spoiler and its description; new objects, for each can be sent once."""
        fetched = await self._fetched()
        return [
            discord.File(
                io.BytesIO(fetched[each.id]), each.filename, spoiler=each.is_spoiler(), description=each.description
            )
            for each in self._attachments
            if each.id in fetched
        ]

    async def links(self, *, is_edit: bool) -> list[str]:
        """A line for each file that is not copied. is_edit: nothing is fetched, for nothing is uploaded then."""
        copied = self._kept() if is_edit else (await self._fetched()).keys()
        return [link(each) for each in self._attachments if each.id not in copied]

    def refused(self) -> None:
        """Discord took none of them."""
        for each in self._attachments:
            self._linked.add(each.id)

    def all_links(self) -> list[str]:
        """A line for each file that would be copied."""
        return [link(each) for each in self._fitting()]

    def kept_names(self) -> list[str]:
        """What the files are called that were copied, as far as is known."""
        kept = self._kept()
        return [each.filename for each in self._attachments if each.id in kept]

    def _kept(self) -> set[int]:
        """The files that were copied, as far as is known."""
        return {each.id for each in self._fitting() if each.id not in self._linked}

    def _fitting(self) -> list[discord.Attachment]:
        """The first ones that may be uploaded, by what Discord says of their size."""
        found: list[discord.Attachment] = []
        left = MOST_TOGETHER
        for each in self._attachments:
            if each.size <= min(self._limit, left):
                left -= each.size
                found.append(each)
        return found

    async def _fetched(self) -> dict[int, bytes]:
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._fetch(), name="redbridge: files of a message")
        return await asyncio.shield(self._fetching)

    async def _fetch(self) -> dict[int, bytes]:
        wanted = [each for each in self._fitting() if each.id not in self._linked]
        found = await asyncio.gather(*(self._vault.fetch(each.url, self._limit) for each in wanted))
        for each, data in zip(wanted, found, strict=True):
            if data is None:
                self._linked.add(each.id)
        return {each.id: data for each, data in zip(wanted, found, strict=True) if data is not None}


def link(attachment: discord.Attachment) -> str:
    """A file by its name, which leads to it; hidden, if its author hid it."""
    name = plain(attachment.filename.removeprefix("SPOILER_"))
    shown = f"[{name}]({attachment.url})"
    return f"📎 ||{shown}||" if attachment.is_spoiler() else f"📎 {shown}"


def plain(name: str) -> str:
    """A name in which no markup fires and no link ends."""
    return discord.utils.escape_markdown(name).replace("[", "［").replace("]", "］")
