"""Who agreed to the rules and who did not: in numbers, as a picture, and member by member in a file."""

import asyncio
import io
import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import discord

from bot.charts.chart import Chart
from bot.client.errors import tell
from bot.client.onboarding.whereabouts import server_of
from bot.client.readers import reader
from bot.client.trouble import TROUBLE, reason
from bot.errors import N_, UserError
from bot.rules.agreements import Roll
from bot.rules.picture import TITLE, chart_of
from bot.services import Services
from bot.store.agreements import Agreement
from bot.words.files import sheets

_log = logging.getLogger(__name__)
_NOTHING: Final = N_(
    "Nothing has been published yet, so there is nothing to agree to. `/redbridge rules publish` does it."
)
_HEAD: Final = N_("**{title}** (now version {number})")
_CURRENT: Final = N_("- Agreed to this version: {count}")
_ENOUGH: Final = N_("- Agreed to an earlier one, which is enough: {count}")
_AGAIN: Final = N_("- Agreed to an earlier one, and are asked again: {count}")
_MISSING: Final = N_("- Have not agreed yet: {count}")
_UNKNOWN: Final = N_(
    "-# Who has not agreed is unknown: Discord shows RedBridge no list of members. The host can switch on "
    "*Server Members Intent* on the developers' page."
)
_NO_FILES: Final = N_(
    "-# There is a file with names, too, where RedBridge may attach files: it lacks **Attach Files** here."
)
_COLUMNS: Final = ("member", "name", "version", "agreed_at", "missing_since")
# A thousand members come with each request.
_MOST_MEMBERS: Final = 50_000


async def show(interaction: discord.Interaction[Any]) -> None:
    """Tell it to a moderator. The interaction is deferred already."""
    services: Services = interaction.client.services
    guild, locale = await server_of(interaction), await reader(interaction)
    roll = await services.agreements.roll(guild.id)
    if not roll.version:
        raise UserError(_NOTHING)
    members = await _members(interaction, guild)
    rows = _rows(roll, members)
    missing = None if members is None else sum(not row["version"] for row in rows)
    lines = _lines(roll, missing, locale, services)
    if not interaction.app_permissions.attach_files:
        await tell(interaction, "\n".join([*lines, services.catalogues.text(locale, _NO_FILES)]))
        return

    def say(message_id: str, **params: Any) -> str:
        return services.catalogues.text(locale, message_id, **params)

    heard = "\n".join(lines)
    png = await asyncio.to_thread(_draw, chart_of(roll, missing, locale, say))
    picture = discord.File(io.BytesIO(png), "agreements.png", description=heard[:1000])
    sheet = discord.File(io.BytesIO(sheets.write(rows, _COLUMNS)), "agreements.csv")
    await tell(interaction, "\n".join(lines), files=[picture, sheet])


def _lines(roll: Roll, missing: int | None, locale: str, services: Services) -> list[str]:
    say = services.catalogues.text
    current = sum(each.version == roll.version for each in roll.agreements)
    again = sum(each.version < roll.needed for each in roll.agreements)
    enough = len(roll.agreements) - current - again
    return [
        say(locale, _HEAD, title=say(locale, TITLE), number=roll.version),
        say(locale, _CURRENT, count=current),
        *([say(locale, _ENOUGH, count=enough)] if enough else []),
        *([say(locale, _AGAIN, count=again)] if again else []),
        say(locale, _UNKNOWN) if missing is None else say(locale, _MISSING, count=missing),
    ]


async def _members(interaction: discord.Interaction[Any], guild: discord.Guild) -> Mapping[int, discord.Member] | None:
    """Everybody who is there but bots; None where Discord does not tell."""
    if not interaction.client.hears_of_members:
        return None
    try:
        return {each.id: each async for each in guild.fetch_members(limit=_MOST_MEMBERS) if not each.bot}
    except (*TROUBLE, discord.ClientException) as error:
        why = reason(error) if isinstance(error, TROUBLE) else type(error).__name__
        _log.warning("the members of server %s are unknown: %s", guild.id, why)
        return None


def _rows(roll: Roll, members: Mapping[int, discord.Member] | None) -> Sequence[Mapping[str, str]]:
    """A row for each member: those who are asked first, the longest waiting of them first."""
    agreed = {each.member_id: each for each in roll.agreements}
    known = members if members is not None else dict.fromkeys(agreed)
    rows = [_row(member_id, member, agreed.get(member_id), roll) for member_id, member in known.items()]
    return sorted(rows, key=lambda row: (not row["missing_since"], row["missing_since"], row["agreed_at"]))


def _row(member_id: int, member: discord.Member | None, agreement: Agreement | None, roll: Roll) -> Mapping[str, str]:
    row = {"member": str(member_id), "name": member.display_name if member else ""}
    if agreement:
        row |= {"version": str(agreement.version), "agreed_at": _moment(agreement.agreed_at)}
    if agreement is None or agreement.version < roll.needed:
        joined = int(member.joined_at.timestamp() * 1000) if member and member.joined_at else 0
        row["missing_since"] = _moment(max(joined, roll.published_at.get(roll.needed, 0)))
    return {name: row.get(name, "") for name in _COLUMNS}


def _moment(milliseconds: int) -> str:
    return f"{datetime.fromtimestamp(milliseconds / 1000, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _draw(chart: Chart) -> bytes:
    from bot.charts.draw import draw  # noqa: PLC0415 - what draws takes memory that most bots never need

    return draw(chart)
