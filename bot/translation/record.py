"""What is remembered of messages and the posts that translate them."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import StoreError
from bot.store import links, members
from bot.store.database import Database
from bot.store.links import Link, Origin
from bot.translation.types import Where

_log = logging.getLogger(__name__)

# How long after it was written a message may still get its first translation: after a restart, or when an edit
# turned it into something worth translating. Later, an answer under an old message would only confuse.
LATE: Final = timedelta(minutes=15)
# Links are kept as long as people still edit and delete.
KEPT: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A member's message as far as translation is concerned.

    title: of the forum's post that begins with this message; None for any other message. author_name: as members see
    it.
    """

    id: int
    where: Where
    author_id: int
    text: str
    written_at: datetime
    edited_at: datetime | None = None
    title: str | None = None
    author_name: str = ""

    @property
    def guild_id(self) -> int:
        """The server."""
        return self.where.guild_id

    @property
    def channel_id(self) -> int:
        """The channel or thread itself."""
        return self.where.channel_id


class Record:
    """Claims and posts, on the database. A claim says that somebody is translating a message for some readers."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._mine: dict[tuple[int, str], int] = {}

    async def claim(self, message: Incoming, locale: str) -> bool:
        """Take a message for translation; False if somebody has it, or its author wants none."""
        origin = self._origin(message, locale)
        try:
            is_mine = await self._database.write(_claim, origin)
        except StoreError as error:
            if await self._may_be_out(message.author_id):
                _log.error(
                    "message %s stays untranslated, nobody knows if its author wants that: %s", message.id, error
                )
                return False
            # A conversation goes on while the disk is full or the file is locked: the translation is posted all
            # the same; only its edits and deletion cannot be followed.
            _log.error("message %s is translated without a stored link: %s", message.id, error)
            return True
        if is_mine:
            self._mine[message.id, locale] = origin.created_at
        return is_mine

    async def take_over(self, message: Incoming, locale: str) -> bool:
        """Like `claim`, for a message that another process claimed and did not finish: it will not post it any more."""
        await self.dropped(message.id, locale)
        return await self.claim(message, locale)

    async def still_mine(self, asked: Collection[tuple[int, str]]) -> set[tuple[int, str]]:
        """Those of these messages and locales that no other process took over; all that cannot be known."""
        try:
            found = await self._database.read(links.find, [source for source, _ in asked])
        except StoreError:
            return set(asked)
        stored = {(link.source_id, link.target_locale): link.created_at for link in found}
        return {one for one in asked if one not in self._mine or stored.get(one) == self._mine[one]}

    async def known(self, message_ids: Sequence[int]) -> list[int]:
        """Those of these messages that have a translation or are getting one."""
        found = await self._database.read(links.find, message_ids)
        return sorted({link.source_id for link in found})

    async def posts(self, message_ids: Sequence[int]) -> list[Link]:
        """What was posted for these messages, by message and locale, in the order of its parts."""
        found = await self._database.read(links.find, message_ids)
        return [link for link in found if link.post_id is not None]

    async def sharing(self, post_ids: Sequence[int]) -> list[Link]:
        """The links of these posts, of whichever message."""
        return await self._database.read(links.find_posts, post_ids)

    async def posted(
        self, message: Incoming, locale: str, post_ids: Sequence[int], place_id: int | None = None
    ) -> None:
        """Remember the posts that now translate a message for readers of a locale, instead of those before."""
        self._mine.pop((message.id, locale), None)
        await self._database.write(links.replace, self._origin(message, locale), post_ids, place_id)

    async def moved(
        self, message: Incoming, locales: tuple[str, str], post_ids: Sequence[int], place_id: int | None
    ) -> None:
        """Remember posts that were for readers of the first of two locales, and are for those of the second now."""
        former, locale = locales
        await self._database.write(_move, self._origin(message, locale), former, post_ids, place_id)

    async def gathered(
        self, messages: Sequence[tuple[Incoming, str]], post_id: int, place_id: int | None = None
    ) -> None:
        """Remember the one post that translates several messages, each for readers of a locale. Never raises."""
        origins = [self._origin(message, locale) for message, locale in messages]
        try:
            await self._database.write(links.gather, origins, post_id, place_id)
        except StoreError as error:
            _log.error("post %s stands without a stored link: %s", post_id, error)
        for message, locale in messages:
            self._mine.pop((message.id, locale), None)

    async def dropped(self, message_id: int, locale: str) -> None:
        """Forget that a message is, or is being, translated for readers of a locale."""
        self._mine.pop((message_id, locale), None)
        await self._database.write(links.forget_locale, message_id, locale)

    async def released(self, message_id: int, locale: str) -> None:
        """Give up a claim of this process, but not what another one made of it meanwhile."""
        claimed_at = self._mine.pop((message_id, locale), None)
        if claimed_at is not None:
            await self._database.write(links.release, message_id, locale, claimed_at)

    async def forgotten(self, message_ids: Sequence[int]) -> None:
        """Forget messages altogether."""
        await self._database.write(links.forget, message_ids)

    async def unclaimed(self, message_ids: Sequence[int]) -> None:
        """Forget the claims on these messages; what was posted for them stays known."""
        found = await self._database.read(links.find, message_ids)
        for link in found:
            if link.post_id is None:
                await self.dropped(link.source_id, link.target_locale)

    async def unfinished(self) -> list[Link]:
        """Messages whose translation was begun and never posted because the process died; fresh ones only."""
        return await self._database.read(links.unfinished, self._now() - _ms(LATE))

    async def prune(self) -> None:
        """Forget links older than people edit or delete."""
        await self._database.write(links.prune, self._now() - _ms(KEPT))

    async def _may_be_out(self, author_id: int) -> bool:
        """Whether an author wants no translations, or it cannot be known: a locked database can still be read."""
        try:
            return await self._database.read(members.has_opted_out, author_id)
        except StoreError:
            return True

    def _origin(self, message: Incoming, locale: str) -> Origin:
        return Origin(message.id, locale, message.guild_id, message.channel_id, message.author_id, self._now())

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _claim(connection: Connection, origin: Origin) -> bool:
    """Take a message for translation, unless its author wants none: in one unit, so that no choice comes too late."""
    return not members.has_opted_out(connection, origin.author_id) and links.claim(connection, origin)


def _move(connection: Connection, origin: Origin, former: str, post_ids: Sequence[int], place_id: int | None) -> None:
    links.forget_locale(connection, origin.source_id, former)
    links.replace(connection, origin, post_ids, place_id)


def _ms(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)
