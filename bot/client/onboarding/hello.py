"""What a welcome says, in both languages of its server, and the buttons below it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import discord

from bot.client.about import about
from bot.client.onboarding.buttons import Start, StartAs
from bot.client.onboarding.tour import facts
from bot.client.panels.language import OpenLanguages
from bot.client.readers import LANGUAGES
from bot.client.views import view_of
from bot.errors import N_
from bot.markup import units
from bot.members.members import MemberPreference
from bot.onboarding.arrivals import MOST_TOGETHER
from bot.onboarding.far_away import in_beijing
from bot.onboarding.filling import fill, placeholders
from bot.services import Services
from bot.store.arrivals import Arrival

_ONE: Final = N_("👋 **Welcome, {member}!**")
_BACK: Final = N_("👋 **Welcome back, {member}!**")
_MANY: Final = N_("👋 **Welcome, all of you!**")
_CHOOSE: Final = N_("Pick your language, and I'll show you around. It takes two minutes.")
_KNOWN: Final = N_("I'll show you around, if you like. It takes two minutes.")
# Which text a server may have of its own in place of which.
NAMES: Final = {"welcome": _ONE, "welcome-back": _BACK, "welcome-all": _MANY}
_LONGEST: Final = 2000
# A mention of the longest id that there can be, and the space after it.
_MENTION: Final = 24
# So many are named together at least; where a server's own words leave less room, ours stand instead.
_LEAST_TOGETHER: Final = 20
_SIDE_BY_SIDE: Final = 120


class Greeting(NamedTuple):
    """A welcome, as it is posted."""

    content: str
    view: discord.ui.View
    mentions: discord.AllowedMentions


class Hello:
    """Words for newcomers. Raises StoreError."""

    def __init__(self, client: discord.Client, services: Services) -> None:
        self._client = client
        self._services = services

    async def to(self, batch: Sequence[Arrival], *, is_direct: bool = False, is_new: bool = False) -> Greeting:
        """A welcome for these. Nobody is pinged in a wave. is_new: as for somebody of whom nothing is known."""
        first, known = batch[0], MemberPreference(0)
        if len(batch) == 1 and not is_new:
            known = await self._services.members.of(first.member_id)
        pinged: list[discord.abc.Snowflake] = [discord.Object(first.member_id)] if len(batch) == 1 else []
        view = self._view(known)
        return Greeting(
            await self._content(batch, known, is_direct=is_direct),
            about(first.guild_id, view) if is_direct else view,
            discord.AllowedMentions(everyone=False, roles=False, users=pinged),
        )

    async def room(self, guild_id: int) -> int:
        """How many can be greeted in one post."""
        nobody = [Arrival(guild_id, 0, 0, "")] * 2
        used = units(await self._content(nobody, MemberPreference(0), is_direct=False))
        return min(MOST_TOGETHER, (_LONGEST - used) // _MENTION)

    async def _content(self, batch: Sequence[Arrival], known: MemberPreference, *, is_direct: bool) -> str:
        guild_id, is_wave = batch[0].guild_id, len(batch) > 1
        locales = [known.locale] if is_direct and known.locale else self._locales(guild_id)
        name = "welcome-all" if is_wave else "welcome-back" if batch[0].is_back else "welcome"
        mentions = " ".join(f"<@{each.member_id}>" for each in batch)
        facts = self.facts(guild_id, "" if is_wave else mentions)
        line = _KNOWN if known.locale else _CHOOSE
        below = [*([mentions] if is_wave else []), *(self._say(locale, line) for locale in locales)]
        if is_direct and "server" in facts:
            below.append(f"-# {facts['server']}")
        ours = "\n".join([_together([self._ours(locale, name, facts) for locale in locales]), *below])
        own = await self._own(guild_id, name, locales, facts)
        theirs = "\n".join([own, *below])
        least = _MENTION * _LEAST_TOGETHER if is_wave else 0
        return theirs if own and units(theirs) + max(0, least - units(mentions)) <= _LONGEST else ours

    def _locales(self, guild_id: int) -> list[str]:
        return ["en", self._services.preferences.chinese(guild_id)]

    def facts(self, guild_id: int, mentions: str) -> dict[str, str]:
        """What stands for the placeholders of welcomes; what the server does not have is left out."""
        guild = self._client.get_guild(guild_id)
        cats = self._services.arrivals.welcome(guild_id).cat_channel_id
        known = facts(guild, cats if guild and cats and guild.get_channel(cats) else None)
        known["server"] = discord.utils.escape_mentions(known["server"])
        known["time_in_beijing"] = in_beijing(self._services.clock.now()).time
        if mentions:
            known["member"] = mentions
        if guild and guild.member_count:
            known["count"] = str(guild.member_count)
        return known

    async def left_out(self, guild_id: int) -> Sequence[str]:
        """Placeholders of a server's own welcomes for which it has nothing: the lines with them are left out."""
        facts = self.facts(guild_id, "")
        own = await self._services.texts.own(guild_id, "welcome")
        used = {each for texts in own.values() for entry in texts.values() for each in placeholders(entry.text)}
        return [f"{{{each}}}" for each in sorted(used - facts.keys() - {"member"})]

    async def _own(self, guild_id: int, name: str, locales: Sequence[str], facts: Mapping[str, str]) -> str:
        """A server's own words; "" where it has none, or where nobody would be named in what can be said of them."""
        own = await self._services.texts.one(guild_id, name)
        told = [_told(own[locale].text, facts) for locale in locales if locale in own]
        is_whole = len(told) == len(locales) and all(facts.get("member", "") in text for text in told)
        return _together(told) if is_whole and all(told) else ""

    def _ours(self, locale: str, name: str, facts: Mapping[str, str]) -> str:
        return self._say(locale, NAMES[name], member=facts.get("member", ""))

    def _view(self, known: MemberPreference) -> discord.ui.View:
        """The languages, or only the beginning for somebody whose language is known."""
        if not known.locale:
            return view_of(*(StartAs(locale) for locale in LANGUAGES))
        start = Start(self._say(known.locale, N_("Show me around")))
        if known.confirmed:
            return view_of(start)
        return view_of(start, OpenLanguages(self._say(known.locale, N_("Another language"))))

    def _say(self, locale: str, message_id: str, **params: Any) -> str:
        return self._services.catalogues.text(locale, message_id, **params)


def _told(text: str, facts: Mapping[str, str]) -> str:
    """A server's own text; lines that speak of what there is not, such as rules where there are none, are left out."""
    lines = [fill(line, facts) for line in text.splitlines() if placeholders(line) <= facts.keys()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _together(texts: Sequence[str]) -> str:
    """Both languages: beside each other while they are short, else one below the other."""
    texts = list(dict.fromkeys(texts))
    is_short = all("\n" not in text for text in texts) and sum(map(len, texts)) <= _SIDE_BY_SIDE
    return (" · " if is_short else "\n").join(texts)
