"""A channel's exceptions for roles and members."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.sandbox.permissions import bits

if TYPE_CHECKING:
    from bot.sandbox.world.member import Member
    from bot.sandbox.world.user import Role

ROLE, MEMBER = 0, 1


class Overwrite:
    """What a channel allows and denies a role or a member, by names such as "send_messages" or as bits."""

    __slots__ = ("allow", "deny", "id", "type")

    def __init__(
        self, target: "Role | Member", allow: int | str | Iterable[str] = (), deny: int | str | Iterable[str] = ()
    ) -> None:
        self.id = target.id
        self.type = ROLE if target.resolves_as == "roles" else MEMBER
        self.allow = bits(allow)
        self.deny = bits(deny)

    @classmethod
    def raw(cls, target_id: int, kind: int, allow: int, deny: int) -> "Overwrite":
        """An overwrite as a client sends it, by the id and type of its target."""
        overwrite = cls.__new__(cls)
        overwrite.id, overwrite.type, overwrite.allow, overwrite.deny = target_id, kind, allow, deny
        return overwrite
