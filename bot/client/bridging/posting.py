"""What is asked of Discord for one part of a copy. What goes wrong is a line in the log; a lost webhook is replaced."""

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.bridges.mirrors import Mirror
from bot.bridges.names import webhook_name
from bot.bridges.types import Said
from bot.client.bridging.more import NOTHING_MORE, Load
from bot.client.bridging.pace import Pace
from bot.client.bridging.webhooks import Webhooks, is_lost
from bot.client.posts import TROUBLE
from bot.client.render import LIMIT
from bot.markup import units
from bot.store.mirrors import ITSELF

_log = logging.getLogger(__name__)
# Somebody else removed it, or took away the bot's access: either way there is nothing left to do.
_OUT_OF_REACH = (403, 404)
_TOO_LARGE = 413
_ARCHIVED = 50083
_FORBIDDEN = 50013


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a copy, ready to be posted. title: of the forum's post that it begins, a thread with its id."""

    said: Said
    content: str
    load: Load = NOTHING_MORE
    title: str | None = None


class LostWebhook(Exception):
    """The webhook that was to post is gone. mirror: the part that was not posted."""

    def __init__(self, mirror: Mirror) -> None:
        super().__init__(mirror.part)
        self.mirror = mirror


class Posting:
    """Posts, changes and removes parts of copies."""

    def __init__(
        self, client: discord.Client, webhooks: Webhooks, pace: Pace, is_gone: Callable[[int], bool] = lambda _: False
    ) -> None:
        """is_gone: whether a message was deleted while its copies waited for their turn."""
        self._client = client
        self._webhooks = webhooks
        self._pace = pace
        self._is_gone = is_gone

    async def send(self, mirror: Mirror, part: Part) -> int | None:
        """Post a part as its mirror says where and by whom; the id of the post, None if it could not be posted.

        Raises LostWebhook if it is gone.
        """
        try:
            hook = await self._hook(mirror)
            if hook is None and mirror.webhook_id:
                raise LostWebhook(mirror)
            posted = await (self._in_turn(hook, mirror, part) if hook else self._plainly(mirror, part))
        except TROUBLE as error:
            if mirror.webhook_id and is_lost(error):
                self._webhooks.lost(mirror.channel_id, mirror.webhook_id)
                raise LostWebhook(mirror) from None
            if part.load.files and isinstance(error, discord.HTTPException) and error.status == _TOO_LARGE:
                part.load.refused()
                return await self.send(mirror, without_files(part))
            _log.warning(
                "message %s could not be mirrored to channel %s: %s", mirror.source_id, mirror.place_id, reason(error)
            )
            return None
        return posted.id if posted else None

    async def rewrite(
        self, mirror: Mirror, content: str, embeds: Sequence[discord.Embed] = ()
    ) -> discord.Message | None:
        """Change a part; the post as it is then, None if it stays as it was. One that was removed stays removed.

        embeds: in place of those there are, if there are any; previews of links are Discord's own.
        """
        return await self._changed(mirror, {"content": content, **({"embeds": list(embeds)} if embeds else {})})

    async def undress(self, mirror: Mirror) -> None:
        """Take the embeds off a part."""
        await self._changed(mirror, {"embeds": []})

    async def attach(self, mirror: Mirror, files: Sequence[discord.Attachment | discord.File]) -> bool:
        """Let a part hold these files and no others; whether it does now."""
        return await self._changed(mirror, {"attachments": list(files)}) is not None

    async def _changed(self, mirror: Mirror, changes: dict[str, Any]) -> discord.Message | None:
        try:
            return await self._edit_awake(mirror, changes)
        except TROUBLE as error:
            self._note_loss(mirror, error)
            _log.warning(
                "the copy %s of message %s stays as it is: %s", mirror.post_id, mirror.source_id, reason(error)
            )
            return None

    async def remove(self, mirror: Mirror) -> bool:
        """Delete a part; whether it is gone (or for good out of reach)."""
        try:
            await self._delete(mirror)
        except TROUBLE as error:
            if mirror.webhook_id != ITSELF and isinstance(error, discord.HTTPException) and error.code == _FORBIDDEN:
                # Kept for another try: whoever gives the permission wants to see these go, too.
                self._webhooks.left_behind(mirror.channel_id)
                return False
            if isinstance(error, discord.HTTPException) and error.status in _OUT_OF_REACH:
                return True
            self._note("could not be removed", mirror, reason(error))
            return False
        return True

    async def _in_turn(self, hook: discord.Webhook, mirror: Mirror, part: Part) -> discord.WebhookMessage | None:
        """Post when the channel takes a post again; None if nobody wants it any more by then."""
        async with self._pace.turn(mirror.channel_id):
            return None if self._is_gone(mirror.source_id) else await self._by(hook, mirror, part)

    async def _by(self, hook: discord.Webhook, mirror: Mirror, part: Part) -> discord.WebhookMessage:
        return await hook.send(
            part.content,
            username=webhook_name(part.said.names),
            avatar_url=part.said.avatar_url,
            allowed_mentions=discord.AllowedMentions.none(),
            wait=True,
            **(self._begun(mirror, part.title) if part.title else _thread(mirror)),
            **part.load.arguments(),
        )

    async def _plainly(self, mirror: Mirror, part: Part) -> discord.Message:
        none = discord.AllowedMentions.none()
        forum = self._client.get_channel(mirror.place_id)
        if part.title and isinstance(forum, discord.ForumChannel):
            begun = await forum.create_thread(
                name=part.title,
                content=part.content,
                allowed_mentions=none,
                applied_tags=_tags(forum),
                **part.load.arguments(),
            )
            return begun.message
        place = self._client.get_partial_messageable(mirror.place_id, guild_id=mirror.guild_id)
        nonce = _nonce(mirror, part.said)
        return await place.send(part.content, allowed_mentions=none, nonce=nonce, **part.load.arguments())

    def _begun(self, mirror: Mirror, title: str) -> dict[str, Any]:
        """What a webhook must be told to begin a forum's post."""
        tags = _tags(self._client.get_channel(mirror.place_id))
        return {"thread_name": title, **({"applied_tags": tags} if tags else {})}

    async def _edit_awake(self, mirror: Mirror, changes: dict[str, Any]) -> discord.Message | None:
        """Discord wakes an archived thread for a new post, but not for an edit."""
        try:
            return await self._edit(mirror, changes)
        except discord.HTTPException as error:
            if error.code != _ARCHIVED:
                raise
            await self._client.http.edit_channel(mirror.place_id, archived=False)
            return await self._edit(mirror, changes)

    async def _edit(self, mirror: Mirror, changes: dict[str, Any]) -> discord.Message | None:
        none = discord.AllowedMentions.none()
        if mirror.webhook_id == ITSELF:
            return await self._partial(mirror).edit(allowed_mentions=none, **changes)
        if hook := await self._hook(mirror):
            return await hook.edit_message(_id(mirror), allowed_mentions=none, **changes, **_thread(mirror))
        # Nobody but a webhook changes its posts.
        self._note("stays as it is", mirror, "its webhook is gone")
        return None

    async def _delete(self, mirror: Mirror) -> None:
        hook = await self._hook(mirror)
        try:
            if hook:
                await hook.delete_message(_id(mirror), **_thread(mirror))
                return
        except discord.HTTPException as error:
            if not is_lost(error):
                raise
            self._note_loss(mirror, error)
        # A bot that manages messages may delete those of a webhook that is gone, or of one whose token nobody knows.
        await self._partial(mirror).delete()

    async def _hook(self, mirror: Mirror) -> discord.Webhook | None:
        return await self._webhooks.by_id(mirror.channel_id, mirror.webhook_id) if mirror.webhook_id else None

    def _note(self, what: str, mirror: Mirror, why: str) -> None:
        _log.warning("the copy %s of message %s %s: %s", mirror.post_id, mirror.source_id, what, why)

    def _note_loss(self, mirror: Mirror, error: BaseException) -> None:
        if mirror.webhook_id and is_lost(error):
            self._webhooks.lost(mirror.channel_id, mirror.webhook_id)

    def _partial(self, mirror: Mirror) -> discord.PartialMessage:
        place = self._client.get_partial_messageable(mirror.place_id, guild_id=mirror.guild_id)
        return place.get_partial_message(_id(mirror))


def without_files(part: Part) -> Part:
    """The same with lines in place of its files, as many as there is room for."""
    content = part.content
    for line in part.load.instead:
        longer = f"{content}\n{line}".lstrip("\n")
        content = longer if units(longer) <= LIMIT else content
    return replace(part, content=content, load=Load(embeds=part.load.embeds))


def by_itself(mirror: Mirror) -> Mirror:
    """The same part, posted by the bot under its own name."""
    return replace(mirror, webhook_id=ITSELF)


def reason(error: BaseException) -> str:
    """What went wrong, without any text of a member and without a webhook's address."""
    if isinstance(error, discord.HTTPException):
        return f"{error.status} {error.code}"
    return type(error).__name__


def _thread(mirror: Mirror) -> dict[str, Any]:
    """What a webhook must be told where it does not post in its own channel."""
    return {} if mirror.place_id == mirror.channel_id else {"thread": discord.Object(mirror.place_id)}


def _tags(forum: Any) -> list[discord.ForumTag]:
    """The tag of a post in a forum that takes none without: the first one that everybody may give."""
    if not isinstance(forum, discord.ForumChannel) or not forum.flags.require_tag:
        return []
    return sorted(forum.available_tags, key=lambda tag: tag.moderated)[:1]


def _nonce(mirror: Mirror, said: Said) -> str:
    """The same for the same part of the same message: Discord then gives back the first post instead of a second."""
    words = f"mirror.{mirror.source_id}.{mirror.channel_id}.{mirror.part}.{said.edited_at}"
    return hashlib.blake2b(words.encode(), digest_size=12).hexdigest()


def _id(mirror: Mirror) -> int:
    if not mirror.post_id:
        raise ValueError("this part has no post")
    return mirror.post_id
