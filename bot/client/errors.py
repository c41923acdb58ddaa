"""One table for everything that can go wrong in a command, a view or a modal."""

import io
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import aiohttp
import discord
from discord import app_commands, ui

from bot.client import permissions, render
from bot.client.readers import beside, reader
from bot.errors import N_, BudgetSpent, NoEngineAnswered, StoreError, UserError
from bot.i18n import Catalogues, readers
from bot.markup import units
from bot.telemetry.traces import trace

_log = logging.getLogger(__name__)
_UNKNOWN_INTERACTION = 10062
_ALREADY_ANSWERED = 40060
_FENCE = "```"
# Translators: above what somebody had typed into a form that could not be accepted.
_WRITTEN = N_("What you wrote, to be copied:")
_ENCLOSED = N_("What you wrote is in the file.")


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a member is told. A parameter that is a tuple holds flags of permissions, named in the member's words."""

    message_id: str
    params: dict[str, Any] = field(default_factory=dict[str, Any])


def _own(error: Any) -> Explanation:
    return Explanation(error.message_id, error.params)


def _wait(error: Any) -> Explanation:
    seconds = max(1, round(error.retry_after))
    return Explanation(N_("That was a lot at once. Try again in {seconds} seconds."), {"seconds": seconds})


def _member_lacks(error: Any) -> Explanation:
    text = N_(
        "Only members with the permission {permissions} can do this, or with a role that `/redbridge access` names for "
        "it. Ask somebody who may."
    )
    return Explanation(text, {"permissions": tuple(error.missing_permissions)})


def _fixed(message_id: str) -> Callable[[Any], Explanation]:
    return lambda _: Explanation(message_id)


_TABLE: dict[type[Exception], Callable[[Any], Explanation]] = {
    UserError: _own,
    NoEngineAnswered: _fixed(
        N_("No translation service can be reached right now. Your text is not lost: try again in a minute.")
    ),
    BudgetSpent: _own,
    StoreError: _fixed(
        N_("RedBridge's database cannot be used right now. Nothing was changed: try again in a minute.")
    ),
    app_commands.CommandOnCooldown: _wait,
    app_commands.MissingPermissions: _member_lacks,
    app_commands.NoPrivateMessage: _fixed(N_("This works only inside a server.")),
    app_commands.CommandNotFound: _fixed(
        N_("This command has changed. Reload Discord (Ctrl+R, or restart the app) and choose it again.")
    ),
    app_commands.CommandSignatureMismatch: _fixed(
        N_("This command has changed. Reload Discord (Ctrl+R, or restart the app) and choose it again.")
    ),
    discord.Forbidden: _fixed(
        N_(
            "Discord doesn't let RedBridge do this here. Check its permissions under "
            "Edit Channel → Permissions: View Channel, Send Messages, Read Message History."
        )
    ),
    discord.DiscordServerError: _fixed(N_("Discord itself has trouble right now. Try again in a minute.")),
}


class ErrorTable:
    """Explains errors to members in their language; what it does not know gets an id that is also in the log."""

    def __init__(self, catalogues: Catalogues) -> None:
        self._catalogues = catalogues

    def explain(self, error: Exception) -> Explanation:
        """Find the row of the error's nearest class; an unknown error is logged under the id it is given."""
        for kind in type(error).__mro__:
            if row := _TABLE.get(kind):
                return row(error)
        number = secrets.token_hex(4)
        _log.error("unexpected error %s\n%s", number, trace(error))
        return Explanation(
            N_("Something unexpected happened, and it was noted as {number}. Tell the host of this bot that number."),
            {"number": number},
        )

    async def report(
        self, interaction: discord.Interaction[Any], error: Exception, written: str = "", **more: Any
    ) -> None:
        """Tell the member who acted, only them, what happened and what to do. Never raises.

        written: what they had typed, which they get back. more: what else the answer carries.
        """
        cause = _cause(error)
        if isinstance(cause, discord.HTTPException) and cause.code in (_UNKNOWN_INTERACTION, _ALREADY_ANSWERED):
            _log.warning("interaction %s could not be answered in time", interaction.id)
            return
        locale = await reader(interaction)
        text, extras = self._given_back(self._text(self.explain(cause), locale), written, locale)
        try:
            await _whisper(interaction, text, **extras, **more)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as failure:
            _log.warning("interaction %s: the error could not be shown (%s)", interaction.id, type(failure).__name__)

    def _given_back(self, text: str, written: str, locale: str) -> tuple[str, dict[str, Any]]:
        """What was typed below a text, to be copied; in a file where it does not fit."""
        if not written:
            return text, {}
        together = f"{text}\n{self._catalogues.text(locale, _WRITTEN)}\n{_FENCE}\n{written}\n{_FENCE}"
        if _FENCE in written or units(together) > render.LIMIT:
            file = discord.File(io.BytesIO(written.encode("utf-8", "replace")), "written.txt")
            return f"{text}\n{self._catalogues.text(locale, _ENCLOSED)}", {"file": file}
        return together, {}

    def _text(self, explanation: Explanation, locale: str) -> str:
        own, other = (
            self._catalogues.text(reader, explanation.message_id, **self._params(explanation, reader))
            for reader in readers(locale)
        )
        return render.stacked(own, other)

    def _params(self, explanation: Explanation, locale: str) -> dict[str, Any]:
        return {
            name: permissions.names(cast("tuple[str, ...]", value), locale, self._catalogues)
            if isinstance(value, tuple)
            else value
            for name, value in explanation.params.items()
        }


def _cause(error: Exception) -> Exception:
    """The error inside discord.py's wrapping: commands keep it as `original`, options' transformers as the cause."""
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    inner = error.__cause__
    return inner if isinstance(error, app_commands.TransformerError) and isinstance(inner, Exception) else error


async def turned_away(interaction: discord.Interaction[Any], written: str = "") -> bool:
    """Whether the bot is about to stop and so begins nothing new; the member has then been told.

    written: what they had typed, which they get back.
    """
    if interaction.client.accepting:
        return False
    restarting = UserError(N_("RedBridge is restarting. Nothing was changed: try again in a minute."))
    await interaction.client.errors.report(interaction, restarting, written)
    return True


async def tell(interaction: discord.Interaction[Any], text: str, **extras: Any) -> None:
    """Answer an interaction for its member's eyes only, whether it was acknowledged before or not.

    The first answer that a member ever gets also says in which language RedBridge writes to them.
    """
    introduction: tuple[str, ui.Item[Any]] | None = await interaction.client.readers.introduction(interaction)
    if introduction is None:
        await _whisper(interaction, text, **extras)
        return
    line, button = introduction
    if together := beside(line, button, text, extras):
        await _whisper(interaction, together[0], **together[1])
    else:
        await _whisper(interaction, text, **extras)
        await _whisper(interaction, line, view=ui.View(timeout=None).add_item(button))


async def _whisper(interaction: discord.Interaction[Any], text: str, **extras: Any) -> None:
    if interaction.response.is_done():
        await interaction.followup.send(text, ephemeral=True, **extras)
    else:
        await interaction.response.send_message(text, ephemeral=True, **extras)
