"""What can be turned on and off about a bridge, and whose bots it trusts."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.access.access import Area
from bot.bridges.registry import Bridge
from bot.client.bot import RedBridgeBot
from bot.client.bridge_setup.checks import home
from bot.client.bridge_setup.choices import BridgeTransformer
from bot.client.errors import tell
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup
from bot.client.readers import reader
from bot.client.render import bilingual
from bot.errors import N_, UserError
from bot.services import Services

Chosen = app_commands.Transform[Bridge, BridgeTransformer]
_BRIDGE = T_("option-name", "bridge")
_WHICH = T_("option-description", "Which bridge")
_SHOWN = T_("option-name", "shown")
_BOT = T_("option-name", "bot")
_ID = T_("option-name", "id")
_LARGEST_ID = 2**63 - 1
Bot = discord.User | None
_Command = TypeVar("_Command", bound=Callable[..., Coroutine[Any, Any, None]])


def _options(number: app_commands.locale_str) -> Callable[[_Command], _Command]:
    """What the options of a command about a bot are called; number: what its id is for."""

    def named(command: _Command) -> _Command:
        described = app_commands.describe(bridge=_WHICH, trusted=T_("option-description", "The bot"), number=number)
        return app_commands.rename(bridge=_BRIDGE, trusted=_BOT, number=_ID)(described(command))

    return named


class Switches(ModeratorGroup, name="switches"):
    """Commands that stand in /redbridge bridge itself."""

    area = Area.TRANSLATION

    def __init__(self, bot: RedBridgeBot) -> None:
        super().__init__()
        self._services: Services = bot.services

    @app_commands.command(
        name=T_("command-name", "pause"), description=T_("command-description", "Mirror nothing for a while")
    )
    @app_commands.rename(bridge=_BRIDGE)
    @app_commands.describe(bridge=_WHICH)
    async def pause(self, interaction: discord.Interaction[Any], bridge: Chosen) -> None:
        """Stop mirroring."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._services.bridges.pause(bridge.bridge_id, interaction.user.id)
        text = N_("Done. “{name}” mirrors nothing until you resume it with `/redbridge bridge resume`.")
        await self._say(interaction, text, bridge)

    @app_commands.command(
        name=T_("command-name", "resume"), description=T_("command-description", "Mirror again after a pause")
    )
    @app_commands.rename(bridge=_BRIDGE)
    @app_commands.describe(bridge=_WHICH)
    async def resume(self, interaction: discord.Interaction[Any], bridge: Chosen) -> None:
        """Mirror again."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._services.bridges.resume(bridge.bridge_id, interaction.user.id)
        text = N_("Done. “{name}” mirrors again. What was written during the pause stays where it is.")
        await self._say(interaction, text, bridge)

    @app_commands.command(
        name=T_("command-name", "pins"),
        description=T_("command-description", "Follow pins in the other channels"),
    )
    @app_commands.rename(bridge=_BRIDGE, shown=_SHOWN)
    @app_commands.describe(bridge=_WHICH, shown=T_("option-description", "Whether pins appear there"))
    async def pins(self, interaction: discord.Interaction[Any], bridge: Chosen, shown: bool) -> None:  # noqa: FBT001 - an option
        """Follow pins or not."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._services.bridges.show_pins(bridge.bridge_id, interaction.user.id, shown=shown)
        on = N_("Done. What is pinned in one channel of “{name}” is pinned in the others, too.")
        off = N_("Done. Pins stay in their own channel of “{name}”.")
        await self._say(interaction, on if shown else off, bridge)

    @app_commands.command(
        name=T_("command-name", "typing"),
        description=T_("command-description", "Show in the other channels who types"),
    )
    @app_commands.rename(bridge=_BRIDGE, shown=_SHOWN)
    @app_commands.describe(bridge=_WHICH, shown=T_("option-description", "Whether typing is seen there"))
    async def typing(self, interaction: discord.Interaction[Any], bridge: Chosen, shown: bool) -> None:  # noqa: FBT001 - an option
        """Show typing or not."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._services.bridges.show_typing(bridge.bridge_id, interaction.user.id, shown=shown)
        on = N_("Done. Where somebody types in one channel of “{name}”, the others see RedBridge type.")
        off = N_("Done. Typing in one channel of “{name}” is not seen in the others.")
        await self._say(interaction, on if shown else off, bridge)

    @app_commands.command(
        name=T_("command-name", "trust"),
        description=T_("command-description", "Mirror what a bot or webhook posts"),
    )
    @_options(T_("option-description", "Or the id of a webhook"))
    async def trust(
        self, interaction: discord.Interaction[Any], bridge: Chosen, trusted: Bot = None, number: str | None = None
    ) -> None:
        """Let a bot's messages cross."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        bot_id = _bot_id(trusted, number)
        self._require_foreign(interaction, bridge, trusted, bot_id)
        await self._services.bridges.trust(bridge.bridge_id, bot_id, interaction.user.id)
        text = N_("Done. What {bot} posts in a channel of “{name}” is mirrored from now on.")
        await self._say(interaction, text, bridge, bot=f"<@{bot_id}>")

    @app_commands.command(
        name=T_("command-name", "distrust"),
        description=T_("command-description", "Leave its posts alone again"),
    )
    @_options(T_("option-description", "Or the id of a webhook or bot"))
    async def distrust(
        self, interaction: discord.Interaction[Any], bridge: Chosen, trusted: Bot = None, number: str | None = None
    ) -> None:
        """Leave a bot's messages alone."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        bot_id = _bot_id(trusted, number)
        await self._services.bridges.distrust(bridge.bridge_id, bot_id, interaction.user.id)
        text = N_("Done. What {bot} posts in a channel of “{name}” stays there.")
        await self._say(interaction, text, bridge, bot=f"<@{bot_id}>")

    def _require_foreign(
        self, interaction: discord.Interaction[Any], bridge: Bridge, trusted: discord.User | None, bot_id: int
    ) -> None:
        """Raise UserError for persons, who need no trust, and for RedBridge itself, which would answer itself."""
        if trusted is not None and not trusted.bot:
            raise UserError(N_("{member} is no bot: what members write is mirrored anyway."), member=trusted.mention)
        own = {channel.webhook_id for each in self._of(interaction) for channel in each.channels}
        if bot_id == home(interaction).me.id or bot_id in own:
            raise UserError(
                N_(
                    "RedBridge's own posts are copies already; mirrored again they would never end. "
                    "Nothing was changed."
                )
            )
        if bot_id in bridge.trusted_bots:
            raise UserError(
                N_("“{name}” trusts {bot} already. Nothing was changed."), name=bridge.name, bot=f"<@{bot_id}>"
            )

    def _of(self, interaction: discord.Interaction[Any]) -> list[Bridge]:
        return self._services.bridges.of_guild(home(interaction).id)

    async def _say(
        self, interaction: discord.Interaction[Any], text: str, bridge: Bridge, /, **params: str | int
    ) -> None:
        locale = await reader(interaction)
        await tell(interaction, bilingual(locale, self._services.catalogues, text, name=bridge.name, **params))


def _bot_id(trusted: discord.User | None, number: str | None) -> int:
    """The bot or webhook of a command; raises UserError if none is named."""
    if trusted is not None:
        return trusted.id
    typed = (number or "").strip().strip("<@!>")
    if typed.isascii() and typed.isdigit() and int(typed) <= _LARGEST_ID:
        return int(typed)
    raise UserError(
        N_(
            "Choose a bot, or give the id of a webhook: it is the long number in its address, after `/webhooks/`. "
            "Nothing was changed."
        )
    )
