"""The steps of a transcript: what its lines mean, free of how they are written.

Every step knows its `line`, from 1. People, channels and roles are names; the player finds out whom they mean.
"""

from dataclasses import dataclass
from typing import Literal

LONGEST_NAME = 32
Sigil = Literal["", "#", "@"]
ChannelKind = Literal["text", "voice", "category", "announcement", "forum"]
Tolerable = Literal["unanswered", "errors", "complaints", "death"]


@dataclass(frozen=True, slots=True)
class Value:
    """A word of a line: a text, with "#" the name of a channel, with "@" that of a member or role."""

    text: str
    sigil: Sigil = ""

    def __str__(self) -> str:
        """The value as one would type it into Discord."""
        return f"{self.sigil}{self.text}"


@dataclass(frozen=True, slots=True)
class Ref:
    """A message: the last one said, the bot's last answer, one that begins with a text, or one given a label."""

    by: Literal["last", "answer", "beginning", "label"]
    text: str = ""

    def __str__(self) -> str:
        """The reference as a transcript writes it."""
        return {"beginning": f'"{self.text}"', "label": f"[{self.text}]"}.get(self.by, self.by)


LAST = Ref("last")
Options = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One line and what it asks for."""

    line: int


@dataclass(frozen=True, slots=True)
class Setup(Step):
    """A step that only prepares the world or the bot: no bot is needed for it."""


@dataclass(frozen=True, slots=True)
class Act(Step):
    """Something a member does in the current channel."""

    who: str


@dataclass(frozen=True, slots=True)
class Go(Setup):
    """From here on everything happens in this channel or thread."""

    channel: str


@dataclass(frozen=True, slots=True)
class Visit(Setup):
    """From here on everything happens in the direct messages that somebody and the bot have."""

    who: str


@dataclass(frozen=True, slots=True)
class Say(Act):
    """A message, perhaps in reply to another and with files, which later lines may call by its label."""

    text: str
    label: str = ""
    reply_to: Ref | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Post(Act):
    """A post of a forum; `label` will name its first message, and `title` its thread."""

    forum: str
    title: str
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Forward(Act):
    """A message is passed on into another channel."""

    message: Ref
    channel: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Ask(Act):
    """A poll."""

    question: str
    answers: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Edit(Act):
    """The author changes the text of a message."""

    message: Ref
    text: str


@dataclass(frozen=True, slots=True)
class Delete(Act):
    """A member takes a message away."""

    message: Ref


@dataclass(frozen=True, slots=True)
class React(Act):
    """A member puts a reaction under a message, or takes it away."""

    emoji: str
    message: Ref
    away: bool = False


@dataclass(frozen=True, slots=True)
class Command(Act):
    """A member runs a slash command; `label` will name its answer."""

    path: tuple[str, ...]
    options: Options = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Menu(Act):
    """A member picks an entry of a message's Apps menu."""

    name: str
    message: Ref
    label: str = ""


@dataclass(frozen=True, slots=True)
class Press(Act):
    """A member presses a button, by its label or its number; without a message, where it was last seen."""

    button: str
    message: Ref | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Choose(Act):
    """A member chooses in a select; without a message, where these options were last seen.

    select  what stands in it, where several offer the same; "" for the first
    """

    values: tuple[Value, ...]
    message: Ref | None = None
    label: str = ""
    select: str = ""


@dataclass(frozen=True, slots=True)
class Fill(Act):
    """A member fills in the form that was opened for them last, and sends it."""

    fields: Options
    label: str = ""


@dataclass(frozen=True, slots=True)
class Join(Act):
    """Somebody becomes a member, for all to see; `pending`: Discord shows them the server's rules first."""

    locale: str = ""
    roles: tuple[str, ...] = ()
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Agree(Act):
    """A member agrees to the rules that Discord has shown them."""


@dataclass(frozen=True, slots=True)
class Leave(Act):
    """A member leaves the server."""


@dataclass(frozen=True, slots=True)
class StartTyping(Act):
    """A member is seen typing."""


@dataclass(frozen=True, slots=True)
class OpenGuild(Setup):
    """A server, which becomes the current one; `permissions` are the bot's, None for the usual ones.

    with_bot: whether the bot is there from the beginning; else it comes with `Invite`.
    """

    name: str
    owner: str = ""
    permissions: tuple[str, ...] | None = None
    with_bot: bool = True


@dataclass(frozen=True, slots=True)
class OpenChannel(Setup):
    """A channel of the current server; the current channel stays what it is."""

    name: str
    kind: ChannelKind = "text"
    topic: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class OpenThread(Setup):
    """A thread of a channel; without a parent, of the current one."""

    name: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class OpenRole(Setup):
    """A role of the current server."""

    name: str
    permissions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddMember(Setup):
    """A member of the current server: what is left out is guessed from the name."""

    name: str
    locale: str = ""
    roles: tuple[str, ...] = ()
    bot: bool = False


@dataclass(frozen=True, slots=True)
class SetVariable(Setup):
    """A variable of the bot's environment, from its next start on."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Tolerate(Setup):
    """Failures of the bot that this transcript provokes, and which are therefore none."""

    what: tuple[Tolerable, ...]


@dataclass(frozen=True, slots=True)
class Pace(Step):
    """Whether the steps from here on wait for the bot; to start waiting is also to wait now."""

    waits: bool


@dataclass(frozen=True, slots=True)
class Advance(Step):
    """Time passes, for Discord and the bot."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Until(Step):
    """Time passes until a clock shows an hour; `weekday` counts from Monday, 0, and None is whichever comes next."""

    hour: int
    minute: int
    weekday: int | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Control(Step):
    """What happens to the bot's process."""

    what: Literal["start", "stop", "restart", "kill"]


@dataclass(frozen=True, slots=True)
class Invite(Step):
    """The bot comes to the current server, and says what it says then."""


@dataclass(frozen=True, slots=True)
class GatewayFault(Step):
    """Discord cuts the bot's connection, asks it to come back, or calls its session invalid."""

    what: Literal["drop", "reconnect", "invalidate"]
    resumable: bool = True


@dataclass(frozen=True, slots=True)
class HttpFault(Step):
    """Discord answers the next requests on a route with an error, late, or never."""

    what: Literal["http", "slow", "hang"]
    route: str = ""
    times: int = 1
    status: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Permit(Step):
    """The bot loses a permission in a channel or gets it back; without a channel, in the current one."""

    permission: str
    channel: str = ""
    allowed: bool = False
