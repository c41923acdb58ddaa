"""The bot's own webhooks: one a channel, made once, found again after a restart, made anew where somebody deleted it.

Their tokens are asked for, once a process, and kept in memory alone.
"""

import logging
from typing import Any, Final

import discord

from bot.bridges.registry import Registry
from bot.client.bridge_setup.checks import MOST_WEBHOOKS, Hint
from bot.client.posts import TROUBLE
from bot.errors import N_, StoreError
from bot.locks import KeyedLocks

_log = logging.getLogger(__name__)
NAME: Final = "RedBridge"
_TOO_MANY: Final = 30007
# The webhook is gone, or its token is another one now.
_LOST: Final = (10015, 50027)
_FULL: Final = N_("it has {most} webhooks, as many as Discord allows: delete one, and RedBridge makes its own")
_LEFT_BEHIND: Final = N_(
    "copies by a webhook that is gone stay when their message is deleted, until RedBridge gets {permissions}"
)


class Webhooks:
    """Where there is none and none can be made, the answer is None, and the reason is in the log and in `trouble`."""

    def __init__(self, client: discord.Client, registry: Registry) -> None:
        self._client = client
        self._registry = registry
        self._locks = KeyedLocks()
        self._hooks: dict[int, dict[int, discord.Webhook]] = {}
        self._full: set[int] = set()
        self._left_behind: set[int] = set()

    async def of(self, channel_id: int) -> discord.Webhook | None:
        """The webhook that posts in a channel; made now if there is none."""
        async with self._locks(channel_id):
            if hook := self._current(channel_id):
                return hook
            channel = self._reachable(channel_id)
            if channel is None or channel_id in self._full:
                return None
            try:
                hook = await self._found(channel) or await self._made(channel)
            except TROUBLE as error:
                self._explain(channel_id, error)
                return None
            await self._remember(channel_id, hook.id)
            return hook

    async def by_id(self, channel_id: int, webhook_id: int) -> discord.Webhook | None:
        """A webhook that posted in a channel before; None if it is gone, or out of the bot's reach."""
        async with self._locks(channel_id):
            if channel_id not in self._hooks and (channel := self._reachable(channel_id)):
                try:
                    await self._list(channel)
                except TROUBLE as error:
                    self._explain(channel_id, error)
            return self._hooks.get(channel_id, {}).get(webhook_id)

    def is_wanted(self, channel_id: int) -> bool:
        """Whether anything is to be posted in a channel: not if it left its bridge, or that was paused, meanwhile."""
        bridge = self._registry.bridge_of(channel_id)
        return bridge is not None and not bridge.paused

    async def retire(self, channel_id: int) -> None:
        """Delete the bot's own webhook of a channel that left its bridge, if that can be done."""
        async with self._locks(channel_id):
            channel = self._reachable(channel_id)
            if channel is None or self._registry.bridge_of(channel_id):
                return
            try:
                for hook in (await self._list(channel)).values():
                    if hook.name == NAME:
                        await hook.delete(reason="RedBridge: this channel is no longer bridged")
            except TROUBLE as error:
                self._explain(channel_id, error)
            self._hooks.pop(channel_id, None)

    def unsure(self, channel_id: int) -> None:
        """Something changed about the webhooks of a channel: look again before the next one is made or missed."""
        self._full.discard(channel_id)

    def lost(self, channel_id: int, webhook_id: int) -> None:
        """A webhook is gone."""
        _log.warning("the webhook of channel %s is gone; another one is made", channel_id)
        self._hooks.get(channel_id, {}).pop(webhook_id, None)

    def trouble(self, channel_id: int) -> Hint | None:
        """What is the matter with the webhooks of a channel beyond what permissions tell; None: nothing known."""
        if channel_id in self._full:
            return Hint(_FULL, {"most": MOST_WEBHOOKS})
        if channel_id in self._left_behind and not self._moderates(channel_id):
            return Hint(_LEFT_BEHIND, {"permissions": ("manage_messages",)})
        return None

    def left_behind(self, channel_id: int) -> None:
        """A copy could not be removed: its webhook is gone, and the bot may not remove what others posted."""
        if channel_id not in self._left_behind:
            self._left_behind.add(channel_id)
            _log.warning(
                "copies of a webhook that is gone stay in channel %s: without Manage Messages they cannot be removed",
                channel_id,
            )

    def _current(self, channel_id: int) -> discord.Webhook | None:
        stored = self._stored(channel_id)
        return self._hooks.get(channel_id, {}).get(stored) if stored else None

    def _stored(self, channel_id: int) -> int | None:
        bridge = self._registry.bridge_of(channel_id)
        channel = bridge.channel(channel_id) if bridge else None
        return channel.webhook_id if channel else None

    def _reachable(self, channel_id: int) -> Any:
        """The channel, if it can have webhooks and the bot may manage them."""
        channel = self._client.get_channel(channel_id)
        if not isinstance(channel, discord.TextChannel | discord.VoiceChannel | discord.ForumChannel):
            return None
        return channel if channel.permissions_for(channel.guild.me).manage_webhooks else None

    def _moderates(self, channel_id: int) -> bool:
        channel = self._client.get_channel(channel_id)
        return (
            isinstance(channel, discord.abc.GuildChannel) and channel.permissions_for(channel.guild.me).manage_messages
        )

    async def _found(self, channel: Any) -> discord.Webhook | None:
        """The webhook of the store; or one that was made just before a crash, which would be one too many."""
        own = await self._list(channel)
        stored = self._stored(channel.id)
        return own.get(stored or 0) or next((hook for hook in own.values() if hook.name == NAME), None)

    async def _list(self, channel: Any) -> dict[int, discord.Webhook]:
        """The bot's own webhooks of a channel. Those that people made are shown with tokens as well, and not used."""
        me = self._client.user
        own = {hook.id: hook for hook in await channel.webhooks() if me and hook.user and hook.user.id == me.id}
        self._hooks[channel.id] = {number: hook for number, hook in own.items() if hook.token}
        return self._hooks[channel.id]

    async def _made(self, channel: Any) -> discord.Webhook:
        hook = await channel.create_webhook(name=NAME)
        self._hooks.setdefault(channel.id, {})[hook.id] = hook
        return hook

    async def _remember(self, channel_id: int, webhook_id: int) -> None:
        if self._stored(channel_id) == webhook_id:
            return
        try:
            await self._registry.set_webhook(channel_id, webhook_id)
        except StoreError as error:
            _log.error("the webhook of channel %s is looked for again next time: %s", channel_id, error)

    def _explain(self, channel_id: int, error: BaseException) -> None:
        if isinstance(error, discord.HTTPException) and error.code == _TOO_MANY:
            self._full.add(channel_id)
            _log.warning(
                "channel %s has %d webhooks, as many as Discord allows; RedBridge posts under its own name there",
                channel_id,
                MOST_WEBHOOKS,
            )
            return
        _log.warning("the webhooks of channel %s cannot be used now: %s", channel_id, type(error).__name__)


def is_lost(error: BaseException) -> bool:
    """Whether an error says that a webhook is gone."""
    return isinstance(error, discord.HTTPException) and error.code in _LOST
