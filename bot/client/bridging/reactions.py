"""Reactions that appear under the copies, too: one of the bot's own stands for those who reacted elsewhere."""

import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Final

import discord
from discord.http import HTTPClient

from bot.bridges.registry import Registry
from bot.client.bridging.family import Copies, Family, Post, family_of
from bot.client.bridging.reaction_gaps import Gap, gaps, name_of
from bot.client.posts import TROUBLE
from bot.locks import KeyedLocks
from bot.translation import flags

_log = logging.getLogger(__name__)
# Unknown emoji: of a server where the bot is not. Too many reactions, and an archived thread: nothing to be done.
_LEFT_OUT: Final = frozenset({10008, 10014, 30010, 50083, 90001})
_REMEMBERED: Final = 5_000
_MOST_CHANGES: Final = 100
_ENOUGH: Final = 100


class Reactions:
    """Keeps one rule: under each post stands the bot's reaction if and only if somebody reacted so to another one.

    So everybody sees each reaction once, wherever it was made, and it goes when the last one who made it takes it back.
    """

    def __init__(self, http: HTTPClient, registry: Registry, copies: Copies) -> None:
        self._http = http
        self._registry = registry
        self._copies = copies
        self._locks = KeyedLocks()
        # What is known to stand there, so that forty who react alike cost one request a copy.
        self._stands: OrderedDict[tuple[int, str], None] = OrderedDict()
        self._waiting: set[tuple[int, str]] = set()

    async def added(self, message_id: int, emoji: discord.PartialEmoji) -> None:
        """Somebody other than the bot reacted."""
        name = name_of(emoji)
        # These ask RedBridge for something; elsewhere they would ask it again.
        if flags.asks(name) or flags.asks_again(name):
            return
        family = await family_of(self._copies, self._registry, message_id)
        if family is None:
            return
        async with self._locks(family.source_id):
            for posts in family.others(message_id):
                if (posts[0].id, name) not in self._stands:
                    await self._add(posts[0], name)

    async def removed(self, message_id: int, emoji: discord.PartialEmoji) -> None:
        """Somebody took a reaction back, or a moderator did it for them, maybe for all."""
        name = name_of(emoji)
        family = await family_of(self._copies, self._registry, message_id)
        # Many who take theirs back at once are looked at once.
        if family is None or (family.source_id, name) in self._waiting:
            return
        self._waiting.add((family.source_id, name))
        async with self._locks(family.source_id):
            self._waiting.discard((family.source_id, name))
            await self._settle(family, [name])

    async def cleared(self, message_id: int) -> None:
        """A moderator took away all reactions to a post."""
        for key in [key for key in self._stands if key[0] == message_id]:
            del self._stands[key]
        family = await family_of(self._copies, self._registry, message_id)
        if family is None:
            return
        async with self._locks(family.source_id):
            await self._settle(family, None)

    async def catch_up(self, messages: Mapping[int, discord.Message]) -> None:
        """Make up for what happened under recent messages, given as they are now, while nobody listened.

        A hundred changes at most, each of one request, or two where somebody has to be looked for who is no bot.
        """
        left, done = _MOST_CHANGES, set[int]()
        for message in messages.values():
            family = await family_of(self._copies, self._registry, message.id) if message.reactions else None
            if family is None or family.source_id in done:
                continue
            done.add(family.source_id)
            async with self._locks(family.source_id):
                for gap in gaps(family, messages):
                    if flags.asks(gap.name) or flags.asks_again(gap.name):
                        continue
                    if not left:
                        _log.warning("some reactions that were missed are not followed: there are too many")
                        return
                    left -= 1
                    await self._close(gap)

    async def _close(self, gap: Gap) -> None:
        if gap.shown_by is None:
            await self._remove(gap.post, gap.name)
        elif await self._is_shown_by_people(gap.shown_by, gap.name):
            await self._add(gap.post, gap.name)

    async def _is_shown_by_people(self, post: Post, name: str) -> bool:
        try:
            users = await self._http.get_reaction_users(post.place_id, post.id, name, _ENOUGH)
        except TROUBLE as error:
            _note(post, error)
            return False
        return not all(user.get("bot", False) for user in users)

    def forget(self, message_id: int, emoji: discord.PartialEmoji) -> None:
        """The bot's own reaction was taken away by somebody."""
        self._stands.pop((message_id, name_of(emoji)), None)

    async def _settle(self, family: Family, names: Sequence[str] | None) -> None:
        """Take the bot's reactions away where nobody else's is left to show. names: None for all that stand."""
        seen = [await self._seen(posts) for posts in family.members]
        if any(each is None for each in seen):
            return
        counts = [each or {} for each in seen]
        for name in names if names is not None else sorted({name for each in counts for name in each}):
            people = [sum(humans for _, humans, _ in each.get(name, [])) for each in counts]
            for number, each in enumerate(counts):
                elsewhere = sum(people) - people[number]
                for post, _, mine in each.get(name, []):
                    if mine and not elsewhere:
                        await self._remove(post, name)

    async def _seen(self, posts: Sequence[Post]) -> dict[str, list[tuple[Post, int, bool]]] | None:
        """By emoji: the posts with it, how many others reacted so, and whether the bot did; None if that is unknown."""
        found: dict[str, list[tuple[Post, int, bool]]] = {}
        for post in posts:
            try:
                data = await self._http.get_message(post.place_id, post.id)
            except discord.NotFound:
                continue
            except TROUBLE as error:
                _log.warning("reactions to message %s are unknown: %s", post.id, type(error).__name__)
                return None
            for each in data.get("reactions", []):
                emoji = each["emoji"]
                name = f"{emoji['name']}:{emoji['id']}" if emoji.get("id") else str(emoji["name"])
                found.setdefault(name, []).append((post, each["count"] - each["me"], each["me"]))
        return found

    async def _add(self, post: Post, name: str) -> None:
        try:
            await self._http.add_reaction(post.place_id, post.id, name)
        except TROUBLE as error:
            _note(post, error)
        else:
            self._stands[post.id, name] = None
            while len(self._stands) > _REMEMBERED:
                self._stands.popitem(last=False)

    async def _remove(self, post: Post, name: str) -> None:
        self._stands.pop((post.id, name), None)
        try:
            await self._http.remove_own_reaction(post.place_id, post.id, name)
        except TROUBLE as error:
            _note(post, error)


def _note(post: Post, error: BaseException) -> None:
    if not isinstance(error, discord.HTTPException):
        _log.warning("a reaction to message %s is not followed: %s", post.id, type(error).__name__)
    elif error.code not in _LEFT_OUT:
        _log.warning("a reaction to message %s is not followed: %s %s", post.id, error.status, error.code)
