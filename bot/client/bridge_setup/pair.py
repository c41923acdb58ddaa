"""A pair of new channels, one in English and one in Chinese, joined by a bridge: first the plan, then the deed."""

import logging
import re
from dataclasses import dataclass
from typing import Any, Final, Self

import discord
from discord import ui
from discord.http import HTTPClient

from bot.access.access import Area
from bot.client import render
from bot.client.bridge_setup import checks
from bot.client.bridge_setup.cards import LANGUAGES
from bot.client.moderators import require_moderator
from bot.client.posts import TROUBLE
from bot.client.readers import reader
from bot.client.views import PersistentItem, view_of
from bot.errors import N_, StoreError, UserError
from bot.i18n import Catalogues
from bot.services import Services

_log = logging.getLogger(__name__)

_NAMES: Final = {"en": "english", "zh-CN": "中文", "zh-TW": "中文"}
_TOO_MANY: Final = 30013
# A custom id holds 100 characters, and a name may be all emoji of two UTF-16 units each.
LONGEST_NAME: Final = 25
# What the bot gives itself in a category that would keep it out, as far as the server gave it these.
_OWN: Final = (
    "view_channel",
    "read_message_history",
    "send_messages",
    "manage_webhooks",
    "attach_files",
    "embed_links",
    "add_reactions",
    "create_public_threads",
    "send_messages_in_threads",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Which channels are made, and where. chinese: the locale of the Chinese one."""

    name: str
    chinese: str
    category_id: int

    @property
    def locales(self) -> tuple[str, str]:
        """The languages of the two channels."""
        return "en", self.chinese


class MakePair(
    PersistentItem[ui.Button[Any]],
    template=r"bridge:1:pair:(?P<category>\d{1,20}):(?P<chinese>zh-CN|zh-TW):(?P<name>.{1,50})",
):
    """The button under the plan."""

    def __init__(self, pair: Pair, label: str = "-") -> None:
        custom_id = f"bridge:1:pair:{pair.category_id}:{pair.chinese}:{pair.name}"
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle.primary, custom_id=custom_id))
        self._pair = pair

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(Pair(match["name"], match["chinese"], int(match["category"])))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Make what the plan says."""
        require_moderator(interaction, Area.TRANSLATION)
        await interaction.response.defer()
        services: Services = interaction.client.services
        guild = checks.home(interaction)
        made = await make(services, interaction.client.http, guild, self._pair, interaction.user.id)
        text = N_("Done. What is written in {english} appears in {chinese}, and the other way round.")
        english, chinese = map(_mention, made)
        locale = await reader(interaction)
        said = render.bilingual(locale, services.catalogues, text, english=english, chinese=chinese)
        await interaction.edit_original_response(content=said, view=None)


def plan(services: Services, guild: discord.Guild, pair: Pair, locale: str) -> tuple[str, ui.View]:
    """What would be made, and the button that makes it; raises UserError if it cannot be made."""
    category = category_of(guild, pair)
    catalogues = services.catalogues
    lines = [catalogues.text(locale, N_("This is what “{name}” would be:"), name=pair.name)]
    for each in pair.locales:
        text = N_("a new channel #{channel} · {language}")
        lines.append(f"- {catalogues.text(locale, text, channel=_NAMES[each], language=LANGUAGES[each])}")
        if known := discord.utils.get(guild.text_channels, name=_NAMES[each]):
            text = N_("there is {channel} already: if you mean that one, use `/redbridge bridge create` instead")
            lines.append(f"  -# {catalogues.text(locale, text, channel=known.mention)}")
    lines += [f"- {line}" for line in _permissions(guild, category, locale, catalogues)]
    lines.append(catalogues.text(locale, N_("Nothing was made yet.")))
    return "\n".join(lines), view_of(MakePair(pair, catalogues.text(locale, N_("Make them"))))


async def make(services: Services, http: HTTPClient, guild: discord.Guild, pair: Pair, by: int) -> list[int]:
    """Make the channels and join them; their ids. On a failure everything is taken back.

    Raises UserError and StoreError.
    """
    category = category_of(guild, pair)
    bridge = await services.bridges.create(guild.id, pair.name, by)
    made: list[int] = []
    try:
        for locale in pair.locales:
            body = {**_body(services.catalogues, pair, locale), **_place(guild, category)}
            channel = await http.create_channel(guild.id, discord.ChannelType.text.value, reason="RedBridge", **body)
            made.append(int(channel["id"]))
            await services.bridges.add(bridge.bridge_id, made[-1], locale, by)
    except Exception as error:
        left = await _take_back(services, http, bridge.bridge_id, made, by)
        if isinstance(error, TROUBLE):
            raise _refusal(error, left) from None
        raise
    return made


def category_of(guild: discord.Guild, pair: Pair) -> discord.CategoryChannel | None:
    """The category of the plan; raises UserError if it is gone, or the bot may make no channels there."""
    category = guild.get_channel(pair.category_id) if pair.category_id else None
    if pair.category_id and not isinstance(category, discord.CategoryChannel):
        raise UserError(N_("The category is gone, or hidden from RedBridge. Choose another one; nothing was changed."))
    place = category if isinstance(category, discord.CategoryChannel) else None
    has = place.permissions_for(guild.me) if place else guild.me.guild_permissions
    if not has.manage_channels:
        raise UserError(
            N_(
                "To make channels RedBridge needs {permissions}. Give it to RedBridge's role under "
                "Server Settings → Roles, or make two channels yourself and join them with "
                "`/redbridge bridge create`. Nothing was changed."
            ),
            permissions=("manage_channels",),
        )
    return place


def _permissions(
    guild: discord.Guild, category: discord.CategoryChannel | None, locale: str, catalogues: Catalogues
) -> list[str]:
    """Who may see and write there, and what the bot would still lack."""
    lines = [
        catalogues.text(locale, N_("both in {category}, with its permissions"), category=category.name)
        if category
        else catalogues.text(locale, N_("both open to everyone who may write on this server"))
    ]
    if not guild.me.guild_permissions.manage_webhooks:
        text = N_(
            "RedBridge lacks Manage Webhooks, so it will post under its own name, the author's before each message"
        )
        lines.append(catalogues.text(locale, text))
    else:
        lines.append(catalogues.text(locale, N_("a webhook in each, with which members' names and pictures are shown")))
    return lines


def _body(catalogues: Catalogues, pair: Pair, locale: str) -> dict[str, Any]:
    other = pair.locales[1] if locale == "en" else "en"
    topic = N_("What is written here appears in #{channel}, in the other language.")
    return {"name": _NAMES[locale], "topic": " · ".join(catalogues.both(locale, topic, channel=_NAMES[other]))}


def _place(guild: discord.Guild, category: discord.CategoryChannel | None) -> dict[str, Any]:
    """Where a channel is made. Ids are strings, as Discord describes them; discord.py's own method sends numbers.

    No permissions are named where the category lets the bot do its work: then the channel stays in step with it.
    """
    if category is None:
        return {}
    body: dict[str, Any] = {"parent_id": str(category.id)}
    has, could = category.permissions_for(guild.me), guild.me.guild_permissions
    lacking = [flag for flag in _OWN if getattr(could, flag) and not getattr(has, flag)]
    if lacking:
        overwrites = dict(category.overwrites)
        own = overwrites.get(guild.me) or discord.PermissionOverwrite()
        own.update(**dict.fromkeys(lacking, True))
        body["permission_overwrites"] = [_written(*each) for each in {**overwrites, guild.me: own}.items()]
    return body


def _written(target: discord.abc.Snowflake, overwrite: discord.PermissionOverwrite) -> dict[str, Any]:
    allow, deny = overwrite.pair()
    is_role = isinstance(target, discord.Role) or getattr(target, "type", None) is discord.Role
    kind = 0 if is_role else 1
    return {"id": str(target.id), "type": kind, "allow": allow.value, "deny": deny.value}


async def _take_back(services: Services, http: HTTPClient, bridge_id: int, made: list[int], by: int) -> list[str]:
    """Remove what was made; the mentions of those channels that could not be removed."""
    left: list[str] = []
    for channel_id in made:
        try:
            await http.delete_channel(channel_id, reason="RedBridge")
        except TROUBLE as error:
            _log.warning("channel %s of an unfinished pair could not be removed: %s", channel_id, type(error).__name__)
            left.append(_mention(channel_id))
    try:
        await services.bridges.delete(bridge_id, by)
    except StoreError as error:
        _log.warning("bridge %s of an unfinished pair could not be removed: %s", bridge_id, error)
    return left


def _mention(channel_id: int) -> str:
    return f"<#{channel_id}>"


def _refusal(error: BaseException, left: list[str]) -> UserError:
    if left:
        return UserError(
            N_("The channels could not all be made, and these could not be removed again, so delete them: {channels}"),
            channels=" ".join(left),
        )
    if isinstance(error, discord.HTTPException) and error.code == _TOO_MANY:
        return UserError(
            N_("This server has as many channels as Discord allows. Delete some, then try again; nothing was changed.")
        )
    if isinstance(error, discord.Forbidden):
        return UserError(
            N_(
                "Discord didn't let RedBridge make both channels: it lacks {permissions} there. What it had begun "
                "is removed again. Give it the permission, then press the button once more."
            ),
            permissions=("manage_channels",),
        )
    return UserError(
        N_(
            "Discord could not make both channels just now. What was begun is removed again: "
            "press the button once more."
        )
    )
