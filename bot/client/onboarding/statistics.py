"""How newcomers fare, as a picture and as a text."""

import asyncio
import io
import logging
from typing import Any, Final

import discord

from bot.charts.chart import Chart
from bot.client.errors import tell
from bot.client.moderators import guild_of
from bot.client.readers import reader
from bot.errors import N_
from bot.markup import units
from bot.onboarding.numbers import Numbers
from bot.onboarding.picture import chart_of
from bot.onboarding.telling import Telling, fitting
from bot.services import Services

_log = logging.getLogger(__name__)
# Discord's bounds, less what the first answer that a member gets says of languages.
_LONGEST: Final = 1800
_LONGEST_DESCRIPTION: Final = 1024
_NOBODY: Final = N_(
    "Nobody has joined in these weeks yet, so there is nothing to count. The first one makes the first line."
)
_DEAF: Final = N_(
    "RedBridge isn't told who joins: the host has to switch on *Server Members Intent* on the developers' page. "
    "Nobody is counted until then."
)
_NOWHERE: Final = N_("Only those whom RedBridge greets are counted; `/redbridge onboarding panel` says where it does.")
_NO_FILES: Final = N_("There is a picture, too, where RedBridge may attach files: it lacks **Attach Files** here.")
_NO_PICTURE: Final = N_("The picture could not be drawn; the numbers are these all the same.")
_BELOW: Final = N_("All the numbers, week by week and by language, are in the file below, as text.")


class Statistics:
    """Answers /redbridge onboarding stats. Raises what the table of errors explains."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._pen = asyncio.Lock()

    async def show(self, interaction: discord.Interaction[Any], weeks: int) -> None:
        """Show the numbers of the last `weeks` weeks. The interaction is deferred already."""
        guild_id, locale = guild_of(interaction), await reader(interaction)
        numbers = await self._services.counting.of(guild_id, weeks)
        telling = Telling(numbers, locale, self._services.catalogues)
        hints = [telling.say(hint) for hint in self._hints(interaction, numbers)]
        if numbers.is_empty:
            await tell(interaction, "\n".join(hints))
            return
        if not interaction.app_permissions.attach_files:
            await tell(interaction, _text(telling, [*hints, telling.say(_NO_FILES)], telling.weeks()))
            return
        picture = await self._picture(numbers, locale, telling)
        if picture is None:
            hints.append(telling.say(_NO_PICTURE))
        text, files = _with_files(telling, hints)
        await tell(interaction, text, files=[*([picture] if picture else []), *files])

    def _hints(self, interaction: discord.Interaction[Any], numbers: Numbers) -> list[str]:
        """What whoever reads the numbers has to know beside them."""
        hints = [_NOBODY] if numbers.is_empty else []
        if not interaction.client.hears_of_members:
            hints.append(_DEAF)
        elif not self._services.arrivals.welcome(guild_of(interaction)).greets:
            hints.append(_NOWHERE)
        return hints

    async def _picture(self, numbers: Numbers, locale: str, telling: Telling) -> discord.File | None:
        """The chart; None if it could not be drawn. One at a time, for it takes some memory."""
        async with self._pen:
            try:
                png = await asyncio.to_thread(_draw, chart_of(numbers, locale, telling.say))
            except (OSError, ValueError) as error:
                _log.warning("a chart of newcomers could not be drawn: %s", type(error).__name__)
                return None
        heard = "\n".join([telling.heading(), *fitting(telling.summary(), _LONGEST_DESCRIPTION - 100, len)])
        return discord.File(io.BytesIO(png), "newcomers.png", description=heard[:_LONGEST_DESCRIPTION])


def _draw(chart: Chart) -> bytes:
    from bot.charts.draw import draw  # noqa: PLC0415 - what draws takes memory that most bots never need

    return draw(chart)


def _with_files(telling: Telling, hints: list[str]) -> tuple[str, list[discord.File]]:
    """The whole text; where it is too long, its beginning and all of it in a file."""
    whole = _text(telling, hints, telling.all(), room=None)
    if units(whole) <= _LONGEST:
        return whole, []
    lines = [telling.heading(), "", *telling.summary(), "", *telling.all(), ""]
    # The mark tells Windows' editors that it is UTF-8.
    file = discord.File(io.BytesIO("\n".join(lines).encode("utf-8-sig")), "newcomers.txt")
    return _text(telling, [*hints, telling.say(_BELOW)], []), [file]


def _text(telling: Telling, hints: list[str], lines: list[str], room: int | None = _LONGEST) -> str:
    """What stands in the message. room: how long it may be; None: as long as it is."""
    before = [f"**{telling.heading()}**", *telling.summary()]
    after = [f"-# {hint}" for hint in hints]
    if room is not None:
        used = units("\n".join([*before, "", *after]))
        lines = fitting(lines, room - used - 1, units)
    return "\n".join([*before, *(["", *lines] if lines else []), *after])
