"""Messages that a bot or webhook wants to post or edit."""

import re
from dataclasses import dataclass
from typing import Any, cast

from bot.sandbox.forms import components, embeds, poll
from bot.sandbox.forms.form import Form
from bot.sandbox.http.errors import ApiError
from bot.sandbox.wire import Json
from bot.sandbox.world.attachment import Upload
from bot.sandbox.world.channel import Channel
from bot.sandbox.world.draft import COMPONENTS_V2, Draft
from bot.sandbox.world.mentions import Allowed
from bot.sandbox.world.message import Message

CONTENT = 2000
FILES = 10
NONCE = 25
MENTIONS = 100
FORWARD = 1
_KINDS = ("users", "roles", "everyone")


@dataclass(frozen=True, slots=True)
class Edit:
    """What an edit changes; None where it leaves things as they are."""

    content: str | None = None
    embeds: list[Json] | None = None
    components: list[Json] | None = None
    kept: frozenset[int] | None = None
    uploads: tuple[Upload, ...] = ()
    flags: int | None = None
    allowed: Allowed | None = None


def read_draft(data: Json, files: dict[int, Upload], *, flags: int) -> Draft:
    """Check a new message; `flags` are those that may be set. ApiError 50035, or 50006 if it is empty."""
    form = Form()
    draft = Draft()
    draft.flags = form.bits(data, "flags", ()) & flags
    draft.content = (_content(form, data) or "").strip()
    draft.embeds = embeds.read(form, data)
    draft.components = components.read(form, data, v2=bool(draft.flags & COMPONENTS_V2))
    draft.allowed = allowed(form, data)
    draft.uploads = _uploads(form, data, files)
    draft.tts = bool(data.get("tts"))
    draft.nonce = _nonce(form, data)
    draft.poll = poll.read(form, data)
    _v2(form, draft)
    own = draft.content or draft.embeds or draft.components or draft.uploads or draft.poll
    forwards = _forwards(form, data, alone=not own)
    form.finish()
    if not (own or forwards or data.get("sticker_ids")):
        raise ApiError(400, 50006, "Cannot send an empty message")
    return draft


def read_edit(data: Json, files: dict[int, Upload], message: Message) -> Edit:
    """Check a change of a message; ApiError 50035, 50006 if nothing would be left of it, or 520003 for a poll."""
    if message.poll is not None:
        raise ApiError(400, 520003, "Cannot edit a poll message")
    form = Form()
    v2 = bool((form.bits(data, "flags", ()) | message.flags) & COMPONENTS_V2)
    edit = Edit(
        content=(_content(form, data) or "").strip() if "content" in data else None,
        embeds=embeds.read(form, data) if "embeds" in data else None,
        components=components.read(form, data, v2=v2) if "components" in data else None,
        kept=_kept(data) if data.get("attachments") is not None else None,
        uploads=_uploads(form, data, files),
        flags=None if data.get("flags") is None else form.bits(data, "flags", ()),
        allowed=allowed(form, data) if data.get("allowed_mentions") else None,
    )
    form.finish()
    _left(edit, message)
    return edit


def _left(edit: Edit, message: Message) -> None:
    content = message.content if edit.content is None else edit.content
    shown = message.embeds if edit.embeds is None else edit.embeds
    parts = message.components if edit.components is None else edit.components
    files = [each for each in message.attachments if edit.kept is None or each.id in edit.kept]
    if not (content or shown or parts or files or edit.uploads):
        raise ApiError(400, 50006, "Cannot send an empty message")


def _content(form: Form, data: Json) -> str | None:
    content = data.get("content")
    if isinstance(content, (int, float)):
        return str(content)
    return form.text(data, "content", (), high=CONTENT)


def _v2(form: Form, draft: Draft) -> None:
    if draft.flags & COMPONENTS_V2 and (draft.content or draft.embeds):
        field = "content" if draft.content else "embeds"
        message = "The 'content' and 'embeds' fields cannot be used with MessageFlags.IS_COMPONENTS_V2"
        form.error((field,), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)


def _forwards(form: Form, data: Json, *, alone: bool) -> bool:
    """Whether a message only passes another one on. Discord names no code for one that also says something."""
    reference: Any = data.get("message_reference")
    forwards = isinstance(reference, dict) and cast("Json", reference).get("type") == FORWARD
    if forwards and not alone:
        message = "Forwarded messages cannot have additional content."
        form.error(("message_reference",), "MESSAGE_FORWARD_WITH_CONTENT", message)
    return forwards


def _nonce(form: Form, data: Json) -> str | int | None:
    nonce = data.get("nonce")
    if nonce is not None and len(str(nonce)) > NONCE:
        form.error(("nonce",), "NONCE_TYPE_TOO_LONG", f"Nonce must be {NONCE} or fewer in length.")
    return nonce


def allowed(form: Form, data: Json) -> Allowed:
    """Check `allowed_mentions`."""
    body: Any = data.get("allowed_mentions")
    if not isinstance(body, dict):
        return Allowed()
    wanted, path = cast("Json", body), ("allowed_mentions",)
    kinds = cast("list[Any]", wanted.get("parse") or [])
    for index, kind in enumerate(kinds):
        if kind not in _KINDS:
            form.error((*path, "parse", index), "BASE_TYPE_CHOICES", f"Value must be one of {_KINDS}.")
    listed = {kind: form.ids(wanted, kind, path) for kind in ("users", "roles")}
    for kind, ids in listed.items():
        if ids and kind in kinds:
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            form.error(path, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
        if len(ids) > MENTIONS:
            form.error((*path, kind), "BASE_TYPE_MAX_LENGTH", f"Must be {MENTIONS} or fewer in length.")
    return Allowed(
        None if "users" in kinds else frozenset(listed["users"]),
        None if "roles" in kinds else frozenset(listed["roles"]),
        "everyone" in kinds,
        bool(wanted.get("replied_user", False)),
    )


def _uploads(form: Form, data: Json, files: dict[int, Upload]) -> tuple[Upload, ...]:
    if len(files) > FILES:
        raise ApiError(400, 30015, f"Maximum number of attachments in a message reached ({FILES})")
    described = {str(each.get("id")): each for each in form.items(data, "attachments", (), most=FILES)}
    return tuple(_upload(index, file, described.get(str(index), {})) for index, file in sorted(files.items()))


def _upload(index: int, file: Upload, described: Json) -> Upload:
    name = str(described.get("filename") or file.filename or f"file{index}")
    return Upload(re.sub(r"[^\w.\-]", "_", name), file.data, described.get("description"))


def _kept(data: Json) -> frozenset[int]:
    return frozenset(int(each["id"]) for each in data["attachments"] if str(each.get("id", "")).isdecimal())


def read_reference(data: Json, channel: Channel) -> Message | None:
    """The message to reply to; ApiError 50035 if it is gone and the bot insists on it."""
    reference = data.get("message_reference")
    if not reference or reference.get("type") == FORWARD:
        return None
    form = Form()
    message_id = form.snowflake(reference, "message_id", ("message_reference",))
    place = form.snowflake(reference, "channel_id", ("message_reference",))
    if place is not None and place != channel.id:
        message = "Cannot reply to a message in a different channel"
        form.error(("message_reference",), "REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL", message)
    found = channel.by_id.get(message_id or 0)
    if found is None and reference.get("fail_if_not_exists") is not False:
        form.error(("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
    form.finish()
    return found
