"""Triggers by plain options: what is typed is what is kept, and what is not typed stays as it is."""

from typing import Any

import pytest

from tests.e2e.test_triggers import begun, reminders, says
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


async def typed(place: Town, command: str, **options: Any) -> str:
    return str((await place.lin.slash(place.general, f"redbridge triggers {command}", **options).answered()).text)


async def test_a_trigger_is_made_and_changed_by_typing(quiet: Town) -> None:
    async with quiet.bot():
        rule = await begun(quiet)
        shown = await typed(
            quiet, "add", rule=str(rule.number), words="politics, 选举，投票、 office  vote ", pattern=r"zz\d"
        )
        assert rule.texts["zh-CN"].name in shown
        (made,) = quiet.running.services.triggers.of(quiet.guild.id)
        assert (made.rule_id, made.pattern) == (rule.rule_id, r"zz\d")
        assert made.words == ("politics", "选举", "投票", "office vote")
        await says(quiet, quiet.amy, "who won the 投票")
        assert len(reminders(quiet)) == 1
        await typed(quiet, "edit", trigger=1, words="elect*")
        (now,) = quiet.running.services.triggers.of(quiet.guild.id)
        assert (now.rule_id, now.words, now.pattern) == (rule.rule_id, ("elect*",), r"zz\d")
        other = (await quiet.running.services.rules.book(quiet.guild.id)).rules[0]
        assert other.texts["zh-CN"].name in await typed(quiet, "edit", trigger=1, rule=other.texts["en"].name)
        assert quiet.running.services.triggers.get(quiet.guild.id, 1).rule_id == other.rule_id


async def test_rules_are_suggested_by_name_in_both_commands(quiet: Town) -> None:
    async with quiet.bot():
        rule = await begun(quiet)
        await typed(quiet, "add", rule=str(rule.number), words="politics")
        label = f"{rule.number}. {rule.texts['zh-CN'].name}"
        for command, more in (("add", {}), ("edit", {"trigger": 1})):
            options = {"rule": rule.texts["en"].name} | more
            asked = quiet.lin.autocomplete(quiet.general, f"redbridge triggers {command}", "rule", **options)
            choices = (await asked.answered()).choices
            assert {"name": label, "value": str(rule.number)}.items() <= choices[0].items()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"words": "politics"}, "Say with `rule`"),
        ({"rule": "1"}, "needs a word, a phrase or a pattern"),
        ({"rule": "no such thing", "words": "politics"}, "No rule goes by"),
        ({"rule": "1", "pattern": "(?=x)"}, "RE2"),
        ({"rule": "1", "words": "e, the, a, 的, 我, you"}, "%"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_kept(quiet: Town, options: Any, words: str) -> None:
    async with quiet.bot():
        await begun(quiet)
        assert words in await typed(quiet, "add", **options)
        assert not quiet.running.services.triggers.of(quiet.guild.id)
