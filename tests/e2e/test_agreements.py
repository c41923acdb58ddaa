"""Members agree to published rules with one press; moderators see who did, and only important versions ask again."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio

from bot.client.rules.agreeing import LABEL
from tests.e2e.privacy import forget
from tests.e2e.ruling import ADS, answer, labels, wrote
from tests.e2e.test_rules_published import CHINESE, publish
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def hotpot(quiet: Town) -> Town:
    quiet.google.answer = answer
    return quiet


@pytest.fixture
def rules(hotpot: Town) -> Any:
    return hotpot.guild.add_channel("rules")


async def begin(place: Town, channel: Any) -> None:
    await wrote(place, place.lin, en=ADS, simplified=CHINESE, traditional="請勿打廣告\n先問管理員。")
    await publish(place, channel=channel)


async def another(place: Town, *, important: bool) -> None:
    await wrote(place, place.lin, en="Cats first\nPost your cat before you post anything else.")
    await publish(place, unapproved=True, important=important)


async def press(place: Town, who: Any, channel: Any) -> str:
    """What somebody reads who agrees."""
    pressed = who.press(channel.messages[-1], LABEL)
    await place.idle()
    return str(pressed.followups[-1].content if pressed.followups else pressed.message.content)


async def sheet(place: Town) -> tuple[str, list[dict[str, str]]]:
    """What a moderator reads of it, and the rows of the file."""
    sent = place.lin.slash(place.general, "redbridge rules acknowledgements")
    await place.idle()
    message = sent.message
    (file,) = [each for each in message.attachments if each.filename.endswith(".csv")]
    rows = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"))))
    return message.content, rows


async def test_one_press_is_noted_once_and_gives_the_role(hotpot: Town, rules: Any) -> None:
    role = hotpot.guild.add_role("agreed")
    async with hotpot.bot() as app:
        await begin(hotpot, rules)
        given = await hotpot.lin.slash(hotpot.general, "redbridge rules role", role=role).answered()
        assert role.mention in given.text
        assert "第 1 版" in await press(hotpot, hotpot.yu, rules)
        assert role.id in hotpot.yu.roles
        found = await app.services.agreements.standing(hotpot.guild.id, hotpot.yu.id)
        assert found.agreement is not None
        assert not found.is_asked
        before = found.agreement.agreed_at
        hotpot.clock.advance(60)
        assert "同意过" in await press(hotpot, hotpot.yu, rules)
        found = await app.services.agreements.standing(hotpot.guild.id, hotpot.yu.id)
        assert found.agreement is not None
        assert found.agreement.agreed_at == before


async def test_the_button_outlives_a_restart(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        await begin(hotpot, rules)
    async with hotpot.bot():
        assert "version 1" in await press(hotpot, hotpot.amy, rules)


async def test_a_role_that_cannot_be_given_is_said_and_the_agreement_holds(hotpot: Town, rules: Any) -> None:
    role = hotpot.guild.add_role("agreed")
    async with hotpot.bot() as app:
        await begin(hotpot, rules)
        await hotpot.lin.slash(hotpot.general, "redbridge rules role", role=role).answered()
        hotpot.guild.remove_role(role)
        assert "tell a moderator" in await press(hotpot, hotpot.amy, rules)
        assert not (await app.services.agreements.standing(hotpot.guild.id, hotpot.amy.id)).is_asked


async def test_a_role_above_the_bots_is_refused(hotpot: Town, rules: Any) -> None:
    high = hotpot.guild.add_role("high")
    hotpot.guild.move_role(high, 9)
    async with hotpot.bot() as app:
        refused = await hotpot.lin.slash(hotpot.general, "redbridge rules role", role=high).answered()
        assert "拖到" in refused.text
        assert (await app.services.rule_settings.of(hotpot.guild.id)).role_id is None


async def test_an_important_version_asks_again_and_another_only_informs(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        await begin(hotpot, rules)
        await press(hotpot, hotpot.amy, rules)
        shown = (await hotpot.amy.slash(hotpot.general, "rules").answered()).message
        assert LABEL not in labels(shown)
        await another(hotpot, important=False)
        shown = (await hotpot.amy.slash(hotpot.general, "rules").answered()).message
        assert "-# Changed since you agreed (version 1)." in shown.content
        assert LABEL not in labels(shown)
        await publish(hotpot, unapproved=True, important=True)
        shown = (await hotpot.amy.slash(hotpot.general, "rules").answered()).message
        assert "Please read them and agree again" in shown.content
        hotpot.amy.press(shown, LABEL)
        await hotpot.idle()
        shown = (await hotpot.amy.slash(hotpot.general, "rules").answered()).message
        assert LABEL not in labels(shown)
        assert "agree" not in shown.content


async def test_who_never_agreed_is_asked_wherever_they_read_the_rules(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        await wrote(hotpot, hotpot.lin, en=ADS, simplified=CHINESE, traditional="請勿打廣告\n先問管理員。")
        shown = (await hotpot.yu.slash(hotpot.general, "rules").answered()).message
        assert LABEL not in labels(shown)
        await publish(hotpot, channel=rules)
        shown = (await hotpot.yu.slash(hotpot.general, "rules").answered()).message
        assert "你还没同意这些规则" in shown.content
        assert LABEL in labels(shown)


async def test_the_tours_last_card_asks_for_it(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        await begin(hotpot, rules)
        shown = (await hotpot.amy.slash(hotpot.general, "tips").answered()).message
        hotpot.amy.press(shown, "Just looking")
        await hotpot.idle()
        assert LABEL not in labels(shown)
        while "Next" in labels(shown):
            hotpot.amy.press(shown, "Next")
            await hotpot.idle()
        assert "One more thing" in shown.content
        pressed = hotpot.amy.press(shown, LABEL)
        await hotpot.idle()
        assert "version 1" in pressed.followups[-1].content if pressed.followups else pressed.message.content
        hotpot.amy.press(shown, "Back")
        await hotpot.idle()
        hotpot.amy.press(shown, "Next")
        await hotpot.idle()
        assert LABEL not in labels(shown)


async def test_moderators_see_who_agreed_and_since_when_the_others_are_missing(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot():
        await begin(hotpot, rules)
        await press(hotpot, hotpot.amy, rules)
        await press(hotpot, hotpot.yu, rules)
        hotpot.clock.advance(3600)
        await another(hotpot, important=True)
        await press(hotpot, hotpot.yu, rules)
        hotpot.amy.joined = datetime(2020, 1, 1, tzinfo=UTC)
        hotpot.lin.joined = datetime(2025, 2, 1, tzinfo=UTC)
        told, rows = await sheet(hotpot)
        by_name = {row["name"]: row for row in rows}
        assert by_name["小雨"]["version"] == "2"
        assert by_name["小雨"]["missing_since"] == ""
        assert (by_name["Amy"]["version"], by_name["Amy"]["missing_since"]) == ("1", "2025-01-14T13:00:00Z")
        assert (by_name["Lin"]["version"], by_name["Lin"]["missing_since"]) == ("", "2025-02-01T00:00:00Z")
        assert rows[-1]["name"] == "小雨"
        assert "同意了这一版：1 人" in told
        assert "要再问一次：1 人" in told
        assert not any(row["name"] == hotpot.guild.me.user.name for row in rows)


async def test_without_the_list_of_members_those_who_agreed_are_listed(hotpot: Town, rules: Any) -> None:
    hotpot.sandbox.faults.http(403, f"GET /guilds/{hotpot.guild.id}/members", times=9)
    async with hotpot.bot():
        await begin(hotpot, rules)
        await press(hotpot, hotpot.amy, rules)
        told, rows = await sheet(hotpot)
        assert [row["member"] for row in rows] == [str(hotpot.amy.id)]
        assert "Server Members Intent" in told


async def test_nothing_published_nothing_to_agree_to(hotpot: Town) -> None:
    async with hotpot.bot():
        told = await hotpot.lin.slash(hotpot.general, "redbridge rules acknowledgements").answered()
        assert "还没发布过规则" in told.text


async def test_members_see_it_in_privacy_and_have_it_erased(hotpot: Town, rules: Any) -> None:
    async with hotpot.bot() as app:
        await begin(hotpot, rules)
        await press(hotpot, hotpot.amy, rules)
        shown = (await hotpot.amy.slash(hotpot.general, "privacy").answered()).message
        assert f"rules of {hotpot.guild.name}: version 1" in shown.content
        await forget(hotpot, hotpot.amy, shown)
        assert "rules of" not in shown.content
        assert await app.services.agreements.count(hotpot.amy.id) == 0
