"""What a bot's message carries along: stickers, and messages passed on."""

from typing import Any, cast

from bot.sandbox.forms.form import Form
from bot.sandbox.forms.message import FORWARD
from bot.sandbox.http.call import Call
from bot.sandbox.http.errors import ApiError, missing_access, unknown
from bot.sandbox.permissions import BITS
from bot.sandbox.wire import Json
from bot.sandbox.world import forwarding
from bot.sandbox.world.channel import Channel
from bot.sandbox.world.draft import Draft
from bot.sandbox.world.message import Message
from bot.sandbox.world.sticker import MOST, Sticker


def enclose(call: Call, channel: Channel, draft: Draft) -> None:
    """Add to a draft what the body names by id. ApiError if the bot may not use it."""
    draft.stickers = tuple(_stickers(call, channel))
    reference: Any = call.data.get("message_reference")
    if isinstance(reference, dict) and cast("Json", reference).get("type") == FORWARD:
        forwarding.forward(_forwarded(call, cast("Json", reference)), channel, draft)


def _stickers(call: Call, channel: Channel) -> list[Sticker]:
    form = Form()
    ids = form.ids(call.data, "sticker_ids", ())
    if len(ids) > MOST:
        form.error(("sticker_ids",), "BASE_TYPE_MAX_LENGTH", f"Must be {MOST} or fewer in length.")
    form.finish()
    known = {each.id: each for guild in call.world.guilds.values() for each in guild.stickers.values()}
    for each in ids:
        if each not in known:
            raise ApiError(400, 50081, "Invalid sticker sent")
        if known[each].guild is not channel.guild:
            call.require(channel, "use_external_stickers")
    return [known[each] for each in ids]


def _forwarded(call: Call, reference: Json) -> Message:
    form = Form()
    place = form.snowflake(reference, "channel_id", ("message_reference",))
    message_id = form.snowflake(reference, "message_id", ("message_reference",))
    form.finish()
    channel = call.world.channels.get(place or 0)
    if channel is None:
        raise unknown("channel")
    if not channel.permissions_of(call.bot) & BITS["read_message_history"]:
        raise missing_access()
    message = channel.by_id.get(message_id or 0)
    if message is None:
        raise unknown("message")
    if not forwarding.possible(message):
        raise ApiError(400, 50021, "Cannot execute action on a system message")
    if call.world.is_private(message) and "message_content" not in call.realm.hub.privileged:
        raise ApiError(400, 160014, "You cannot forward a message whose content you cannot read")
    return message
