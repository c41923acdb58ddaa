"""What members read: learnt, chosen, erased."""

from pathlib import Path

import pytest

from bot.members.members import Members
from bot.members.privacy import Privacy
from bot.store.database import Database
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio
AMY = 7


@pytest.mark.parametrize("left", [False, True])
async def test_what_is_learnt_gives_way_to_what_is_chosen_and_is_erased(tmp_path: Path, left: bool) -> None:
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'a.db'}")
    try:
        members = Members(database, ManualClock())
        assert await members.learn(AMY, "en") is True
        assert await members.learn(AMY, "zh-TW") is False
        assert (await members.of(AMY)).locale == "zh-TW"
        assert await members.reads(AMY, "en-US") == "en"
        await members.choose_locale(AMY, "zh-CN", confirmed=True)
        await members.opt_out(AMY, out=left)
        assert await members.learn(AMY, "en") is False
        assert await members.reads(AMY, "en-US") == "zh-CN"
        await Privacy(database, ManualClock(), ()).erase(AMY)
        known = await members.of(AMY)
        assert (known.locale, known.confirmed, known.opted_out) == (None, False, left)
    finally:
        await database.close()
