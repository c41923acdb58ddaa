"""Which reactions of the bot are missing under the posts of a family, and which are left over."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.client.bridging.family import Family, Post


@dataclass(frozen=True, slots=True)
class Gap:
    """A reaction of the bot that is to be made, or taken back.

    shown_by: for one that is to be made, the post under which somebody reacted so.
    """

    post: Post
    name: str
    shown_by: Post | None = None


def gaps(family: Family, messages: Mapping[int, Any]) -> list[Gap]:
    """What the posts need, given those that were read.

    A post that was not read may have reactions that nobody knows: then nothing is taken back.
    """
    names = sorted(
        {name_of(each.emoji) for posts in family.members for post in posts for each in _under(post, messages)}
    )
    are_all_read = all(post.id in messages for posts in family.members for post in posts)
    return [gap for name in names for gap in _of_name(family, messages, name) if gap.shown_by or are_all_read]


def name_of(emoji: Any) -> str:
    """As Discord writes it in addresses."""
    return str(emoji) if isinstance(emoji, str) or not emoji.id else f"{emoji.name}:{emoji.id}"


def _of_name(family: Family, messages: Mapping[int, Any], name: str) -> list[Gap]:
    found: list[Gap] = []
    for posts in family.members:
        elsewhere = [post for each in family.members if each is not posts for post in each]
        shown_by = next((post for post in elsewhere if _people(post, messages, name)), None)
        own = [post for post in posts if any(each.me for each in _under(post, messages) if name_of(each.emoji) == name)]
        if shown_by and not own:
            found.append(Gap(posts[0], name, shown_by))
        elif not shown_by:
            found += [Gap(post, name) for post in own]
    return found


def _people(post: Post, messages: Mapping[int, Any], name: str) -> int:
    return sum(each.count - each.me for each in _under(post, messages) if name_of(each.emoji) == name)


def _under(post: Post, messages: Mapping[int, Any]) -> list[Any]:
    message = messages.get(post.id)
    return message.reactions if message else []
