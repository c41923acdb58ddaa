"""Which post mirrors which message: what is claimed, posted, removed and forgotten, in the store."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.bridges.types import Said
from bot.clock import Clock
from bot.store import members, mirrors
from bot.store.bridges import Bridge, Channel
from bot.store.database import Database
from bot.store.mirrors import Mirror

__all__ = ["KEPT", "LATE", "Mirror", "Mirrors"]

# How long after it was written a message may still be mirrored, if something came in between.
LATE = timedelta(minutes=15)
# As long as people still edit and delete.
KEPT = timedelta(days=30)


class Mirrors:
    """The table of copies. Every method raises StoreError if the database cannot be used."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def copies(self, message_id: int) -> list[Mirror]:
        """The posts that mirror a message; given a post, those that mirror the same message.

        Each knows its message (`source_id` in `source_place_id`), its channel and, by `part`, its place in the copy.
        """
        return [mirror for mirror in await self._database.read(mirrors.family, message_id) if mirror.stands]

    async def claim(self, said: Said, bridge: Bridge, targets: Sequence[Channel]) -> set[int]:
        """Take a message for mirroring: the channels for which nobody has taken it, none if its author wants none.

        Stored before anything is posted: no message is mirrored twice, and what was begun is found after a restart.
        """
        wanted = [self._claim(said, bridge, target) for target in targets]
        return set(await self._database.write(mirrors.claim, wanted))

    async def begin(self, head: Mirror, parts: int) -> list[Mirror]:
        """Say which parts of a copy, from `head` on, are about to be posted, and by whom; `parts`: how many in all."""
        wanted = [
            replace(head, part=part, post_id=None, webhook_id=head.webhook_id if part == head.part else None)
            for part in range(head.part, parts)
        ]
        await self._database.write(mirrors.begin, wanted)
        return wanted

    async def posted(self, mirror: Mirror, post_id: int) -> None:
        """Remember the post of a part."""
        await self._database.write(mirrors.posted, mirror, post_id)

    async def of(self, source_id: int) -> list[Mirror]:
        """All that is known of the copies of a message, claims and removed ones included."""
        return await self._database.read(mirrors.of_sources, [source_id])

    async def sources(self, message_ids: Sequence[int]) -> list[int]:
        """Those of these messages that have copies, or are getting some."""
        return sorted({mirror.source_id for mirror in await self._database.read(mirrors.of_sources, message_ids)})

    async def known_posts(self, post_ids: Sequence[int]) -> set[int]:
        """Those of these posts that are known as copies."""
        found = await self._database.read(mirrors.of_posts, post_ids)
        return {mirror.post_id for mirror in found if mirror.post_id}

    async def bury(self, post_ids: Sequence[int]) -> None:
        """Note that copies were removed by somebody: they stay removed."""
        if await self._database.read(mirrors.of_posts, post_ids):
            await self._database.write(mirrors.bury, post_ids)

    async def forget(self, source_id: int, channel_id: int | None = None, first: int = 0) -> None:
        """Forget the copies of a message, in all channels or one, from a part on."""
        await self._database.write(mirrors.forget, source_id, channel_id, first)

    async def unfinished(self, guild_id: int) -> list[Mirror]:
        """What was claimed and never posted because the process died; fresh ones only, oldest first."""
        return await self._database.read(mirrors.unfinished, guild_id, self._now() - _ms(LATE))

    async def pending(self, guild_id: int) -> list[Mirror]:
        """The posts that show the original for want of a translation; fresh ones only, oldest first."""
        return await self._database.read(mirrors.pending, guild_id, self._now() - _ms(LATE))

    async def mark(self, source_id: int, channel_id: int, *, pending: bool) -> None:
        """Remember whether a copy waits for a translation."""
        await self._database.write(partial(mirrors.mark, pending=pending), source_id, channel_id)

    async def recent(self, guild_id: int) -> list[Mirror]:
        """The posts of a server that are fresh, by message."""
        return await self._database.read(mirrors.recent, guild_id, self._now() - _ms(LATE))

    async def pinned(self, bridge_id: int) -> set[int]:
        """The messages of a bridge that were pinned everywhere when that was last followed."""
        return {mirror.source_id for mirror in await self._database.read(mirrors.pinned, bridge_id)}

    async def note_pinned(self, source_id: int, *, pinned: bool) -> None:
        """Remember whether a message is pinned wherever it stands."""
        await self._database.write(partial(mirrors.note_pinned, pinned=pinned), source_id)

    async def is_out(self, author_id: int) -> bool:
        """Whether nothing of an author may be mirrored."""
        return await self._database.read(members.has_opted_out, author_id)

    async def prune(self) -> None:
        """Forget copies of which nobody edits or deletes the message any more."""
        await self._database.write(mirrors.prune, self._now() - _ms(KEPT))

    def head(self, said: Said, bridge: Bridge, target: Channel) -> Mirror:
        """The first part of a copy, as it is claimed."""
        return self._claim(said, bridge, target)

    def _claim(self, said: Said, bridge: Bridge, target: Channel) -> Mirror:
        place = target.channel_id
        return Mirror(
            said.id, place, 0, bridge.bridge_id, said.guild_id, said.place_id, said.author_id, place, None, None,
            self._now(),
        )  # fmt: skip

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _ms(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)
