"""The screens on which moderators decide where the rules stand, how, and where they see reminders themselves."""

import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.onboarding.roles import answer, ask_for, doubts
from bot.client.onboarding.screens.places import LACKING, lacking
from bot.client.onboarding.whereabouts import server_of
from bot.client.readers import reader
from bot.client.rules import publish_page
from bot.client.rules.screening import OFFER, CompareScreening, is_screened
from bot.client.sentences import Sentence, said
from bot.client.views import PersistentItem
from bot.errors import N_, UserError
from bot.rules.settings import RuleSettings
from bot.services import Services
from bot.store.rule_settings import APART, TOGETHER, RuleSetting

_PUBLISHED: Final = N_("**Where the rules stand**")
_NOWHERE: Final = N_("- They are not published yet. Choose a channel below, then publish them.")
_CHOSEN: Final = N_("- They are not published yet. {channel} is chosen for them.")
_IN: Final = N_("- They stand in {channel}: version {number}, {date}.")
_LAYOUT: Final = {
    APART: N_("- Each language has posts of its own."),
    TOGETHER: N_("- Both languages stand side by side, rule by rule."),
}
_TO_LAYOUT: Final = {APART: N_("A post for each language"), TOGETHER: N_("Side by side")}
_ROLE: Final = N_("- Whoever agrees to them from now on gets {role}.")
_GONE: Final = N_("⚠️ The channel is gone. Choose another one.")
_SILENT: Final = N_("⚠️ RedBridge can't write there: it lacks {permissions}. Edit Channel → Permissions.")
_LOG: Final = N_("**What moderators see of reminders**")
_NO_LOG: Final = N_("- Nothing. Choose a channel of moderators below: each reminder is shown there.")
_LOG_IN: Final = N_(
    "- Each reminder is shown in {channel}: which rule, because of what, with a link. Whoever sees it can read that."
)
_LOST: Final = N_("This channel is gone. Choose another one; nothing was changed.")
# Which setting a menu of channels is for, on which screen it stands, and what the bot needs there.
_USES: Final = {"publish": "channel_id", "log": "log_channel_id"}
_NEEDED: Final = {"publish": publish_page.NEEDED, "log": ("view_channel", "send_messages")}


class RuleChannel(PersistentItem[ui.ChannelSelect[Any]], template=r"rulebook:1:in:(?P<use>publish|log)"):
    """A menu of channels: for the rules, or for what moderators see of reminders."""

    def __init__(self, use: str, placeholder: str | None = None) -> None:
        kinds = [discord.ChannelType.text, discord.ChannelType.news]
        menu: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id=f"rulebook:1:in:{use}", channel_types=kinds, placeholder=placeholder
        )
        super().__init__(menu)
        self._use = use

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(match["use"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Remember it, if the bot may write there."""
        require_moderator(interaction, Area.RULES)
        chosen = self.item.values[0]
        channel = interaction.guild.get_channel(chosen.id) if interaction.guild else None
        if channel is None:
            raise UserError(_LOST)
        if missing := lacking(channel, _NEEDED[self._use]):
            raise UserError(LACKING, channel=channel.mention, permissions=missing)
        await _decide(interaction, self._use, **{_USES[self._use]: channel.id})


class RuleRole(PersistentItem[ui.RoleSelect[Any]], template=r"rulebook:1:role"):
    """A menu of roles, of which whoever agrees gets one."""

    def __init__(self, placeholder: str | None = None, chosen: discord.Role | None = None) -> None:
        super().__init__(ask_for("rulebook:1:role", placeholder, chosen))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls()

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Give this role from now on, if the bot can."""
        require_moderator(interaction, Area.RULES)
        await _decide(interaction, "publish", role_id=answer(interaction, self.item))


class RuleSwitch(
    PersistentItem[ui.Button[Any]], template=r"rulebook:1:do:(?P<act>apart|together|publish|important|quiet)"
):
    """A button that decides how the rules stand, publishes them, or ends the moderators' log."""

    def __init__(self, act: str, label: str = "-", style: str = "secondary") -> None:
        button: ui.Button[Any] = ui.Button(
            label=label, style=discord.ButtonStyle[style], custom_id=f"rulebook:1:do:{act}"
        )
        super().__init__(button)
        self._act = act

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["act"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Do it."""
        require_moderator(interaction, Area.RULES)
        if self._act in (APART, TOGETHER):
            await _decide(interaction, "publish", layout=self._act)
        elif self._act == "quiet":
            await _decide(interaction, "log", log_channel_id=None)
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
            is_important = self._act == "important"
            await publish_page.publish(interaction, None, None, is_important=is_important, takes_machine=False)


ITEMS: Final = (RuleChannel, RuleRole, RuleSwitch)


class PublishScreen:
    """Where the rules stand."""

    key = "publish"
    label = N_("Where the rules stand")

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Tell where and how, and let it be changed and published."""
        services: Services = interaction.client.services
        locale, say = await reader(interaction), services.catalogues.text
        setting = await services.rule_settings.of(guild_of(interaction))
        state = [Sentence(_PUBLISHED, {}), *await _stand(interaction, setting), Sentence(_LAYOUT[setting.layout], {})]
        role = await _role(interaction, setting.role_id, state)
        other = TOGETHER if setting.layout == APART else APART
        items: list[ui.Item[Any]] = [
            RuleChannel("publish", say(locale, N_("Publish the rules in …"))),
            RuleRole(say(locale, N_("Role for whoever agrees …")), role),
            RuleSwitch(other, say(locale, _TO_LAYOUT[other])),
        ]
        if setting.channel_id is not None:
            items.append(RuleSwitch("publish", say(locale, N_("Publish")), "primary"))
            items.append(RuleSwitch("important", say(locale, N_("Publish, and ask everybody again"))))
        if interaction.guild and is_screened(interaction.guild):
            items.append(CompareScreening(say(locale, OFFER)))
        return said(state, locale, services.catalogues), items


class LogScreen:
    """What moderators see of reminders."""

    key = "log"
    label = N_("What moderators see")

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Tell where, and let it be changed."""
        services: Services = interaction.client.services
        locale, say = await reader(interaction), services.catalogues.text
        channel_id = (await services.rule_settings.of(guild_of(interaction))).log_channel_id
        items: list[ui.Item[Any]] = [RuleChannel("log", say(locale, N_("Show reminders in …")))]
        if channel_id is None:
            return said([Sentence(_LOG, {}), Sentence(_NO_LOG, {})], locale, services.catalogues), items
        state = [Sentence(_LOG, {}), Sentence(_LOG_IN, {"channel": f"<#{channel_id}>"})]
        items.append(RuleSwitch("quiet", say(locale, N_("Show them nowhere"))))
        return said([*state, *_trouble(interaction, channel_id, "log")], locale, services.catalogues), items


async def _decide(interaction: discord.Interaction[Any], screen: str, **changes: int | str | None) -> None:
    """Remember it, and show the screen anew."""
    await interaction.response.defer()
    settings: RuleSettings = interaction.client.services.rule_settings
    await settings.change(guild_of(interaction), interaction.user.id, **changes)
    await interaction.client.rule_hub.redraw(interaction, screen)


async def _stand(interaction: discord.Interaction[Any], setting: RuleSetting) -> list[Sentence]:
    services: Services = interaction.client.services
    if setting.channel_id is None:
        return [Sentence(_NOWHERE, {})]
    channel, version = f"<#{setting.channel_id}>", await services.publishing.latest(setting.guild_id)
    found = [Sentence(_CHOSEN, {"channel": channel})]
    if version:
        date = f"<t:{version.heading.published_at // 1000}:D>"
        found = [Sentence(_IN, {"channel": channel, "number": version.heading.version, "date": date})]
    return [*found, *_trouble(interaction, setting.channel_id, "publish")]


def _trouble(interaction: discord.Interaction[Any], channel_id: int, use: str) -> list[Sentence]:
    """What keeps the bot from writing there, if anything does."""
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    if channel is None:
        return [Sentence(_GONE, {})]
    missing = lacking(channel, _NEEDED[use])
    return [Sentence(_SILENT, {"permissions": missing})] if missing else []


async def _role(
    interaction: discord.Interaction[Any], role_id: int | None, state: list[Sentence]
) -> discord.Role | None:
    """The role that is given; `state` is told of it."""
    if role_id is None:
        return None
    guild = await server_of(interaction)
    state += [Sentence(_ROLE, {"role": f"<@&{role_id}>"}), *doubts(guild, role_id)]
    return guild.get_role(role_id)
