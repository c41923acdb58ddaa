"""Charts as files for Discord."""

import asyncio
import io
import logging

import discord

from bot.charts.chart import Chart

_log = logging.getLogger(__name__)
# Discord's bound for what a screen reader says of a picture.
LONGEST_DESCRIPTION = 1024


class Pictures:
    """Draws one chart at a time, for that takes some memory."""

    def __init__(self) -> None:
        self._pen = asyncio.Lock()

    async def of(self, chart: Chart, name: str, description: str) -> discord.File | None:
        """A file; None if it could not be drawn. description: for screen readers, cut where Discord would."""
        async with self._pen:
            try:
                png = await asyncio.to_thread(_draw, chart)
            except (OSError, ValueError) as error:
                _log.warning("a chart could not be drawn: %s", type(error).__name__)
                return None
        return discord.File(io.BytesIO(png), name, description=description[:LONGEST_DESCRIPTION])


def _draw(chart: Chart) -> bytes:
    from bot.charts.draw import draw  # noqa: PLC0415 - what draws takes memory that most bots never need

    return draw(chart)
