"""One entry of the table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.access.access import Area
from bot.config.kinds import Kind, Value


class Home(Protocol):
    """Where some settings of servers are kept. Both raise StoreError."""

    async def read(self, guild_id: int) -> Mapping[str, Value]:
        """All that a server has decided, by field; the defaults where it decided nothing."""
        ...

    async def write(self, guild_id: int, by: int, field: str, value: Value) -> None:
        """Let a server do this from now on, and write down who decided. by: a member's id. May raise UserError."""
        ...


@dataclass(frozen=True, slots=True)
class Setting:
    """What a server can decide. key: its name in files and custom ids, [a-z.-]{1,40}.

    area: whose holders may change it. label, about: msgids, its name and one sentence. home and field: where it is
    kept. default: as long as nobody decides.
    """

    key: str
    area: Area
    label: str
    about: str
    kind: Kind
    home: str
    field: str
    default: Value = None


@dataclass(frozen=True, slots=True)
class Page:
    """Settings that belong together. label: a msgid. more: a msgid, where to find what no menu can hold; or None."""

    key: str
    label: str
    settings: tuple[Setting, ...]
    more: str | None = None
