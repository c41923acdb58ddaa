"""Reactions on messages."""

import re

from bot.sandbox.http.call import Call, Reply, no_content
from bot.sandbox.http.errors import ApiError, unknown
from bot.sandbox.http.table import Table
from bot.sandbox.payloads import users
from bot.sandbox.routes.messages import not_archived
from bot.sandbox.world import reactions
from bot.sandbox.world.reactions import MOST

BASE = "/channels/{channel_id}/messages/{message_id}/reactions"


def register(table: Table) -> None:
    """Serve them."""
    table.add("DELETE", BASE, clear)
    table.add("GET", BASE + "/{emoji:text}", who)
    table.add("DELETE", BASE + "/{emoji:text}", clear_emoji)
    table.add("PUT", BASE + "/{emoji:text}/@me", add)
    table.add("DELETE", BASE + "/{emoji:text}/@me", remove_own)
    table.add("DELETE", BASE + "/{emoji:text}/{user_id}", remove)


async def add(call: Call) -> Reply:
    """React."""
    message, emoji = call.message("read_message_history"), _emoji(call)
    not_archived(message.channel)
    if emoji not in message.reactions:
        call.require(message.channel, "add_reactions")
        if len(message.reactions) >= MOST:
            raise ApiError(400, 30010, f"Maximum number of reactions reached ({MOST})")
    reactions.add(message, call.bot, emoji)
    return no_content()


async def remove_own(call: Call) -> Reply:
    """Take one's own reaction back."""
    reactions.remove(call.message(), call.bot, _emoji(call))
    return no_content()


async def remove(call: Call) -> Reply:
    """Take somebody's reaction away."""
    message = call.message()
    user_id = call.number("user_id")
    if user_id != call.bot.id:
        call.require(message.channel, "manage_messages")
    user = call.world.users.get(user_id)
    if user is None:
        raise unknown("user")
    reactions.remove(message, user, _emoji(call))
    return no_content()


async def clear(call: Call) -> Reply:
    """Take all reactions away."""
    reactions.clear(call.message("manage_messages"))
    return no_content()


async def clear_emoji(call: Call) -> Reply:
    """Take all reactions with one emoji away."""
    reactions.clear(call.message("manage_messages"), _emoji(call))
    return no_content()


async def who(call: Call) -> Reply:
    """Who reacted with an emoji."""
    found = sorted(call.message().reactions.get(_emoji(call), []), key=lambda user: user.id)
    after, limit = call.integer("after", 0), call.integer("limit", 25, 1, 100)
    return Reply([users.user(user) for user in found if user.id > after][:limit])


def _emoji(call: Call) -> str:
    """The emoji of the path. Guilds of the sandbox have none of their own; those on the message are known."""
    emoji = call.params["emoji"]
    known = emoji in call.world.channels[call.number("channel_id")].by_id[call.number("message_id")].reactions
    if not known and re.fullmatch(r"[\x20-\x7e]{2,}|[a-zA-Z]", emoji):
        raise unknown("emoji")
    return emoji
