"""Every mode, from the command and its panel to what is posted: channels, categories, threads, forums, the server."""

from typing import Any

import pytest

from bot.store import audit
from bot.translation.types import Mode, Where
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio

HELLO, AGAIN = "hello my dear friends", "this is for everybody here"


async def choose(place: Town, mode: str, channel: Any = None) -> str:
    return await place.translate_channel(channel, mode)


async def default(place: Town, mode: str | None = None) -> Any:
    options = {"mode": mode} if mode else {}
    return await place.lin.slash(place.general, "redbridge default", **options).answered()


async def answers(place: Town, channel: Any = None, text: str = HELLO) -> list[str]:
    """What the bot has posted in a channel after Amy wrote a message there."""
    channel = channel or place.general
    place.amy.say(channel, text)
    await place.idle()
    return [content for name, content in place.talk(channel) if name == "RedBridge"]


def chosen(answer: Any) -> str:
    """What the menu of a panel shows as chosen."""
    options = answer.message.components[0]["components"][0]["options"]
    return next(option["value"] for option in options if option.get("default"))


def mode(place: Town, channel: Any, parent: Any = None, category: Any = None) -> Mode:
    where = Where(place.guild.id, channel.id, parent.id if parent else None, category.id if category else None)
    return place.running.services.preferences.mode(where)


@pytest.fixture
def english(quiet: Town) -> Town:
    """A town whose moderator reads English."""
    quiet.lin.user.locale = "en-US"
    return quiet


async def test_the_command_offers_every_mode(english: Town) -> None:
    async with english.bot():
        said = {each: await choose(english, each) for each in ("reply", "thread", "on-demand", "off", "inherit")}
        for text in said.values():
            assert text.startswith("Done.")
            assert english.general.mention in text
        assert "gathers the translations" in said["thread"]
        assert "only what members ask for" in said["on-demand"]
        assert "no mode of its own any more" in said["inherit"]
        assert "Nobody has chosen a mode" in said["inherit"]


async def test_the_panel_sets_every_mode(english: Town) -> None:
    async with english.bot():
        for value in ("reply", "thread", "on-demand", "off"):
            answer = await english.lin.slash(english.general, "redbridge channel").answered()
            await english.lin.choose(answer.message, [value]).answered()
            assert mode(english, english.general).value == value
        answer = await english.lin.slash(english.general, "redbridge channel").answered()
        assert chosen(answer) == "off"
        await english.lin.choose(answer.message, ["inherit"]).answered()
        answer = await english.lin.slash(english.general, "redbridge channel").answered()
        assert chosen(answer) == "inherit"


async def test_nothing_is_posted_on_demand_nor_where_it_is_off(english: Town) -> None:
    async with english.bot():
        for value in ("on-demand", "off"):
            await choose(english, value)
            assert await answers(english) == []
        assert english.google.texts == []


async def test_a_thread_follows_its_channel_its_category_and_the_server(english: Town) -> None:
    async with english.bot():
        category = english.guild.add_channel("home", "category")
        inside = english.guild.add_channel("kitchen", parent=category)
        thread = english.amy.start_thread(inside, "soup")
        await english.idle()
        for target, words in (
            (None, "the server's default"),
            (category, "from its category"),
            (inside, "in which it lies"),
            (thread, "chosen for it alone"),
        ):
            before = await answers(english, thread)
            if target is None:
                await default(english, "reply")
            else:
                await choose(english, "reply", target)
            told = (await english.lin.slash(thread, "redbridge channel").answered()).text
            assert words in told
            assert await answers(english, thread, AGAIN) == [*before, zh(AGAIN)]
            # The next one has to be what makes the difference.
            await (default(english, "off") if target is None else choose(english, "off", target))
        assert zh(HELLO) not in await answers(english, thread)


async def test_what_inherits_again_follows_what_it_lies_in(english: Town) -> None:
    async with english.bot():
        category = english.guild.add_channel("home", "category")
        inside = english.guild.add_channel("kitchen", parent=category)
        await english.idle()
        await choose(english, "off", inside)
        await choose(english, "reply", category)
        assert await answers(english, inside) == []
        said = await choose(english, "inherit", inside)
        assert "comes from its category" in said
        assert category.mention in said
        assert await answers(english, inside) == [zh(HELLO)]


async def test_modes_are_there_after_a_restart(english: Town) -> None:
    async with english.bot():
        await default(english, "reply")
        await choose(english, "thread")
    async with english.bot():
        other = english.guild.add_channel("other")
        await english.idle()
        assert (mode(english, english.general), mode(english, other)) == (Mode.THREAD, Mode.REPLY)
        await choose(english, "inherit")
        assert await answers(english) == [zh(HELLO)]


async def test_the_default_has_a_panel_of_its_own(english: Town) -> None:
    async with english.bot():
        answer = await default(english)
        assert "the server's default: Off: no translation" in answer.text
        assert (answer.ephemeral, chosen(answer)) == (True, "off")
        done = await english.lin.choose(answer.message, ["on-demand"]).answered()
        assert "now the server's default: On demand" in done.text
        assert "按需" in done.text
        assert chosen(await default(english)) == "on-demand"
        assert mode(english, english.general) is Mode.ON_DEMAND


async def test_the_menu_of_the_default_checks_the_permission_again(english: Town) -> None:
    async with english.bot():
        answer = await default(english)
        english.lin.take(*english.guild.roles.values())
        refusal = await english.lin.choose(answer.message, ["reply"]).answered()
        assert "Manage Server" in refusal.text
        assert mode(english, english.general) is Mode.OFF


@pytest.mark.parametrize(
    ("chosen_mode", "kind", "lacks", "named"),
    [
        ("thread", "text", "create_public_threads", "Create Public Threads"),
        ("thread", "text", "send_messages_in_threads", "Send Messages in Threads"),
        ("thread", "announcement", "create_public_threads", "Create Public Threads"),
        ("reply", "text", "send_messages", "Send Messages"),
        ("reply", "voice", "send_messages", "Send Messages"),
        ("reply", "voice", "connect", "Connect"),
        ("reply", "stage", "connect", "Connect"),
        ("reply", "forum", "send_messages_in_threads", "Send Messages in Threads"),
        ("on-demand", "text", "read_message_history", "Read Message History"),
    ],
)
async def test_what_a_mode_needs_is_named(english: Town, chosen_mode: str, kind: str, lacks: str, named: str) -> None:
    async with english.bot():
        channel = english.guild.add_channel("elsewhere", kind)
        english.sandbox.faults.deny(lacks, channel)
        await english.idle()
        text = await choose(english, chosen_mode, channel)
        assert f"it lacks {named}." in text
        assert "Nothing was changed" in text
        assert mode(english, channel) is Mode.OFF
        english.sandbox.faults.allow(lacks, channel)
        await english.idle()
        assert (await choose(english, chosen_mode, channel)).startswith("Done.")


@pytest.mark.parametrize(
    ("chosen_mode", "spare"),
    [
        ("thread", "send_messages"),
        ("thread", "manage_threads"),
        ("reply", "create_public_threads"),
        ("off", "send_messages"),
    ],
)
async def test_no_more_is_asked_for_than_a_mode_needs(english: Town, chosen_mode: str, spare: str) -> None:
    async with english.bot():
        english.sandbox.faults.deny(spare, english.general)
        await english.idle()
        assert (await choose(english, chosen_mode)).startswith("Done.")


async def test_a_category_or_default_names_the_channels_where_it_cannot_work(english: Town) -> None:
    async with english.bot():
        category = english.guild.add_channel("home", "category")
        mute, hidden, apart = (english.guild.add_channel(name, parent=category) for name in ("mute", "hidden", "apart"))
        for channel in (mute, apart):
            english.sandbox.faults.deny("send_messages", channel)
        english.sandbox.faults.deny("view_channel", hidden)
        await english.idle()
        await choose(english, "off", apart)
        for text in (await choose(english, "reply", category), (await default(english, "reply")).text):
            if "server's default" in text:
                assert "can't do that yet" not in text
                continue
            assert "Give it these permissions" in text
            assert mute.mention in text
            assert "Send Messages" in text
            assert hidden.mention not in text
            assert apart.mention not in text
        await choose(english, "inherit", category)
        assert mute.mention in (await default(english, "reply")).text


@pytest.mark.parametrize("spelled", ["[no-translation]", "Rules first. [No-Translation]"])
async def test_a_topic_can_silence_a_channel_and_its_threads(english: Town, spelled: str) -> None:
    async with english.bot():
        await choose(english, "reply")
        thread = english.amy.start_thread(english.general, "soup")
        english.general.topic = spelled
        english.general.update()
        await english.idle()
        assert await answers(english) == []
        assert await answers(english, thread) == []
        for place in (english.general, thread):
            told = (await english.lin.slash(place, "redbridge channel").answered()).text
            assert "is not translated" in told
            assert "`[no-translation]`" in told
        assert "`[no-translation]`" in await choose(english, "reply")
        assert await answers(english) == []
        english.general.topic = "soup and more"
        english.general.update()
        await english.idle()
        assert await answers(english) == [zh(HELLO)]


@pytest.mark.parametrize("kind", ["announcement", "voice", "stage"])
async def test_announcement_and_voice_channels_are_translated(english: Town, kind: str) -> None:
    async with english.bot():
        channel = english.guild.add_channel("elsewhere", kind)
        await english.idle()
        await choose(english, "reply", channel)
        assert await answers(english, channel) == [zh(HELLO)]


@pytest.mark.parametrize("kind", ["voice", "forum"])
async def test_where_no_thread_can_be_made_the_panel_says_so(english: Town, kind: str) -> None:
    async with english.bot():
        channel = english.guild.add_channel("elsewhere", kind)
        await english.idle()
        text = await choose(english, "thread", channel)
        assert "answers each message" in text
        assert "No thread can be made" in text
        place = channel if kind == "voice" else english.amy.start_post(channel, "soup", HELLO)
        await english.idle()
        before = [content for name, content in english.talk(place) if name == "RedBridge"]
        assert await answers(english, place, AGAIN) == [*before, zh(AGAIN)]


async def test_a_channel_of_a_bridge_is_said_to_be_one(english: Town) -> None:
    async with english.bot() as app:
        bridge = await app.services.bridges.create(english.guild.id, "harbour", english.lin.id)
        await app.services.bridges.add(bridge.bridge_id, english.general.id, "en", english.lin.id)
        told = (await english.lin.slash(english.general, "redbridge channel").answered()).text
        assert "the bridge “harbour”" in told


async def test_changes_are_written_down_with_who_made_them(english: Town) -> None:
    async with english.bot() as app:
        await choose(english, "thread")
        await default(english, "reply")
        await english.lin.slash(english.general, "redbridge chinese", variant="zh-TW").answered()
        found = await app.services.database.read(audit.latest, english.guild.id, 10)
        assert [(each.member_id, each.action, each.after) for each in found] == [
            (english.lin.id, "chinese", "zh-TW"),
            (english.lin.id, "default-mode", "reply"),
            (english.lin.id, "mode", "thread"),
        ]


async def test_the_panel_speaks_the_language_its_reader_chose(quiet: Town) -> None:
    async with quiet.bot() as app:
        await app.services.members.choose_locale(quiet.lin.id, "zh-TW", confirmed=True)
        told = await quiet.lin.slash(quiet.general, "redbridge channel").answered()
        assert "伺服器" in told.text
