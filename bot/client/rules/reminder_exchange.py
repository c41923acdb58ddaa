"""What reminds of a server's rules, taken home and brought along: what a file would change is shown before it does."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Self

import discord
from discord import app_commands, ui
from discord.asset import Asset

from bot.access.access import Area
from bot.client.errors import tell
from bot.client.files import fetched, file_of
from bot.client.moderators import guild_of, require_moderator
from bot.client.onboarding.screens.places import lacking
from bot.client.page import Page, redraw
from bot.client.paging import excerpt
from bot.client.proposals import Proposals
from bot.client.readers import reader
from bot.client.rules.file_page import wrong
from bot.client.rules.reminder_file_page import ReminderTeller
from bot.client.rules.timed_form import KINDS, NEEDED
from bot.client.vault import Vault
from bot.client.views import PersistentItem, view_of
from bot.errors import N_, StoreError, UserError
from bot.filing.problems import BadFileError, Problem
from bot.rules.reminder_files.document import MOST_BYTES, Document, read
from bot.rules.reminder_files.here import Here
from bot.rules.reminder_files.plan import Plan, adding
from bot.rules.reminder_files.writing import lost, write
from bot.services import Services

EXPORTED: Final = "redbridge-reminders.json"
_EXPORTED: Final = N_(
    "All reminders and triggers of this server. `/redbridge reminders import` reads the file, here or in another "
    "server; bring the rules along first: `/redbridge rules export`."
)
_LOST: Final = N_("Triggers whose rule is not in the book any more stay out of it: {numbers}.")
_EMPTY: Final = N_(
    "There are neither reminders nor triggers yet. `/redbridge reminders add` and `/redbridge triggers add` make some."
)
_MEANWHILE: Final = N_(
    "Something was changed here in the meantime, so nothing has been done. **{file}** would change this now:"
)
_WOULD: Final = N_("Nothing was changed yet: this is what **{file}** would do.")
_DONE: Final = N_("**{file}** is read, and holds from now on.")
_LEFT: Final = N_("**{file}** was put aside. Nothing was changed.")
_TRANSLATING: Final = N_("**{file}** is being translated where nobody has written it. That may take a minute.")
_SILENT: Final = N_("RedBridge may not write there yet: it lacks {permissions}. Edit Channel → Permissions.")
_BUTTONS: Final = {
    "do": N_("Do it"),
    "add": N_("Only add what is new"),
    "leave": N_("Leave it"),
}
_STYLES: Final = {"do": "success", "add": "primary", "leave": "secondary"}


@dataclass(frozen=True, slots=True)
class _Proposal:
    """What a moderator was shown. plan: with the file in the place of what there is."""

    guild_id: int
    member_id: int
    file: str
    document: Document
    here: Here
    plan: Plan
    notes: tuple[Problem, ...]


class ReminderExchange:
    """Writes and reads files of reminders and triggers. Raises what the table of errors explains."""

    def __init__(self, services: Services, patience: float = 10.0) -> None:
        """patience: seconds in which Discord has to hand a file over."""
        self._services = services
        self._files = services.reminder_files
        self._proposals: Proposals[_Proposal] = Proposals(services.clock)
        self._vault = Vault(str(Asset.BASE), patience)

    async def file(self, interaction: discord.Interaction[Any]) -> discord.File | None:
        """The file of a server; None if it has neither reminders nor triggers."""
        here = await self._here(interaction)
        if not (here.present.reminders or here.present.triggers):
            return None
        return file_of(await asyncio.to_thread(write, here), EXPORTED)

    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Hand over the file of a server. The interaction is deferred already."""
        here = await self._here(interaction)
        if not (here.present.reminders or here.present.triggers):
            raise UserError(_EMPTY)
        locale, say = await reader(interaction), self._services.catalogues.text
        text = say(locale, _EXPORTED)
        if out := lost(here):
            text = f"{text}\n{say(locale, _LOST, numbers=', '.join(str(each.trigger_id) for each in out))}"
        await tell(interaction, text, file=file_of(await asyncio.to_thread(write, here), EXPORTED))

    async def propose(self, interaction: discord.Interaction[Any], attachment: discord.Attachment) -> None:
        """Show what a file would change; change nothing yet. The interaction is deferred already."""
        try:
            document = await asyncio.to_thread(read, await fetched(self._vault, attachment, MOST_BYTES))
            proposal = await self._proposal(interaction, document, attachment.filename)
        except BadFileError as error:
            page = wrong(error, attachment.filename, await reader(interaction), self._services.catalogues)
            await tell(interaction, page.text, **page.files())
            return
        page = await self._page(interaction, proposal, proposal.plan, _WOULD)
        await tell(interaction, page.text, view=await self._buttons(interaction, proposal), **page.files())

    async def decide(self, interaction: discord.Interaction[Any], what: str, key: str) -> None:
        """Do what was shown, only a part of it (`add`), or put the file aside (`leave`).

        If it would be something else by now, that is shown, and nothing is done.
        """
        shown = self._proposals.take(key, guild_of(interaction), interaction.user.id)
        await interaction.response.defer()
        if what == "leave":
            await redraw(interaction, Page(await self._say(interaction, _LEFT, shown)), view_of())
            return
        try:
            plan = await self._done(interaction, shown, what)
            now = shown if plan else await self._proposal(interaction, shown.document, shown.file)
        except BadFileError as error:
            # A rule that the file builds upon was taken away meanwhile.
            page = wrong(error, shown.file, await reader(interaction), self._services.catalogues)
            await redraw(interaction, page, view_of())
            return
        except (StoreError, UserError):
            # The same file can be tried again, and by the same buttons.
            self._proposals.put_back(key, shown)
            page = await self._page(interaction, shown, shown.plan, _WOULD)
            await redraw(interaction, page, await self._view(interaction, shown, key))
            raise
        if plan:
            await redraw(interaction, await self._page(interaction, shown, plan, _DONE), view_of())
            return
        page = await self._page(interaction, now, now.plan, _MEANWHILE)
        await redraw(interaction, page, await self._buttons(interaction, now))

    async def _done(self, interaction: discord.Interaction[Any], shown: _Proposal, what: str) -> Plan | None:
        """What was done; None, and nothing was, if it would not be any more what was shown."""
        now = await self._proposal(interaction, shown.document, shown.file)
        if (now.plan, now.notes) != (shown.plan, shown.notes):
            return None
        plan = adding(shown.plan) if what == "add" else shown.plan
        if any(entry.texts for entry in plan.reminders):
            await redraw(interaction, Page(await self._say(interaction, _TRANSLATING, shown)), view_of())
        is_done = await self._files.carry_out(shown.guild_id, plan, shown.file, shown.member_id)
        return plan if is_done else None

    async def _proposal(self, interaction: discord.Interaction[Any], document: Document, file: str) -> _Proposal:
        """What a document means here and now. Raises BadFileError where it could not be used."""
        here = await self._here(interaction)
        meant = await self._files.meant(document, here)
        notes = (*meant.notes, *_silent(interaction, meant.plan))
        return _Proposal(here.guild_id, interaction.user.id, file, document, here, meant.plan, notes)

    async def _here(self, interaction: discord.Interaction[Any]) -> Here:
        """The server where somebody acts. Raises NoPrivateMessage where it is not known."""
        guild = interaction.guild
        if guild is None:
            raise app_commands.NoPrivateMessage
        return Here(
            guild.id,
            await self._services.rules.book(guild.id),
            await self._files.present(guild.id),
            {each.id: each.name for each in guild.channels if each.type in KINDS},
            {each.id: each.name for each in (*guild.channels, *guild.threads)},
            {each.id: each.name for each in guild.roles},
        )

    async def _page(self, interaction: discord.Interaction[Any], proposal: _Proposal, plan: Plan, head: str) -> Page:
        teller = ReminderTeller(self._services.catalogues, await reader(interaction), proposal.here)
        return teller.page(plan, proposal.notes, head, proposal.file)

    async def _buttons(self, interaction: discord.Interaction[Any], proposal: _Proposal) -> ui.View:
        """Nothing to press where nothing would change."""
        if proposal.plan.is_nothing:
            return view_of()
        return await self._view(interaction, proposal, self._proposals.keep(proposal))

    async def _view(self, interaction: discord.Interaction[Any], proposal: _Proposal, key: str) -> ui.View:
        """To add alone is offered where it would be something else than to do all of it."""
        plan, locale, say = proposal.plan, await reader(interaction), self._services.catalogues.text
        offered = ("do", "add", "leave") if plan.new and (plan.changed or plan.gone) else ("do", "leave")
        return view_of(*(DecideReminders(each, key, say(locale, _BUTTONS[each])) for each in offered))

    async def _say(self, interaction: discord.Interaction[Any], message_id: str, proposal: _Proposal) -> str:
        locale = await reader(interaction)
        return self._services.catalogues.text(locale, message_id, file=excerpt(proposal.file, 60))


class DecideReminders(PersistentItem[ui.Button[Any]], template=r"timedfile:1:(?P<what>do|add|leave):(?P<key>[\w-]{8})"):
    """A button below what a file would change."""

    def __init__(self, what: str, key: str, label: str = "-") -> None:
        style = discord.ButtonStyle[_STYLES[what]]
        super().__init__(ui.Button(label=label, style=style, custom_id=f"timedfile:1:{what}:{key}"))
        self._what, self._key = what, key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life; after a restart to say that the file is forgotten."""
        return cls(match["what"], match["key"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, do a part of it, or leave it."""
        require_moderator(interaction, Area.RULES)
        exchange: ReminderExchange = interaction.client.reminder_exchange
        await exchange.decide(interaction, self._what, self._key)


def _silent(interaction: discord.Interaction[Any], plan: Plan) -> Iterator[Problem]:
    """What keeps reminders from being posted; they are kept all the same."""
    for entry in plan.reminders:
        channel = interaction.guild.get_channel(entry.after.channel_id) if interaction.guild else None
        if channel and (missing := lacking(channel, NEEDED)):
            yield Problem(f"{entry.where}.channel", _SILENT, {"permissions": missing})
