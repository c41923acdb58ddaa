"""How a text of a server's own looks to its moderators: in all languages, with what nobody has looked at yet marked."""

from collections.abc import Mapping
from typing import Any, Final

import discord

from bot.client.moderators import guild_of
from bot.client.onboarding.hello import NAMES
from bot.client.sentences import Sentence, Word
from bot.errors import N_
from bot.i18n import LANGUAGES, LOCALES
from bot.markup import units
from bot.onboarding import kinds
from bot.onboarding.filling import fill
from bot.onboarding.kinds import Entry
from bot.services import Services

# Translators: what a text is, as the title of its form and of its page.
CALLED: Final = {
    "welcome": N_("The welcome"),
    "welcome-back": N_("The welcome for who returns"),
    "welcome-all": N_("The welcome for many at once"),
    "journey": N_("A tour: its name, and what it is"),
    "step": N_("A card of a tour"),
    "tip": N_("A tip"),
    "icebreaker": N_("A question of the day"),
}
MACHINE_MADE: Final = N_("🤖 machine-made, and nobody has looked at it yet")
_UNAPPROVED: Final = N_("- 🤖 Machine-made in part, and nobody has looked at it yet: {text}")
_OURS: Final = N_("-# These are RedBridge's own words.")
_OWN: Final = N_("-# These are this server's words.")
_KNOWN: Final = N_("-# You can use these in it: {known}")
_SHOWN: Final = 480


async def unapproved(interaction: discord.Interaction[Any], prefix: str) -> list[Sentence]:
    """That texts whose names begin with this are machine-made, if any are."""
    services: Services = interaction.client.services
    own = await services.texts.own(guild_of(interaction), prefix)
    names = [name for name, entries in own.items() if any(entry.is_machine for entry in entries.values())]
    called = dict.fromkeys(Word(CALLED[name if name in NAMES else name.partition(":")[0]]) for name in names)
    return [Sentence(_UNAPPROVED, {"text": word}) for word in called]


def page(
    interaction: discord.Interaction[Any], name: str, locale: str, entries: Mapping[str, Entry], *, is_own: bool
) -> str:
    """What a text says, with what stands here for its placeholders."""
    services: Services = interaction.client.services
    say, kind = services.catalogues.text, kinds.kind_of(name)
    lines = [f"**{called(services, name, locale)}**", say(locale, _OWN if is_own else _OURS)]
    facts = interaction.client.greeter.hello.facts(guild_of(interaction), interaction.user.mention)
    for each in (each for each in LOCALES if each in entries):
        mark = f" · {say(locale, MACHINE_MADE)}" if entries[each].is_machine else ""
        lines += [f"{LANGUAGES[each]}{mark}", _quoted(entries[each], facts)]
    if kind.placeholders:
        lines.append(say(locale, _KNOWN, known=kind.known))
    return "\n".join(lines)


def _quoted(entry: Entry, facts: Mapping[str, str]) -> str:
    title = f"**{discord.utils.escape_markdown(entry.title)}**\n" if entry.title else ""
    quoted = "\n".join(f"> {line}" for line in f"{title}{fill(entry.text, facts)}".splitlines())
    if units(quoted) <= _SHOWN:
        return quoted
    while units(quoted) >= _SHOWN:
        quoted = quoted[:-1]
    return f"{quoted}…"


def ours(services: Services, name: str) -> dict[str, Entry]:
    """What RedBridge itself says; empty where it says nothing."""
    if name in NAMES:
        say = services.catalogues.text
        return {locale: Entry("", say(locale, NAMES[name], member="{member}")) for locale in LOCALES}
    return dict(services.texts.ours(name))


def called(services: Services, name: str, locale: str) -> str:
    """What a text is, in the reader's words."""
    return services.catalogues.text(locale, CALLED[name.partition(":")[0]])
