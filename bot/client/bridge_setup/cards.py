"""Bridges as moderators see them: one card a bridge, and the preview of what it does."""

from collections.abc import Callable
from typing import Final

import discord

from bot.bridges.registry import Bridge, Channel
from bot.client.bridge_setup import checks
from bot.client.bridge_setup.checks import MOST_WEBHOOKS, Hint
from bot.errors import N_
from bot.i18n import Catalogues
from bot.services import Services

# Each language in its own words, as members choose it.
LANGUAGES: Final = {"en": "English", "zh-CN": "简体中文", "zh-TW": "繁體中文"}
_FEW: Final = N_("A bridge needs two channels at least: add them below, or with `/redbridge bridge add`.")
# What the mirroring itself ran into, beyond what the permissions tell: by channel id.
Trouble = Callable[[int], Hint | None]


class Cards:
    """Texts about bridges, for a reader of one locale."""

    def __init__(self, services: Services, locale: str, trouble: Trouble = lambda _: None) -> None:
        self._services = services
        self._locale = locale
        self._trouble = trouble

    def card(self, bridge: Bridge, guild: discord.Guild) -> str:
        """A bridge: whether it works, its channels and what is the matter with them, its settings."""
        state = N_("**{name}**: paused") if bridge.paused else N_("**{name}**: mirroring")
        lines = [self._say(state, name=discord.utils.escape_markdown(bridge.name))]
        for channel in bridge.channels:
            lines.append(self._channel(channel))
            lines += [f"-# ⚠️ {self._hint(hint)}" for hint in self._troubles(bridge, channel, guild)]
        if len(bridge.channels) < 2:
            lines.append(self._say(_FEW))
        return "\n".join([*lines, *self._settings(bridge)])

    def all(self, bridges: list[Bridge], guild: discord.Guild) -> str:
        """Every bridge of a server."""
        if not bridges:
            return self._say(
                N_(
                    "There is no bridge here yet. `/redbridge bridge create` makes one of channels that exist; "
                    "`/redbridge bridge new-pair` makes two channels and joins them."
                )
            )
        return "\n\n".join(self.card(bridge, guild) for bridge in bridges)

    async def preview(self, bridge: Bridge, guild: discord.Guild) -> str:
        """What a bridge creates and needs, and what stops because of it."""
        lines = [self.card(bridge, guild), ""]
        for channel in bridge.channels:
            place = guild.get_channel(channel.channel_id)
            if place is not None and place.permissions_for(guild.me).manage_webhooks:
                lines.append(await self._webhook(channel, place))
        lines += self.notices(bridge, guild)
        lines.append(self._say(N_("Nothing was changed by looking.")))
        return "\n".join(lines)

    def notices(self, bridge: Bridge, guild: discord.Guild) -> list[str]:
        """What a moderator should know before a bridge speaks: modes that end, hidden channels that open."""
        lines: list[str] = []
        for place in checks.modes_that_end(bridge, guild, self._services.preferences):
            text = N_("{channel} is translated in another way now; as part of a bridge it no longer is.")
            lines.append(self._say(text, channel=place.mention))
        found = [guild.get_channel(channel.channel_id) for channel in bridge.channels]
        for place in checks.opened(filter(None, found)):
            text = N_("{channel} is hidden from @everyone, but what is written there appears in channels that are not.")
            lines.append(self._say(text, channel=place.mention))
        return lines

    def _channel(self, channel: Channel) -> str:
        return f"- <#{channel.channel_id}> · {LANGUAGES.get(channel.locale, channel.locale)}"

    def _troubles(self, bridge: Bridge, channel: Channel, guild: discord.Guild) -> list[Hint]:
        own = self._trouble(channel.channel_id)
        return [*checks.troubles(bridge, channel, guild), *([own] if own else [])]

    def _settings(self, bridge: Bridge) -> list[str]:
        shown = N_("Pins: {pins} · Typing: {typing}")
        on, off = self._say(N_("on")), self._say(N_("off"))
        lines = [self._say(shown, pins=on if bridge.pins else off, typing=on if bridge.typing else off)]
        if bridge.trusted_bots:
            bots = " ".join(f"<@{bot_id}>" for bot_id in sorted(bridge.trusted_bots))
            lines.append(self._say(N_("Trusted bots: {bots}"), bots=bots))
        return [f"-# {line}" for line in lines]

    async def _webhook(self, channel: Channel, place: discord.abc.GuildChannel) -> str:
        known = await webhooks_of(place)
        if any(hook.id == channel.webhook_id for hook in known):
            return self._say(N_("{channel} has its webhook already."), channel=place.mention)
        if len(known) >= MOST_WEBHOOKS:
            text = N_("{channel} has {most} webhooks, as many as Discord allows: delete one of them first.")
            return self._say(text, channel=place.mention, most=MOST_WEBHOOKS)
        return self._say(N_("In {channel} one webhook is created, with the first message."), channel=place.mention)

    def _hint(self, hint: Hint) -> str:
        return hint.said(self._locale, self._catalogues)

    def _say(self, msgid: str, /, **params: str | int) -> str:
        return self._catalogues.text(self._locale, msgid, **params)

    @property
    def _catalogues(self) -> Catalogues:
        return self._services.catalogues


async def webhooks_of(place: discord.abc.GuildChannel) -> list[discord.Webhook]:
    """The webhooks of a channel that can have some."""
    if isinstance(place, discord.TextChannel | discord.VoiceChannel | discord.ForumChannel):
        return await place.webhooks()
    return []
