"""Sends newcomers the tips of their first days, by direct message or not at all, each once."""

import hashlib
import logging
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, Self, cast

import discord
from discord import ui

from bot.client.about import about
from bot.client.errors import tell
from bot.client.moderators import guild_of
from bot.client.onboarding.direct import DirectMessages, Sent
from bot.client.posts import QUIETLY
from bot.client.readers import reader
from bot.client.trouble import TROUBLE, reason
from bot.client.views import PersistentItem, view_of
from bot.due.worker import NotNow
from bot.errors import N_, StoreError
from bot.i18n import ENGLISH
from bot.onboarding.filling import fill, placeholders
from bot.onboarding.pack import Tip
from bot.services import Services
from bot.store.due import Due
from bot.store.tip_weeks import TipWeek

_log = logging.getLogger(__name__)
_HEAD: Final = N_("💡 **A tip from {server}**")
_ENOUGH: Final = N_("That's enough, thanks")
_STOPPED: Final = N_("No more tips from {server}. `/tips` on the server has the whole tour whenever you want it.")
# Translators: in the place of its name, for a server that RedBridge has left: "No more tips from that server."
_THAT_SERVER: Final = N_("that server")
# Seconds in which nobody is written to after a tip: it goes to people who have asked for a tour, and mostly to whom one
# has gone before.
GENTLY: Final = 5.0
# Whoever is not found there has left; where the bot may not look, it has.
_GONE: Final = (403, 404)


class Letter(NamedTuple):
    """A tip as it is sent. position: which of its journey's it is, from 0."""

    position: int
    content: str
    view: ui.View
    nonce: str


class StopTips(PersistentItem[ui.Button[Any]], template=r"tips:1:stop:(?P<position>\d{1,3})"):
    """The button below each tip. In direct messages nobody else can press it; its server stands in its id."""

    def __init__(self, position: int, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"tips:1:stop:{position}"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a year."""
        return cls(int(match["position"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """End the week of whoever pressed."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        services: Services = interaction.client.services
        guild_id, locale = guild_of(interaction), await reader(interaction)
        await services.tips.end(guild_id, interaction.user.id, "they have had enough")
        guild: discord.Guild | None = interaction.client.get_guild(guild_id)
        name = discord.utils.escape_markdown(guild.name) if guild else services.catalogues.text(locale, _THAT_SERVER)
        await tell(interaction, services.catalogues.text(locale, _STOPPED, server=name))


class TipSender:
    """Deals with the tips that are due; what goes wrong for good ends a week, anything else is tried again."""

    def __init__(self, client: discord.Client, services: Services, direct: DirectMessages) -> None:
        self._client = client
        self._services = services
        self._tips = services.tips
        self._direct = direct

    async def began(self, interaction: discord.Interaction[Any], journey: str) -> None:
        """Somebody began a journey; that they did counts more than whether they get tips."""
        try:
            await self._tips.began(guild_of(interaction), interaction.user.id, journey, str(interaction.locale))
        except StoreError as error:
            _log.warning("a newcomer of server %s gets no tips: %s", interaction.guild_id, error)

    async def deal(self, item: Due) -> datetime | None:
        """Send somebody's next tip, if it still is to come now; when the next one is due. Raises NotNow."""
        found = await self._tips.look(item)
        if not isinstance(found, tuple):
            return found
        week, preference = found
        known = await self._known(week)
        if known is None:
            await self._tips.end(item.guild_id, item.subject_id, "they or RedBridge have left")
            return None
        letter = await self._letter(known, week, preference.locale or ENGLISH)
        if letter is None:
            await self._tips.end(item.guild_id, item.subject_id, "there are no more tips")
            return None
        if not await self._deliver(week, letter, is_retry=item.attempts > 1):
            await self._tips.end(item.guild_id, item.subject_id, "direct messages are closed")
            return None
        return await self._tips.came(week, preference, letter.position)

    async def _known(self, week: TipWeek) -> Mapping[str, str] | None:
        """What stands for placeholders, if both are still on the server. Discord is asked: it may just have told."""
        try:
            await self._client.http.get_member(week.guild_id, week.member_id)
            guild = await self._client.http.get_guild(week.guild_id)
        except TROUBLE as error:
            if isinstance(error, discord.HTTPException) and error.status in _GONE:
                return None
            raise NotNow(reason(error)) from None
        rules = guild.get("rules_channel_id")
        return self._facts(week.guild_id, guild["name"], f"<#{rules}>" if rules else "")

    def _facts(self, guild_id: int, name: str, rules: str) -> Mapping[str, str]:
        cats = self._services.arrivals.welcome(guild_id).cat_channel_id
        found = {"server": discord.utils.escape_markdown(name), "rules": rules, "cats": f"<#{cats}>" if cats else ""}
        return {name: value for name, value in found.items() if value}

    async def preview(self, guild: discord.Guild, locale: str) -> str:
        """The first tip of the first tour; "" where there is none."""
        rules = guild.rules_channel.mention if guild.rules_channel else ""
        known = self._facts(guild.id, guild.name, rules)
        for journey in await self._services.journeys.offered(guild.id, locale):
            if letter := await self._letter(known, TipWeek(guild.id, 0, journey.key, 0, ""), locale):
                return letter.content
        return ""

    async def _letter(self, known: Mapping[str, str], week: TipWeek, locale: str) -> Letter | None:
        """The next tip for whose placeholders the server has something; None: there is none."""
        tips = await self._all(week, locale)
        for position in range(week.sent, len(tips)):
            if placeholders(tips[position].text) <= known.keys():
                head = self._say(locale, _HEAD, server=known["server"])
                button = StopTips(position, self._say(locale, _ENOUGH))
                content = f"{head}\n{fill(tips[position].text, known)}"
                return Letter(position, content, about(week.guild_id, view_of(button)), _nonce(week, position))
        return None

    async def _all(self, week: TipWeek, locale: str) -> Sequence[Tip]:
        return await self._services.journeys.tips(week.guild_id, locale, week.journey)

    async def _deliver(self, week: TipWeek, letter: Letter, *, is_retry: bool) -> bool:
        """Send it, unless an earlier attempt did; False if direct messages are closed."""
        custom_id = cast("Any", letter.view.children[0]).custom_id

        def is_it(message: discord.Message) -> bool:
            is_new = message.created_at.timestamp() * 1000 >= week.began_at
            return is_new and custom_id in _custom_ids(message)

        extras: dict[str, Any] = {"view": letter.view, "nonce": letter.nonce, **QUIETLY}
        unless = is_it if is_retry else None
        sent = await self._direct.send(week.member_id, letter.content, unless=unless, rest=GENTLY, **extras)
        if sent not in (Sent.YES, Sent.CLOSED):
            raise NotNow(sent.value)
        return sent is Sent.YES

    def _say(self, locale: str, message_id: str, **params: Any) -> str:
        return self._services.catalogues.text(locale, message_id, **params)


def _custom_ids(message: discord.Message) -> set[str | None]:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return {getattr(child, "custom_id", None) for row in rows for child in row.children}


def _nonce(week: TipWeek, position: int) -> str:
    whole = f"tip {week.guild_id} {week.member_id} {week.began_at} {position}"
    return hashlib.blake2b(whole.encode(), digest_size=12).hexdigest()
