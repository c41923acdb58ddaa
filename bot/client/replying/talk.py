"""Puts together what answers members' messages."""

from dataclasses import dataclass

import discord

from bot.client.pacer import Pacer
from bot.client.posts import Posts, Threads
from bot.client.replying.delivery import Delivery
from bot.client.replying.heldback import HeldBack
from bot.client.replying.history import History
from bot.client.replying.notices import Notices
from bot.client.replying.outages import Outages
from bot.client.replying.outbox import Outbox
from bot.client.replying.recovery import Recovery
from bot.client.replying.replies import Replies
from bot.client.replying.shared import SharedPosts
from bot.client.wheres import Wheres
from bot.services import Services
from bot.translation.outage import OutageBook


@dataclass(frozen=True, slots=True)
class Talk:
    """The parts that others use."""

    posts: Posts
    replies: Replies
    recovery: Recovery
    outages: Outages


def build_talk(client: discord.Client, services: Services, threads: Threads) -> Talk:
    """Build them for a client that need not be connected yet."""
    conversation, clock, catalogues = services.conversation, services.clock, services.catalogues
    record, pacer = conversation.record, Pacer(clock)
    history, wheres = History(client), Wheres(client)
    posts = Posts(client, threads, record, Pacer(clock))
    outbox = Outbox(posts.post, record, clock, pacer, services.meter.posted)
    services.meter.look(lambda: services.meter.waiting(outbox.waiting))
    delivery = Delivery(outbox, SharedPosts(posts, record), conversation, threads, catalogues)
    book = OutageBook(services.database, clock, services.translation.chain)
    notices = Notices(client, history, pacer, catalogues)
    outages = Outages(book, notices, history, wheres, conversation, services.preferences, clock)

    def tell(message_id: int, text: str) -> None:
        client.dispatch("translated", message_id, text)

    replies = Replies(delivery, conversation, outages, HeldBack(history, wheres, conversation), tell)
    recovery = Recovery(replies, conversation, posts, history, wheres, threads, client.wait_until_ready)
    return Talk(posts, replies, recovery, outages)
