"""The whole onboarding of a server, taken home and brought along: what a file would change is shown before it does."""

import asyncio
import re
from collections.abc import Callable
from typing import Any, Final, Self

import discord
from discord import app_commands, ui
from discord.asset import Asset

from bot.access.access import Area
from bot.client.errors import tell
from bot.client.files import fetched, file_of
from bot.client.moderators import guild_of, require_moderator
from bot.client.onboarding.pages import told, told_wrong
from bot.client.onboarding.proposals import Proposal
from bot.client.onboarding.roles import refusal
from bot.client.onboarding.screens.places import LACKING, USES, lacking
from bot.client.page import Page, redraw
from bot.client.paging import excerpt
from bot.client.proposals import Proposals
from bot.client.readers import reader
from bot.client.vault import Vault
from bot.client.views import PersistentItem, view_of
from bot.errors import N_, StoreError, UserError
from bot.filing.problems import BadFileError
from bot.onboarding.files.document import MOST_BYTES, Document
from bot.onboarding.files.placing import Here, Placing
from bot.onboarding.files.reading import read
from bot.onboarding.files.writing import write
from bot.services import Services

EXPORTED: Final = "redbridge-onboarding.json"
_EXPORTED: Final = N_(
    "All that this server has set up for newcomers; nothing about any member is in it. "
    "`/redbridge onboarding import` reads it, here or in another server."
)
_TOO_LARGE_TO_READ: Final = N_("It has become too large to be imported, which takes up to {most} kB.")
_MEANWHILE: Final = N_(
    "Something was changed here in the meantime, so nothing has been done. **{file}** would change this now:"
)
_WOULD: Final = N_("Nothing was changed yet: this is what **{file}** would do.")
_DONE: Final = N_("**{file}** is read, and holds from now on.")
_LEFT: Final = N_("**{file}** was put aside. Nothing was changed.")


class Exchange:
    """Writes and reads files of setups. Raises what the table of errors explains."""

    def __init__(self, services: Services, patience: float = 10.0) -> None:
        """patience: seconds in which Discord has to hand a file over."""
        self._services = services
        self._setups = services.setups
        self._proposals: Proposals[Proposal] = Proposals(services.clock)
        self._vault = Vault(str(Asset.BASE), patience)

    async def file(self, interaction: discord.Interaction[Any]) -> discord.File:
        """The file of a server."""
        return file_of(await self._written(interaction), EXPORTED)

    async def _written(self, interaction: discord.Interaction[Any]) -> bytes:
        setup = await self._setups.present(guild_of(interaction))
        return await asyncio.to_thread(write, setup, _here(interaction))

    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Hand over the file of a server. The interaction is deferred already."""
        data = await self._written(interaction)
        locale, catalogues = await reader(interaction), self._services.catalogues
        text = catalogues.text(locale, _EXPORTED)
        if len(data) > MOST_BYTES:
            text = f"{text}\n{catalogues.text(locale, _TOO_LARGE_TO_READ, most=MOST_BYTES // 1024)}"
        await tell(interaction, text, file=file_of(data, EXPORTED))

    async def propose(self, interaction: discord.Interaction[Any], attachment: discord.Attachment) -> None:
        """Show what a file would change; change nothing yet. The interaction is deferred already."""
        try:
            document = await asyncio.to_thread(read, await fetched(self._vault, attachment, MOST_BYTES))
            proposal = await self._proposal(interaction, document, attachment.filename)
        except BadFileError as error:
            page = told_wrong(error, attachment.filename, await reader(interaction), self._services.catalogues)
            await tell(interaction, page.text, **page.files())
            return
        page = await self._page(interaction, proposal, _WOULD)
        await tell(interaction, page.text, view=await self._buttons(interaction, proposal), **page.files())

    async def carry_out(self, interaction: discord.Interaction[Any], key: str) -> None:
        """Do what was shown, and nothing else: if it would be something else by now, show that instead."""
        shown = self._proposals.take(key, guild_of(interaction), interaction.user.id)
        await interaction.response.defer()
        try:
            now = await self._proposal(interaction, shown.document, shown.file)
            is_same = (now.before, now.after) == (shown.before, shown.after)
            is_done = is_same and await self._setups.replace(now.before, now.after, interaction.user.id, now.file)
        except StoreError:
            self._proposals.put_back(key, shown)
            raise
        except BadFileError as error:
            # Something that the file builds upon was taken away meanwhile.
            page = told_wrong(error, shown.file, await reader(interaction), self._services.catalogues)
            await redraw(interaction, page, view_of())
            return
        if is_done:
            page = await self._page(interaction, now, _DONE)
            await redraw(interaction, page, view_of())
            return
        if is_same:
            now = await self._proposal(interaction, shown.document, shown.file)
        page = await self._page(interaction, now, _MEANWHILE)
        await redraw(interaction, page, await self._buttons(interaction, now))

    async def leave(self, interaction: discord.Interaction[Any], key: str) -> None:
        """Put a file aside."""
        shown = self._proposals.take(key, guild_of(interaction), interaction.user.id)
        await interaction.response.defer()
        text = self._services.catalogues.text(await reader(interaction), _LEFT, file=excerpt(shown.file, 60))
        await redraw(interaction, Page(text), view_of())

    async def _proposal(self, interaction: discord.Interaction[Any], document: Document, file: str) -> Proposal:
        """What a document means here and now. Raises BadFileError where it could not be used."""
        before = await self._setups.present(guild_of(interaction))
        placing = Placing(before, _here(interaction))
        after = placing.placed(document)
        if problems := self._setups.problems(before, after):
            raise BadFileError(problems)
        return Proposal(guild_of(interaction), interaction.user.id, file, document, before, after, tuple(placing.left))

    async def _page(self, interaction: discord.Interaction[Any], proposal: Proposal, head: str) -> Page:
        return told(proposal, head, _here(interaction), await reader(interaction), self._services.catalogues)

    async def _buttons(self, interaction: discord.Interaction[Any], proposal: Proposal) -> ui.View:
        """Nothing to press where nothing would change."""
        if proposal.before == proposal.after:
            return view_of()
        locale, catalogues, key = await reader(interaction), self._services.catalogues, self._proposals.keep(proposal)
        return view_of(
            Decide("do", key, catalogues.text(locale, N_("Do it"))),
            Decide("leave", key, catalogues.text(locale, N_("Leave it"))),
        )


class Decide(PersistentItem[ui.Button[Any]], template=r"onboard:1:import:(?P<what>do|leave):(?P<key>[\w-]{8})"):
    """A button below what a file would change."""

    def __init__(self, what: str, key: str, label: str = "-") -> None:
        style = discord.ButtonStyle.success if what == "do" else discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=label, style=style, custom_id=f"onboard:1:import:{what}:{key}"))
        self._what = what
        self._key = key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life; after a restart to say that the file is forgotten."""
        return cls(match["what"], match["key"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, or leave it."""
        require_moderator(interaction, Area.ONBOARDING)
        exchange: Exchange = interaction.client.exchange
        await (exchange.carry_out if self._what == "do" else exchange.leave)(interaction, self._key)


def _here(interaction: discord.Interaction[Any]) -> Here:
    """The server where somebody acts. Raises NoPrivateMessage where it is not known."""
    guild = interaction.guild
    if guild is None:
        raise app_commands.NoPrivateMessage
    return Here(
        {each.id: each.name for each in guild.channels if isinstance(each, discord.TextChannel)},
        {each.id: each.name for each in guild.roles if not each.is_default()},
        _doubts(guild),
    )


def _doubts(guild: discord.Guild) -> Callable[[str, int], UserError | None]:
    def doubt(use: str, thing_id: int) -> UserError | None:
        if use == "role":
            role = guild.get_role(thing_id)
            return refusal(guild, role) if role else None
        channel = guild.get_channel(thing_id)
        missing = lacking(channel, USES[use].needed) if channel else ()
        return UserError(LACKING, channel=f"<#{thing_id}>", permissions=missing) if missing else None

    return doubt
