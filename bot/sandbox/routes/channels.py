"""Channels: reading, changing, making and deleting them, and their permission overwrites."""

from bot.sandbox.forms.form import Form
from bot.sandbox.http.call import Call, Reply, no_content
from bot.sandbox.http.errors import ApiError, missing_permissions, unknown
from bot.sandbox.http.table import Table
from bot.sandbox.payloads import channels as payloads
from bot.sandbox.permissions import BITS
from bot.sandbox.routes.threads import edit_thread
from bot.sandbox.wire import Json
from bot.sandbox.world import kinds
from bot.sandbox.world.channel import Channel
from bot.sandbox.world.overwrite import Overwrite

MADE = (kinds.TEXT, kinds.VOICE, kinds.CATEGORY, kinds.ANNOUNCEMENT, kinds.FORUM)
MOST, CHILDREN = 500, 50  # channels of a guild, and of a category


def register(table: Table) -> None:
    """Serve them."""
    table.add("GET", "/channels/{channel_id}", get)
    table.add("PATCH", "/channels/{channel_id}", edit)
    table.add("DELETE", "/channels/{channel_id}", delete)
    table.add("PUT", "/channels/{channel_id}/permissions/{target_id}", set_overwrite)
    table.add("DELETE", "/channels/{channel_id}/permissions/{target_id}", remove_overwrite)
    table.add("GET", "/guilds/{guild_id}/channels", list_channels)
    table.add("POST", "/guilds/{guild_id}/channels", create)
    table.add("PATCH", "/guilds/{guild_id}/channels", move)


async def get(call: Call) -> Reply:
    """One channel, thread or conversation."""
    return Reply(payloads.channel(call.channel()))


async def list_channels(call: Call) -> Reply:
    """The channels of a guild, without its threads."""
    return Reply([payloads.channel(each) for each in call.guild().channels.values() if not each.is_thread])


async def create(call: Call) -> Reply:
    """Make a channel."""
    guild = call.guild()
    if not guild.permissions_of(call.bot) & BITS["manage_channels"]:
        raise missing_permissions()
    if sum(not each.is_thread for each in guild.channels.values()) >= MOST:
        raise ApiError(400, 30013, f"Maximum number of server channels reached ({MOST})")
    form = Form()
    name = form.text(call.data, "name", (), low=1, high=100, required=True)
    kind = form.choice(call.data, "type", (), MADE) or kinds.TEXT
    form.finish()
    channel = Channel(call.world, call.world.ids.next(), _slug(str(name), kind), kind, guild)
    _change(call, channel)
    guild.take_in(channel)
    guild.forget_permissions()
    guild.announce_channel(channel)
    return Reply(payloads.channel(channel), 201)


def _slug(name: str, kind: int) -> str:
    """Text channels have no capitals and no spaces."""
    return name if kind in (kinds.VOICE, kinds.CATEGORY) else "-".join(name.lower().split())


async def edit(call: Call) -> Reply:
    """Change a channel or thread."""
    channel = call.channel()
    if channel.is_thread:
        edit_thread(call, channel)
    else:
        call.require(channel, "manage_channels", *(["manage_roles"] if "permission_overwrites" in call.data else []))
        form = Form()
        name = form.text(call.data, "name", (), low=1, high=100)
        form.finish()
        channel.name = _slug(name, channel.kind) if name else channel.name
        _change(call, channel)
        channel.update()
    return Reply(payloads.channel(channel))


def _change(call: Call, channel: Channel) -> None:
    """Take over what the body says, apart from the name."""
    form, data = Form(), call.data
    topic = form.text(data, "topic", (), high=4096 if channel.kind == kinds.FORUM else 1024)
    slowmode = form.number(data, "rate_limit_per_user", (), low=0, high=21600)
    parent = form.snowflake(data, "parent_id", ())
    position = form.number(data, "position", (), low=0, high=1000)
    _check_parent(call, form, channel, parent)
    overwrites = [_overwrite(call, channel, each) for each in form.items(data, "permission_overwrites", (), most=100)]
    form.finish()
    channel.topic = topic or None if "topic" in data else channel.topic
    channel.slowmode = channel.slowmode if slowmode is None else slowmode
    channel.position = channel.position if position is None else position
    channel.nsfw = bool(data.get("nsfw", channel.nsfw))
    if "parent_id" in data:
        channel.parent = channel.world.channels.get(parent or 0)
    if data.get("permission_overwrites") is not None:
        channel.overwrites = {each.id: each for each in overwrites}


def _check_parent(call: Call, form: Form, channel: Channel, parent_id: int | None) -> None:
    """Only a category of the same guild takes channels in, and not more than 50."""
    if parent_id is None or channel.guild is None:
        return
    parent = channel.guild.channels.get(parent_id)
    if parent is None or parent.kind != kinds.CATEGORY or channel.kind == kinds.CATEGORY:
        form.error(("parent_id",), "CHANNEL_PARENT_INVALID_TYPE", "Not a category")
    elif sum(each.parent is parent for each in channel.guild.channels.values() if each is not channel) >= CHILDREN:
        message = f"Maximum number of channels in category reached ({CHILDREN})"
        form.error(("parent_id",), "CHANNEL_PARENT_MAX_CHANNELS", message)


async def delete(call: Call) -> Reply:
    """Delete a channel or thread; a conversation is only closed."""
    channel = call.channel()
    shown = payloads.channel(channel)
    if channel.guild is not None:
        call.require(channel, "manage_threads" if channel.is_thread else "manage_channels")
        channel.delete()
    return Reply(shown)


async def move(call: Call) -> Reply:
    """Change the order of channels."""
    guild = call.guild()
    if not guild.permissions_of(call.bot) & BITS["manage_channels"]:
        raise missing_permissions()
    for entry in call.entries():
        channel = guild.channels.get(int(entry.get("id") or 0))
        if channel is None:
            raise unknown("channel")
        channel.position = int(entry.get("position") or channel.position)
        channel.update()
    return no_content()


async def set_overwrite(call: Call) -> Reply:
    """Set what a role or member may do in a channel."""
    channel = call.channel("manage_roles")
    channel.overwrite([_overwrite(call, channel, {**call.data, "id": call.number("target_id")})])
    return no_content()


async def remove_overwrite(call: Call) -> Reply:
    """Remove the exception for a role or member."""
    channel = call.channel("manage_roles")
    if channel.overwrites.pop(call.number("target_id"), None) is None:
        raise unknown("permission overwrite")
    channel.update()
    return no_content()


def _overwrite(call: Call, channel: Channel, body: Json) -> Overwrite:
    """ApiError if the bot would give or take what it does not have itself."""
    form = Form()
    allow, deny, target = (form.bits(body, key, ()) for key in ("allow", "deny", "id"))
    form.finish()
    if (allow | deny) & ~channel.permissions_of(call.bot):
        raise missing_permissions()
    return Overwrite.raw(target, int(body.get("type") or 0), allow, deny)
