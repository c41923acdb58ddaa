"""Guilds as JSON."""

from typing import TYPE_CHECKING, Any

from bot.sandbox.payloads import channels, users
from bot.sandbox.wire import Json, stamp
from bot.sandbox.world.sticker import FORMATS

if TYPE_CHECKING:
    from bot.sandbox.world.guild import Guild

# What no guild of the sandbox has.
_ABSENT: dict[str, Any] = {
    "icon": None,
    "home_header": None,
    "splash": None,
    "discovery_splash": None,
    "banner": None,
    "application_id": None,
    "region": "deprecated",
    "afk_channel_id": None,
    "afk_timeout": 300,
    "system_channel_flags": 0,
    "widget_enabled": False,
    "widget_channel_id": None,
    "verification_level": 0,
    "default_message_notifications": 0,
    "mfa_level": 0,
    "explicit_content_filter": 0,
    "max_presences": None,
    "max_members": 500_000,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "vanity_url_code": None,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "safety_alerts_channel_id": None,
    "public_updates_channel_id": None,
    "premium_progress_bar_enabled": False,
    "nsfw": False,
    "nsfw_level": 0,
    "emojis": [],
    "incidents_data": None,
}


def guild(guild: "Guild") -> Json:
    """A guild as the REST API shows it."""
    return {
        **_ABSENT,
        "id": str(guild.id),
        "name": guild.name,
        "description": guild.description,
        "owner_id": str(guild.owner.id),
        "system_channel_id": str(guild.system_channel.id) if guild.system_channel else None,
        "rules_channel_id": str(guild.rules_channel.id) if guild.rules_channel else None,
        "features": list(guild.features),
        "preferred_locale": guild.locale,
        "roles": [users.role(role) for role in guild.roles.values()],
        "stickers": stickers(guild),
    }


def stickers(guild: "Guild") -> list[Json]:
    """The stickers of a guild."""
    return [
        {
            "id": str(each.id),
            "name": each.name,
            "tags": each.name,
            "type": 2,
            "format_type": FORMATS[each.format],
            "description": None,
            "available": True,
            "guild_id": str(guild.id),
        }
        for each in guild.stickers.values()
    ]


def screening(guild: "Guild") -> Json:
    """The rules that a guild shows to whoever joins, as the form that they agree to."""
    label = "Read and agree to the server rules"
    field = {"field_type": "TERMS", "label": label, "required": True, "values": list(guild.screening)}
    return {"version": stamp(guild.joined), "form_fields": [field], "description": guild.description}


def counted(subject: "Guild") -> Json:
    """A guild with its approximate numbers."""
    return {
        **guild(subject),
        "approximate_member_count": len(subject.members),
        "approximate_presence_count": len(subject.members),
    }


def whole(subject: "Guild", *, with_members: bool, large_threshold: int) -> Json:
    """A guild as GUILD_CREATE carries it. Without the presences intent only the bot itself is among its members."""
    bot = subject.world.bot
    large = len(subject.members) > large_threshold
    shown = subject.members.values() if with_members and not large else [subject.members[bot.id]]
    threads = [each for each in subject.threads if each.thread and not each.thread.archived]
    return {
        **guild(subject),
        "joined_at": stamp(subject.joined),
        "large": large,
        "member_count": len(subject.members),
        "voice_states": [],
        "members": [users.member_of(member) for member in shown],
        "channels": [channels.channel(each) for each in subject.channels.values() if not each.is_thread],
        "threads": [channels.channel(each) for each in threads if subject.permissions_in(each, bot)],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def unavailable(guild: "Guild") -> Json:
    """A guild that is still to come."""
    return {"id": str(guild.id), "unavailable": True}


def removed(guild: "Guild") -> Json:
    """A guild the bot is no longer in."""
    return {"id": str(guild.id)}


def own(guild: "Guild") -> Json:
    """A guild in the list of those the bot is in."""
    bot = guild.world.bot
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "banner": None,
        "owner": guild.owner is bot,
        "permissions": str(guild.permissions_of(bot)),
        "features": list(guild.features),
        "approximate_member_count": len(guild.members),
        "approximate_presence_count": len(guild.members),
    }
