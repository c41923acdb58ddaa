"""Which channels are bridged: read on every message, so from memory; what moderators change is stored first."""

import asyncio
from typing import Final

from sqlalchemy import Connection

from bot.bridges import changes
from bot.bridges.changes import Act
from bot.clock import Clock
from bot.errors import N_, UserError
from bot.store import bridges
from bot.store.bridges import Bridge, Channel
from bot.store.database import Database

__all__ = ["Bridge", "Channel", "Registry"]

_NO_SUCH: Final = N_("There is no bridge “{name}” here. `/redbridge bridge list` shows those that there are.")


class Registry:
    """The bridges of all servers. A server is served by one process, so no other changes what is kept here.

    Whoever changes something gives the member's id, for the audit trail. All writing methods raise StoreError, and
    UserError where something cannot be done; then nothing was changed.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._bridges: dict[int, Bridge] = {}
        self._of_channel: dict[int, Bridge] = {}
        # What is stored last must be kept last, too.
        self._turn = asyncio.Lock()

    async def load(self) -> None:
        """Fill the memory from the store; once, before the first message."""
        for bridge in await self._database.read(bridges.all_bridges):
            self._keep(bridge)

    def bridge_of(self, channel_id: int) -> Bridge | None:
        """The bridge of a channel or forum, paused or not; for a thread ask with its parent."""
        return self._of_channel.get(channel_id)

    def get(self, bridge_id: int) -> Bridge | None:
        """A bridge as it is now."""
        return self._bridges.get(bridge_id)

    def of_guild(self, guild_id: int) -> list[Bridge]:
        """The bridges of a server, the oldest first."""
        return sorted((each for each in self._bridges.values() if each.guild_id == guild_id), key=_age)

    def named(self, guild_id: int, name: str) -> Bridge:
        """The bridge of this name, whatever its case and width; raises UserError if there is none."""
        for bridge in self.of_guild(guild_id):
            if changes.are_alike(bridge.name, name):
                return bridge
        raise UserError(_NO_SUCH, name=name[: changes.LONGEST_NAME])

    async def create(self, guild_id: int, name: str, by: int) -> Bridge:
        """Make a bridge without channels."""
        act = self._act(by)
        return await self._make(guild_id, name, act)

    async def add(self, bridge_id: int, channel_id: int, locale: str, by: int) -> Bridge:
        """Add a channel, in which `locale` is read."""
        return await self._change(bridge_id, changes.add_channel, channel_id, locale, self._act(by))

    async def remove_channel(self, channel_id: int, by: int) -> Bridge | None:
        """Take a channel out of its bridge; None if it belongs to none."""
        bridge = self.bridge_of(channel_id)
        if bridge is None:
            return None
        return await self._change(bridge.bridge_id, changes.remove_channel, channel_id, self._act(by))

    async def rename(self, bridge_id: int, name: str, by: int) -> Bridge:
        """Give a bridge another name."""
        return await self._change(bridge_id, changes.rename, name, self._act(by))

    async def pause(self, bridge_id: int, by: int) -> Bridge:
        """Mirror nothing any more until `resume`."""
        return await self._switch(bridge_id, "paused", by, on=True)

    async def resume(self, bridge_id: int, by: int) -> Bridge:
        """Mirror again what is written from now on."""
        return await self._switch(bridge_id, "paused", by, on=False)

    async def show_pins(self, bridge_id: int, by: int, *, shown: bool) -> Bridge:
        """Whether what is pinned in one channel is pinned in the others."""
        return await self._switch(bridge_id, "pins", by, on=shown)

    async def show_typing(self, bridge_id: int, by: int, *, shown: bool) -> Bridge:
        """Whether it is seen in the other channels that somebody types."""
        return await self._switch(bridge_id, "typing", by, on=shown)

    async def trust(self, bridge_id: int, bot_id: int, by: int) -> Bridge:
        """Mirror the messages of a bot or webhook from now on."""
        return await self._change(bridge_id, changes.trust, bot_id, self._act(by))

    async def distrust(self, bridge_id: int, bot_id: int, by: int) -> Bridge:
        """Leave the messages of a bot or webhook alone again."""
        return await self._change(bridge_id, changes.distrust, bot_id, self._act(by))

    async def delete(self, bridge_id: int, by: int) -> None:
        """Remove a bridge; its channels and what was mirrored stay on Discord."""
        async with self._turn:
            await self._database.write(changes.delete, bridge_id, self._act(by))
            self._forget(bridge_id)

    async def set_webhook(self, channel_id: int, webhook_id: int | None) -> None:
        """Remember the bot's own webhook of a channel, or that it has none."""
        async with self._turn:
            await self._database.write(bridges.set_webhook, channel_id, webhook_id)
            bridge = await self._database.read(bridges.of_channel, channel_id)
            if bridge:
                self._keep(bridge)

    def release(self, guild_id: int) -> None:
        """Hold nothing about a server any more: it is forgotten."""
        for bridge in self.of_guild(guild_id):
            self._forget(bridge.bridge_id)

    async def _switch(self, bridge_id: int, column: str, by: int, *, on: bool) -> Bridge:
        return await self._change(bridge_id, changes.switch, column, on, self._act(by))

    async def _make(self, guild_id: int, name: str, act: Act) -> Bridge:
        async with self._turn:
            return self._keep(await self._database.write(changes.create, guild_id, name, act))

    async def _change(self, bridge_id: int, unit: changes.Unit, *details: object) -> Bridge:
        async with self._turn:
            return self._keep(await self._database.write(_changed, bridge_id, unit, *details))

    def _keep(self, bridge: Bridge) -> Bridge:
        self._forget(bridge.bridge_id)
        self._bridges[bridge.bridge_id] = bridge
        self._of_channel.update({channel.channel_id: bridge for channel in bridge.channels})
        return bridge

    def _forget(self, bridge_id: int) -> None:
        if former := self._bridges.pop(bridge_id, None):
            for channel in former.channels:
                self._of_channel.pop(channel.channel_id, None)

    def _act(self, by: int) -> Act:
        return Act(int(self._clock.now().timestamp() * 1000), by)


def _changed(connection: Connection, bridge_id: int, unit: changes.Unit, *details: object) -> Bridge:
    """A bridge after a change, all in one unit of work."""
    unit(connection, changes.existing(connection, bridge_id), *details)
    return changes.existing(connection, bridge_id)


def _age(bridge: Bridge) -> int:
    return bridge.bridge_id
