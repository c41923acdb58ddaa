"""What moderators are still writing is not what members read, are reminded of, or find posted."""

from dataclasses import replace
from typing import Any

import pytest

from bot.rules.book import Rule
from tests.e2e.ruling import pressed
from tests.e2e.test_remind import reminded
from tests.e2e.test_rules_command import asked
from tests.e2e.town import Town
from tests.e2e.week import pass_time

pytestmark = pytest.mark.asyncio
NEW = "Only on Sundays"


async def rewritten(place: Town) -> Rule:
    """A book is published; then one of its rules gets another text, which is not published yet."""
    services, guild_id, by = place.running.services, place.guild.id, place.lin.id
    await services.rules.begin(guild_id, "rednote", by)
    channel = place.guild.add_channel("rules")
    await place.lin.slash(place.general, "redbridge rules publish", channel=channel).answered()
    await place.idle()
    rule = (await services.rules.book(guild_id)).rules[1]
    texts = {locale: replace(text, text=NEW) for locale, text in rule.texts.items()}
    await services.rules.edit(guild_id, rule.rule_id, texts, rule.revision, by)
    return rule


async def published(place: Town) -> None:
    await place.lin.slash(place.general, "redbridge rules publish").answered()
    await place.idle()


async def test_rules_and_post_here(quiet: Town) -> None:
    async with quiet.bot():
        rule = await rewritten(quiet)
        before: Any = await asked(quiet, quiet.lin, "2")
        assert rule.texts["zh-CN"].text in before.text
        await pressed(quiet, quiet.lin, before, "发到这里")
        assert rule.texts["en"].text in quiet.general.messages[-1].content
        await published(quiet)
        assert NEW in (await asked(quiet, quiet.lin, "2")).text


async def test_reminders_of_all_three_kinds(quiet: Town) -> None:
    async with quiet.bot() as app:
        rule = await rewritten(quiet)
        message = quiet.amy.say(quiet.general, "what do you all think of it")
        await reminded(quiet, message, rule)
        assert rule.texts["en"].text in quiet.general.messages[-1].content
        tea = quiet.guild.add_channel("tea")
        await quiet.lin.slash(quiet.general, "redbridge reminders add", channel=tea, when="6h").answered()
        for number in range(2):
            await pass_time(quiet, 6 * 3600)
            quiet.amy.say(tea, f"hello {number}")
        said = [each.content for each in tea.messages if each.author is quiet.sandbox.bot]
        assert NEW not in "\n".join(said)
        assert rule.texts["en"].name in said[-1]
        await published(quiet)
        draft = await app.services.publishing.known_rule(quiet.guild.id, rule.rule_id)
        assert draft is not None
        assert draft.texts["en"].text == NEW


async def test_a_trigger_of_a_rule_that_was_never_published_speaks_all_the_same(quiet: Town) -> None:
    async with quiet.bot() as app:
        await rewritten(quiet)
        texts = {locale: replace(text, name="Sundays") for locale, text in (await first(quiet)).texts.items()}
        fresh = await app.services.rules.add(quiet.guild.id, texts, quiet.lin.id)
        await app.services.triggers.add(quiet.guild.id, fresh.rule_id, quiet.lin.id, words=("sunday",))
        quiet.amy.say(quiet.general, "is it sunday yet")
        await quiet.idle()
        assert "Sundays" in quiet.general.messages[-1].content


async def first(place: Town) -> Rule:
    return (await place.running.services.rules.book(place.guild.id)).rules[0]
