"""The rules that Discord itself shows to whoever joins (its Rules Screening), beside those of the book."""

import logging
from collections.abc import Sequence
from typing import Any, Final, cast

import discord
from discord.http import Route

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.paging import Leaf, Turn
from bot.client.readers import reader
from bot.client.rules.history import paged
from bot.client.trouble import TROUBLE, reason
from bot.client.views import PlainButton
from bot.errors import N_, UserError
from bot.i18n import Catalogues
from bot.markup import split, units
from bot.rules.screening import Match, Pair, compare
from bot.services import Services

_log = logging.getLogger(__name__)
# A server with this feature shows rules to whoever joins.
_FEATURE: Final = "MEMBER_VERIFICATION_GATE_ENABLED"
_TERMS: Final = "TERMS"
OFFER: Final = N_("Compare with Discord's rules")
_TITLE: Final = N_("**These rules, and those that Discord shows to whoever joins**")
_ALL_SAME: Final = N_("They say the same, in the same order.")
_SAME: Final = N_("The same in both: {count}")
_LINES: Final = {
    Match.SAME: N_("**{number}. {name}** is the same, but Discord shows it as number {there}."),
    Match.ALIKE: N_("**{number}. {name}** is put differently. Discord shows as number {there}:"),
    Match.ONLY_THERE: N_("Only Discord shows, as number {there}:"),
    Match.ONLY_HERE: N_("**{number}. {name}** is missing there."),
}
_HOW: Final = N_(
    "-# RedBridge changes nothing of what Discord shows: you do, in the settings of the server. The rules here are "
    "changed with `/redbridge rules edit`."
)
_NONE: Final = N_("Discord shows no rules of this server to whoever joins, so there is nothing to compare.")
_CLOSED: Final = N_(
    "Discord tells RedBridge nothing of the rules that it shows: that takes **Manage Server**. Give it to RedBridge "
    "for the moment if you like; nothing is changed with it."
)
_DOWN: Final = N_("Discord does not tell its rules right now. Nothing was changed; try again in a minute.")
_LONGEST: Final = 300
_CLOSED_STATUS, _GONE_STATUS = 403, 404


class TurnScreening(Turn, template=r"rulescr:1:(?P<number>\d{1,4}):(?P<rest>)"):
    """The pages of the comparison."""

    book = "rulescr"
    area = Area.RULES

    @classmethod
    async def leaf(cls, interaction: discord.Interaction[Any], number: int, rest: str) -> Leaf:
        """What is different, read from Discord anew each time."""
        services: Services = interaction.client.services
        guild_id, locale = guild_of(interaction), await reader(interaction)
        texts = await _terms(interaction.client, guild_id)
        pairs = compare(await services.rules.book(guild_id), texts)
        return paged(_blocks(pairs, locale, services.catalogues), number)


class CompareScreening(PlainButton, template=r"rulecmp:1"):
    """A button that shows the comparison below what it stands under."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show its first page."""
        require_moderator(interaction, Area.RULES)
        await TurnScreening.show(interaction)


ITEMS: Final = (TurnScreening, CompareScreening)


def is_screened(guild: discord.Guild) -> bool:
    """Whether Discord shows rules to whoever joins."""
    return _FEATURE in guild.features


async def _terms(client: discord.Client, guild_id: int) -> Sequence[str]:
    """The rules that Discord shows, in order. discord.py knows nothing of them, so they are asked for by path."""
    route = Route("GET", "/guilds/{guild_id}/member-verification", guild_id=guild_id)
    try:
        form = await client.http.request(route)
    except TROUBLE as error:
        status = error.status if isinstance(error, discord.HTTPException) else 0
        _log.info("the screening of server %s cannot be read: %s", guild_id, reason(error))
        raise UserError({_CLOSED_STATUS: _CLOSED, _GONE_STATUS: _NONE}.get(status, _DOWN)) from None
    if found := _texts(form):
        return found
    raise UserError(_NONE)


def _texts(form: object) -> Sequence[str]:
    """The rules of a form; none where Discord answers with nothing, or has no rules in it."""
    if not isinstance(form, dict):
        return ()
    fields: list[dict[str, Any]] = cast("dict[str, Any]", form).get("form_fields") or []
    values: list[list[str]] = [field.get("values") or [] for field in fields if field.get("field_type") == _TERMS]
    return [text for each in values for text in each]


def _blocks(pairs: Sequence[Pair], locale: str, catalogues: Catalogues) -> list[str]:
    title = catalogues.text(locale, _TITLE)
    told = [pair for pair in pairs if pair.match is not Match.SAME or _is_elsewhere(pair)]
    if not told:
        return [f"{title}\n{catalogues.text(locale, _ALL_SAME)}"]
    same = sum(pair.match is Match.SAME for pair in pairs)
    blocks = [f"{title}\n{catalogues.text(locale, _SAME, count=same)}"]
    return [*blocks, *(_block(pair, locale, catalogues) for pair in told), catalogues.text(locale, _HOW)]


def _is_elsewhere(pair: Pair) -> bool:
    return pair.rule is not None and pair.there is not None and pair.rule.position != pair.there


def _block(pair: Pair, locale: str, catalogues: Catalogues) -> str:
    params: dict[str, Any] = {}
    if pair.rule:
        params |= {"number": pair.rule.number, "name": discord.utils.escape_markdown(pair.rule.texts[locale].name)}
    if pair.there is not None:
        params["there"] = pair.there + 1
    lines = [catalogues.text(locale, _LINES[pair.match], **params)]
    if pair.match in (Match.ALIKE, Match.ONLY_THERE):
        text = pair.text if units(pair.text) <= _LONGEST else f"{split(pair.text, _LONGEST)[0]}…"
        lines += [f"> {line}" for line in discord.utils.escape_markdown(text).splitlines()]
    return "\n".join(lines)
