"""/time: how late it is on the other side, and here."""

from datetime import datetime
from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.bot import RedBridgeBot
from bot.client.errors import tell
from bot.client.everywhere import everywhere
from bot.client.marks import T_
from bot.client.readers import reader
from bot.errors import N_, UserError
from bot.onboarding.far_away import in_america, in_beijing, is_beijings, weekday
from bot.onboarding.zones import guess
from bot.onboarding.zones import zone as zone_of

_TIMES: Final = N_("**{weekday}, {time}** in Beijing. Where you are it is {here}.")
# Translators: for whoever lives by Beijing's clock.
_FROM_THERE: Final = N_(
    "**{weekday}, {time}** in Beijing. In New York it is {east_weekday}, {east_time}, in Los Angeles {west_weekday}, "
    "{west_time}."
)
# Translators: {zone} is a time zone such as Europe/Berlin; {weekday} and {time} are those there.
_NOTED: Final = N_("Your time zone is {zone}, where it is **{weekday}, {time}** now. Tips come at good hours of yours.")
_UNKNOWN: Final = N_(
    "RedBridge knows no time zone called “{typed}”. Nothing was changed. "
    "Type the name of a large city near you, and choose a line of the list."
)
# Discord's limits for what is proposed.
_MOST: Final = 25
_LONGEST: Final = 100


class Time(commands.Cog):
    """What time it is."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._services = bot.services

    @app_commands.command(
        name=T_("command-name", "time"),
        description=T_("command-description", "How late it is in Beijing, and where you are"),
    )
    @app_commands.rename(zone=T_("option-name", "zone"))
    @app_commands.describe(zone=T_("option-description", "Tell RedBridge your time zone: a large city near you"))
    @everywhere
    @app_commands.checks.cooldown(5, 10)
    async def time(self, interaction: discord.Interaction[Any], zone: str | None = None) -> None:
        """Tell both; Discord itself knows the time zone of whoever reads. zone: theirs, to be remembered."""
        now, lines = self._services.clock.now(), list[str]()
        if zone is not None:
            await interaction.response.defer(ephemeral=True, thinking=True)
            lines.append(await self._note(interaction, zone, now))
        preference = await interaction.client.readers.preference(interaction)
        is_there = is_beijings(now, zone_of(preference.zone, guess(interaction.locale.value)))
        told = self._from_there if is_there else self._from_afar
        await tell(interaction, "\n".join([*lines, *told(await reader(interaction), now)]))

    def _from_afar(self, locale: str, now: datetime) -> list[str]:
        say, there, here = self._services.catalogues.text, in_beijing(now), discord.utils.format_dt(now, "t")
        day = say(locale, there.weekday)
        return [say(locale, _TIMES, weekday=day, time=there.time, here=here), say(locale, there.mood)]

    def _from_there(self, locale: str, now: datetime) -> list[str]:
        say, here, there = self._services.catalogues.text, in_beijing(now), in_america(now)
        times = say(
            locale,
            _FROM_THERE,
            weekday=say(locale, here.weekday),
            time=here.time,
            east_weekday=say(locale, there.east_weekday),
            east_time=there.east_time,
            west_weekday=say(locale, there.west_weekday),
            west_time=there.west_time,
        )
        return [times, say(locale, there.mood)]

    async def _note(self, interaction: discord.Interaction[Any], typed: str, now: datetime) -> str:
        """Remember where whoever asks lives; raises UserError if there is no such place."""
        name = self._services.zones.find(typed)
        if name is None:
            raise UserError(_UNKNOWN, typed=discord.utils.escape_markdown(typed[:_LONGEST]))
        preference = await self._services.members.choose_zone(interaction.user.id, name)
        interaction.client.readers.chosen(interaction, preference)
        locale, catalogues = await reader(interaction), self._services.catalogues
        local = now.astimezone(zone_of(name))
        day = catalogues.text(locale, weekday(local))
        return catalogues.text(locale, _NOTED, zone=name, weekday=day, time=f"{local:%H:%M}")

    @time.autocomplete("zone")
    async def zones(self, interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        """Cities as they are called in either language, and the names of all time zones."""
        locale, catalogues = await reader(interaction), self._services.catalogues
        found = self._services.zones.search(current, _MOST)
        named = [(f"{catalogues.text(locale, city)} ({name})" if city else name, name) for city, name in found]
        return [app_commands.Choice(name=label[:_LONGEST], value=name) for label, name in named]


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    await bot.add_cog(Time(bot))
