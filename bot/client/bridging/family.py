"""A message and its copies in the other channels of its bridge: the same thing, said in several places."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.bridges.registry import Bridge, Registry
from bot.store.mirrors import Mirror


class Copies(Protocol):
    """Where copies are known."""

    async def copies(self, message_id: int) -> list[Mirror]:
        """The posts that mirror a message; given a post, those that mirror the same message."""
        ...


@dataclass(frozen=True, slots=True)
class Post:
    """A message by its place, a channel or thread, and its id."""

    place_id: int
    id: int


@dataclass(frozen=True, slots=True)
class Family:
    """members: the message first, then its copies, each as the posts that it takes, in order."""

    source_id: int
    bridge: Bridge
    members: tuple[tuple[Post, ...], ...]

    def others(self, message_id: int) -> list[tuple[Post, ...]]:
        """The members to which a post does not belong."""
        return [posts for posts in self.members if all(post.id != message_id for post in posts)]


async def family_of(copies: Copies, registry: Registry, message_id: int) -> Family | None:
    """The family of a message or a copy; None if it is not mirrored, or its bridge is paused or gone."""
    found = await copies.copies(message_id)
    bridge = registry.get(found[0].bridge_id) if found else None
    if bridge is None or bridge.paused:
        return None
    source = Post(found[0].source_place_id, found[0].source_id)
    return Family(source.id, bridge, ((source,), *_by_channel(found)))


def _by_channel(found: Sequence[Mirror]) -> list[tuple[Post, ...]]:
    channels: dict[int, list[Post]] = {}
    for mirror in found:
        if mirror.post_id:
            channels.setdefault(mirror.channel_id, []).append(Post(mirror.place_id, mirror.post_id))
    return [tuple(posts) for posts in channels.values()]
