"""A server's settings as a file: taken home, and brought along, after a look at what would change."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import discord
from discord import ui
from discord.asset import Asset

from bot.access.access import Area
from bot.client.bridge_setup import checks
from bot.client.configuring.values import shown
from bot.client.errors import tell
from bot.client.files import fetched, file_of
from bot.client.moderators import guild_of, require_moderator
from bot.client.page import Page, fitting, redraw
from bot.client.paging import excerpt
from bot.client.proposals import Proposals
from bot.client.readers import reader
from bot.client.rules.file_page import wrong
from bot.client.sentences import Sentence, Word
from bot.client.setup.deeds import Deed, Set, SetMode, Work
from bot.client.setup.doing import carry_out
from bot.client.vault import Vault
from bot.client.views import PersistentItem, view_of
from bot.config.files import MOST_BYTES, Wish, Wishes, read, write
from bot.config.kinds import Channel, Value
from bot.errors import N_
from bot.filing.parts import Place
from bot.filing.problems import BadFileError
from bot.services import Services

EXPORTED: Final = "redbridge-settings.json"
_WOULD: Final = N_("Nothing was changed yet: this is what **{file}** would do.")
_NOTHING: Final = N_("**{file}** is read, and nothing in it changes anything.")
_DONE: Final = N_("**{file}** is read, and holds from now on. For 24 hours `/redbridge undo` takes all of it back.")
_LEFT: Final = N_("**{file}** was put aside. Nothing was changed.")
_MEANWHILE: Final = N_(
    "Something was changed here in the meantime, so nothing has been done. **{file}** would change this now:"
)
_CHANGE: Final = N_("- {name}: {before} → {after}")
_DEED: Final = N_("- {what}")
_DOUBT: Final = N_("- ⚠️ {what} It is left out.")
_MISSING: Final = N_(
    "⚠️ **{name}** is not on this server. It is for: {uses}. Choose what takes its place, or leave it out."
)
_MORE_MISSING: Final = N_("-# And {count} more that are not here.")
_UNPLACED: Final = N_("- {name} is left out")
_MODE: Final = N_("the translation of a channel")
_CUT: Final = N_("… and {count} more changes")
_BUTTONS: Final = {"do": N_("Do it"), "leave": N_("Leave it"), "skip": N_("Leave this out")}
_STYLES: Final = {"do": "success", "leave": "secondary", "skip": "primary"}
_INSTEAD: Final = N_("Take instead …")
_ROOM: Final = 1400


@dataclass(frozen=True, slots=True)
class _Proposal:
    """What a moderator was shown. chosen: what takes the place of what is not here; None: it is left out."""

    guild_id: int
    member_id: int
    file: str
    wishes: Wishes
    chosen: Mapping[str, int | None]
    deeds: Sequence[Deed]


class SettingsExchange:
    """Writes and reads files of settings. Raises what the table of errors explains."""

    def __init__(self, services: Services, patience: float = 10.0) -> None:
        """patience: seconds in which Discord has to hand a file over."""
        self._services = services
        self._proposals: Proposals[_Proposal] = Proposals(services.clock)
        self._vault = Vault(str(Asset.BASE), patience)

    async def file(self, interaction: discord.Interaction[Any]) -> discord.File:
        """The file of a server."""
        guild = checks.home(interaction)
        configuration = self._services.configuration
        values = await configuration.values(guild.id)
        names = {each.id: each.name for each in (*guild.channels, *guild.roles)}
        preferences = self._services.preferences
        modes = {each.id: mode for each in guild.channels if (mode := preferences.own_mode(each.id))}
        data = write(guild.name, [(each, values[each.key]) for each in configuration.settings], modes, names)
        return file_of(data, EXPORTED)

    async def propose(self, interaction: discord.Interaction[Any], attachment: discord.Attachment) -> None:
        """Show what a file would change; change nothing yet. The interaction is deferred already."""
        known = {each.key: each for each in self._services.configuration.settings}
        try:
            data = await fetched(self._vault, attachment, MOST_BYTES)
            wishes = await asyncio.to_thread(read, data, known)
        except BadFileError as error:
            page = wrong(error, attachment.filename, await reader(interaction), self._services.catalogues)
            await tell(interaction, page.text, **page.files())
            return
        proposal = await self._proposal(interaction, attachment.filename, wishes, {})
        text, items = await self._drawn(interaction, proposal, _WOULD)
        await tell(interaction, text, view=view_of(*items))

    async def place(self, interaction: discord.Interaction[Any], key: str, place_id: int | None) -> None:
        """Take this channel or role in the place of the first one that is not here; None: leave that out."""
        former = self._proposals.take(key, guild_of(interaction), interaction.user.id)
        await interaction.response.defer()
        missing = _missing(former.wishes, former.chosen, checks.home(interaction))
        chosen = {**former.chosen, next(iter(missing)): place_id} if missing else former.chosen
        proposal = await self._proposal(interaction, former.file, former.wishes, chosen)
        await self._show(interaction, proposal, _WOULD)

    async def decide(self, interaction: discord.Interaction[Any], what: str, key: str) -> None:
        """Do what was shown (`do`), or put the file aside (`leave`)."""
        former = self._proposals.take(key, guild_of(interaction), interaction.user.id)
        await interaction.response.defer()
        say, locale = self._services.catalogues.text, await reader(interaction)
        name = excerpt(former.file, 60)
        if what == "leave":
            await redraw(interaction, Page(say(locale, _LEFT, file=name)), view_of())
            return
        now = await self._proposal(interaction, former.file, former.wishes, former.chosen)
        if now.deeds != former.deeds:
            await self._show(interaction, now, _MEANWHILE)
            return
        work = await _work(interaction)
        await self._services.wizard.begin_anew(work.guild.id, work.by)
        await carry_out(work, now.deeds)
        await redraw(interaction, Page(say(locale, _DONE, file=name)), view_of())

    async def _show(self, interaction: discord.Interaction[Any], proposal: _Proposal, head: str) -> None:
        text, items = await self._drawn(interaction, proposal, head)
        await redraw(interaction, Page(text), view_of(*items))

    async def _proposal(
        self, interaction: discord.Interaction[Any], file: str, wishes: Wishes, chosen: Mapping[str, int | None]
    ) -> _Proposal:
        """What a file means here and now: what could not work is not among its deeds."""
        work = await _work(interaction)
        values = await self._services.configuration.values(work.guild.id)
        deeds: list[Deed] = []
        for wish in wishes.settings:
            value = _value(wish, chosen, work.guild)
            if value is not _UNKNOWN and value != values[wish.setting.key]:
                deeds.append(Set(wish.setting, value))
        for place, mode in wishes.modes:
            channel_id = _placed(place, chosen, {each.id: each.name for each in work.guild.channels}, "#")
            before = self._services.preferences.own_mode(channel_id) if channel_id else None
            if channel_id and before is not mode:
                deeds.append(SetMode(channel_id, mode, before))
        able = [deed for deed in deeds if deed.doubt(work) is None]
        return _Proposal(work.guild.id, work.by, file, wishes, chosen, able)

    async def _drawn(
        self, interaction: discord.Interaction[Any], proposal: _Proposal, head: str
    ) -> tuple[str, Sequence[ui.Item[Any]]]:
        work = await _work(interaction)
        say, locale = self._services.catalogues.text, work.locale
        missing = _missing(proposal.wishes, proposal.chosen, work.guild)
        if not proposal.deeds and not missing:
            return say(locale, _NOTHING, file=excerpt(proposal.file, 60)), ()
        lines = [*await self._changes(work, proposal), *self._left_out(work, proposal)]
        kept = fitting(lines, _ROOM)
        if len(kept) < len(lines):
            kept.append(say(locale, _CUT, count=len(lines) - len(kept)))
        text = "\n".join([say(locale, head, file=excerpt(proposal.file, 60)), *kept])
        key = self._proposals.keep(proposal)
        items: list[ui.Item[Any]] = [Decide(each, key, say(locale, _BUTTONS[each])) for each in ("do", "leave")]
        if not missing:
            return text, items
        name, uses = next(iter(missing.items()))
        used = ", ".join(say(locale, use) for use in uses[:4])
        text += "\n" + say(locale, _MISSING, name=name, uses=used)
        if len(missing) > 1:
            text += "\n" + say(locale, _MORE_MISSING, count=len(missing) - 1)
        menu = (InsteadChannel if name.startswith("#") else InsteadRole)(key, say(locale, _INSTEAD))
        return text, [menu, *items, Decide("skip", key, say(locale, _BUTTONS["skip"]))]

    async def _changes(self, work: Work, proposal: _Proposal) -> list[str]:
        values, catalogues = await self._services.configuration.values(work.guild.id), self._services.catalogues
        lines: list[str] = []
        for deed in proposal.deeds:
            if isinstance(deed, Set):
                before, after = (
                    shown(deed.setting, each, work.locale, catalogues)
                    for each in (values[deed.setting.key], deed.value)
                )
                facts = {"name": Word(deed.setting.label), "before": before, "after": after}
                lines.append(Sentence(_CHANGE, facts).said(work.locale, catalogues))
            else:
                lines.append(Sentence(_DEED, {"what": deed.told(work)}).said(work.locale, catalogues))
        return lines

    def _left_out(self, work: Work, proposal: _Proposal) -> list[str]:
        """What the file wants and this server cannot have."""
        catalogues, guild = self._services.catalogues, work.guild
        lines = [
            Sentence(_UNPLACED, {"name": name}).said(work.locale, catalogues)
            for name, place_id in proposal.chosen.items()
            if place_id is None
        ]
        for wish in proposal.wishes.settings:
            value = _value(wish, proposal.chosen, guild)
            if value is not _UNKNOWN and (error := Set(wish.setting, value).doubt(work)):
                what = Sentence(error.message_id, dict(error.params))
                lines.append(Sentence(_DOUBT, {"what": what}).said(work.locale, catalogues))
        return lines


class Decide(PersistentItem[ui.Button[Any]], template=r"settingsfile:1:(?P<what>do|leave|skip):(?P<key>[\w-]{8})"):
    """A button below what a file would change."""

    def __init__(self, what: str, key: str, label: str = "-") -> None:
        style = discord.ButtonStyle[_STYLES[what]]
        super().__init__(ui.Button(label=label, style=style, custom_id=f"settingsfile:1:{what}:{key}"))
        self._what, self._key = what, key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life; after a restart to say that the file is forgotten."""
        return cls(match["what"], match["key"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, leave it, or leave a part of it out."""
        require_moderator(interaction, Area.ALL)
        exchange: SettingsExchange = interaction.client.settings_exchange
        if self._what == "skip":
            await exchange.place(interaction, self._key, None)
        else:
            await exchange.decide(interaction, self._what, self._key)


class InsteadChannel(PersistentItem[ui.ChannelSelect[Any]], template=r"settingsfile:1:channel:(?P<key>[\w-]{8})"):
    """A menu of channels, of which one takes the place of a channel that is not here."""

    def __init__(self, key: str, placeholder: str | None = None) -> None:
        kinds = [discord.ChannelType.text, discord.ChannelType.news]
        menu: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id=f"settingsfile:1:channel:{key}", channel_types=kinds, placeholder=placeholder
        )
        super().__init__(menu)
        self._key = key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life; after a restart to say that the file is forgotten."""
        return cls(match["key"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Take it."""
        require_moderator(interaction, Area.ALL)
        exchange: SettingsExchange = interaction.client.settings_exchange
        await exchange.place(interaction, self._key, self.item.values[0].id)


class InsteadRole(PersistentItem[ui.RoleSelect[Any]], template=r"settingsfile:1:role:(?P<key>[\w-]{8})"):
    """A menu of roles, of which one takes the place of a role that is not here."""

    def __init__(self, key: str, placeholder: str | None = None) -> None:
        super().__init__(ui.RoleSelect(custom_id=f"settingsfile:1:role:{key}", placeholder=placeholder))
        self._key = key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life; after a restart to say that the file is forgotten."""
        return cls(match["key"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Take it."""
        require_moderator(interaction, Area.ALL)
        exchange: SettingsExchange = interaction.client.settings_exchange
        await exchange.place(interaction, self._key, self.item.values[0].id)


ITEMS: Final = (Decide, InsteadChannel, InsteadRole)
_UNKNOWN: Final = ("?",)


async def _work(interaction: discord.Interaction[Any]) -> Work:
    return Work(interaction.client, checks.home(interaction), interaction.user.id, await reader(interaction))


def _value(wish: Wish, chosen: Mapping[str, int | None], guild: discord.Guild) -> Value:
    """What a setting becomes; _UNKNOWN where its channel or role is not here, or is left out."""
    if wish.place is None:
        return wish.value
    is_channel = isinstance(wish.setting.kind, Channel)
    there = {each.id: each.name for each in (guild.channels if is_channel else guild.roles)}
    return _placed(wish.place, chosen, there, "#" if is_channel else "@") or _UNKNOWN


def _placed(place: Place, chosen: Mapping[str, int | None], there: Mapping[int, str], sign: str) -> int | None:
    """The channel or role that is meant: by its id, else the only one of its name, else what was chosen instead."""
    if place.id and int(place.id) in there:
        return int(place.id)
    named = [each for each, name in there.items() if name.casefold() == place.name.casefold()]
    return named[0] if len(named) == 1 else chosen.get(f"{sign}{place.name}")


def _missing(wishes: Wishes, chosen: Mapping[str, int | None], guild: discord.Guild) -> Mapping[str, Sequence[str]]:
    """What is not here and not decided about: names with their sign, and the msgids of what each is meant for."""
    found: dict[str, list[str]] = {}
    for wish in wishes.settings:
        if wish.place is not None and _value(wish, chosen, guild) is _UNKNOWN:
            sign = "#" if isinstance(wish.setting.kind, Channel) else "@"
            found.setdefault(f"{sign}{wish.place.name}", []).append(wish.setting.label)
    there = {each.id: each.name for each in guild.channels}
    for place, _ in wishes.modes:
        if _placed(place, chosen, there, "#") is None:
            found.setdefault(f"#{place.name}", []).append(_MODE)
    return {name: uses for name, uses in found.items() if name not in chosen}
