"""The channels that a server's decisions name: whether they are there, and what RedBridge may do in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import discord

from bot.client.bridge_setup.checks import troubles
from bot.client.checking.finding import Finding
from bot.client.onboarding.screens.places import USES, lacking
from bot.client.permissions import missing_for
from bot.client.rules import publish_page, timed_form
from bot.client.sentences import Sentence, Word
from bot.client.wheres import where_of
from bot.errors import N_
from bot.services import Services
from bot.store.bridges import Bridge
from bot.translation.modes import Origin
from bot.translation.types import Mode

_IN: Final = N_("{what} in {channel}")
_GONE: Final = N_("the channel is gone, or RedBridge can't see it. Choose another one: {where}")
_LACKS: Final = N_("RedBridge lacks {permissions}. Edit Channel → Permissions")
_TRANSLATED: Final = N_("Translation in {count} channels")
_BRIDGE: Final = N_("The bridge {name}, in {channel}")
_WRITING: Final = ("view_channel", "send_messages")


@dataclass(frozen=True, slots=True)
class _Use:
    """What a channel was chosen for: a msgid, the command that chooses another, and the flags of what is needed."""

    what: str
    where: str
    channel_id: int | None
    needed: tuple[str, ...]


_WELCOME: Final = N_("The welcome")
_CATS: Final = N_("The cat tax")
_ICEBREAKER: Final = N_("The question of the day")
_REVIEW: Final = N_("Suggestions to review")
_RULES: Final = N_("The rules")
_LOG: Final = N_("What moderators see of reminders")
_REMINDER: Final = N_("A reminder on a schedule")
# Translators: a command, as it is called in your language.
_ONBOARDING: Final = N_("`/redbridge onboarding panel`")
_RULE_PANEL: Final = N_("`/redbridge rules panel`")
_REVIEWING: Final = N_("`/redbridge review`")


async def channels(services: Services, guild: discord.Guild) -> Sequence[Finding]:
    """All of them, whatever they were chosen for."""
    found = [_used(guild, use) for use in await _uses(services, guild.id)]
    return [*_translated(services, guild), *found, *bridges(guild, services.bridges.of_guild(guild.id))]


def bridges(guild: discord.Guild, known: Sequence[Bridge]) -> Sequence[Finding]:
    """The channels of bridges."""
    found: list[Finding] = []
    for bridge in known:
        for channel in bridge.channels:
            what = Sentence(_BRIDGE, {"name": bridge.name, "channel": f"<#{channel.channel_id}>"})
            hints = troubles(bridge, channel, guild)
            found.append(Finding(what, Sentence(hints[0].message_id, dict(hints[0].params)) if hints else None))
    return found


async def _uses(services: Services, guild_id: int) -> list[_Use]:
    welcome = services.arrivals.welcome(guild_id)
    asked = await services.icebreakers.setting(guild_id)
    rules = await services.rule_settings.of(guild_id)
    reminders = [each for each in await services.reminders.every(guild_id) if each.is_on]
    review = services.preferences.review_channel(guild_id)
    uses = [
        _Use(_WELCOME, _ONBOARDING, welcome.channel_id, USES["channel"].needed),
        _Use(_CATS, _ONBOARDING, welcome.cat_channel_id, USES["cats"].needed),
        _Use(_ICEBREAKER, _ONBOARDING, asked.channel_id, USES["icebreaker"].needed),
        _Use(_REVIEW, _REVIEWING, review, _WRITING),
        _Use(_RULES, _RULE_PANEL, rules.channel_id, publish_page.NEEDED),
        _Use(_LOG, _RULE_PANEL, rules.log_channel_id, _WRITING),
        *(_Use(_REMINDER, _RULE_PANEL, each.channel_id, timed_form.NEEDED) for each in reminders),
    ]
    return [use for use in uses if use.channel_id is not None]


def _used(guild: discord.Guild, use: _Use) -> Finding:
    what = Sentence(_IN, {"what": Word(use.what), "channel": f"<#{use.channel_id}>"})
    channel = guild.get_channel_or_thread(use.channel_id or 0)
    if channel is None:
        return Finding(what, Sentence(_GONE, {"where": Word(use.where)}))
    missing = lacking(channel, use.needed) if isinstance(channel, discord.abc.GuildChannel) else ()
    return Finding(what, Sentence(_LACKS, {"permissions": missing}) if missing else None)


def _translated(services: Services, guild: discord.Guild) -> list[Finding]:
    """Those that are well as one line; of hidden ones only those that somebody chose."""
    well, found = 0, list[Finding]()
    for channel in filter(_holds_messages, guild.channels):
        standing = services.preferences.standing(where_of(channel))
        if standing.mode is Mode.OFF or services.bridges.bridge_of(channel.id):
            continue
        missing = tuple(missing_for(standing.mode, channel))
        if not missing:
            well += 1
        elif standing.origin is Origin.OWN or "view_channel" not in missing:
            what = Sentence(_IN, {"what": Word(N_("Translation")), "channel": channel.mention})
            found.append(Finding(what, Sentence(_LACKS, {"permissions": missing})))
    return [*([Finding(Sentence(_TRANSLATED, {"count": well}))] if well else []), *found]


def _holds_messages(channel: discord.abc.GuildChannel) -> bool:
    return not isinstance(channel, discord.CategoryChannel)
