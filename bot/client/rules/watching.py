"""Listens for what calls for a rule, and reminds of it: kindly, in both languages, and naming nobody."""

import logging
import random
from collections import OrderedDict
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final, NamedTuple

import discord

from bot.client.incoming import incoming
from bot.client.pacer import Pacer
from bot.client.posts import QUIETLY
from bot.client.rules.alarms import alarm_buttons
from bot.client.rules.log import report
from bot.client.trouble import TROUBLE, reason
from bot.rules.book import Rule
from bot.rules.log import TRIGGER, Reminded
from bot.rules.saying import GENTLE, line
from bot.rules.triggers.triggers import Called
from bot.services import Services
from bot.store.triggers import BOTH, CHANNEL, NOTE, Trigger
from bot.translation.record import Incoming
from bot.translation.types import Where

_log = logging.getLogger(__name__)
# So many of the last messages are remembered until their translations come.
_REMEMBERED: Final = 1000


class _Seen(NamedTuple):
    """A message, and the roles that its author has."""

    message: Incoming
    roles: AbstractSet[int]


class Watching:
    """Looks at each new message, as it was written and in the translation that is made of it anyway."""

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._services = services
        self._pacer = Pacer(services.clock)
        self._seen: OrderedDict[int, _Seen] = OrderedDict()

    async def seen(self, message: discord.Message) -> None:
        """Look at a message as it was written. Raises StoreError."""
        if message.guild is None or not self._services.triggers.of(message.guild.id):
            return
        if said := incoming(message):
            roles = frozenset(role.id for role in getattr(message.author, "roles", ()))
            self._seen[message.id] = _Seen(said, roles)
            if len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
            # The title of a post in a forum is written, too.
            await self._look(said, "\n".join(filter(None, (said.title, said.text))), roles)

    async def translated(self, message_id: int, text: str) -> None:
        """Look at the first translation of a message that was seen, by whichever way it is read. Raises StoreError."""
        if seen := self._seen.pop(message_id, None):
            await self._look(seen.message, text, seen.roles)

    async def _look(self, message: Incoming, text: str, roles: AbstractSet[int]) -> None:
        triggers = self._services.triggers
        for called in triggers.called(message.where.guild_id, text):
            trigger = called.trigger
            if not triggers.is_awake(trigger) or is_spared(trigger, message.where, roles):
                continue
            if not await triggers.is_due(trigger, message.channel_id, message.author_id, message.id):
                continue
            if rule := await self._services.publishing.known_rule(trigger.guild_id, trigger.rule_id):
                await self._remind(message, called, rule)
                return

    async def _remind(self, message: Incoming, called: Called, rule: Rule) -> None:
        """Do what a trigger asks for, once for each message."""
        trigger, log = called.trigger, self._services.reminder_log
        where = trigger.guild_id, message.id, TRIGGER, rule.rule_id, message.channel_id
        reminded = Reminded(*where, log.now(), source_id=trigger.trigger_id, word=called.word)
        if not await log.note(reminded):
            return
        if trigger.action in {CHANNEL, BOTH}:
            reminded = replace(reminded, post_id=await self._say(message, rule))
            await log.posted(reminded, post_id=reminded.post_id)
            if reminded.post_id is None and trigger.action == CHANNEL:
                await log.withdraw(reminded)
        if trigger.action in {NOTE, BOTH}:
            await report(self._client, self._services, reminded, rule, alarm_buttons(self._services, reminded))

    async def _say(self, message: Incoming, rule: Rule) -> int | None:
        """Say it in the channel: no answer to the message, for that would point at somebody. The post, if it stands."""
        services, guild_id = self._services, message.where.guild_id
        light = services.icebreakers.light(random.randrange)
        more = {locale: {"question": question} for locale, question in light.items()}
        chinese = services.preferences.chinese(guild_id)
        text = line(GENTLE, rule, chinese, await services.wordings.of(guild_id), random.randrange, more)
        channel = self._client.get_partial_messageable(message.channel_id, guild_id=guild_id)
        try:
            async with self._pacer.post(message.channel_id):
                return (await channel.send(text, nonce=f"{message.id}.t", **QUIETLY)).id
        except TROUBLE as error:
            _log.warning("channel %d could not be reminded of a rule: %s", message.channel_id, reason(error))
            return None


def is_spared(trigger: Trigger, where: Where, roles: AbstractSet[int]) -> bool:
    """Whether a trigger does not apply in a place, or to somebody with these roles."""
    places = {where.channel_id, where.parent_id, where.category_id}
    return not places.isdisjoint(trigger.channels) or not roles.isdisjoint(trigger.roles)
