"""What stands in bridged channels now, held against what is remembered of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.bridges.mirrors import Mirror


@dataclass(frozen=True, slots=True)
class Stretch:
    """The messages of a channel or thread, all with an id over `since`, oldest first."""

    place_id: int
    since: int
    messages: Sequence[Any]


class Recent:
    """The recent messages of a bridge's channels, as they are, and the copies that were known before they were read."""

    def __init__(self, stretches: Iterable[Stretch], copies: Iterable[Mirror]) -> None:
        self._since = {each.place_id: each.since for each in stretches}
        found = [message for each in stretches for message in each.messages]
        self.messages: Mapping[int, Any] = {each.id: each for each in sorted(found, key=lambda each: each.id)}
        self._copies: dict[int, list[Mirror]] = {}
        for mirror in copies:
            self._copies.setdefault(mirror.source_id, []).append(mirror)

    @property
    def sources(self) -> list[int]:
        """The messages of which there are copies, oldest first."""
        return sorted(self._copies)

    def missing(self) -> list[tuple[int, int]]:
        """By place and id, what was remembered and is not where it should be."""
        known = {(each.source_place_id, each.source_id) for copies in self._copies.values() for each in copies}
        known |= {(each.place_id, each.post_id or 0) for copies in self._copies.values() for each in copies}
        return sorted(
            (place_id, number)
            for place_id, number in known
            if place_id in self._since and number > self._since[place_id] and number not in self.messages
        )

    def edited(self) -> list[Any]:
        """The messages of which some copy was not touched since they were edited."""
        found = [self.messages[source_id] for source_id in self.sources if source_id in self.messages]
        return [each for each in found if each.edited_at and self._is_behind(each.id, each.edited_at)]

    def _is_behind(self, source_id: int, edited_at: datetime) -> bool:
        heads = [each.post_id for each in self._copies[source_id] if each.part == 0]
        posts = [self.messages.get(post_id or 0) for post_id in heads]
        return any(post is None or post.edited_at is None or post.edited_at < edited_at for post in posts)
