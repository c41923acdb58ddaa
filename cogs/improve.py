"""Improve: members say how a translation should be, and moderators decide."""

from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.access.access import Area
from bot.client import permissions
from bot.client.bot import RedBridgeBot
from bot.client.errors import tell
from bot.client.improving.improvable import Finder
from bot.client.improving.improve import open_form
from bot.client.improving.review import Decide, buttons, content, remove_posts
from bot.client.improving.review_place import ShowNowhere, nowhere
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup, adopt
from bot.client.places import Place, PlaceTransformer
from bot.client.readers import reader
from bot.client.sentences import Sentence, said_to_both
from bot.client.views import view_of
from bot.errors import N_, UserError
from bot.services import Services
from bot.translation.types import Mode

Channel = app_commands.Transform[Place, PlaceTransformer]
_MOST_SHOWN: Final = 5
_CHOSEN: Final = N_(
    "Done. What members suggest is shown in {channel} from now on; whoever sees that channel can read it, and those "
    "who have the permission {permissions} decide, or a role that `/redbridge access` names for translation."
)
_WAITING: Final = N_("Waiting already: {count}. `/redbridge review` without a channel shows them.")
_NONE: Final = N_("No suggestion is waiting.")
_SHOWN: Final = N_("Suggestions that wait: {count}. These have waited longest:")
_WHERE: Final = N_("New ones appear in {channel}.")
_NOWHERE: Final = N_("New ones are shown nowhere yet: choose a channel with `/redbridge review`.")


class Improve(commands.Cog):
    """Forgets what was suggested for messages that are gone."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """A deleted message."""
        await self._gone([payload.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Many messages deleted at once."""
        await self._gone(sorted(payload.message_ids))

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A deleted channel, of whose messages Discord says nothing."""
        await remove_posts(self._bot, await self._bot.services.suggestions.withdraw_place(channel.id))

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A deleted thread."""
        await remove_posts(self._bot, await self._bot.services.suggestions.withdraw_place(payload.thread_id))

    async def _gone(self, message_ids: Sequence[int]) -> None:
        await remove_posts(self._bot, await self._bot.services.suggestions.withdraw(message_ids))


class Review(ModeratorGroup, name="review"):
    """The command that stands in /redbridge itself."""

    area = Area.TRANSLATION

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services

    @app_commands.command(
        name=T_("command-name", "review"),
        description=T_("command-description", "Look at suggested translations"),
    )
    @app_commands.rename(channel=T_("option-name", "channel"))
    @app_commands.describe(channel=T_("option-description", "Where suggestions are shown from now on"))
    async def review(self, interaction: discord.Interaction[Any], channel: Channel | None = None) -> None:
        """Choose where suggestions are shown, or show those that wait."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        if channel is None:
            await self._list(interaction)
        else:
            await self._choose(interaction, channel)

    async def _choose(self, interaction: discord.Interaction[Any], channel: Place) -> None:
        _require_writing(channel)
        guild_id = channel.guild.id
        await self._services.preferences.set_review_channel(guild_id, channel.id, interaction.user.id)
        _, count = await self._services.suggestions.waiting(guild_id, 0)
        chosen = Sentence(_CHOSEN, {"channel": channel.mention, "permissions": ("manage_guild",)})
        await self._say(interaction, chosen, *([Sentence(_WAITING, {"count": count})] if count else []))

    async def _list(self, interaction: discord.Interaction[Any]) -> None:
        guild_id = interaction.guild_id or 0
        found, count = await self._services.suggestions.waiting(guild_id, _MOST_SHOWN)
        place_id = self._services.preferences.review_channel(guild_id)
        where = Sentence(_WHERE, {"channel": f"<#{place_id}>"}) if place_id else Sentence(_NOWHERE, {})
        view = nowhere(self._services, await reader(interaction)) if place_id else view_of()
        await self._say(interaction, Sentence(_SHOWN if count else _NONE, {"count": count}), where, view=view)
        for each in found:
            none = discord.AllowedMentions.none()
            extras: dict[str, Any] = {"view": buttons(self._services, each), "allowed_mentions": none}
            await tell(interaction, content(self._services, each), suppress_embeds=True, **extras)

    async def _say(self, interaction: discord.Interaction[Any], *sentences: Sentence, **extras: Any) -> None:
        text = said_to_both(sentences, await reader(interaction), self._services.catalogues)
        await tell(interaction, text, **extras)


def _require_writing(channel: Place) -> None:
    """Raise UserError where nothing can be posted."""
    if isinstance(channel, discord.ForumChannel | discord.CategoryChannel):
        raise UserError(N_("Suggestions are shown one after another: choose a channel or thread in which one writes."))
    # Posting opens an archived thread again, but not one that is locked.
    if _is_locked(channel):
        raise UserError(
            N_(
                "{channel} is locked, so nothing can be posted there. Unlock it or choose another; nothing was changed."
            ),
            channel=channel.mention,
        )
    if missing := permissions.missing_for(Mode.REPLY, channel):
        raise UserError(
            N_(
                "RedBridge can't post in {channel}: it lacks {permissions}. "
                "Give them to it under Edit Channel → Permissions, then try again. Nothing was changed."
            ),
            channel=channel.mention,
            permissions=tuple(missing),
        )


def _is_locked(channel: Place) -> bool:
    """Whether it is a thread into which only those post who manage threads."""
    if not isinstance(channel, discord.Thread) or not channel.locked:
        return False
    return not channel.permissions_for(channel.guild.me).manage_threads


@app_commands.guild_only()
async def improve(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Say how a message should be translated."""
    if not interaction.is_guild_integration():
        raise app_commands.NoPrivateMessage
    found = await Finder(interaction).find(message)
    await open_form(interaction, found.message, found.present, found.target)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(Decide, ShowNowhere)
    bot.tree.add_command(app_commands.ContextMenu(name=T_("menu-name", "Improve"), callback=improve))
    await bot.add_cog(Improve(bot))
    adopt(bot.moderators, Review(bot.services).commands)
