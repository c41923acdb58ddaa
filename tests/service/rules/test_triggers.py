"""Triggers are kept, survive a restart, and are written down."""

import asyncio
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.rules.triggers.triggers import MOST_TRIGGERS, MOST_WORDS_OF_ALL, Triggers
from bot.store import audit
from bot.store.database import Database
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio
GUILD, LIN = 10**17, 2 * 10**17


async def opened(folder: Path) -> Database:
    return await Database.open(f"sqlite+aiosqlite:///{folder / 'rules.db'}")


async def test_all_of_it_survives_a_restart(tmp_path: Path) -> None:
    database = await opened(tmp_path)
    triggers = Triggers(database, ManualClock())
    kept = await triggers.add(
        GUILD, 3, LIN, words=("politics", "政治"), exceptions=("office politics",), pattern="vot(e|ing)"
    )
    kept = await triggers.change(GUILD, kept.trigger_id, LIN, channels=(1, 2), roles=(3,), count=4, action="note")
    await triggers.snooze(GUILD, kept.trigger_id, LIN, 60)
    anew = Triggers(database, ManualClock())
    await anew.load()
    (found,) = anew.of(GUILD)
    assert found == triggers.get(GUILD, kept.trigger_id)
    assert (found.channels, found.roles, found.count, found.action) == ((1, 2), (3,), 4, "note")
    assert not anew.is_awake(found)
    assert [called.word for called in anew.called(GUILD, "about voting")] == ["vot(e|ing)"]
    assert anew.called(GUILD + 1, "politics") == ()
    changes = await database.read(audit.latest, GUILD, 20, "trigger.")
    assert {change.action for change in changes} >= {
        "trigger.add",
        "trigger.channels",
        "trigger.count",
        "trigger.action",
    }
    assert all(change.member_id == LIN for change in changes)
    await database.close()


async def test_there_are_bounds_for_a_server_and_nothing_is_kept_of_what_is_refused(tmp_path: Path) -> None:
    database = await opened(tmp_path)
    triggers = Triggers(database, ManualClock())
    for number in range(MOST_WORDS_OF_ALL // 200):
        await triggers.add(GUILD, 1, LIN, words=tuple(f"zq{number}x{each}" for each in range(200)))
    with pytest.raises(UserError) as refused:
        await triggers.add(GUILD, 1, LIN, words=("politics",))
    assert refused.value.params == {"most": MOST_WORDS_OF_ALL, "count": MOST_WORDS_OF_ALL + 1}
    with pytest.raises(UserError):
        await triggers.change(GUILD, 1, LIN, exceptions=("one more",))
    for number in range(MOST_TRIGGERS):
        await triggers.add(GUILD + 1, 1, LIN, words=(f"word{number}",))
    with pytest.raises(UserError) as refused:
        await triggers.add(GUILD + 1, 1, LIN, words=("politics",))
    assert refused.value.params == {"most": MOST_TRIGGERS}
    assert not [*triggers.called(GUILD, "politics"), *triggers.called(GUILD + 1, "politics")]
    await database.close()


async def test_what_fires_on_everything_is_refused_also_when_a_trigger_is_changed(tmp_path: Path) -> None:
    database = await opened(tmp_path)
    triggers = Triggers(database, ManualClock())
    kept = await triggers.add(GUILD, 1, LIN, words=("politics",))
    with pytest.raises(UserError, match="everything"):
        await triggers.change(GUILD, kept.trigger_id, LIN, pattern=".*")
    assert triggers.of(GUILD) == [kept]
    await database.close()


async def test_what_is_gone_is_told(tmp_path: Path) -> None:
    database = await opened(tmp_path)
    triggers = Triggers(database, ManualClock())
    kept = await triggers.add(GUILD, 1, LIN, words=("politics",))
    await triggers.remove(GUILD, kept.trigger_id, LIN)
    for act in (triggers.remove(GUILD, kept.trigger_id, LIN), triggers.snooze(GUILD, kept.trigger_id, LIN, 5)):
        with pytest.raises(UserError, match="gone"):
            await act
    assert (await triggers.add(GUILD, 1, LIN, words=("politics",))).trigger_id >= 1
    await database.close()


async def test_two_moderators_add_an_exception_at_once_and_both_hold(tmp_path: Path) -> None:
    database = await opened(tmp_path)
    triggers = Triggers(database, ManualClock())
    kept = await triggers.add(GUILD, 1, LIN, words=("politics",))
    phrases = ("office  politics", "politics homework")
    await asyncio.gather(*(triggers.spare(GUILD, kept.trigger_id, LIN + by, each) for by, each in enumerate(phrases)))
    assert set(triggers.get(GUILD, kept.trigger_id).exceptions) == {"office politics", "politics homework"}
    assert not triggers.called(GUILD, "my politics homework")
    assert not triggers.called(GUILD, "just office politics")
    await database.close()


async def test_words_are_no_longer_than_a_form_can_show(tmp_path: Path) -> None:
    database = await opened(tmp_path)
    triggers = Triggers(database, ManualClock())
    words = tuple(f"{number:03} {'x' * 50}" for number in range(100))
    with pytest.raises(UserError, match="second trigger"):
        await triggers.add(GUILD, 1, LIN, words=words)
    await database.close()
