"""What Discord takes of a command: 8,000 characters with all its groups, options and choices, and 25 of each."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio
# https://discord.com/developers/docs/interactions/application-commands, "Application Command Limits"
MOST, MOST_OPTIONS, LONGEST_NAME, LONGEST_DESCRIPTION = 8000, 25, 32, 100


def weight(part: dict[str, Any]) -> int:
    """Characters: of each field that is localised only the longest counts; all below it counts as well."""
    own = sum(max(map(len, texts(part, field)), default=0) for field in ("name", "description"))
    value = part.get("value", "")
    return own + (len(value) if isinstance(value, str) else 0) + sum(map(weight, below(part)))


def texts(part: dict[str, Any], field: str) -> list[str]:
    return [part.get(field, ""), *(part.get(f"{field}_localizations") or {}).values()]


def below(part: dict[str, Any]) -> list[dict[str, Any]]:
    return [*part.get("options", ()), *part.get("choices", ())]


def parts(command: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield command
    for part in below(command):
        yield from parts(part)


async def test_each_command_keeps_what_discord_allows(quiet: Town) -> None:
    async with quiet.bot():
        known = quiet.sandbox.world.application.visible(quiet.guild.id)
    assert {"redbridge", "rules"} <= {command["name"] for command in known}
    for command in known:
        assert weight(command) <= MOST, (command["name"], weight(command))
        for part in parts(command):
            where = f"{command['name']}: {part['name']}"
            assert len(part.get("options", ())) <= MOST_OPTIONS, where
            assert len(part.get("choices", ())) <= MOST_OPTIONS, where
            is_choice = "value" in part
            assert max(map(len, texts(part, "name"))) <= (LONGEST_DESCRIPTION if is_choice else LONGEST_NAME), where
            assert max(map(len, texts(part, "description"))) <= LONGEST_DESCRIPTION, where


async def test_the_longest_localisation_counts_and_all_that_is_below() -> None:
    choice = {"name": "one", "name_localizations": {"zh-CN": "一"}, "value": "1"}
    option = {"name": "of", "description": "which", "choices": [choice, {"name": "two", "value": 2}]}
    command = {"name": "a", "name_localizations": {"zh-CN": "很长的名字"}, "description": "b", "options": [option]}
    assert weight(command) == 5 + 1 + (2 + 5) + (3 + 1) + 3
