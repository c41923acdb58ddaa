"""Which mode holds where: a place's own, else that of the nearest it lies in, else the server's."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.translation.types import Mode, Where


class Origin(StrEnum):
    """Whose choice a mode is."""

    OWN = "own"
    PARENT = "parent"
    CATEGORY = "category"
    SERVER = "server"
    QUESTION = "question"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Standing:
    """The mode that was chosen for a place, whether or not its topic silences it, and where it was chosen."""

    mode: Mode
    origin: Origin
    place_id: int | None = None


@dataclass(slots=True)
class Modes:
    """What was chosen, in memory, by the ids of places and servers; the times are in milliseconds UTC.

    A place from which its mode was taken away has a time and no mode. questions: threads whose answers are translated
    unless somebody decided otherwise.
    """

    own: dict[int, Mode] = field(default_factory=dict[int, Mode])
    decided: dict[int, int] = field(default_factory=dict[int, int])
    defaults: dict[int, Mode] = field(default_factory=dict[int, Mode])
    defaults_decided: dict[int, int] = field(default_factory=dict[int, int])
    questions: set[int] = field(default_factory=set[int])

    def standing(self, where: Where) -> Standing:
        """Which mode was chosen for a place, and where."""
        for origin, place_id in _chain(where):
            if place_id is not None and (mode := self.own.get(place_id)):
                return Standing(mode, origin, place_id)
        if mode := self.defaults.get(where.guild_id):
            return Standing(mode, Origin.SERVER)
        if where.channel_id in self.questions:
            return Standing(Mode.REPLY, Origin.QUESTION)
        return Standing(Mode.OFF, Origin.NOBODY)

    def since(self, where: Where) -> int:
        """When it was last decided what holds in a place; 0 if never."""
        latest = 0
        for _, place_id in _chain(where):
            if place_id is not None:
                latest = max(latest, self.decided.get(place_id, 0))
                if place_id in self.own:
                    return latest
        return max(latest, self.defaults_decided.get(where.guild_id, 0))

    def choose(self, place_id: int, mode: Mode | None, at: int) -> None:
        """Let a place have a mode of its own, or no longer."""
        _put(self.own, place_id, mode)
        self.decided[place_id] = at

    def choose_default(self, guild_id: int, mode: Mode | None, at: int) -> None:
        """Let a server have a mode for all its places, or no longer."""
        _put(self.defaults, guild_id, mode)
        self.defaults_decided[guild_id] = at

    def release(self, guild_id: int, place_ids: Iterable[int]) -> None:
        """Know nothing of a server and these places of it any more."""
        for place_id in place_ids:
            self.own.pop(place_id, None)
            self.decided.pop(place_id, None)
        self.defaults.pop(guild_id, None)
        self.defaults_decided.pop(guild_id, None)


def _chain(where: Where) -> tuple[tuple[Origin, int | None], ...]:
    return (
        (Origin.OWN, where.channel_id),
        (Origin.PARENT, where.parent_id),
        (Origin.CATEGORY, where.category_id),
    )


def _put(modes: dict[int, Mode], key: int, mode: Mode | None) -> None:
    if mode is None:
        modes.pop(key, None)
    else:
        modes[key] = mode
