"""Going through what a server approved, the oldest first: keep it or remove it."""

import re
from contextlib import suppress
from typing import Any, Final, Literal, Self, cast

import discord
from discord import ui

from bot.access.access import Area
from bot.client.curating.memory_list import stamp
from bot.client.moderators import require_moderator
from bot.client.paging import excerpt
from bot.client.readers import reader
from bot.client.views import PersistentItem, view_of
from bot.errors import N_, UserError
from bot.services import Services

Verdict = Literal["keep", "remove"]

# Translators: one approved translation, which moderators look at once more. {stamp} is who approved it, and when.
_CARD: Final = N_("Left to look at: {left}\n`{source_locale}` {source}\n`{target_locale}` {rendering}\n-# {stamp}")
_END: Final = N_("That was all: you have been through everything that this server approved.")
_NOTHING: Final = N_("This server has approved no translations yet, so there is nothing to go through.")
_LABELS: Final = {"keep": N_("Keep"), "remove": N_("Remove")}
_STYLES: Final = {"keep": discord.ButtonStyle.success, "remove": discord.ButtonStyle.danger}


class Judge(
    PersistentItem[ui.Button[Any]],
    template=r"review:1:(?P<verdict>keep|remove):(?P<handle>[0-9a-f]{16}):(?P<since>\d{1,15})",
):
    """A button that keeps or removes a translation, then shows the next one that is older than the review."""

    def __init__(self, verdict: Verdict, handle: str, since: int, label: str = "-") -> None:
        """since: when the review began, in milliseconds UTC. What is kept counts as approved anew, so it ends."""
        custom_id = f"review:1:{verdict}:{handle}:{since}"
        super().__init__(ui.Button(label=label, style=_STYLES[verdict], custom_id=custom_id))
        self._verdict = verdict
        self._handle = handle
        self._since = since

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(cast("Verdict", match["verdict"]), match["handle"], int(match["since"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, and go on. What somebody else removed meanwhile is gone already."""
        require_moderator(interaction, Area.TRANSLATION)
        await interaction.response.defer()
        services: Services = interaction.client.services
        guild, by = interaction.guild_id or 0, interaction.user.id
        with suppress(UserError):
            if self._verdict == "keep":
                await services.curator.keep(guild, self._handle, by)
            else:
                await services.curator.remove(guild, self._handle, by)
        text, view = await card(interaction, self._since)
        await interaction.edit_original_response(content=text or await _said(interaction, _END), view=view)


async def begin(interaction: discord.Interaction[Any]) -> tuple[str, ui.View]:
    """The first translation to look at."""
    services: Services = interaction.client.services
    text, view = await card(interaction, int(services.clock.now().timestamp() * 1000))
    return text or await _said(interaction, _NOTHING), view


async def card(interaction: discord.Interaction[Any], since: int) -> tuple[str, ui.View]:
    """The oldest translation that was approved before `since`, with its buttons; "" if there is none."""
    services: Services = interaction.client.services
    left = [each for each in await services.curator.approved(interaction.guild_id or 0) if each.at < since]
    if not left:
        return "", view_of()
    locale, catalogues = await reader(interaction), services.catalogues
    pair = left[0].pair
    text = catalogues.text(
        locale,
        _CARD,
        left=len(left),
        source_locale=pair.source_locale,
        source=excerpt(pair.source_text, 500),
        target_locale=pair.target_locale,
        rendering=excerpt(pair.rendering, 700),
        stamp=stamp(left[0]),
    )
    verdicts: tuple[Verdict, ...] = ("keep", "remove")
    return text, view_of(
        *(Judge(each, left[0].handle, since, catalogues.text(locale, _LABELS[each])) for each in verdicts)
    )


async def _said(interaction: discord.Interaction[Any], text: str) -> str:
    services: Services = interaction.client.services
    return services.catalogues.text(await reader(interaction), text)
