"""Files that cannot be used, and files that Discord does not hand over, change nothing; it is said what to do."""

import pytest

from tests.e2e.filing import DO, LEAVE, WORDS, brought, content, is_untouched, labels
from tests.e2e.town import Town
from tests.fakes.cdn import FakeCdn

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"not json", "line 1, column 1"),
        (b"\xff\xfe{\x00}\x00", "not in UTF-8"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b"[" * 100_000, "more brackets within brackets"),
        (b"{}", "no file of a server's onboarding"),
        (content({"version": 2}), "made by a newer RedBridge: its version is 2"),
        (content({"version": 0}), "a version that there ever was"),
        (content({"greeting": 1, "welcome": {"direct": 1}}), "`greeting`: RedBridge doesn't know this entry"),
        (content({"welcome": {"direct": 1}}), "`welcome.direct`: This must be true or false."),
        (content({"texts": {"welcome": {"en": WORDS["en"]}}}), "`texts.welcome.zh-CN`: This entry is missing."),
        (content({"icebreaker": {"time": "09:00", "zone": "Asia/Chengdu"}}), "no time zone “Asia/Chengdu”"),
        (content({"journeys": {"gamers": {"hidden": True}}}), "`journeys.gamers`: There is no tour of that name"),
        (content({"texts": {"step:gamers:here": WORDS}}), "`texts.step:gamers:here`: There is no tour of that name"),
    ],
)
async def test_a_file_that_cannot_be_used_is_refused_in_both_languages(quiet: Town, data: bytes, said: str) -> None:
    async with quiet.bot():
        answer = await brought(quiet, data)
        chinese, english = answer.text.partition("\n-# ")[::2]
        assert said in english
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
        assert labels(answer.message) == []
        assert await is_untouched(quiet)


async def test_many_mistakes_are_listed_in_a_file(quiet: Town) -> None:
    async with quiet.bot():
        answer = await brought(quiet, content({f"wrong{number}": 0 for number in range(100)}))
        assert len(answer.text) <= 2000
        (file,) = answer.message.attachments
        assert file.data.decode().count("`wrong") == 200


async def elsewhere(place: Town, cdn: FakeCdn) -> None:
    """Files of this sandbox are served by a CDN that has bad days."""
    place.sandbox.world.cdn_base = cdn.url


async def test_five_megabytes_are_not_even_fetched(quiet: Town) -> None:
    async with FakeCdn() as cdn:
        await elsewhere(quiet, cdn)
        async with quiet.bot():
            answer = await brought(quiet, content({})[:-1] + b" " * (5 << 20) + b"}")
            assert "up to 256 kB" in answer.text
            assert cdn.asked == []


async def test_a_file_that_lies_about_its_size_is_given_up_on_the_way(quiet: Town) -> None:
    async with FakeCdn() as cdn:
        await elsewhere(quiet, cdn)
        cdn.data = b" " * (64 << 20)
        async with quiet.bot():
            answer = await brought(quiet, content({}))
            assert "up to 256 kB" in answer.text
            assert len(cdn.asked) == 1
            assert cdn.sent < len(cdn.data) // 2


@pytest.mark.parametrize("trouble", ["503", "cut", "hang"])
async def test_a_cdn_in_trouble_changes_nothing_and_a_second_attempt_works(quiet: Town, trouble: str) -> None:
    async with FakeCdn() as cdn:
        await elsewhere(quiet, cdn)
        cdn.data, cdn.trouble = content({"welcome": {"buddies": True}}), trouble
        async with quiet.bot() as app:
            app.client.exchange._vault.patience = 0.2 if trouble == "hang" else 10.0
            answer = await brought(quiet, cdn.data)
            assert "Discord didn't hand the file over" in answer.text
            assert await is_untouched(quiet)
            cdn.trouble = ""
            assert labels((await brought(quiet, cdn.data)).message) == [DO, LEAVE]
