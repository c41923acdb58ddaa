"""Moderators choose roles for languages, or have them made: what is refused, pointed out later, and never half done."""

from typing import Any

import pytest

from bot.app import App
from tests.e2e.locking import without_table
from tests.e2e.test_welcome import labels
from tests.e2e.test_welcome_roles import MAKE, choose_roles, make_roles, names_of, screen
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


async def test_existing_roles_are_chosen_and_taken_away_again(quiet: Town) -> None:
    western, chinese = quiet.guild.add_role("Westerners"), quiet.guild.add_role("中文圈")
    async with quiet.bot() as app:
        panel = await choose_roles(quiet, en=western, zh_CN=chinese, zh_TW=chinese)
        assert f"简体中文：<@&{chinese.id}>" in panel.text
        assert MAKE not in labels(panel.message)
        quiet.yu.slash(quiet.general, "language", language="zh-TW")
        await quiet.idle()
        assert names_of(quiet, quiet.yu) == {"中文圈"}
        quiet.lin.choose(panel.message, [], "onboard:1:role:zh-TW")
        await quiet.idle()
        assert "繁體中文：没有身份组" in panel.text
        assert app.services.arrivals.welcome(quiet.guild.id).traditional_role_id is None


async def test_a_role_above_the_bots_is_refused_and_later_pointed_out(quiet: Town) -> None:
    role = quiet.guild.add_role("Westerners")
    async with quiet.bot() as app:
        quiet.guild.move_role(role, 9)
        await quiet.idle()
        panel = await screen(quiet)
        refused = await quiet.lin.choose(panel.message, [role], "onboard:1:role:en").answered()
        assert "排在" in refused.text
        assert "什么都没改" in refused.text
        assert app.services.arrivals.welcome(quiet.guild.id).english_role_id is None
        quiet.guild.move_role(role, 1)
        await quiet.idle()
        panel = await choose_roles(quiet, en=role)
        assert "⚠️" not in panel.text
        quiet.guild.move_role(role, 9)
        await quiet.idle()
        assert "⚠️" in (await screen(quiet)).text


async def test_roles_of_apps_and_of_everybody_are_refused(quiet: Town) -> None:
    async with quiet.bot() as app:
        panel = await screen(quiet)
        for role in (quiet.guild.role("RedBridge"), quiet.guild.everyone):
            refused = await quiet.lin.choose(panel.message, [role], "onboard:1:role:en").answered()
            assert "什么都没改" in refused.text
        assert app.services.arrivals.welcome(quiet.guild.id).english_role_id is None


async def test_without_manage_roles_nothing_is_chosen_or_made_and_the_screen_says_where_to_give_it(quiet: Town) -> None:
    role = quiet.guild.add_role("Westerners")
    async with quiet.bot():
        await choose_roles(quiet, en=role)
        quiet.guild.change_role(quiet.guild.role("RedBridge"), ("view_channel", "send_messages"))
        await quiet.idle()
        panel = await screen(quiet)
        assert "管理身份组" in panel.text
        before = len(quiet.guild.roles)
        refused = quiet.lin.press(panel.message, MAKE)
        await quiet.idle()
        assert "管理身份组" in refused.followups[-1].content
        assert len(quiet.guild.roles) == before
        # Who presses a language is shown around all the same.
        quiet.amy.slash(quiet.general, "language", language="en")
        await quiet.idle()
        assert quiet.amy.roles == set()


async def test_if_one_role_cannot_be_made_none_is_left(quiet: Town) -> None:
    async with quiet.bot() as app:
        panel = await screen(quiet)
        for number in range(248 - len(quiet.guild.roles)):
            quiet.guild.add_role(f"filler {number}")
        await quiet.idle()
        assert "满了" in await _made_in_vain(quiet, app, panel, count=2)


async def test_if_the_roles_cannot_be_noted_none_is_left(quiet: Town) -> None:
    async with quiet.bot() as app:
        panel = await screen(quiet)
        async with without_table(quiet, "welcome"):
            assert "满了" not in await _made_in_vain(quiet, app, panel, count=3)


async def _made_in_vain(place: Town, app: App, panel: Any, count: int) -> str:
    """Press for the roles: so many are made and taken away again. What Lin is told."""
    before = set(place.guild.roles)
    pressed = place.lin.press(panel.message, MAKE)
    await place.idle()
    assert set(place.guild.roles) == before
    assert not app.services.arrivals.welcome(place.guild.id).has_languages
    assert [each.method for each in place.sandbox.traffic].count("DELETE") == count
    return pressed.followups[-1].content


async def test_a_deleted_role_is_pointed_out_and_made_anew(quiet: Town) -> None:
    async with quiet.bot():
        english, _, _ = await make_roles(quiet)
        assert MAKE not in labels((await screen(quiet)).message)
        quiet.guild.remove_role(english)
        await quiet.idle()
        panel = await screen(quiet)
        assert "这个身份组不在了" in panel.text
        quiet.amy.slash(quiet.general, "language", language="en")
        await quiet.idle()
        assert quiet.amy.roles == set()
        quiet.lin.press(panel.message, MAKE)
        await quiet.idle()
        assert "⚠️" not in panel.text
        assert [each.name for each in quiet.guild.roles.values()].count("English") == 1
        assert [each.name for each in quiet.guild.roles.values()].count("简体中文") == 1


async def test_only_moderators_decide_on_roles(quiet: Town) -> None:
    role = quiet.guild.add_role("Westerners")
    async with quiet.bot() as app:
        panel = await screen(quiet)
        quiet.lin.take(quiet.guild.role("moderators"))
        before = len(quiet.guild.roles)
        for refused in (
            await quiet.lin.choose(panel.message, [role], "onboard:1:role:en").answered(),
            await quiet.lin.press(panel.message, MAKE).answered(),
        ):
            assert "管理服务器" in refused.text
        assert len(quiet.guild.roles) == before
        assert not app.services.arrivals.welcome(quiet.guild.id).has_languages
