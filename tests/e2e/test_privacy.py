"""What /privacy shows, hands over and erases, and who is forgotten without asking."""

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.e2e.locking import without_table
from tests.e2e.privacy import forget
from tests.e2e.test_welcome import arrivals_of, greet_in
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio
DAY, EPHEMERAL = 86_400, 1 << 6
WORDS = "sentence number 3 of mine"


async def panel(place: Town, who: Any) -> Any:
    return (await who.slash(place.general, "privacy").answered()).message


def handed(interaction: Any) -> Any:
    (file,) = interaction.followups[-1].attachments
    assert file.filename.endswith(".json")
    return json.loads(file.data)


def rows(place: Town, table: str, **of: int) -> int:
    where = " AND ".join(f"{name} = {value}" for name, value in of.items())
    with closing(sqlite3.connect(place.folder / "redbridge.db")) as database:
        return database.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0]


async def later(place: Town, days: float) -> None:
    place.clock.advance(days * DAY)
    place.sandbox.clock.advance(days * DAY)
    await place.idle()


async def test_everything_is_handed_over_as_a_file(lively: Town) -> None:
    message = lively.amy.say(lively.general, WORDS)
    lively.yu.say(lively.general, "我的第 4 句话")
    await lively.idle()
    pressed = lively.amy.press(await panel(lively, lively.amy), "Save as a file")
    await lively.idle()
    assert pressed.followups[-1].flags & EPHEMERAL
    found = handed(pressed)
    assert (found["form"], found["member_id"]) == ("redbridge-member", str(lively.amy.id))
    assert [row["source_id"] for row in found["tables"]["message_link"]] == [str(message.id)]
    text = json.dumps(found, ensure_ascii=False)
    assert WORDS not in text
    assert str(lively.yu.id) not in text


async def test_forgetting_is_asked_about_and_done_in_a_moment(lively: Town) -> None:
    message = lively.amy.say(lively.general, WORDS)
    await lively.idle()
    shown = await panel(lively, lively.amy)
    lively.amy.press(shown, "Forget me …")
    await lively.idle()
    assert "cannot be undone" in shown.content
    assert rows(lively, "message_link", author_id=lively.amy.id) == 1
    lively.amy.press(shown, "No, keep it")
    await lively.idle()
    assert rows(lively, "message_link", author_id=lively.amy.id) == 1
    assert "What RedBridge keeps about you" in shown.content
    await forget(lively, lively.amy, shown)
    assert shown.content.startswith("✅ Done. You are forgotten")
    for table, column in (("message_link", "author_id"), ("member_preference", "member_id")):
        assert rows(lively, table, **{column: lively.amy.id}) == 0
    # The translation stands, and nothing is known of it: the message can be deleted without it.
    lively.amy.delete(message)
    await lively.idle()
    assert [each.content for each in lively.general.messages] == [zh(WORDS)]


async def test_it_asks_and_answers_in_chinese(quiet: Town) -> None:
    async with quiet.bot() as app:
        await app.services.members.choose_locale(quiet.yu.id, "zh-CN", confirmed=True)
        shown = await panel(quiet, quiet.yu)
        quiet.yu.press(shown, "忘掉我…")
        await quiet.idle()
        assert "这一步没法撤回" in shown.content
        quiet.yu.press(shown, "好，忘掉我")
        await quiet.idle()
        assert shown.content.startswith("✅ 好了")


async def test_who_is_left_out_is_so_afterwards(lively: Town) -> None:
    shown = await panel(lively, lively.amy)
    lively.amy.press(shown, "Leave me out")
    await lively.idle()
    await forget(lively, lively.amy, shown)
    lively.amy.say(lively.general, WORDS)
    await lively.idle()
    assert [each.content for each in lively.general.messages] == [WORDS]


async def test_a_database_in_trouble_forgets_nothing_and_says_so(lively: Town) -> None:
    lively.amy.say(lively.general, WORDS)
    await lively.idle()
    shown = await panel(lively, lively.amy)
    lively.amy.press(shown, "Forget me …")
    await lively.idle()
    async with without_table(lively, "tip_week"):
        pressed = lively.amy.press(shown, "Yes, forget me")
        await lively.idle()
    assert pressed.followups[-1].content
    assert "Done" not in shown.content
    assert rows(lively, "message_link", author_id=lively.amy.id) == 1
    lively.amy.press(shown, "Yes, forget me")
    await lively.idle()
    assert rows(lively, "message_link", author_id=lively.amy.id) == 0


async def test_who_left_is_forgotten_after_a_month(quiet: Town) -> None:
    async with quiet.bot():
        await greet_in(quiet, arrivals_of(quiet))
        heather, ivy = (quiet.guild.add_member(name, locale="en-US") for name in ("Heather", "Ivy"))
        await quiet.idle()
        for who in (heather, ivy):
            who.leave()
        await quiet.idle()
        await later(quiet, 29)
        ivy = quiet.guild.add_member("Ivy", locale="en-US")
        await quiet.idle()
        assert rows(quiet, "arrival", member_id=heather.id) == 1
        await later(quiet, 2)
        assert rows(quiet, "arrival", member_id=heather.id) == 0
        assert rows(quiet, "arrival", member_id=ivy.id) == 1


async def test_who_came_back_while_nobody_listened_is_asked_about_and_kept(quiet: Town) -> None:
    async with quiet.bot():
        await greet_in(quiet, arrivals_of(quiet))
        heather = quiet.guild.add_member("Heather", locale="en-US")
        await quiet.idle()
        heather.leave()
        await quiet.idle()
    quiet.guild.add_member("Heather", locale="en-US")
    async with quiet.bot():
        await later(quiet, 31)
        assert rows(quiet, "arrival", member_id=heather.id) == 1
        assert rows(quiet, "due_item", subject_id=heather.id) == 0


async def test_while_discord_does_not_say_nobody_is_forgotten(quiet: Town) -> None:
    async with quiet.bot():
        await greet_in(quiet, arrivals_of(quiet))
        heather = quiet.guild.add_member("Heather", locale="en-US")
        await quiet.idle()
        heather.leave()
        await quiet.idle()
        quiet.sandbox.faults.http(503, "GET /guilds/*/members/*", times=20)
        await later(quiet, 31)
        assert rows(quiet, "arrival", member_id=heather.id) == 1


async def test_the_host_says_how_long(quiet: Town) -> None:
    async with quiet.bot(FORGET_MEMBERS_DAYS="0"):
        await greet_in(quiet, arrivals_of(quiet))
        heather = quiet.guild.add_member("Heather", locale="en-US")
        await quiet.idle()
        heather.leave()
        await quiet.idle()
        await later(quiet, 0.01)
        assert rows(quiet, "arrival", member_id=heather.id) == 0


def everywhere(place: Town, guild_id: int) -> set[str]:
    """The tables in which a server stands."""
    with closing(sqlite3.connect(place.folder / "redbridge.db")) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        named = [
            name
            for name in tables
            if any(row[1] == "guild_id" for row in database.execute(f"PRAGMA table_info({name})"))
            and database.execute(f"SELECT 1 FROM {name} WHERE guild_id = {guild_id}").fetchone()
        ]
    return set(named)


async def other_server(place: Town) -> Any:
    """A second server with a moderator, in which a channel is translated."""
    guild = place.sandbox.add_guild("Noodle Club")
    hall = guild.add_channel("hall")
    mods = guild.add_role("moderators", permissions=("manage_guild",))
    kim = guild.add_member("Kim", locale="en-US", roles=(mods,))
    await place.idle()
    await kim.slash(hall, "redbridge channel", channel=hall, mode="reply").answered()
    kim.say(hall, WORDS)
    await place.idle()
    assert [each.content for each in hall.messages] == [WORDS, zh(WORDS)]
    return guild, hall, kim


async def test_a_server_that_took_the_bot_out_is_forgotten_after_a_month_and_others_are_not(lively: Town) -> None:
    guild, hall, kim = await other_server(lively)
    own = everywhere(lively, lively.guild.id)
    guild.remove_bot()
    await lively.idle()
    await later(lively, 29)
    assert "channel_mode" in everywhere(lively, guild.id)
    await later(lively, 2)
    assert everywhere(lively, guild.id) == set()
    assert everywhere(lively, lively.guild.id) >= own - {"message_link", "tally"}
    # Invited again, it is a stranger there: nothing is remembered, in memory either.
    guild.add_bot()
    await lively.idle()
    kim.say(hall, WORDS)
    await lively.idle()
    assert hall.messages[-1].content == WORDS


async def test_a_server_that_invites_the_bot_again_in_time_is_as_it_was(lively: Town) -> None:
    guild, hall, kim = await other_server(lively)
    guild.remove_bot()
    await lively.idle()
    await later(lively, 20)
    guild.add_bot()
    await lively.idle()
    await later(lively, 20)
    kim.say(hall, WORDS)
    await lively.idle()
    assert hall.messages[-1].content == zh(WORDS)


async def test_an_outage_of_discord_is_no_farewell(lively: Town) -> None:
    guild, _, _ = await other_server(lively)
    lively.sandbox.world.publish("GUILD_DELETE", {"id": str(guild.id), "unavailable": True}, guild=guild)
    await lively.idle()
    await later(lively, 40)
    assert "channel_mode" in everywhere(lively, guild.id)


async def test_a_server_that_took_the_bot_out_while_it_was_away_is_noticed(quiet: Town) -> None:
    async with quiet.bot():
        guild, _, _ = await other_server(quiet)
    guild.remove_bot()
    async with quiet.bot() as app:
        await app.client.wait_until_ready()
        await quiet.idle()
        assert rows(quiet, "due_item", guild_id=guild.id) == 1
        await later(quiet, 31)
        assert everywhere(quiet, guild.id) == set()
