"""Moderators see whether all that they decided can work: a green or red line each, and where to mend it."""

from typing import Any

import pytest

from bot.sandbox.refusal import Refused
from tests.e2e.ruling import pressed
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


async def checked(place: Town) -> Any:
    return await place.lin.slash(place.general, "redbridge check").answered()


def red(answer: Any) -> list[str]:
    return [line for line in answer.text.splitlines() if line.startswith("🔴")]


async def test_nothing_but_the_engines_where_nothing_is_decided(quiet: Town) -> None:
    async with quiet.bot():
        answer = await checked(quiet)
        assert answer.ephemeral
        assert answer.text.splitlines() == ["**一切正常。** 查了 1 项", "🟢 翻译引擎 google"]


async def test_a_channel_that_lost_a_permission_is_red_and_says_which(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        assert red(await checked(quiet)) == []
        quiet.sandbox.faults.deny("send_messages", quiet.general)
        answer = await checked(quiet)
        (line,) = red(answer)
        assert answer.text.splitlines()[0] == "**查了 2 项，有 1 项要处理**"
        assert f"<#{quiet.general.id}> 的翻译" in line
        assert "发送消息" in line
        assert "编辑频道 → 权限" in line
        quiet.sandbox.faults.allow("send_messages", quiet.general)
        assert red(await checked(quiet)) == []


async def test_hidden_channels_are_nobodys_business_unless_they_were_chosen(quiet: Town) -> None:
    async with quiet.bot():
        hidden = quiet.guild.add_channel("hidden")
        await quiet.lin.slash(quiet.general, "redbridge default", mode="reply").answered()
        quiet.sandbox.faults.deny("view_channel", hidden)
        assert red(await checked(quiet)) == []


async def test_each_kind_of_channel_and_role_is_looked_at(quiet: Town) -> None:
    channels = {
        name: quiet.guild.add_channel(name) for name in ("hello", "cats", "asked", "rules", "mods", "tea", "said")
    }
    async with quiet.bot() as app:
        guild_id, by, services = quiet.guild.id, quiet.lin.id, app.services
        ids = {name: channel.id for name, channel in channels.items()}
        await services.arrivals.decide(guild_id, by, channel_id=ids["hello"], cat_channel_id=ids["cats"])
        await services.icebreakers.decide(guild_id, by, channel_id=ids["asked"])
        await services.rule_settings.change(guild_id, by, channel_id=ids["rules"], log_channel_id=ids["mods"])
        await services.preferences.set_review_channel(guild_id, ids["said"], by)
        await quiet.lin.slash(quiet.general, "redbridge reminders add", channel=channels["tea"], when="6h").answered()
        before = red(await checked(quiet))
        for channel in channels.values():
            channel.delete()
        await quiet.idle()
        panel = await checked(quiet)
        lines = red(panel)
        await pressed(quiet, quiet.lin, panel, "下一页")
        lines += red(panel)
        said = "\n".join(lines)
        assert len(lines) == 7 + len(before)
        for name in ids.values():
            assert f"<#{name}>" in said
        assert "`/红桥 新朋友 面板`" in said


async def test_a_role_that_cannot_be_given_is_red(quiet: Town) -> None:
    async with quiet.bot() as app:
        roles = [quiet.guild.add_role(name) for name in ("english", "cat", "agreed")]
        english, cat, agreed = roles
        await app.services.arrivals.decide(quiet.guild.id, quiet.lin.id, english_role_id=english.id, cat_role_id=cat.id)
        await app.services.rule_settings.change(quiet.guild.id, quiet.lin.id, role_id=agreed.id)
        assert red(await checked(quiet)) == []
        quiet.guild.move_role(english, 9)
        quiet.guild.remove_role(agreed)
        await quiet.idle()
        said = "\n".join(red(await checked(quiet)))
        assert f"<@&{english.id}>：它排在红桥最高的身份组上面" in said
        assert f"<@&{agreed.id}>：身份组没有了" in said
        assert f"<@&{cat.id}>" not in said


async def test_a_bridge_that_cannot_mirror_is_red(quiet: Town) -> None:
    async with quiet.bot() as app:
        there = quiet.guild.add_channel("there")
        made = await app.services.bridges.create(quiet.guild.id, "tea", quiet.lin.id)
        await app.services.bridges.add(made.bridge_id, quiet.general.id, "en", quiet.lin.id)
        await app.services.bridges.add(made.bridge_id, there.id, "zh-CN", quiet.lin.id)
        assert red(await checked(quiet)) == []
        quiet.sandbox.faults.deny("manage_webhooks", there)
        (line,) = red(await checked(quiet))
        assert f"<#{there.id}>" in line
        assert "管理 Webhook" in line


async def test_an_engine_that_rests_is_red(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        quiet.google.fail("500")
        for text in ("the train was late again", "what do you all think of it"):
            quiet.amy.say(quiet.general, text)
            await quiet.idle()
        said = "\n".join(red(await checked(quiet)))
        assert "google" in said
        assert "至少有一个能翻译整句的引擎" in said


async def test_only_for_moderators(quiet: Town) -> None:
    async with quiet.bot():
        panel = await checked(quiet)
        assert panel.text.startswith("**一切正常。**")
        quiet.lin.take(quiet.guild.role("moderators"))
        with pytest.raises(Refused):
            quiet.lin.slash(quiet.general, "redbridge check")
