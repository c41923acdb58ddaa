"""The rule book of a server, taken home and brought along: what a file would change is shown before it does."""

import asyncio
import re
from dataclasses import dataclass
from typing import Any, Final, Self

import discord
from discord import ui
from discord.asset import Asset

from bot.access.access import Area
from bot.client.errors import tell
from bot.client.files import fetched, file_of
from bot.client.moderators import guild_of, require_moderator
from bot.client.page import Page, redraw
from bot.client.paging import excerpt
from bot.client.proposals import Proposals
from bot.client.readers import reader
from bot.client.rules.file_page import Teller, wrong
from bot.client.vault import Vault
from bot.client.views import PersistentItem, view_of
from bot.errors import N_, StoreError, UserError
from bot.filing.problems import BadFileError
from bot.rules.files.document import write_json
from bot.rules.files.draft import Contents
from bot.rules.files.markdown import write_markdown
from bot.rules.files.plan import Plan, adding, replacing
from bot.rules.files.reading import MOST_BYTES, read
from bot.services import Services

EXPORTED: Final = "redbridge-rules"
_EXPORTED: Final = N_(
    "All rules of this server: the .json file keeps everything, the .md file is to be read and changed by hand. "
    "`/redbridge rules import` reads both, here or in another server."
)
_EMPTY: Final = N_("This server's rule book is empty. `/redbridge rules list` offers books to begin with.")
_MEANWHILE: Final = N_(
    "Somebody changed the rules in the meantime, so nothing has been done. **{file}** would change this now:"
)
_WOULD: Final = N_("Nothing was changed yet: this is what **{file}** would do.")
_DONE: Final = N_("**{file}** is read, and its rules are in the book.")
_LEFT: Final = N_("**{file}** was put aside. Nothing was changed.")
_TRANSLATING: Final = N_("**{file}** is being translated where nobody has written it. That may take a minute.")
_BUTTONS: Final = {
    "do": N_("Do it"),
    "add": N_("Only add what is new"),
    "leave": N_("Leave it"),
}
_STYLES: Final = {"do": "success", "add": "primary", "leave": "secondary"}


@dataclass(frozen=True, slots=True)
class _Proposal:
    """What a moderator was shown. plan: with the file in the place of the book."""

    guild_id: int
    member_id: int
    file: str
    contents: Contents
    plan: Plan


class RuleExchange:
    """Writes and reads files of rules. Raises what the table of errors explains."""

    def __init__(self, services: Services, patience: float = 10.0) -> None:
        """patience: seconds in which Discord has to hand a file over."""
        self._services = services
        self._rules = services.rules
        self._proposals: Proposals[_Proposal] = Proposals(services.clock)
        self._vault = Vault(str(Asset.BASE), patience)

    async def file(self, interaction: discord.Interaction[Any]) -> discord.File | None:
        """The file of a book; None if it is empty."""
        book = await self._rules.book(guild_of(interaction))
        return file_of(write_json(book), f"{EXPORTED}.json") if book.rules else None

    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Hand over the files of a book. The interaction is deferred already."""
        book = await self._rules.book(guild_of(interaction))
        if not book.rules:
            raise UserError(_EMPTY)
        files = [file_of(write_json(book), f"{EXPORTED}.json"), file_of(write_markdown(book), f"{EXPORTED}.md")]
        await tell(interaction, self._services.catalogues.text(await reader(interaction), _EXPORTED), files=files)

    async def propose(self, interaction: discord.Interaction[Any], attachment: discord.Attachment) -> None:
        """Show what a file would change; change nothing yet. The interaction is deferred already."""
        name, detect = attachment.filename, self._services.pipeline.read
        try:
            data = await fetched(self._vault, attachment, MOST_BYTES)
            contents = await asyncio.to_thread(read, data, name, detect)
        except BadFileError as error:
            page = wrong(error, name, await reader(interaction), self._services.catalogues)
            await tell(interaction, page.text, **page.files())
            return
        proposal = await self._proposal(interaction, contents, name)
        page = await self._page(interaction, proposal, proposal.plan, _WOULD)
        await tell(interaction, page.text, view=await self._buttons(interaction, proposal), **page.files())

    async def decide(self, interaction: discord.Interaction[Any], what: str, key: str) -> None:
        """Do what was shown, do only a part of it (`add`), or put the file aside (`leave`)."""
        shown = self._proposals.take(key, guild_of(interaction), interaction.user.id)
        await interaction.response.defer()
        if what == "leave":
            await redraw(interaction, Page(await self._say(interaction, _LEFT, shown)), view_of())
            return
        drafts, fold = shown.contents.drafts, self._rules.fold
        plan = adding(shown.plan.before, drafts, fold) if what == "add" else shown.plan
        if any(entry.missing for entry in plan.entries):
            await redraw(interaction, Page(await self._say(interaction, _TRANSLATING, shown)), view_of())
        try:
            is_done = await self._rules.taking.carry_out(shown.guild_id, plan, shown.file, shown.member_id)
        except (StoreError, UserError):
            # The same file can be tried again, and by the same buttons.
            self._proposals.put_back(key, shown)
            page = await self._page(interaction, shown, shown.plan, _WOULD)
            await redraw(interaction, page, await self._view(interaction, shown, key))
            raise
        if is_done:
            await redraw(interaction, await self._page(interaction, shown, plan, _DONE), view_of())
            return
        now = await self._proposal(interaction, shown.contents, shown.file)
        page = await self._page(interaction, now, now.plan, _MEANWHILE)
        await redraw(interaction, page, await self._buttons(interaction, now))

    async def _proposal(self, interaction: discord.Interaction[Any], contents: Contents, file: str) -> _Proposal:
        """What a file means for the book as it is now."""
        guild_id = guild_of(interaction)
        plan = replacing(await self._rules.book(guild_id), contents.drafts, self._rules.fold)
        return _Proposal(guild_id, interaction.user.id, file, contents, plan)

    async def _page(self, interaction: discord.Interaction[Any], proposal: _Proposal, plan: Plan, head: str) -> Page:
        teller = Teller(self._services.catalogues, await reader(interaction))
        return teller.page(plan, head, proposal.file, proposal.contents.left)

    async def _buttons(self, interaction: discord.Interaction[Any], proposal: _Proposal) -> ui.View:
        """Nothing to press where nothing would change."""
        if proposal.plan.is_nothing:
            return view_of()
        return await self._view(interaction, proposal, self._proposals.keep(proposal))

    async def _view(self, interaction: discord.Interaction[Any], proposal: _Proposal, key: str) -> ui.View:
        """To add alone is offered where it would be something else than to do all of it."""
        plan, locale, say = proposal.plan, await reader(interaction), self._services.catalogues.text
        is_less = bool(plan.new and (plan.changed or plan.gone or plan.is_reordered))
        offered = ("do", "add", "leave") if is_less else ("do", "leave")
        return view_of(*(DecideRules(each, key, say(locale, _BUTTONS[each])) for each in offered))

    async def _say(self, interaction: discord.Interaction[Any], message_id: str, proposal: _Proposal) -> str:
        locale = await reader(interaction)
        return self._services.catalogues.text(locale, message_id, file=excerpt(proposal.file, 60))


class DecideRules(PersistentItem[ui.Button[Any]], template=r"rulefile:1:(?P<what>do|add|leave):(?P<key>[\w-]{8})"):
    """A button below what a file would change."""

    def __init__(self, what: str, key: str, label: str = "-") -> None:
        style = discord.ButtonStyle[_STYLES[what]]
        super().__init__(ui.Button(label=label, style=style, custom_id=f"rulefile:1:{what}:{key}"))
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
        exchange: RuleExchange = interaction.client.rule_exchange
        await exchange.decide(interaction, self._what, self._key)
