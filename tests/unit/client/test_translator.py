"""What Discord is told of a command in other locales."""

import logging

import discord
import pytest
from discord import app_commands

from bot.client.marks import T_
from bot.client.translator import CommandTranslator
from bot.i18n import Catalogues


class Reversed(Catalogues):
    """Knows one word, and fails at another."""

    def context(self, locale: str, context: str, msgid: str) -> str | None:
        if msgid == "broken":
            raise RuntimeError(msgid)
        return f"{locale}:{context}" if msgid == "known" else None


NAME = app_commands.TranslationContext(app_commands.TranslationContextLocation.other, None)


async def translate(string: app_commands.locale_str, locale: discord.Locale) -> str | None:
    return await CommandTranslator(Reversed({})).translate(string, locale, NAME)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        (discord.Locale.chinese, "zh-CN:command-name"),
        (discord.Locale.taiwan_chinese, "zh-TW:command-name"),
        (discord.Locale.american_english, None),
        (discord.Locale.japanese, None),
    ],
)
async def test_a_marked_word_is_looked_up_by_its_place(locale: discord.Locale, expected: str | None) -> None:
    assert await translate(T_("command-name", "known"), locale) == expected


@pytest.mark.asyncio
async def test_a_word_without_translation_has_none() -> None:
    assert await translate(T_("command-name", "unknown"), discord.Locale.chinese) is None


@pytest.mark.asyncio
async def test_an_unmarked_word_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    assert await translate(app_commands.locale_str("known"), discord.Locale.chinese) is None
    assert "not marked for translation: 'known'" in caplog.text


@pytest.mark.asyncio
async def test_an_error_costs_one_translation_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert await translate(T_("command-name", "broken"), discord.Locale.chinese) is None
    assert "no translation of 'broken' for zh-CN" in caplog.text
