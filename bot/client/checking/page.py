"""`/redbridge check`: a line for each thing, green or red, and for red ones where to mend it."""

from collections.abc import Sequence
from typing import Any, Final

import discord

from bot.access.access import Area
from bot.client.checking.channels import channels
from bot.client.checking.finding import Finding
from bot.client.checking.roles import roles
from bot.client.checking.surroundings import engines, hearing
from bot.client.paging import Leaf, Turn, cut
from bot.client.readers import reader
from bot.client.sentences import Sentence
from bot.errors import N_
from bot.services import Services

_WELL: Final = N_("**All is well.** Looked at: {count}")
_TROUBLE: Final = N_("**Needs your attention: {bad} of {count}**")
_NOTHING: Final = N_("Nothing is set up here yet. `/redbridge channel` chooses a channel to be translated.")
_PAGE: Final = N_("Page {number} of {pages}")
_GREEN: Final = N_("🟢 {what}")
_RED: Final = N_("🔴 {what}: {trouble}")
# Long lines: so many fit into a message.
_SIZE: Final = 7


class TurnCheck(Turn, template=r"check:1:(?P<number>\d{1,3}):(?P<rest>)"):
    """The pages of what was found; each look is a new one."""

    book = "check"
    area = Area.ALL

    @classmethod
    async def leaf(cls, interaction: discord.Interaction[Any], number: int, rest: str) -> Leaf:
        """A few lines, the red ones first."""
        services: Services = interaction.client.services
        locale, say = await reader(interaction), services.catalogues.text
        found = sorted(await look(interaction), key=lambda each: each.trouble is None)
        if not found:
            return Leaf(say(locale, _NOTHING))
        bad = sum(each.trouble is not None for each in found)
        number, pages, part = cut(len(found), number, _SIZE)
        lines = [say(locale, _TROUBLE, bad=bad, count=len(found)) if bad else say(locale, _WELL, count=len(found))]
        lines += [_line(each).said(locale, services.catalogues) for each in found[part]]
        if pages > 1:
            lines.append("-# " + say(locale, _PAGE, number=number + 1, pages=pages))
        return Leaf("\n".join(lines), number, pages)


async def look(interaction: discord.Interaction[Any]) -> Sequence[Finding]:
    """Look at everything that the present decisions of a server need."""
    return await findings(interaction.client, interaction.guild) if interaction.guild else []


async def findings(client: Any, guild: discord.Guild, *, with_engines: bool = True) -> Sequence[Finding]:
    """The same, whoever asks. client: the bot. with_engines: whether they are looked at as well."""
    services: Services = client.services
    return [
        *hearing(services, guild.id, hears_of_members=client.hears_of_members),
        *await channels(services, guild),
        *await roles(services, guild),
        *(engines(services, guild.id) if with_engines else ()),
    ]


def _line(finding: Finding) -> Sentence:
    if finding.trouble is None:
        return Sentence(_GREEN, {"what": finding.what})
    return Sentence(_RED, {"what": finding.what, "trouble": finding.trouble})
