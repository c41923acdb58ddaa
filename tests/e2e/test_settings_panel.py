"""`/redbridge settings`: one panel over everything that is in the table, drawn from it and kept to it."""

from typing import Any

import pytest

from bot.access.access import Area
from bot.config.kinds import Channel, Choice, Number, Role, Several, Switch, TimeOfDay, Value, Zone
from bot.config.setting import Setting
from tests.e2e.ruling import labels
from tests.e2e.test_access import entrusted, helper
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio
MENU = "settings:1:open"


async def opened(place: Town, who: Any, page: str = "") -> Any:
    """The panel, at a page."""
    panel = await who.slash(place.general, "redbridge settings").answered()
    if page:
        who.choose(panel.message, [page], "settings:2:screen")
        await place.idle()
    return panel


async def setting_screen(place: Town, who: Any, key: str) -> Any:
    page = place.running.services.configuration.page(key)
    assert page is not None
    panel = await opened(place, who, page.key)
    who.choose(panel.message, [key], MENU)
    await place.idle()
    return panel


async def value(place: Town, key: str) -> Value:
    configuration = place.running.services.configuration
    setting = configuration.find(key)
    assert setting is not None
    return await configuration.value(place.guild.id, setting)


async def used(place: Town, who: Any, panel: Any, setting: Setting) -> Value:
    """Change a setting with whatever its screen offers; what it should be now."""
    key, kind = setting.key, setting.kind
    match kind:
        case Channel():
            who.choose(panel.message, [place.general], f"settings:1:channel:{key}")
            wanted: Value = place.general.id
        case Role():
            role = place.guild.add_role(f"for {key}")
            await place.idle()
            who.choose(panel.message, [role], f"settings:1:role:{key}")
            wanted = role.id
        case Choice(options):
            wanted = next(word for word in options if word != setting.default)
            who.choose(panel.message, [wanted], f"settings:1:word:{key}")
        case Several(names):
            wanted = tuple(names)
            who.choose(panel.message, list(reversed(names)), f"settings:1:word:{key}")
        case Switch():
            wanted = not setting.default
            who.press(panel.message, f"settings:1:{'on' if wanted else 'off'}:{key}")
        case Number(_, most):
            wanted = most
            await written(place, who, panel, key, f" {most} ")
        case TimeOfDay():
            wanted = "08:05"
            await written(place, who, panel, key, "8：05")
        case Zone():
            wanted = "America/Chicago"
            await written(place, who, panel, key, "chicago")
    await place.idle()
    return wanted


async def written(place: Town, who: Any, panel: Any, key: str, text: str) -> Any:
    form = who.press(panel.message, f"settings:1:write:{key}")
    assert (await form.answered()).kind == "modal"
    (field,) = form.modal["components"]
    sent = who.submit(form, {field["label"]: text})
    await place.idle()
    return sent


async def test_every_setting_of_the_table_is_shown_changed_noted_and_taken_back(quiet: Town) -> None:
    async with quiet.bot(TRANSLATION_ENGINES="google,gloss") as app:
        for page in app.services.configuration.pages:
            panel = await opened(quiet, quiet.lin, page.key)
            for setting in page.settings:
                name = app.services.catalogues.text("zh-CN", setting.label)
                assert f"- {name}：" in panel.text
                assert await value(quiet, setting.key) == setting.default, setting.key
                shown = await setting_screen(quiet, quiet.lin, setting.key)
                assert app.services.catalogues.text("zh-CN", setting.about) in shown.text
                wanted = await used(quiet, quiet.lin, shown, setting)
                assert await value(quiet, setting.key) == wanted, setting.key
                # The page is back, and the log tells of it.
                assert shown.text.startswith(f"**设置：{app.services.catalogues.text('zh-CN', page.label)}**")
                page_of_log = await app.services.trail.page(quiet.guild.id, 0)
                assert (page_of_log.changes[0].member_id, page_of_log.changes[0].before) != (0, "")
                quiet.clock.advance(1)
                shown = await setting_screen(quiet, quiet.lin, setting.key)
                taken_back = f"settings:1:default:{setting.key}"
                if isinstance(setting.kind, Switch):
                    taken_back = f"settings:1:{'on' if setting.default else 'off'}:{setting.key}"
                quiet.lin.press(shown.message, taken_back)
                await quiet.idle()
                assert await value(quiet, setting.key) == setting.default, setting.key
        count = len(app.services.configuration.settings)
        assert (await app.services.trail.page(quiet.guild.id, 0, 100)).pages == 1
        assert len((await app.services.trail.page(quiet.guild.id, 0, 100)).changes) == 2 * count


async def test_the_panel_is_read_in_each_locale_and_fits(quiet: Town) -> None:
    async with quiet.bot() as app:
        for locale in ("en", "zh-CN", "zh-TW"):
            await app.services.members.choose_locale(quiet.lin.id, locale, confirmed=True)
            for page in app.services.configuration.pages:
                panel = await opened(quiet, quiet.lin, page.key)
                assert len(panel.text) <= 2000
                label = app.services.catalogues.text(locale, page.label)
                assert label in panel.text.splitlines()[0]


async def test_a_channel_in_which_redbridge_cannot_work_is_refused_with_the_way_to_mend_it(quiet: Town) -> None:
    async with quiet.bot():
        shut = quiet.guild.add_channel("shut")
        quiet.sandbox.faults.deny("send_messages", shut)
        await quiet.idle()
        panel = await setting_screen(quiet, quiet.lin, "welcome.channel")
        refused = await quiet.lin.choose(panel.message, [shut], "settings:1:channel:welcome.channel").answered()
        assert "发送消息" in refused.text
        assert "编辑频道 → 权限" in refused.text
        assert "Send Messages" in refused.text
        assert await value(quiet, "welcome.channel") is None


async def test_a_role_above_redbridges_is_refused(quiet: Town) -> None:
    role = quiet.guild.add_role("high")
    async with quiet.bot():
        quiet.guild.move_role(role, 9)
        await quiet.idle()
        panel = await setting_screen(quiet, quiet.lin, "rules.role")
        refused = await quiet.lin.choose(panel.message, [role], "settings:1:role:rules.role").answered()
        assert "排在" in refused.text
        assert await value(quiet, "rules.role") is None


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("welcome.age", "a week", "0 到 365"),
        ("welcome.age", "366", "0 到 365"),
        ("welcome.age", "-1", "0 到 365"),
        ("welcome.age", "²", "0 到 365"),
        ("question.time", "25:00", "20:00"),
        ("question.zone", "Atlantis", "Asia/Shanghai"),
    ],
)
async def test_what_cannot_be_is_refused_in_both_languages_and_given_back(
    quiet: Town, key: str, typed: str, said: str
) -> None:
    async with quiet.bot():
        before = await value(quiet, key)
        panel = await setting_screen(quiet, quiet.lin, key)
        refused = await (await written(quiet, quiet.lin, panel, key, typed)).answered()
        assert said in refused.text
        assert f"“{typed}”" in refused.text
        assert "-#" in refused.text
        assert "再试一次 · Try again" in labels(refused.message)
        assert await value(quiet, key) == before


async def test_who_holds_one_part_changes_that_part_and_no_other(quiet: Town) -> None:
    async with quiet.bot() as app:
        role = helper(quiet)
        await entrusted(quiet, "translation", role)
        panel = await setting_screen(quiet, quiet.amy, "translation.chinese")
        quiet.amy.choose(panel.message, ["zh-TW"], "settings:1:word:translation.chinese")
        await quiet.idle()
        assert await value(quiet, "translation.chinese") == "zh-TW"
        panel = await opened(quiet, quiet.amy, "rules")
        refused = await quiet.amy.choose(panel.message, ["rules.layout"], MENU).answered()
        assert "Manage Server" in refused.text
        # What Lin has open does not help Amy, whose role is gone in the middle.
        shown = await setting_screen(quiet, quiet.amy, "translation.flags")
        quiet.amy.take(role)
        await quiet.idle()
        refused = await quiet.amy.press(shown.message, "settings:1:off:translation.flags").answered()
        assert "Manage Server" in refused.text
        assert await value(quiet, "translation.flags") is True
        stranger = await quiet.yu.slash(quiet.general, "redbridge settings").answered()
        assert "管理服务器" in stranger.text
        assert app.services.access.roles(quiet.guild.id, Area.TRANSLATION) == [role.id]


async def test_a_change_that_leaves_something_broken_shows_it_at_once(quiet: Town) -> None:
    async with quiet.bot():
        hall = quiet.guild.add_channel("hall")
        await quiet.idle()
        panel = await setting_screen(quiet, quiet.lin, "welcome.channel")
        quiet.lin.choose(panel.message, [hall], "settings:1:channel:welcome.channel")
        await quiet.idle()
        assert "⚠️" not in panel.text
        quiet.guild.remove_channel(hall)
        await quiet.idle()
        panel = await setting_screen(quiet, quiet.lin, "translation.flags")
        quiet.lin.press(panel.message, "settings:1:off:translation.flags")
        await quiet.idle()
        assert "⚠️" in panel.text
        assert "/红桥 检查" in panel.text


async def test_a_button_of_a_setting_that_is_gone_says_so(quiet: Town) -> None:
    async with quiet.bot() as app:
        panel = await setting_screen(quiet, quiet.lin, "buddies")
        gone = dict(app.services.configuration._settings)
        app.services.configuration._settings.pop("buddies")
        refused = await quiet.lin.press(panel.message, "settings:1:on:buddies").answered()
        assert "/红桥 设置" in refused.text
        app.services.configuration._settings.update(gone)


async def test_before_an_engine_is_chosen_its_own_policy_is_named(quiet: Town) -> None:
    async with quiet.bot(TRANSLATION_ENGINES="google,gloss"):
        shown = await setting_screen(quiet, quiet.lin, "translation.engines")
        assert "`google`" in shown.text
        assert "<https://policies.google.com/privacy>" in shown.text
        assert "`gloss`：文字不会离开部署红桥的机器" in shown.text
