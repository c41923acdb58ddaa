"""Hands the catalogues' names and descriptions of commands to Discord."""

import logging
from typing import Any, Final

import discord
from discord import app_commands

from bot.i18n import SIMPLIFIED, TRADITIONAL, Catalogues

_log = logging.getLogger(__name__)
_WRITTEN: Final = {discord.Locale.chinese: SIMPLIFIED, discord.Locale.taiwan_chinese: TRADITIONAL}


class CommandTranslator(app_commands.Translator):
    """Translates what `T_` (bot.client.marks) has marked.

    discord.py asks for each text in each of Discord's thirty locales, and an error here would fail the whole sync:
    so the answer is None for locales without a catalogue, and an error is logged and costs one translation only.
    """

    def __init__(self, catalogues: Catalogues) -> None:
        super().__init__()
        self._catalogues = catalogues

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Return the translation for `locale`; None where there is none."""
        written = _WRITTEN.get(locale)
        if written is None:
            return None
        place: Any = string.extras.get("context")
        if place is None:
            _log.warning("not marked for translation: %r (%s)", string.message, context.location.name)
            return None
        try:
            return self._catalogues.context(written, place, string.message)
        except Exception:  # noqa: BLE001 - whatever it is, one missing translation must not fail the sync of all commands
            _log.exception("no translation of %r for %s", string.message, written)
            return None
