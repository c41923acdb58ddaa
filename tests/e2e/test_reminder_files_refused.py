"""Files that are no file of reminders: refused, with what to do, in both languages, and nothing is kept."""

import json
from typing import Any

import pytest

from bot.rules.reminder_files.document import MOST_BYTES
from bot.rules.reminder_files.here import Present
from tests.e2e.ruling import labels
from tests.e2e.test_reminder_files import HEAD, brought, kept
from tests.e2e.test_reminders import begun
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio
HERE = {"channel": {"name": "general"}, "when": "6h"}
RULE = {"rule": {"number": 2}}
LONG = "x" * 901


def timed(**values: Any) -> Any:
    return {"reminders": [HERE, HERE | values]}


def called(**values: Any) -> Any:
    return {"triggers": [RULE | {"words": ["politics"]} | values]}


async def refused(place: Town, data: Any) -> str:
    """What is said of a file in English; in Chinese it stands above."""
    shown = await brought(place, data)
    chinese, english = shown.text.partition("\n-# ")[::2]
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
    assert len(shown.text) <= 2000
    assert labels(shown.message) == []
    assert await kept(place) == Present()
    return str(english)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "that is not JSON"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not in UTF-8"),
        (b"[" * 100_000, "more brackets"),
        (b" " * (MOST_BYTES + 1), "up to 2048 kB"),
        (b'{"format": "redbridge.rules", "version": 1}', "This is no file of reminders"),
        (json.dumps(HEAD | {"version": 2}).encode(), "newer RedBridge"),
        (json.dumps(HEAD | {"version": "1"}).encode(), "“version” must be 1"),
        ({}, "neither reminders nor triggers in it"),
        ({"reminders": 1}, "`reminders`: This must be a list"),
        ({"reminder": []}, "neither reminders nor triggers in it"),
        ({"reminders": [], "extra": 1}, "`extra`: RedBridge doesn't know this entry"),
        ({"reminders": [HERE] * 21}, "`reminders`: With this file there would be 21"),
        ({"triggers": [RULE] * 51}, "`triggers`: With this file there would be 51"),
    ],
)
async def test_what_is_no_file_of_reminders(quiet: Town, data: Any, words: str) -> None:
    async with quiet.bot():
        await begun(quiet)
        assert words in await refused(quiet, data)


@pytest.mark.parametrize(
    ("data", "where", "words"),
    [
        (timed(often="6h"), "reminders.1.often", "doesn't know this entry"),
        (timed(when="* * * * *"), "reminders.1.when", "more often than every 10 minutes"),
        (timed(when="0 0 30 2 *"), "reminders.1.when", "is never true"),
        (timed(when="whenever"), "reminders.1.when", "is no cron expression"),
        (timed(zone="Atlantis"), "reminders.1.zone", "no time zone “Atlantis”"),
        (timed(quiet="night"), "reminders.1.quiet", "22:00-08:00"),
        (timed(messages=101), "reminders.1.messages", "100 is the limit"),
        (timed(on=1), "reminders.1.on", "true or false"),
        (timed(shows="text"), "reminders.1.text", "none in any language"),
        (timed(text={"en": {"text": LONG}}), "reminders.1.text.en", "900 characters is the most"),
        (timed(channel=123), "reminders.1.channel", "an object in braces"),
        (called(rule={"en": "No such rule"}), "triggers.0.rule", "No rule here is called “No such rule”"),
        (called(rule={"number": 49}), "triggers.0.rule", "No rule here is called “49”"),
        (called(words=[]), "triggers.0", "needs a word"),
        (called(words=["x"] * 3 + [f"word{n}" for n in range(10_000)]), "triggers.0", "these are 10001"),
        (called(words=["the", "a", "的", "我", "you"]), "triggers.0", "% of everyday messages, such as"),
        (called(pattern="(a+)+$(?=b)"), "triggers.0", "no look-around"),
        (called(pattern="."), "triggers.0", "% of everyday messages, such as"),
        (called(action="ban"), "triggers.0.action", "not written as it has to be"),
        (called(count=0), "triggers.0", "Messages go from 1"),
        (called(not_in=[{"name": "x"}] * 26), "triggers.0.not_in", "25 is the most"),
        (called(not_for=[{"id": "@everyone", "name": "x"}]), "triggers.0.not_for.0.id", "not written as it has to be"),
    ],
)
async def test_what_cannot_be_is_named_with_its_place(quiet: Town, data: Any, where: str, words: str) -> None:
    async with quiet.bot():
        await begun(quiet)
        (line,) = [line for line in (await refused(quiet, data)).splitlines() if f"`{where}`" in line]
        assert words in line


async def test_much_that_is_wrong_is_listed_in_a_file(quiet: Town) -> None:
    async with quiet.bot():
        await begun(quiet)
        shown = await brought(quiet, {"triggers": [RULE | {"words": ["的"], "pattern": "("} for _ in range(50)]})
        assert len(shown.text) <= 2000
        (file,) = shown.message.attachments
        assert file.data.decode().count("triggers.49") == 2
