"""Changing what a message says."""

from dataclasses import replace as changed
from typing import TYPE_CHECKING

from bot.sandbox.world import mentions, posting
from bot.sandbox.world.draft import COMPONENTS_V2, SUPPRESS_EMBEDS, Draft
from bot.sandbox.world.mentions import Allowed

if TYPE_CHECKING:
    from bot.sandbox.forms.message import Edit
    from bot.sandbox.world.message import Message


def apply(message: "Message", edit: "Edit") -> None:
    """Change a message and tell everybody."""
    change(message, edit)
    posting.edited(message, mark=not only_flags(edit))


def change(message: "Message", edit: "Edit") -> None:
    """Change a message and tell nobody. Nobody is pinged by an edit either."""
    if edit.content is not None:
        message.content = edit.content
        _reread(message, edit.allowed or Allowed())
    if edit.embeds is not None:
        message.embeds = tuple(edit.embeds)
    if edit.components is not None:
        message.components = tuple(edit.components)
    if edit.flags is not None:
        kept = message.flags & ~SUPPRESS_EMBEDS
        message.flags = kept | edit.flags & (SUPPRESS_EMBEDS | COMPONENTS_V2)
    _files(message, edit)


def only_flags(edit: "Edit") -> bool:
    """Whether an edit only hides or shows link previews, which does not mark the message as edited."""
    parts = (edit.content, edit.embeds, edit.components, edit.kept)
    return all(part is None for part in parts) and not edit.uploads


def replace(message: "Message", draft: Draft) -> None:
    """Let a message say what a draft says, without counting as edited and without telling anybody."""
    message.content, message.flags = draft.content, draft.flags
    message.embeds, message.components = tuple(draft.embeds), tuple(draft.components)
    message.attachments = posting.attach(message.channel, draft.uploads, ephemeral=message.ephemeral)
    message.mentions = mentions.read(draft.content, message.channel, message.author, draft.allowed, None)


def rewrite(message: "Message", content: str) -> None:
    """An edit by a member: other words."""
    message.content = content
    _reread(message, Allowed())
    posting.edited(message)


def _reread(message: "Message", allowed: Allowed) -> None:
    found = mentions.read(message.content, message.channel, message.author, allowed, None)
    message.mentions = changed(found, pinged=message.mentions.pinged)


def _files(message: "Message", edit: "Edit") -> None:
    if edit.kept is not None:
        message.attachments = tuple(each for each in message.attachments if each.id in edit.kept)
    if edit.uploads:
        message.attachments += posting.attach(message.channel, edit.uploads, ephemeral=message.ephemeral)
