"""What differs between what is remembered of bridged messages and what is read of them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.bridges.mirrors import Mirror
from bot.bridges.registry import Bridge
from bot.client.bridging.family import Family, Post
from bot.client.bridging.reaction_gaps import Gap, gaps
from bot.client.bridging.stretches import Recent, Stretch

ENGLISH, CHINESE, FORMOSA, NOON = 10, 11, 12, datetime(2025, 1, 14, 12, 0, tzinfo=UTC)
SOURCE, COPY, MORE, OTHER = Post(ENGLISH, 100), Post(CHINESE, 201), Post(CHINESE, 202), Post(FORMOSA, 301)
FAMILY = Family(100, Bridge(1, 1, "plaza"), ((SOURCE,), (COPY, MORE), (OTHER,)))


@dataclass
class Reacted:
    """As much of discord.py's reactions as is looked at."""

    emoji: Any
    count: int
    me: bool = False


@dataclass
class Read:
    """As much of discord.py's messages as is looked at."""

    id: int
    reactions: list[Reacted] = field(default_factory=list[Reacted])
    edited_at: datetime | None = None


def read(**reactions: list[Reacted]) -> dict[int, Any]:
    """All posts of the family, with these reactions by post: p100 and the like."""
    return {post.id: Read(post.id, reactions.get(f"p{post.id}", [])) for posts in FAMILY.members for post in posts}


def test_a_reaction_of_somebody_is_missing_everywhere_else() -> None:
    assert gaps(FAMILY, read(p202=[Reacted("🐱", 2)])) == [
        Gap(SOURCE, "🐱", MORE),
        Gap(OTHER, "🐱", MORE),
    ]


def test_where_all_is_as_it_should_be_nothing_is_done() -> None:
    mine = [Reacted("🐱", 1, me=True)]
    assert gaps(FAMILY, read(p100=mine, p201=[Reacted("🐱", 1)], p301=mine)) == []
    assert gaps(FAMILY, read()) == []


def test_the_bots_own_reaction_goes_with_the_last_one_elsewhere() -> None:
    both = [Reacted("🐱", 2, me=True)]
    mine = [Reacted("🐱", 1, me=True)]
    assert gaps(FAMILY, read(p100=both, p201=mine, p301=mine)) == [Gap(SOURCE, "🐱")]
    assert gaps(FAMILY, read(p100=mine, p201=mine, p301=mine)) == [Gap(post, "🐱") for post in (SOURCE, COPY, OTHER)]


def test_nothing_is_taken_back_while_some_post_was_not_read() -> None:
    found = read(p100=[Reacted("🐱", 1, me=True), Reacted("🎉", 1)])
    del found[OTHER.id]
    assert gaps(FAMILY, found) == [Gap(COPY, "🎉", SOURCE), Gap(OTHER, "🎉", SOURCE)]


def mirror(part: int, post_id: int, source_id: int = 100) -> Mirror:
    return Mirror(source_id, CHINESE, part, 1, 1, ENGLISH, 5, CHINESE, 77, post_id, 0)


def test_what_is_neither_before_the_stretch_nor_in_it_is_missing() -> None:
    stretches = [Stretch(ENGLISH, 90, [Read(101)]), Stretch(CHINESE, 200, [Read(202)])]
    known = [mirror(0, 200), mirror(1, 201), mirror(2, 202), mirror(0, 203, source_id=80)]
    assert Recent(stretches, known).missing() == [(ENGLISH, 100), (CHINESE, 201), (CHINESE, 203)]
    assert Recent(stretches[:1], known).missing() == [(ENGLISH, 100)]


def test_an_edit_was_followed_if_the_copy_was_edited_after_it() -> None:
    def behind(copy_edited_at: datetime | None) -> list[int]:
        posts = [Read(201, edited_at=copy_edited_at), Read(202)]
        recent = Recent(
            [Stretch(ENGLISH, 0, [Read(100, edited_at=NOON)]), Stretch(CHINESE, 0, posts)],
            [mirror(0, 201), mirror(1, 202)],
        )
        return [each.id for each in recent.edited()]

    assert behind(None) == behind(NOON - timedelta(seconds=1)) == [100]
    assert behind(NOON) == []
    assert Recent([Stretch(ENGLISH, 0, [Read(100)])], [mirror(0, 201)]).edited() == []
