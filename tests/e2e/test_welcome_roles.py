"""Roles for languages: chosen or made by moderators, given with one press, learnt from, never before the screening."""

from typing import Any

import pytest

from bot.sandbox.world.user import Role
from tests.e2e.test_welcome import CHOOSE, arrivals_of, greet_in, join, labels
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio

LOCALES = ("en", "zh-CN", "zh-TW")
NAMES = ("English", "简体中文", "繁體中文")
MAKE = "帮我建好"


def made(place: Town) -> list[Role]:
    return [place.guild.role(name) for name in NAMES]


def names_of(place: Town, member: Any) -> set[str]:
    return {place.guild.roles[role_id].name for role_id in member.roles}


async def screen(place: Town) -> Any:
    """The panel's page of language roles, as Lin sees it."""
    panel = await place.lin.slash(place.general, "redbridge onboarding panel").answered()
    place.lin.choose(panel.message, ["languages"], "onboard:2:screen")
    await place.idle()
    return panel


async def make_roles(place: Town) -> list[Role]:
    panel = await screen(place)
    place.lin.press(panel.message, MAKE)
    await place.idle()
    return made(place)


async def choose_roles(place: Town, **roles: Role) -> Any:
    panel = await screen(place)
    for locale, role in roles.items():
        place.lin.choose(panel.message, [role], f"onboard:1:role:{locale.replace('_', '-')}")
        await place.idle()
    return panel


async def test_roles_are_made_only_when_asked_for_and_given_with_one_press(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot() as app:
        await greet_in(quiet, door)
        assert not {"English", "简体中文"} & {each.name for each in quiet.guild.roles.values()}
        await make_roles(quiet)
        assert all(role.permissions == 0 and not role.mentionable for role in made(quiet))
        heather = await join(quiet, "Heather")
        begun = await heather.press(door.messages[0], "繁體中文").answered()
        await quiet.idle()
        assert begun.ephemeral
        assert labels(begun.message)[0] == "我是 TikTok 難民"
        assert names_of(quiet, heather) == {"繁體中文"}
        heather.press(door.messages[0], "English")
        await quiet.idle()
        assert names_of(quiet, heather) == {"English"}
        assert (await app.services.members.of(heather.id)).locale == "en"
        log = (await quiet.lin.slash(quiet.general, "redbridge log").answered()).text
        assert f"– → <@&{made(quiet)[0].id}>" in log


async def test_two_presses_at_once_leave_one_role(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        await make_roles(quiet)
        heather = await join(quiet, "Heather")
        for label in ("English", "简体中文", "繁體中文"):
            heather.press(door.messages[0], label)
        await quiet.idle()
        assert len(heather.roles) == 1


async def test_a_role_follows_the_command_and_the_panel_of_languages(quiet: Town) -> None:
    async with quiet.bot():
        await make_roles(quiet)
        panel = await quiet.amy.slash(quiet.general, "language", language="zh-CN").answered()
        await quiet.idle()
        assert names_of(quiet, quiet.amy) == {"简体中文"}
        quiet.amy.press(panel.message, "English")
        await quiet.idle()
        assert names_of(quiet, quiet.amy) == {"English"}


async def test_nobody_gets_a_role_before_discord_has_screened_them(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot() as app:
        await greet_in(quiet, door)
        await make_roles(quiet)
        heather = quiet.guild.add_member("Heather", pending=True)
        await app.services.members.choose_locale(heather.id, "en", confirmed=True)
        heather.slash(quiet.general, "language", language="zh-CN")
        await quiet.idle()
        assert heather.pending
        assert heather.roles == set()
        heather.pass_screening()
        await quiet.idle()
        assert names_of(quiet, heather) == {"简体中文"}
        assert labels(door.messages[-1]) == ["带我转一圈"]


async def test_the_screening_counts_for_roles_also_where_nobody_is_greeted(quiet: Town) -> None:
    async with quiet.bot() as app:
        await make_roles(quiet)
        heather = quiet.guild.add_member("Heather", pending=True)
        await app.services.members.choose_locale(heather.id, "en", confirmed=True)
        await quiet.idle()
        assert heather.pending
        heather.pass_screening()
        await quiet.idle()
        assert names_of(quiet, heather) == {"English"}


async def test_who_returns_gets_the_role_of_their_language_back_unasked(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        await make_roles(quiet)
        heather = await join(quiet, "Heather")
        heather.press(door.messages[0], "English")
        await quiet.idle()
        heather.leave()
        await quiet.idle()
        heather = await join(quiet, "Heather")
        assert names_of(quiet, heather) == {"English"}
        assert labels(door.messages[-1]) == ["Show me around"]


@pytest.mark.parametrize("pending", [False, True])
async def test_a_language_is_learnt_from_the_role_that_somebody_brings_along(quiet: Town, *, pending: bool) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot() as app:
        await greet_in(quiet, door)
        _, simplified, _ = await make_roles(quiet)
        heather = quiet.guild.add_member("Heather", roles=(simplified,), pending=pending)
        await quiet.idle()
        if pending:
            assert door.messages == []
            heather.pass_screening()
            await quiet.idle()
        assert CHOOSE not in door.messages[0].content
        assert labels(door.messages[0]) == ["带我转一圈"]
        known = await app.services.members.of(heather.id)
        assert (known.locale, known.confirmed) == ("zh-CN", True)


async def test_a_language_is_learnt_from_a_role_that_comes_soon_after_the_welcome(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot() as app:
        await greet_in(quiet, door)
        _, _, traditional = await make_roles(quiet)
        heather, ivy = await join(quiet, "Heather"), await join(quiet, "Ivy")
        heather.give(traditional)
        await quiet.idle()
        assert (await app.services.members.of(heather.id)).locale == "zh-TW"
        quiet.clock.advance(2 * 3600)
        ivy.give(traditional)
        await quiet.idle()
        assert (await app.services.members.of(ivy.id)).locale is None


async def test_what_somebody_chose_themselves_counts_more_than_a_role(quiet: Town) -> None:
    async with quiet.bot() as app:
        english, _, _ = await make_roles(quiet)
        heather = quiet.sandbox.world.user("Heather")
        await app.services.members.choose_locale(heather.id, "zh-CN", confirmed=True)
        await join(quiet, "Heather", roles=(english,))
        assert (await app.services.members.of(heather.id)).locale == "zh-CN"


async def test_each_of_a_wave_begins_alone_and_gets_their_role(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        await make_roles(quiet)
        wave = [quiet.guild.add_member(f"Guest {number}") for number in range(12)]
        await quiet.idle()
        (post,) = door.messages
        pressed = [each.press(post, NAMES[number % 3]) for number, each in enumerate(wave)]
        await quiet.idle()
        begun = [await each.answered() for each in pressed]
        assert all(each.ephemeral for each in begun)
        first = {"English": "I come from TikTok", "简体中文": "我是 TikTok 难民", "繁體中文": "我是 TikTok 難民"}
        for number, each in enumerate(begun):
            assert labels(each.message)[0] == first[NAMES[number % 3]]
            assert names_of(quiet, wave[number]) == {NAMES[number % 3]}
        assert len(door.messages) == 1
