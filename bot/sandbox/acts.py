"""What members do: speak, react, run commands, press buttons, come and go."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.sandbox.interactions import commands, controls
from bot.sandbox.refusal import Refused
from bot.sandbox.speech import Speech
from bot.sandbox.world import membership, pins, posting, reactions, threading

if TYPE_CHECKING:
    from bot.sandbox.interactions.interaction import Interaction
    from bot.sandbox.world.channel import Channel
    from bot.sandbox.world.message import Message
    from bot.sandbox.world.user import Role


class Acts(Speech):
    """The acts of a member. Each is synchronous, and raises Refused where Discord's client would not offer it."""

    roles: set[int]
    nick: str | None

    @property
    def dm(self) -> "Channel":
        """The conversation with the bot, to speak and run commands in."""
        return self.world.direct_messages(self.user)

    def react(self, message: "Message", emoji: str) -> None:
        """Add a reaction, such as "🌐" or "name:id"."""
        self._need(message.channel, "read_message_history")
        if message.channel.thread is not None and message.channel.thread.archived:
            raise Refused("nothing changes in the archive")
        if emoji not in message.reactions:
            self._need(message.channel, "add_reactions")
            if len(message.reactions) >= reactions.MOST:
                raise Refused(f"a message has at most {reactions.MOST} different reactions")
        reactions.add(message, self.user, emoji)

    def unreact(self, message: "Message", emoji: str) -> None:
        """Take one's reaction back."""
        reactions.remove(message, self.user, emoji)

    def clear_reactions(self, message: "Message", emoji: str | None = None) -> None:
        """Take away everybody's reactions, or those with one emoji, as moderators may."""
        self._need(message.channel, "manage_messages")
        reactions.clear(message, emoji)

    def pin(self, message: "Message") -> None:
        """Pin a message."""
        self._need(message.channel, "pin_messages")
        pins.pin(message, self.user)

    def unpin(self, message: "Message") -> None:
        """Take a message off the pins."""
        self._need(message.channel, "pin_messages")
        pins.unpin(message)

    def typing(self, channel: "Channel") -> None:
        """Begin to write."""
        self._need(channel, "send_messages")
        posting.typing(channel, self.user)

    def start_thread(self, channel: "Channel", name: str, message: "Message | None" = None) -> "Channel":
        """Start a public thread, of a message if one is given."""
        self._need(channel, "create_public_threads")
        return channel.add_thread(name, owner=self.user, message=message)

    def join_thread(self, thread: "Channel") -> None:
        """Become a member of a thread."""
        threading.join(thread, self.user)

    def slash(self, channel: "Channel", command: str, /, **options: Any) -> "Interaction":
        """Run a command ("redbridge channel" for a sub-command); options take values, objects or names."""
        return commands.slash(self.user, channel, command, options)

    def autocomplete(self, channel: "Channel", command: str, focused: str, /, **options: Any) -> "Interaction":
        """Type into the option `focused` of a command; `options` holds what is typed so far."""
        return commands.autocomplete(self.user, channel, command, focused, options)

    def menu(self, command: str, target: "Message | Acts", channel: "Channel | None" = None) -> "Interaction":
        """Choose an entry of the Apps menu on a message, or on a member as seen from a channel."""
        if isinstance(target, Acts):
            place = channel or next(iter(self.guild.channels.values()))
            return commands.menu(self.user, place, command, target.user)
        return commands.menu(self.user, target.channel, command, target)

    def press(self, message: "Message", button: str | int) -> "Interaction":
        """Press a button: its label, custom id, emoji or number from 1."""
        return controls.press(self.user, message, button)

    def choose(self, message: "Message", values: Sequence[Any], select: str | int | None = None) -> "Interaction":
        """Choose in a select: options by label or value, or users, roles and channels by object or name."""
        return controls.choose(self.user, message, values, select)

    def submit(self, opened: "Interaction", values: dict[str, Any]) -> "Interaction":
        """Fill in and send the form that `opened` brought up; fields by custom id or label."""
        return controls.submit(self.user, opened, values)

    def install(self) -> None:
        """Install the application for oneself: its commands for users come along wherever one goes."""
        self.world.application.installed.add(self.user.id)

    def uninstall(self) -> None:
        """Remove it again."""
        self.world.application.installed.discard(self.user.id)

    def leave(self) -> None:
        """Leave the guild."""
        membership.leave(self._self())

    def give(self, *roles: "Role") -> None:
        """Receive roles; whoever was still being screened is not any more."""
        membership.give(self._self(), *roles)

    def take(self, *roles: "Role") -> None:
        """Lose roles."""
        self.roles.difference_update(role.id for role in roles)
        membership.updated(self._self())

    def rename(self, nick: str | None) -> None:
        """Take a nickname, or go back to one's name."""
        self.nick = nick
        membership.updated(self._self())

    def close_dms(self, *, closed: bool = True) -> None:
        """Refuse direct messages of bots, or let them through again."""
        self.user.dms_closed = closed

    def pass_screening(self) -> None:
        """Agree to the guild's rules screening."""
        self.pending = False
        membership.updated(self._self())

    def _self(self) -> Any:
        return self.guild.members[self.user.id]
