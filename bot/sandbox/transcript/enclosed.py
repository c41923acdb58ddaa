"""What a message holds beside its words and files, as lines of text: stickers, polls, and what it passes on."""

from collections.abc import Iterator

from bot.sandbox.wire import Json
from bot.sandbox.world.message import Message


def enclosed(message: Message) -> list[str]:
    """The lines, in the order in which Discord's app shows them."""
    stickers = [f"🏷 {each.name}" for each in message.stickers]
    passed_on = [line for each in message.snapshots for line in _snapshot(each)]
    return [*passed_on, *stickers, *(_poll(message.poll) if message.poll else ())]


def _snapshot(snapshot: Json) -> Iterator[str]:
    lines = [
        *(line for line in str(snapshot["content"]).split("\n") if snapshot["content"]),
        *(f"📎 {each['filename']}" for each in snapshot["attachments"]),
        *(f"🏷 {each['name']}" for each in snapshot.get("sticker_items", ())),
        *(f"│ {each['title']}" for each in snapshot["embeds"] if each.get("title")),
    ]
    return (f"↪ {line}" for line in lines)


def _poll(poll: Json) -> Iterator[str]:
    yield f"📊 {poll['question']['text']}"
    for answer in poll["answers"]:
        emoji = answer["poll_media"].get("emoji", {}).get("name")
        yield " ".join(part for part in ("○", emoji, answer["poll_media"]["text"]) if part)
