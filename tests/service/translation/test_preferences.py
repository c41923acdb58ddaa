"""What moderators decided, as it comes back from a real database."""

import logging

import pytest

from bot.errors import UserError
from bot.store import audit, channels, guilds
from bot.store.database import Database
from bot.translation.modes import Origin, Standing
from bot.translation.preferences import DEFAULT_CHINESE, MOST_CONTEXT_LINES, Preferences
from bot.translation.types import Mode, Where
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio

GUILD, SOUP, NOODLES, RICE, THREAD, CATEGORY, MODERATOR = 1, 10, 11, 12, 20, 30, 5


async def loaded(database: Database) -> Preferences:
    preferences = Preferences(database, ManualClock(), ("google", "llm", "gloss"))
    await preferences.load()
    return preferences


async def test_what_was_decided_is_there_after_a_restart(database: Database) -> None:
    before = await loaded(database)
    await before.set_mode(GUILD, SOUP, Mode.REPLY, MODERATOR)
    await before.set_chinese(GUILD, "zh-TW", MODERATOR)
    after = await loaded(database)
    for preferences in (before, after):
        assert (preferences.mode(Where(1, SOUP)), preferences.mode(Where(1, NOODLES))) == (Mode.REPLY, Mode.OFF)
        assert preferences.mode(Where(1, THREAD, SOUP)) is Mode.REPLY
        assert (preferences.chinese(GUILD), preferences.chinese(None)) == ("zh-TW", DEFAULT_CHINESE)


async def test_a_mode_of_a_later_version_counts_as_off(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    """As after an upgrade that was taken back."""
    caplog.set_level(logging.INFO)
    for channel, mode in ((SOUP, "hologram"), (NOODLES, "mirror"), (THREAD, "hologram"), (RICE, "reply")):
        await database.write(channels.set_mode, GUILD, channel, mode, 0, MODERATOR)
    preferences = await loaded(database)
    assert [preferences.mode(Where(1, channel)) for channel in (SOUP, NOODLES, RICE)] == [
        Mode.OFF,
        Mode.OFF,
        Mode.REPLY,
    ]
    assert preferences.mode(Where(1, THREAD, RICE)) is Mode.OFF
    assert [(record.levelno, record.getMessage()) for record in caplog.records if record.name.startswith("bot.")] == [
        (
            logging.WARNING,
            "3 channels have modes that this version does not know (hologram, mirror); they are not translated",
        )
    ]
    stored = {row.channel_id: row.mode for row in await database.read(channels.all_modes)}
    assert stored == {SOUP: "hologram", NOODLES: "mirror", THREAD: "hologram", RICE: "reply"}
    await preferences.set_mode(GUILD, SOUP, Mode.REPLY, MODERATOR)
    assert preferences.mode(Where(1, SOUP)) is Mode.REPLY


async def test_modes_that_are_all_known_are_no_news(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for channel, mode in enumerate(Mode):
        await database.write(channels.set_mode, GUILD, channel, mode.value, 0, MODERATOR)
    preferences = await loaded(database)
    assert [preferences.mode(Where(1, channel)) for channel, _ in enumerate(Mode)] == list(Mode)
    assert [record for record in caplog.records if record.name.startswith("bot.")] == []


async def test_engines_and_context_are_there_after_a_restart_and_leave_the_rest(database: Database) -> None:
    before = await loaded(database)
    assert (before.engines(GUILD), before.engines(None), before.context_lines(GUILD)) == (None, None, 0)
    await before.set_chinese(GUILD, "zh-TW", MODERATOR)
    await before.set_engines(GUILD, [" LLM", "gloss", "llm"], MODERATOR)
    await before.set_context_lines(GUILD, 3, MODERATOR)
    after = await loaded(database)
    for preferences in (before, after):
        assert preferences.engines(GUILD) == ("llm", "gloss")
        assert preferences.context_lines(GUILD) == 3
        assert preferences.chinese(GUILD) == "zh-TW"
        assert (preferences.engines(GUILD + 1), preferences.context_lines(GUILD + 1)) == (None, 0)
    for nothing in (None, []):
        await after.set_engines(GUILD, ["gloss"], MODERATOR)
        await after.set_engines(GUILD, nothing, MODERATOR)
        assert after.engines(GUILD) is None
        assert (await loaded(database)).engines(GUILD) is None


async def test_an_engine_that_cannot_be_chosen_is_named_with_those_that_can(database: Database) -> None:
    preferences = await loaded(database)
    await preferences.set_engines(GUILD, ["gloss"], MODERATOR)
    with pytest.raises(UserError) as caught:
        await preferences.set_engines(GUILD, ["llm", "deepl"], MODERATOR)
    assert "“deepl”" in str(caught.value)
    assert "google, llm, gloss" in str(caught.value)
    assert preferences.engines(GUILD) == ("gloss",)
    assert (await loaded(database)).engines(GUILD) == ("gloss",)


@pytest.mark.parametrize("lines", [-1, MOST_CONTEXT_LINES + 1])
async def test_so_much_context_cannot_be_chosen(database: Database, lines: int) -> None:
    preferences = await loaded(database)
    with pytest.raises(UserError, match=str(MOST_CONTEXT_LINES)):
        await preferences.set_context_lines(GUILD, lines, MODERATOR)
    assert preferences.context_lines(GUILD) == 0


async def test_more_context_than_this_version_allows_is_cut(database: Database) -> None:
    await database.write(guilds.set_context_lines, guilds.Decision(GUILD, 1, MODERATOR), 99)
    assert (await loaded(database)).context_lines(GUILD) == MOST_CONTEXT_LINES


async def test_the_mode_of_a_category_and_of_the_server_are_there_after_a_restart(database: Database) -> None:
    before = await loaded(database)
    await before.set_mode(GUILD, CATEGORY, Mode.THREAD, MODERATOR)
    await before.set_default_mode(GUILD, Mode.ON_DEMAND, MODERATOR)
    for preferences in (before, await loaded(database)):
        assert preferences.mode(Where(GUILD, SOUP, None, CATEGORY)) is Mode.THREAD
        assert preferences.mode(Where(GUILD, SOUP)) is Mode.ON_DEMAND
        assert preferences.mode(Where(GUILD, SOUP, None, CATEGORY, is_silenced=True)) is Mode.OFF
        assert preferences.standing(Where(GUILD, SOUP, None, CATEGORY, is_silenced=True)).mode is Mode.THREAD
    await before.set_mode(GUILD, CATEGORY, None, MODERATOR)
    await before.set_default_mode(GUILD, None, MODERATOR)
    for preferences in (before, await loaded(database)):
        assert preferences.standing(Where(GUILD, SOUP, None, CATEGORY)) == Standing(Mode.OFF, Origin.NOBODY)


async def test_each_change_is_written_down_with_who_made_it(database: Database) -> None:
    preferences = await loaded(database)
    await preferences.set_mode(GUILD, SOUP, Mode.REPLY, MODERATOR)
    await preferences.set_mode(GUILD, SOUP, Mode.REPLY, MODERATOR + 1)
    await preferences.set_mode(GUILD, SOUP, None, MODERATOR + 1)
    await preferences.set_default_mode(GUILD, Mode.THREAD, MODERATOR)
    await preferences.set_chinese(GUILD, "zh-TW", MODERATOR)
    await preferences.set_default_mode(GUILD, None, MODERATOR)
    found = reversed(await database.read(audit.latest, GUILD, 10))
    assert [(each.action, each.subject, each.before, each.after, each.member_id) for each in found] == [
        ("mode", str(SOUP), None, "reply", MODERATOR),
        ("mode", str(SOUP), "reply", None, MODERATOR + 1),
        ("default-mode", "", None, "thread", MODERATOR),
        ("chinese", "", "zh-CN", "zh-TW", MODERATOR),
        ("default-mode", "", "thread", None, MODERATOR),
    ]


async def test_flags_and_the_review_channel_are_remembered_with_who_chose_them(database: Database) -> None:
    before = await loaded(database)
    assert (before.flags(GUILD), before.review_channel(GUILD)) == (True, None)
    await before.set_flags(GUILD, MODERATOR, on=False)
    await before.set_review_channel(GUILD, SOUP, MODERATOR)
    after = await loaded(database)
    for preferences in (before, after):
        assert (preferences.flags(GUILD), preferences.review_channel(GUILD)) == (False, SOUP)
        assert (preferences.flags(2), preferences.review_channel(2)) == (True, None)
    await after.set_flags(GUILD, MODERATOR, on=True)
    await after.set_flags(GUILD, MODERATOR, on=True)
    assert (await loaded(database)).flags(GUILD)
    written = await database.read(audit.latest, GUILD, 9)
    assert [(change.action, change.member_id, change.before, change.after) for change in reversed(written)] == [
        ("flags", MODERATOR, "on", "off"),
        ("review-channel", MODERATOR, None, str(SOUP)),
        ("flags", MODERATOR, "off", "on"),
    ]
