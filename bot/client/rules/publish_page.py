"""Publishing as a moderator sees it: where, how, what changed, and what Discord did not take."""

from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.client.errors import tell
from bot.client.moderators import guild_of
from bot.client.onboarding.screens.places import LACKING, lacking
from bot.client.readers import reader
from bot.client.rules.history import TurnVersion, changes, first_page, heading_line
from bot.client.rules.publisher import Shown
from bot.client.rules.screening import OFFER, CompareScreening, is_screened
from bot.client.views import view_of
from bot.errors import N_, UserError
from bot.i18n import ENGLISH
from bot.rules.publishing import Published
from bot.services import Services
from bot.store.rule_settings import APART, TOGETHER

__all__ = ["APART", "TOGETHER", "publish", "undo"]

NEEDED: Final = ("view_channel", "send_messages", "read_message_history")
_NO_CHANNEL: Final = N_(
    "Where should the rules stand? Choose a channel with the option `channel`; RedBridge remembers it."
)
_LOST: Final = N_(
    "The channel in which the rules stood is gone. Choose another one with the option `channel`; nothing was changed."
)
_DONE: Final = N_("Published: {links}")
_SAME: Final = N_("Nothing has changed since version {number}, so it stays the last one. Its posts were looked after.")
_ANEW: Final = N_("-# Somebody had deleted posts of the rules, so new ones were made. Old links lead nowhere.")
_NOT_WHOLE: Final = N_(
    "⚠️ It is stored as version {number}, but Discord did not take all of its posts. Use `/redbridge rules publish` "
    "again in a minute: it goes on where it stopped."
)
_LEFT: Final = N_("⚠️ Old posts of the rules in another channel could not be deleted. Please delete them by hand.")
_MORE: Final = N_("What changed")


async def publish(
    interaction: discord.Interaction[Any],
    channel: discord.abc.GuildChannel | None,
    layout: str | None,
    *,
    is_important: bool,
    takes_machine: bool,
) -> None:
    """Publish the book of a server. The interaction is deferred already."""
    services: Services = interaction.client.services
    guild = _guild(interaction)
    await _place(interaction, guild, channel)
    where: dict[str, int | str] = {"channel_id": channel.id} if channel else {}
    where |= {"layout": layout} if layout else {}
    published = await services.publishing.publish(
        guild.id, interaction.user.id, where, is_important=is_important, takes_machine=takes_machine
    )
    await _show(interaction, guild, published)


async def undo(interaction: discord.Interaction[Any]) -> None:
    """Go back to the version before the last. The interaction is deferred already."""
    services: Services = interaction.client.services
    guild = _guild(interaction)
    await _place(interaction, guild, None)
    await _show(interaction, guild, await services.publishing.undo(guild.id, interaction.user.id))


async def _place(
    interaction: discord.Interaction[Any], guild: discord.Guild, chosen: discord.abc.GuildChannel | None
) -> None:
    """Raise UserError unless the bot can post where the rules are to stand."""
    services: Services = interaction.client.services
    channel = chosen
    if channel is None:
        channel_id = (await services.rule_settings.of(guild.id)).channel_id
        if channel_id is None:
            raise UserError(_NO_CHANNEL)
        channel = guild.get_channel(channel_id)
        if channel is None:
            raise UserError(_LOST)
    if missing := lacking(channel, NEEDED):
        raise UserError(LACKING, channel=channel.mention, permissions=missing)


async def _show(interaction: discord.Interaction[Any], guild: discord.Guild, published: Published) -> None:
    """Bring the posts in line, and say what came of it."""
    services: Services = interaction.client.services
    shown = await interaction.client.publisher.show(guild, published.version)
    locale = await reader(interaction)
    lines = _outcome(published, shown, locale, services)
    if published.is_new:
        locales = (ENGLISH, services.preferences.chinese(guild.id))
        before = published.before.book if published.before else None
        lines += ["", *changes(before, published.version, locales, locale, services.catalogues)]
    number = str(published.version.heading.version)
    more: list[ui.Item[Any]] = [TurnVersion(0, number, services.catalogues.text(locale, _MORE))]
    if is_screened(guild):
        more.append(CompareScreening(services.catalogues.text(locale, OFFER)))
    await tell(interaction, first_page(["\n".join(lines)]), view=view_of(*more))


def _outcome(published: Published, shown: Shown, locale: str, services: Services) -> list[str]:
    say, number = services.catalogues.text, published.version.heading.version
    lines: list[str] = []
    if published.is_new:
        lines.append(heading_line(published.version.heading, locale, services.catalogues))
    else:
        lines.append(say(locale, _SAME, number=number))
    if shown.links:
        lines.append(say(locale, _DONE, links=_joined(shown.links)))
    notes = ((not shown.is_whole, _NOT_WHOLE), (shown.anew, _ANEW), (shown.left, _LEFT))
    return [*lines, *(say(locale, note, number=number) for is_so, note in notes if is_so)]


def _joined(links: Sequence[str]) -> str:
    return " ".join(links)


def _guild(interaction: discord.Interaction[Any]) -> discord.Guild:
    guild = interaction.client.get_guild(guild_of(interaction))
    if guild is None:
        raise UserError(N_("RedBridge doesn't know this server any more. Add it again, then try once more."))
    return guild
