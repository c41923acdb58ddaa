"""What members say: messages, files, stickers, polls, forum posts, and what they pass on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.sandbox.permissions import BITS
from bot.sandbox.refusal import Refused
from bot.sandbox.wire import Json
from bot.sandbox.world import editing, forwarding, kinds, posting
from bot.sandbox.world import poll as polls
from bot.sandbox.world.attachment import Attachment, Upload
from bot.sandbox.world.draft import SUPPRESS_NOTIFICATIONS, Draft
from bot.sandbox.world.poll import Poll
from bot.sandbox.world.sticker import MOST, Sticker

if TYPE_CHECKING:
    from bot.sandbox.world.channel import Channel
    from bot.sandbox.world.guild import Guild
    from bot.sandbox.world.message import Message
    from bot.sandbox.world.user import User
    from bot.sandbox.world.world import World

MEMBER_CONTENT = 4000  # with Nitro
THREAD_NAME = 100
Files = Sequence[Upload | tuple[str, bytes]]


class Speech:
    """A member who speaks. Raises Refused where Discord's client would not send it."""

    world: "World"
    guild: "Guild"
    user: "User"
    pending: bool

    def say(  # noqa: PLR0913 - what a message can hold, by name
        self,
        channel: "Channel",
        text: str = "",
        *,
        reply_to: "Message | None" = None,
        attachments: Files = (),
        embeds: Sequence[Json] = (),
        stickers: Sequence[Sticker] = (),
        silent: bool = False,
    ) -> "Message":
        """Post a message of 1 to 4,000 characters, or with files or stickers. Embeds stand for link previews."""
        self._may_write(channel)
        if len(stickers) > MOST:
            raise Refused(f"a message has at most {MOST} stickers")
        if any(each.guild is not channel.guild for each in stickers):
            self._need(channel, "use_external_stickers")
        draft = _draft(text, attachments, embeds, stickers)
        draft.reference = reply_to
        draft.flags = SUPPRESS_NOTIFICATIONS if silent else 0
        return channel.post(self.user, draft)

    def poll(
        self, channel: "Channel", question: str, answers: Sequence[str], *, hours: int = 24, multiple: bool = False
    ) -> "Message":
        """Ask a question of 1 to 300 characters with 1 to 10 answers of 1 to 55."""
        self._may_write(channel)
        self._need(channel, "send_polls")
        if not 1 <= len(question) <= polls.QUESTION or not 1 <= len(answers) <= polls.ANSWERS:
            raise Refused(f"a poll asks in up to {polls.QUESTION} characters and has 1 to {polls.ANSWERS} answers")
        if not all(1 <= len(each) <= polls.ANSWER for each in answers):
            raise Refused(f"an answer has 1 to {polls.ANSWER} characters")
        asked = Poll(question, [{"text": each} for each in answers], hours, multiple)
        return channel.post(self.user, Draft(poll=asked))

    def forward(self, message: "Message", channel: "Channel") -> "Message":
        """Pass a message on as it is now."""
        self._need(message.channel, "read_message_history")
        self._may_write(channel)
        if not forwarding.possible(message):
            raise Refused("such a message cannot be forwarded")
        draft = Draft()
        forwarding.forward(message, channel, draft)
        return channel.post(self.user, draft)

    def start_post(self, forum: "Channel", title: str, text: str = "", *, attachments: Files = ()) -> "Channel":
        """Begin a post of a forum; the answer is its thread, whose first message has the same id."""
        self._need(forum, "send_messages")
        if forum.kind != kinds.FORUM:
            raise Refused(f"#{forum.name} is no forum")
        if not 1 <= len(title) <= THREAD_NAME:
            raise Refused(f"a title has 1 to {THREAD_NAME} characters")
        draft = _draft(text, attachments)
        thread = forum.add_thread(title, owner=self.user)
        draft.id = thread.id
        thread.post(self.user, draft)
        return thread

    def edit(self, message: "Message", text: str, *, without: Sequence[Attachment] = ()) -> None:
        """Change the words of one's own message, and take files away from it."""
        if message.author is not self.user or message.deleted:
            raise Refused("only one's own messages can be edited")
        if message.poll is not None or message.snapshots:
            raise Refused("polls and forwarded messages cannot be edited")
        message.attachments = tuple(each for each in message.attachments if each not in without)
        editing.rewrite(message, text)

    def delete(self, message: "Message") -> None:
        """Delete one's own message, or anybody's with the permission for it; dismiss an ephemeral one."""
        if message.author is not self.user and not message.ephemeral:
            self._need(message.channel, "manage_messages")
        posting.delete(message)

    def _may_write(self, channel: "Channel") -> None:
        self._need(channel, "send_messages_in_threads" if channel.is_thread else "send_messages")
        if channel.kind not in kinds.WRITABLE:
            raise Refused(f"#{channel.name} is no text channel")
        if channel.thread is not None and channel.thread.locked:
            self._need(channel, "manage_threads")

    def _need(self, channel: "Channel", permission: str) -> None:
        if channel.guild is not None and self.pending:
            raise Refused(f"{self.user.name} has not agreed to the rules of {channel.guild.name} yet")
        held = channel.permissions_of(self.user)
        if not held & BITS["view_channel"] or not held & BITS[permission]:
            raise Refused(f"{self.user.name} lacks {permission} in #{channel.name}")


def _draft(text: str, attachments: Files, embeds: Sequence[Json] = (), stickers: Sequence[Sticker] = ()) -> Draft:
    """What a member writes. Raises Refused if Discord would not take it."""
    if not (text or attachments or embeds or stickers) or len(text) > MEMBER_CONTENT:
        raise Refused(f"a message has 1 to {MEMBER_CONTENT} characters, or files")
    uploads = [each if isinstance(each, Upload) else Upload(*each) for each in attachments]
    return Draft(text, embeds, uploads=uploads, stickers=stickers)
