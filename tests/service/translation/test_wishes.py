"""What authors want and how posts of forums begin: what reaches an engine and what does not, on a real database."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.engines.engine import Traits
from bot.members.members import Members
from bot.store.database import Database
from bot.translation.conversation import Conversation, Incoming
from bot.translation.preferences import Preferences
from bot.translation.types import Mode, Where
from tests.fakes.clock import ManualClock
from tests.fakes.engine import ScriptedEngine
from tests.fakes.knowledge import pipeline_of

pytestmark = pytest.mark.asyncio

GUILD, AUTHOR, MODERATOR = 1, 7, 5
HERE = Where(GUILD, 10)


@dataclass
class Table:
    """A conversation with one author, who may choose for themselves."""

    engine: ScriptedEngine
    preferences: Preferences
    members: Members
    conversation: Conversation
    clock: ManualClock
    file: Path

    def message(self, text: str, number: int = 100, title: str | None = None) -> Incoming:
        return Incoming(number, HERE, AUTHOR, text, self.clock.now(), title=title)

    async def text_for(self, message: Incoming) -> str | None:
        outcome = await self.conversation.answer(message)
        return outcome.text if outcome else None


@pytest_asyncio.fixture
async def table(tmp_path: Path) -> AsyncIterator[Table]:
    database, clock = (
        await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'table.db'}", busy_timeout=2),
        ManualClock(),
    )
    engine, preferences = ScriptedEngine(), Preferences(database, clock)
    engine.traits = Traits(answers_as="scripted", prompted=True)
    await preferences.set_mode(GUILD, HERE.channel_id, Mode.REPLY, MODERATOR)
    conversation = Conversation(database, pipeline_of([engine], clock), preferences, clock)
    yield Table(engine, preferences, Members(database, clock), conversation, clock, tmp_path / "table.db")
    await database.close()


@pytest.mark.parametrize("text", ["leave this sentence alone !i", "||the whole of it is hidden||"])
async def test_what_an_author_marks_reaches_no_engine_and_leaves_no_claim(table: Table, text: str) -> None:
    assert await table.text_for(table.message(text)) is None
    assert await table.conversation.revise(table.message(text), "zh-CN") is None
    assert table.engine.asked == []
    assert await table.conversation.record.unfinished() == []


async def test_who_opted_out_is_not_translated_and_may_come_back(table: Table) -> None:
    await table.members.opt_out(AUTHOR, out=True)
    assert await table.text_for(table.message("this is not for everybody")) is None
    assert await table.conversation.record.unfinished() == []
    assert table.engine.asked == []
    await table.members.opt_out(AUTHOR, out=False)
    assert await table.text_for(table.message("this is for everybody")) == "[scripted] this is for everybody"


@pytest.mark.parametrize(("out", "expected"), [(False, "[scripted] this is a sentence"), (True, None)])
async def test_a_store_that_takes_nothing_does_not_end_the_conversation_nor_overrule_anybody(
    table: Table, caplog: pytest.LogCaptureFixture, *, out: bool, expected: str | None
) -> None:
    await table.members.opt_out(AUTHOR, out=out)
    with closing(sqlite3.connect(table.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert await table.text_for(table.message("this is a sentence")) == expected
    assert ("without a stored link" if expected else "stays untranslated") in caplog.text


async def test_an_edit_by_somebody_who_opted_out_since_asks_for_no_translation(table: Table) -> None:
    assert await table.text_for(table.message("this is a sentence"))
    await table.members.opt_out(AUTHOR, out=True)
    assert await table.conversation.revise(table.message("this is another sentence"), "zh-CN") is None
    assert table.engine.asked == ["this is a sentence"]


async def test_what_is_kept_from_engines_is_no_context_either(table: Table) -> None:
    await table.preferences.set_context_lines(GUILD, 5, MODERATOR)
    await table.text_for(table.message("a line for everybody", 101))
    await table.text_for(table.message("a line for nobody !i", 102))
    await table.members.opt_out(AUTHOR, out=True)
    await table.text_for(table.message("another line for nobody", 103))
    await table.members.opt_out(AUTHOR, out=False)
    told: list[tuple[str, ...]] = []
    table.engine.answer = lambda request: told.append(request.context) or "你好"
    await table.text_for(table.message("what was said before this", 104))
    assert told == [("a line for everybody",)]


async def test_a_post_of_a_forum_gets_its_title_in_bold_on_the_first_line(table: Table) -> None:
    text = await table.text_for(table.message("come and eat with us", title="a hotpot evening"))
    assert text == "**[scripted] a hotpot evening**\n[scripted] come and eat with us"


async def test_title_and_message_go_each_to_the_readers_of_the_other_language(table: Table) -> None:
    directions: list[str] = []
    table.engine.answer = lambda request: directions.append(request.target) or "translated"
    await table.text_for(table.message("come and eat with us", title="周末一起吃火锅吧"))
    assert sorted(directions) == ["en", "zh-CN"]


async def test_who_asks_for_one_language_gets_the_title_in_no_other(table: Table) -> None:
    message = table.message("come and eat with us", title="周末一起吃火锅吧")
    asked = await table.conversation.ask(message, "en")
    assert asked is not None
    assert asked.text == "**[scripted] 周末一起吃火锅吧**"
    again = await table.conversation.ask(table.message("come and eat", 101, title="这是题目"), "zh-TW")
    assert again is not None
    assert again.text is not None
    assert again.text.startswith("**這是題目**\n")


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("😂😂", "a hotpot evening", "**[scripted] a hotpot evening**"),
        ("come and eat with us", "2025", "[scripted] come and eat with us"),
        ("😂😂", "😂", None),
        ("see you there", "a *very* hot pot", "**[scripted] a \\*very\\* hot pot**\n[scripted] see you there"),
        ("see you there !i", "a hotpot evening", None),
    ],
)
async def test_of_a_post_only_what_is_language_is_translated(
    table: Table, text: str, title: str, expected: str | None
) -> None:
    assert await table.text_for(table.message(text, title=title)) == expected
