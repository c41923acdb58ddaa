"""Posts reminders that are due: in both languages, in the place of the last one, and only where people talk."""

import asyncio
import hashlib
import logging
import random
from collections import defaultdict
from datetime import datetime
from typing import Any, Final

import discord

from bot.client.posts import QUIETLY
from bot.client.rules.log import report
from bot.client.trouble import TROUBLE, is_gone, reason
from bot.due.agenda import moment
from bot.due.worker import NotNow
from bot.i18n import readers
from bot.rules import saying
from bot.rules.log import SCHEDULE, Reminded
from bot.rules.reminders import KIND, LATELY, Saying, own_text
from bot.services import Services
from bot.store.due import Due
from bot.store.reminders import Reminder

_log = logging.getLogger(__name__)
# So many of the last posts are looked at for one that an earlier attempt made, and for what people wrote.
_LOOK_BACK: Final = 50
_LISTEN: Final = 1000


class TimedReminders:
    """Deals with reminders that are due. What a server's settings forbid is skipped until the next time."""

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._services = services
        self._reminders = services.reminders
        # Two of one server that are due together must not both find the channel as people left it.
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def deal(self, item: Due) -> datetime | None:
        """Post it, unless nobody would read it; when it is due next. Raises NotNow while Discord is in trouble."""
        async with self._turns[item.guild_id]:
            reminder = await self._reminders.find(item)
            if reminder is None:
                return None
            if later := self._reminders.waits_until(reminder):
                return later
            try:
                if not _is_done(reminder, item):
                    await self._remind(reminder, item)
            except TROUBLE as error:
                if not is_gone(error):
                    raise NotNow(reason(error)) from None
                _log.warning("reminder %s of server %s: %s", item.subject_id, item.guild_id, reason(error))
            return self._reminders.next_time(reminder, moment(item.due_at))

    async def preview(self, reminder: Reminder) -> str:
        """What it says next; "" if there is nothing to say."""
        due_at = await self._services.due.when(KIND, reminder.guild_id, reminder.reminder_id)
        at = int((due_at or self._services.clock.now()).timestamp() * 1000)
        said = await self._saying(reminder, Due(KIND, reminder.guild_id, reminder.reminder_id, at))
        return await self._content(reminder, said) if said else ""

    async def _content(self, reminder: Reminder, said: Saying) -> str:
        """The post, in both languages of a server."""
        chinese = self._services.preferences.chinese(reminder.guild_id)
        if said.rule is None:
            return "\n".join(f"📌 {own_text(reminder, locale)}" for locale in readers(chinese))
        dice = random.Random(said.seed)  # noqa: S311 - nothing secret
        wordings = await self._services.wordings.of(reminder.guild_id)
        return saying.line(saying.TIMED, said.rule, chinese, wordings, dice.randrange)

    async def _remind(self, reminder: Reminder, item: Due) -> None:
        said = await self._saying(reminder, item)
        if said is None:
            return
        channel = self._client.get_partial_messageable(reminder.channel_id, guild_id=reminder.guild_id)
        content = await self._content(reminder, said)
        post_id = await self._stands(channel, content, item) if item.attempts > 1 else None
        if post_id is None:
            if not await self._is_welcome(channel, reminder) or await self._gives_way(channel, reminder):
                return
            post_id = (await channel.send(content, nonce=_nonce(item), **QUIETLY)).id
        await self._take_away(reminder, post_id)
        await self._reminders.shown(reminder, said.rule.rule_id if said.rule else None, post_id)
        if said.rule is not None:
            where = reminder.guild_id, post_id, SCHEDULE, said.rule.rule_id, reminder.channel_id
            reminded = Reminded(*where, self._services.reminder_log.now(), reminder.reminder_id, post_id=post_id)
            if await self._services.reminder_log.note(reminded):
                await report(self._client, self._services, reminded, said.rule)

    async def _saying(self, reminder: Reminder, item: Due) -> Saying | None:
        # As it was when it came due: a second attempt must say what the first one said.
        until = moment(item.due_at)
        needed = await self._services.reminder_log.needed(reminder.guild_id, until - LATELY, until)
        return self._reminders.choose(reminder, item, await self._services.publishing.known(reminder.guild_id), needed)

    async def _is_welcome(self, channel: discord.PartialMessageable, reminder: Reminder) -> bool:
        """Whether somebody has written since any reminder, and as many messages as are wanted since this one."""
        others = await self._reminders.every(reminder.guild_id)
        posts = [each.post_id for each in others if each.post_id and each.post_channel_id == reminder.channel_id]
        if not posts:
            return True
        last, own = max(posts), reminder.post_id if reminder.post_channel_id == reminder.channel_id else None
        wanted, heard = max(1, reminder.least_messages) if own else 1, 0
        after = discord.Object(own or last)
        async for message in channel.history(limit=_LISTEN, after=after, oldest_first=False):
            if message.author.bot or message.webhook_id is not None:
                continue
            if not heard and message.id < last:
                return False
            heard += 1
            if heard >= wanted:
                return True
        return False

    async def _gives_way(self, channel: discord.PartialMessageable, reminder: Reminder) -> bool:
        """Whether another one, due in the same channel now, has been silent for longer and would be welcome, too."""
        now = self._services.clock.now()
        for other in await self._reminders.every(reminder.guild_id):
            is_rival = other.is_on and other.channel_id == reminder.channel_id and _silence(other) < _silence(reminder)
            if not is_rival or self._reminders.waits_until(other):
                continue
            due_at = await self._services.due.when(KIND, other.guild_id, other.reminder_id)
            if due_at is not None and due_at <= now and await self._is_welcome(channel, other):
                return True
        return False

    async def _stands(self, channel: discord.PartialMessageable, content: str, item: Due) -> int | None:
        """The post that Discord took from an earlier attempt, whose process then died."""
        async for message in channel.history(limit=_LOOK_BACK):
            is_new = message.created_at.timestamp() * 1000 >= item.due_at
            if is_new and message.content == content and message.author == self._client.user:
                return message.id
        return None

    async def _take_away(self, reminder: Reminder, but: int) -> None:
        """Remove the last one, unless it is gone already."""
        if reminder.post_id is None or reminder.post_channel_id is None or reminder.post_id == but:
            return
        channel = self._client.get_partial_messageable(reminder.post_channel_id, guild_id=reminder.guild_id)
        try:
            await channel.get_partial_message(reminder.post_id).delete()
        except TROUBLE as error:
            if not is_gone(error):
                _log.warning("an old reminder of server %s stays: %s", reminder.guild_id, reason(error))


def _is_done(reminder: Reminder, item: Due) -> bool:
    """Whether an earlier attempt did it, and only could not say so any more."""
    return reminder.shown_at is not None and reminder.shown_at >= item.due_at


def _silence(reminder: Reminder) -> tuple[int, int]:
    """Since when it has been silent; the least has been so for longest."""
    return reminder.shown_at or 0, reminder.reminder_id


def _nonce(item: Due) -> Any:
    words = f"remind {item.guild_id} {item.subject_id} {item.due_at}"
    return hashlib.blake2b(words.encode(), digest_size=12).hexdigest()
