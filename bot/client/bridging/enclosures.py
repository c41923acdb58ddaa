"""What a message holds besides its text: files, stickers, polls, forwarded messages, embeds of trusted bots."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import discord
from discord.asset import Asset

from bot.bridges.quote import jump_to
from bot.client.bridging import embeds
from bot.client.bridging.files import Files, Linked, plain
from bot.client.bridging.more import Load
from bot.client.bridging.phrases import Phrases
from bot.client.vault import Vault
from bot.errors import N_
from bot.services import Services
from bot.store.bridges import Channel

_FORWARDED: Final = N_("Forwarded")
_VOTE: Final = N_("Vote in the original")
_DEFAULT_LIMIT: Final = 10 * 1024 * 1024


class Enclosing:
    """Finds what is enclosed in messages."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._vault = Vault(str(Asset.BASE))
        self._linked = Linked()

    def of(self, message: discord.Message) -> "Enclosed | None":
        """What a message holds besides its text, or None. Embeds count only where a bot wrote them."""
        is_written = message.author.bot or message.webhook_id is not None
        written = embeds.written(message.embeds) if is_written else []
        snapshots = message.message_snapshots
        attachments = [*message.attachments, *(file for each in snapshots for file in each.attachments)]
        # Where a bot wrote embeds, they may have been taken away by an edit.
        was_more = is_written and message.edited_at is not None and bool(message.content.strip())
        if not (attachments or message.stickers or message.poll or snapshots or written or was_more):
            return None
        limit = message.guild.filesize_limit if message.guild else _DEFAULT_LIMIT
        files = Files(attachments, limit, self._vault, self._linked)
        return Enclosed(message, files, written, Phrases.of(self._services, message))


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The enclosures of one message, for as many channels as there are."""

    message: discord.Message
    files: Files
    written: Sequence[discord.Embed]
    phrases: Phrases

    async def lines(self, target: Channel) -> list[str]:
        """Lines under the text: what can only be said, and links to files that are not copied."""
        return [
            *(await self._forwarded(target)),
            *(await self._poll(target)),
            *map(_sticker, self._stickers()),
            *(await self.files.links(is_edit=self.message.edited_at is not None)),
        ]

    async def embeds(self, target: Channel) -> list[discord.Embed]:
        """Embeds that a bot wrote, translated."""
        return await asyncio.gather(*(embeds.worded(each, target, self.phrases) for each in self.written))

    @property
    def is_bare(self) -> bool:
        """Whether it is a bot's message without an embed."""
        return not self.written and (self.message.author.bot or self.message.webhook_id is not None)

    def file_names(self) -> list[str]:
        """What the files are called that are copied."""
        return self.files.kept_names()

    async def load(self, target: Channel) -> Load:
        """Files and embeds."""
        shown = await self.embeds(target)
        return Load(await self.files.copies(), shown, self.files.all_links(), self.files.refused)

    def _stickers(self) -> list[discord.StickerItem]:
        return [*self.message.stickers, *(one for each in self.message.message_snapshots for one in each.stickers)]

    async def _forwarded(self, target: Channel) -> list[str]:
        """What was passed on, as a quote."""
        lines: list[str] = []
        for snapshot in self.message.message_snapshots:
            mark = " · ".join(self.phrases.services.catalogues.both(target.locale, _FORWARDED))
            said = await self.phrases.word(snapshot.content, target)
            lines += [f"-# ↪ {mark}", *(f"> {line}" for line in said.splitlines())]
        return lines

    async def _poll(self, target: Channel) -> list[str]:
        """A poll as text: votes would count in one channel only, so it leads to the one where it was asked."""
        poll, guild = self.message.poll, self.message.guild
        if poll is None or guild is None:
            return []
        word, catalogues = self.phrases.word, self.phrases.services.catalogues
        lines = [f"📊 **{await word(poll.question, target)}**"]
        for number, answer in enumerate(poll.answers, 1):
            emoji = f"{answer.emoji} " if answer.emoji else ""
            lines.append(f"{number}. {emoji}{await word(answer.text, target)}")
        address = jump_to(guild.id, self.message.channel.id, self.message.id)
        return [*lines, f"-# [{catalogues.text(target.locale, _VOTE)}]({address})"]


def _sticker(sticker: discord.StickerItem) -> str:
    """A picture that its link shows; those that only Discord's apps draw go by their names."""
    if sticker.format is discord.StickerFormatType.lottie:
        return f"🏷️ {plain(sticker.name)}"
    return f"🏷️ [{plain(sticker.name)}]({sticker.url})"
