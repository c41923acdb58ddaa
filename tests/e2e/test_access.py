"""/redbridge access: roles that may change a part of RedBridge without managing the server."""

from typing import Any

import pytest

from bot.access.access import Area
from bot.translation.types import Mode, Where
from tests.e2e.test_permissions import unlock
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


async def entrusted(place: Town, area: str, *roles: Any) -> Any:
    """What Lin does: open the panel and choose roles for a part; the panel."""
    unlock(place)
    panel = await place.lin.slash(place.general, "redbridge access").answered()
    place.lin.choose(panel.message, list(roles), f"access:1:{area}")
    await place.idle()
    return panel


def helper(place: Town, name: str = "helpers") -> Any:
    """Amy gets a role that has no permissions at all."""
    role = place.guild.add_role(name)
    place.amy.give(role)
    return role


async def test_a_role_may_change_the_part_it_was_named_for_and_nothing_else(quiet: Town) -> None:
    async with quiet.bot() as app:
        role = helper(quiet)
        unlock(quiet)
        before = await quiet.amy.slash(quiet.general, "redbridge rules list").answered()
        assert "/redbridge access" in before.text
        panel = await entrusted(quiet, "rules", role)
        assert f"规则和提醒：<@&{role.id}>" in panel.text
        listed = await quiet.amy.slash(quiet.general, "redbridge rules list").answered()
        assert "rule book is empty" in listed.text
        refused = await quiet.amy.slash(quiet.general, "redbridge channel", mode="reply").answered()
        assert "Manage Server" in refused.text
        refused = await quiet.amy.slash(quiet.general, "redbridge onboarding panel").answered()
        assert "Manage Server" in refused.text
        assert app.services.preferences.mode(Where(quiet.guild.id, quiet.general.id)) is Mode.OFF


async def test_a_role_for_everything_may_change_all_but_who_may_change_what(quiet: Town) -> None:
    async with quiet.bot() as app:
        role = helper(quiet)
        await entrusted(quiet, "all", role)
        await quiet.amy.slash(quiet.general, "redbridge channel", mode="reply").answered()
        assert app.services.preferences.mode(Where(quiet.guild.id, quiet.general.id)) is Mode.REPLY
        for command in ("redbridge rules list", "redbridge onboarding panel", "redbridge log", "redbridge review"):
            assert "Manage Server" not in (await quiet.amy.slash(quiet.general, command).answered()).text
        refused = await quiet.amy.slash(quiet.general, "redbridge access").answered()
        assert "Only members with the permission Manage Server decide" in refused.text


async def test_whoever_lost_the_role_is_turned_away_at_the_next_press(quiet: Town) -> None:
    async with quiet.bot() as app:
        role = helper(quiet)
        await entrusted(quiet, "rules", role)
        books = await quiet.amy.slash(quiet.general, "redbridge rules list").answered()
        quiet.amy.take(role)
        await quiet.idle()
        refused = await quiet.amy.choose(books.message, ["general"]).answered()
        assert "Manage Server" in refused.text
        assert not (await app.services.rules.book(quiet.guild.id)).rules
        quiet.amy.give(role)
        await quiet.idle()
        quiet.amy.choose(books.message, ["general"])
        await quiet.idle()
        assert (await app.services.rules.book(quiet.guild.id)).rules


async def test_whoever_lost_the_permission_names_nobody_any_more(quiet: Town) -> None:
    async with quiet.bot() as app:
        role = helper(quiet)
        panel = await entrusted(quiet, "rules")
        quiet.lin.take(*quiet.guild.roles.values())
        refused = await quiet.lin.choose(panel.message, [role], "access:1:rules").answered()
        assert "什么都没改" in refused.text
        assert not app.services.access.roles(quiet.guild.id, Area.RULES)


async def test_a_role_is_taken_back_and_what_was_changed_stands_in_the_log(quiet: Town) -> None:
    async with quiet.bot():
        role = helper(quiet)
        await entrusted(quiet, "translation", role)
        assert "Manage Server" not in (await quiet.amy.slash(quiet.general, "redbridge channel").answered()).text
        panel = await entrusted(quiet, "translation")
        assert f"<@&{role.id}>" not in panel.text
        refused = await quiet.amy.slash(quiet.general, "redbridge channel", mode="reply").answered()
        assert "Manage Server" in refused.text
        log = await quiet.lin.slash(quiet.general, "redbridge log").answered()
        given, taken = reversed(log.text.splitlines()[1:3])
        assert given.endswith(f"– → <@&{role.id}>")
        assert taken.endswith(f"<@&{role.id}> → –")


async def test_everybody_is_no_role_to_name(quiet: Town) -> None:
    async with quiet.bot() as app:
        panel = await entrusted(quiet, "all")
        refused = await quiet.lin.choose(panel.message, [quiet.guild.everyone], "access:1:all").answered()
        assert "什么都没改" in refused.text
        assert not app.services.access.roles(quiet.guild.id, Area.ALL)


async def test_a_role_that_is_deleted_opens_nothing_and_the_panel_says_so(quiet: Town) -> None:
    async with quiet.bot():
        role = helper(quiet)
        await entrusted(quiet, "rules", role)
        quiet.guild.remove_role(role)
        await quiet.idle()
        refused = await quiet.amy.slash(quiet.general, "redbridge rules list").answered()
        assert "Manage Server" in refused.text
        panel = await quiet.lin.slash(quiet.general, "redbridge access").answered()
        assert "⚠️" in panel.text
        assert f"<@&{role.id}>" not in panel.text


async def test_members_are_still_entrusted_after_a_restart(quiet: Town) -> None:
    async with quiet.bot():
        await entrusted(quiet, "rules", helper(quiet))
    async with quiet.bot():
        unlock(quiet)
        listed = await quiet.amy.slash(quiet.general, "redbridge rules list").answered()
        assert "rule book is empty" in listed.text


async def test_whoever_is_entrusted_presses_and_sends_as_moderators_do(quiet: Town) -> None:
    cats = quiet.guild.add_channel("cats")
    async with quiet.bot() as app:
        role = helper(quiet)
        for area in ("translation", "onboarding", "rules"):
            await entrusted(quiet, area, role)
        modes = await quiet.amy.slash(quiet.general, "redbridge channel").answered()
        quiet.amy.choose(modes.message, ["reply"])
        await quiet.idle()
        assert app.services.preferences.mode(Where(quiet.guild.id, quiet.general.id)) is Mode.REPLY
        panel = await quiet.amy.slash(quiet.general, "redbridge onboarding panel").answered()
        quiet.amy.choose(panel.message, ["cats"], "onboard:2:screen")
        await quiet.idle()
        quiet.amy.choose(panel.message, [cats], "onboard:1:cats")
        await quiet.idle()
        assert app.services.arrivals.welcome(quiet.guild.id).cat_channel_id == cats.id
        form = quiet.amy.slash(quiet.general, "redbridge rules add")
        await form.answered()
        written = {"English": "No ads\nAsk first.", "简体中文": "别打广告\n先问。", "繁體中文": "別打廣告\n先問。"}
        quiet.amy.submit(form, written)
        await quiet.idle()
        assert [rule.texts["en"].name for rule in (await app.services.rules.book(quiet.guild.id)).rules] == ["No ads"]
        listed = await quiet.amy.slash(quiet.general, "rules", which="1").answered()
        quiet.amy.press(listed.message, "Post here")
        await quiet.idle()
        assert "Ask first." in quiet.general.messages[-1].content
        late = quiet.amy.slash(quiet.general, "redbridge rules add")
        await late.answered()
        for area in ("translation", "onboarding", "rules"):
            await entrusted(quiet, area)
        refusals = [
            quiet.amy.choose(modes.message, ["off"]),
            quiet.amy.choose(panel.message, ["welcome"], "onboard:2:screen"),
            quiet.amy.submit(late, {"English": "No cats\nNone.", "简体中文": "", "繁體中文": ""}),
        ]
        assert ["Manage Server" in (await each.answered()).text for each in refusals] == [True] * 3


async def test_whoever_is_entrusted_is_proposed_what_there_is_and_nobody_else(quiet: Town) -> None:
    async with quiet.bot() as app:
        role = helper(quiet)
        await app.services.rules.begin(quiet.guild.id, "rednote", quiet.lin.id)
        unlock(quiet)
        assert not await proposed(quiet)
        await entrusted(quiet, "rules", role)
        assert await proposed(quiet)


async def proposed(place: Town) -> Any:
    """What Amy is proposed while she types which rule to remove."""
    asked = place.amy.autocomplete(place.general, "redbridge rules remove", "rule", rule="")
    return (await asked.answered()).choices
