"""What messages of a bridge hold besides text: files, stickers, polls, forwarded messages, embeds of trusted bots."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.sandbox.forms.message import Edit
from bot.sandbox.world import editing
from bot.sandbox.world.attachment import Upload
from tests.e2e.plaza import Plaza, plaza
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio
CAT = "my cat is lovely"
MIB = 1024 * 1024


@pytest_asyncio.fixture
async def place(quiet: Town) -> AsyncIterator[Plaza]:
    async with plaza(quiet) as built:
        yield built


def files(message: Any) -> list[tuple[str, bytes, str | None]]:
    return [(each.filename, each.data, each.description) for each in message.attachments]


async def test_files_are_uploaded_with_spoiler_and_description(place: Plaza) -> None:
    uploads = [Upload("cat.png", b"meow", "a cat on a keyboard"), Upload("SPOILER_end.txt", b"they live")]
    await place.said(place.amy, place.english, CAT, attachments=uploads)
    copy = place.last(place.chinese)
    assert copy.content == zh(CAT)
    assert files(copy) == [("cat.png", b"meow", "a cat on a keyboard"), ("SPOILER_end.txt", b"they live", None)]


async def test_a_file_without_words_is_mirrored(place: Plaza) -> None:
    await place.said(place.amy, place.english, attachments=[("cat.png", b"meow")])
    copy = place.last(place.chinese)
    assert (copy.content, copy.author.name) == ("", "Amy")
    assert files(copy) == [("cat.png", b"meow", None)]


async def test_a_file_over_the_limit_is_linked_and_the_others_are_uploaded(place: Plaza) -> None:
    uploads = [("film.mp4", b"x" * (11 * MIB)), ("cat.png", b"meow")]
    message = await place.said(place.amy, place.english, CAT, attachments=uploads)
    copy = place.last(place.chinese)
    assert files(copy) == [("cat.png", b"meow", None)]
    url = f"{place.town.sandbox.cdn_base}{message.attachments[0].path}"
    assert copy.content.splitlines() == [zh(CAT), f"📎 [film.mp4]({url})"]


async def test_files_that_are_too_much_together_are_linked(place: Plaza) -> None:
    uploads = [(f"part{number}.bin", b"x" * (9 * MIB)) for number in range(3)]
    await place.said(place.amy, place.english, attachments=uploads)
    copy = place.last(place.chinese)
    assert [each.filename for each in copy.attachments] == ["part0.bin", "part1.bin"]
    assert "[part2.bin](" in copy.content


async def test_what_discord_refuses_to_take_is_linked(place: Plaza) -> None:
    """A server's limit may be lower than its boosts tell."""
    place.town.guild.file_limit = 3
    await place.said(place.amy, place.english, CAT, attachments=[("cat.png", b"meow"), ("SPOILER_end.txt", b"they")])
    copy = place.last(place.chinese)
    assert files(copy) == []
    lines = copy.content.splitlines()
    assert lines[0] == zh(CAT)
    assert lines[1].startswith("📎 [cat.png](")
    assert lines[2].startswith("📎 ||[end.txt](")
    assert lines[2].endswith(")||")


async def test_a_file_that_is_not_on_the_cdn_is_linked_also_after_an_edit(quiet: Town) -> None:
    quiet.environment["DISCORD_CDN_BASE"] = "http://127.0.0.1:9"
    async with plaza(quiet) as place:
        message = await place.said(place.amy, place.english, CAT, attachments=[("cat.png", b"meow")])
        copy = place.last(place.chinese)
        assert files(copy) == []
        assert copy.content.splitlines()[1].startswith("📎 [cat.png](")
        place.amy.edit(message, "one line")
        await place.idle()
        assert copy.content.splitlines()[0] == zh("one line")
        assert copy.content.splitlines()[1].startswith("📎 [cat.png](")


async def test_an_edit_leaves_the_files_where_they_are(place: Plaza) -> None:
    message = await place.said(place.amy, place.english, CAT, attachments=[("cat.png", b"meow")])
    place.amy.edit(message, "one line")
    await place.idle()
    copy = place.last(place.chinese)
    assert (copy.content, files(copy)) == (zh("one line"), [("cat.png", b"meow", None)])


async def test_stickers_are_shown_as_pictures_or_by_name(place: Plaza) -> None:
    wave, dance = place.town.guild.add_sticker("wave [hi]"), place.town.guild.add_sticker("dance", "lottie")
    await place.said(place.amy, place.english, stickers=[wave, dance])
    lines = place.last(place.chinese).content.splitlines()
    assert lines == [f"🏷️ [wave ［hi］]({place.town.sandbox.cdn_base}/stickers/{wave.id}.png)", "🏷️ dance"]


async def test_a_poll_is_shown_as_text_and_leads_to_the_original(place: Plaza) -> None:
    place.amy.poll(place.english, "what do you all think of it", ["my cat is lovely", "good night"])
    await place.idle()
    message, lines = place.last(place.english), place.last(place.chinese).content.splitlines()
    assert lines[:3] == [f"📊 **{zh('what do you all think of it')}**", f"1. {zh(CAT)}", f"2. {zh('good night')}"]
    assert f"/{place.english.id}/{message.id})" in lines[3]


async def test_a_forwarded_message_is_quoted_with_a_mark_in_both_languages(place: Plaza) -> None:
    source = place.amy.say(place.town.general, CAT, attachments=[("cat.png", b"meow")])
    await place.idle()
    place.amy.forward(source, place.english)
    await place.idle()
    copy = place.last(place.chinese)
    assert copy.content.splitlines() == ["-# ↪ 转发 · Forwarded", f"> {zh(CAT)}"]
    assert files(copy) == [("cat.png", b"meow", None)]


async def test_embeds_of_trusted_bots_are_translated_and_those_of_others_stay(place: Plaza) -> None:
    hook = place.english.add_webhook("News")
    embed = {
        "title": CAT, "description": "one line\nand another line", "color": 0xFF0000, "url": "https://example.com/",
        "fields": [{"name": "good night", "value": "is anybody there", "inline": True}],
        "footer": {"text": "News Ltd"},
    }  # fmt: skip
    hook.say("this is a sentence", "NewsFeed", embeds=[embed])
    await place.idle()
    assert place.chinese.messages == []
    await place.town.running.services.bridges.trust(place.bridge.bridge_id, hook.id, place.town.lin.id)
    hook.say("this is a sentence", "NewsFeed", embeds=[embed])
    await place.idle()
    copy = place.last(place.chinese)
    assert (copy.content, copy.author.name) == (zh("this is a sentence"), "NewsFeed")
    shown = copy.embeds[0]
    assert (shown["title"], shown["description"]) == (zh(CAT), f"{zh('one line')}\n{zh('and another line')}")
    assert (shown["color"], shown["url"], shown["footer"]["text"]) == (0xFF0000, "https://example.com/", "News Ltd")
    assert shown["fields"] == [{"name": zh("good night"), "value": zh("is anybody there"), "inline": True}]


async def test_previews_of_links_are_not_copied(place: Plaza) -> None:
    preview = {"type": "link", "title": "a title", "url": "https://example.com/"}
    await place.said(place.amy, place.english, f"{CAT} https://example.com/", embeds=[preview])
    assert place.last(place.chinese).embeds in ((), [])


async def test_without_a_webhook_files_are_posted_plainly(place: Plaza) -> None:
    place.town.sandbox.faults.deny("manage_webhooks", place.chinese)
    await place.idle()
    await place.said(place.amy, place.english, CAT, attachments=[("cat.png", b"meow")])
    copy = place.last(place.chinese)
    assert (copy.author.name, files(copy)) == ("RedBridge", [("cat.png", b"meow", None)])
    assert "Amy" in copy.content


async def test_a_file_that_is_taken_away_goes_from_the_copies(place: Plaza) -> None:
    both = [("cat.png", b"meow"), ("SPOILER_dog.png", b"woof")]
    message = await place.said(place.amy, place.english, CAT, attachments=both)
    place.amy.edit(message, CAT, without=[message.attachments[0]])
    await place.idle()
    assert [each.filename for each in place.last(place.chinese).attachments] == ["SPOILER_dog.png"]
    place.amy.edit(message, "good night", without=[message.attachments[0]])
    await place.idle()
    assert place.last(place.chinese).attachments in ((), [])
    assert place.last(place.chinese).content == zh("good night")


async def test_an_edited_embed_of_a_trusted_bot_is_followed(place: Plaza) -> None:
    hook = place.english.add_webhook("News")
    await place.town.running.services.bridges.trust(place.bridge.bridge_id, hook.id, place.town.lin.id)
    message = hook.say("this is a sentence", "NewsFeed", embeds=[{"title": CAT}])
    await place.idle()
    editing.apply(message, Edit(embeds=[{"title": "good night"}]))
    await place.idle()
    assert place.last(place.chinese).embeds[0]["title"] == zh("good night")


async def test_an_embed_that_a_trusted_bot_takes_away_goes_from_the_copies(place: Plaza) -> None:
    hook = place.english.add_webhook("News")
    await place.town.running.services.bridges.trust(place.bridge.bridge_id, hook.id, place.town.lin.id)
    message = hook.say(f"{CAT} https://example.com/", "NewsFeed", embeds=[{"title": CAT}])
    await place.idle()
    preview = {"type": "rich", "title": "Example", "url": "https://example.com/"}
    copy = place.last(place.chinese)
    assert [each["title"] for each in copy.embeds] == [zh(CAT)]
    editing.apply(message, Edit(embeds=[]))
    await place.idle()
    assert not copy.embeds
    # What Discord shows of a link stays, whatever the bot edits.
    place.town.sandbox.show_preview(copy, preview)
    editing.apply(message, Edit(content="good night https://example.com/"))
    await place.idle()
    assert copy.content == f"{zh('good night')} https://example.com/"
    assert [each["title"] for each in copy.embeds] == ["Example"]
