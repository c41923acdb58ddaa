"""Members: accounts in a guild, and what they do there."""

from typing import TYPE_CHECKING, ClassVar

from bot.sandbox.acts import Acts

if TYPE_CHECKING:
    from bot.sandbox.world.guild import Guild
    from bot.sandbox.world.user import User
    from bot.sandbox.world.world import World


class Member(Acts):
    """An account in a guild. Its acts are synchronous: they change the world and queue the gateway's events."""

    resolves_as: ClassVar[str] = "members"

    def __init__(self, world: "World", guild: "Guild", user: "User", roles: set[int], *, pending: bool = False) -> None:
        self.world = world
        self.guild = guild
        self.user = user
        self.roles = roles
        self.nick: str | None = None
        self.pending = pending
        self.joined = world.clock.now()

    def __repr__(self) -> str:
        return f"<Member {self.name!r} {self.id}>"

    @property
    def id(self) -> int:
        """The account's id."""
        return self.user.id

    @property
    def name(self) -> str:
        """What the guild sees."""
        return self.nick or self.user.name

    @property
    def mention(self) -> str:
        """The text that mentions this member."""
        return self.user.mention
