"""/time: how late it is, and where somebody lives."""

import pytest

from tests.e2e.privacy import forget
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


async def test_cities_are_proposed_in_the_language_of_who_types(quiet: Town) -> None:
    async with quiet.bot():
        typed = {
            quiet.amy: ("york", [("New York (America/New_York)", "America/New_York")]),
            quiet.yu: ("纽约", [("纽约 (America/New_York)", "America/New_York")]),
        }
        for who, (text, expected) in typed.items():
            offered = await who.autocomplete(quiet.general, "time", "zone", zone=text).answered()
            assert [(each["name"], each["value"]) for each in offered.choices] == expected
        offered = await quiet.amy.autocomplete(quiet.general, "time", "zone", zone="").answered()
        assert len(offered.choices) == 25


async def test_a_zone_is_remembered_shown_and_forgotten(quiet: Town) -> None:
    async with quiet.bot() as app:
        told = await quiet.yu.slash(quiet.general, "time", zone="悉尼").answered()
        assert told.text.splitlines()[0].startswith("记下了，你的时区是 Australia/Sydney，那边现在是**星期二 23:00**")
        assert "北京现在是**星期二 20:00**" in told.text
        assert told.ephemeral
        panel = await quiet.yu.slash(quiet.general, "privacy").answered()
        assert "- 你的时区是 Australia/Sydney，这是你自己说的。" in panel.text.splitlines()
        await forget(quiet, quiet.yu, panel.message)
        assert "Sydney" not in panel.text
        assert (await app.services.members.of(quiet.yu.id)).zone is None


async def test_who_is_left_out_can_have_their_zone_forgotten_too(quiet: Town) -> None:
    async with quiet.bot() as app:
        await quiet.amy.slash(quiet.general, "time", zone="Denver").answered()
        await app.services.members.opt_out(quiet.amy.id, out=True)
        assert (await app.services.members.of(quiet.amy.id)).zone == "America/Denver"
        forgotten = (await app.services.privacy.erase(quiet.amy.id)).preference
        assert (forgotten.zone, forgotten.opted_out) == (None, True)


async def test_a_place_that_does_not_exist_changes_nothing(quiet: Town) -> None:
    async with quiet.bot() as app:
        await quiet.amy.slash(quiet.general, "time", zone="Denver").answered()
        refused = await quiet.amy.slash(quiet.general, "time", zone="**Atlantis**").answered()
        assert refused.text.startswith(r"RedBridge knows no time zone called “\*\*Atlantis\*\*”. Nothing was changed.")
        assert (await app.services.members.of(quiet.amy.id)).zone == "America/Denver"
