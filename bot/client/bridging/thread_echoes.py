"""What becomes of a bridged thread is followed: its name, its lock, its end."""

import logging
from typing import Any

import discord

from bot.client.bridging.rooms import name_for
from bot.client.posts import TROUBLE
from bot.engines.engine import Asker
from bot.services import Services
from bot.store import mirror_threads
from bot.store.bridges import Bridge
from bot.store.mirror_threads import MirrorThread

_log = logging.getLogger(__name__)


class ThreadEchoes:
    """Names and ends are those of the thread that was first; a lock holds wherever it was set."""

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._services = services

    async def changed(self, before: discord.Thread, after: discord.Thread) -> None:
        """A thread has another name or lock."""
        bridge = self._bridge(after.parent_id)
        if bridge is None or (before.name == after.name and before.locked == after.locked):
            return
        kin = await self._services.database.read(mirror_threads.kin, after.id)
        for other in kin:
            if other.thread_id == after.id or other.is_gone:
                continue
            changes: dict[str, Any] = {}
            if before.name != after.name and other.source_thread_id == after.id:
                changes["name"] = await self._name(after, bridge, other)
            if before.locked != after.locked and self._is_locked(other) is not after.locked:
                changes["locked"] = after.locked
            if changes:
                await self._edit(other.thread_id, changes)

    async def deleted(self, thread_id: int, parent_id: int) -> None:
        """A thread is gone: with the first of them all go, another one just stays gone."""
        if self._bridge(parent_id) is None:
            return
        kin = await self._services.database.read(mirror_threads.kin, thread_id)
        if not kin:
            return
        if kin[0].source_thread_id != thread_id:
            await self._services.database.write(mirror_threads.bury, thread_id)
            return
        await self._services.database.write(mirror_threads.forget, thread_id)
        for other in kin:
            if other.thread_id != thread_id and not other.is_gone:
                await self._delete(other.thread_id)

    def _bridge(self, parent_id: int) -> Bridge | None:
        bridge = self._services.bridges.bridge_of(parent_id)
        return None if bridge is None or bridge.paused else bridge

    def _is_locked(self, thread: MirrorThread) -> bool | None:
        """Whether a thread is locked; None where the cache does not know it."""
        found = self._client.get_channel(thread.thread_id)
        return found.locked if isinstance(found, discord.Thread) else None

    async def _name(self, thread: discord.Thread, bridge: Bridge, other: MirrorThread) -> str:
        target = bridge.channel(other.channel_id)
        if target is None:
            return thread.name
        asker = Asker(thread.guild.id, other.channel_id, thread.owner_id)
        return await name_for(self._services, thread.name, target, asker)

    async def _edit(self, thread_id: int, changes: dict[str, Any]) -> None:
        try:
            await self._client.http.edit_channel(thread_id, **changes)
        except TROUBLE as error:
            _log.warning("thread %s is not changed like the one it mirrors: %s", thread_id, type(error).__name__)

    async def _delete(self, thread_id: int) -> None:
        try:
            await self._client.http.delete_channel(thread_id)
        except TROUBLE as error:
            _log.warning("thread %s stays, though the one it mirrors is gone: %s", thread_id, type(error).__name__)
