"""What members say and how: files, silence, previews."""

import pytest

from bot.sandbox import Upload
from tests.service.sandbox.clients import Client
from tests.service.sandbox.conftest import Scene


@pytest.mark.asyncio
async def test_files_keep_what_is_said_of_them(scene: Scene, client: Client) -> None:
    scene.amy.say(scene.general, attachments=[Upload("cat.png", b"x", "a cat on a desk")])
    await scene.sandbox.idle()
    assert client.last("message").attachments[0].description == "a cat on a desk"


@pytest.mark.asyncio
async def test_a_member_takes_a_file_away_and_speaks_silently(scene: Scene, client: Client) -> None:
    said = scene.amy.say(scene.general, "two", attachments=[("a.txt", b"a"), ("b.txt", b"b")], silent=True)
    scene.amy.edit(said, "one", without=said.attachments[:1])
    await scene.sandbox.idle()
    assert client.last("message").flags.suppress_notifications
    changed = client.last("raw_message_edit").data
    assert (changed["content"], [each["filename"] for each in changed["attachments"]]) == ("one", ["b.txt"])


@pytest.mark.asyncio
async def test_no_previews_where_they_are_suppressed(scene: Scene, client: Client) -> None:
    sent = await client.get_partial_messageable(scene.general.id).send("https://example.com", suppress_embeds=True)
    scene.sandbox.show_preview(scene.general.by_id[sent.id], {"type": "link", "url": "https://example.com"})
    await scene.sandbox.idle()
    assert scene.general.messages[-1].embeds == ()
    assert client.names("raw_message_edit") == []
