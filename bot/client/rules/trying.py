"""What a text would call, and why: tried by moderators, without anything being said."""

from typing import Any, Final

import discord

from bot.client.errors import tell
from bot.client.moderators import guild_of
from bot.client.paging import excerpt
from bot.client.readers import reader
from bot.client.rules.watching import is_spared
from bot.client.sentences import Sentence, Word, said
from bot.client.wheres import where_of
from bot.engines.engine import Asker
from bot.errors import N_, NoEngineAnswered
from bot.rules.triggers.triggers import Called
from bot.services import Services
from bot.translation import decide
from bot.translation.pipeline import Wish
from bot.translation.types import Where

_NOTHING: Final = N_("No trigger speaks of this.")
_AS_WRITTEN: Final = N_("- Trigger {number} → rule {rule}, because of “{word}”: {what}")
_TRANSLATED: Final = N_("- Trigger {number} → rule {rule}, because of “{word}” in the translation: {what}")
_READ: Final = N_("-# In translation: {text}")
_ALONE: Final = N_("-# No translation came back, so only the text as written was looked at.")
_SPEAKS: Final = N_("speaks at once")
_COUNTS: Final = N_("counts, and speaks once several people did")
_OFF: Final = N_("is switched off, or quiet for a while")
_SPARED: Final = N_("does not apply in this channel, or to you")
_RESTS: Final = N_("rests in this channel, for it has just spoken")
_LOST: Final = N_("says nothing, for its rule is not in the book any more")
_SHOWN: Final = 300


async def try_out(interaction: discord.Interaction[Any], text: str) -> None:
    """Tell a moderator what a text would call here. The interaction is deferred already."""
    services: Services = interaction.client.services
    guild_id = guild_of(interaction)
    translation, is_lacking = await _translation(services, interaction, text)
    found = [(_AS_WRITTEN, each) for each in services.triggers.called(guild_id, text)]
    known = {each.trigger.trigger_id for _, each in found}
    late = services.triggers.called(guild_id, translation) if translation else ()
    found += [(_TRANSLATED, each) for each in late if each.trigger.trigger_id not in known]
    lines = [] if found else [Sentence(_NOTHING, {})]
    for how, called in found:
        rule = await services.publishing.known_rule(guild_id, called.trigger.rule_id)
        what = await _verdict(services, interaction, called) if rule else _LOST
        facts = {"number": called.trigger.trigger_id, "word": called.word, "what": Word(what)}
        lines.append(Sentence(how, facts | {"rule": rule.number if rule else "–"}))
    if translation:
        lines.append(Sentence(_READ, {"text": discord.utils.escape_markdown(excerpt(translation, _SHOWN))}))
    lines += [Sentence(_ALONE, {})] if is_lacking else []
    await tell(interaction, said(lines, await reader(interaction), services.catalogues))


async def _verdict(services: Services, interaction: discord.Interaction[Any], called: Called) -> str:
    """What would come of it now, here, if whoever asks had written it."""
    trigger, place = called.trigger, interaction.channel
    is_place = isinstance(place, discord.abc.GuildChannel | discord.Thread)
    where = where_of(place) if is_place else Where(trigger.guild_id, interaction.channel_id or 0)
    roles = frozenset(role.id for role in getattr(interaction.user, "roles", ()))
    if not services.triggers.is_awake(trigger):
        return _OFF
    if is_spared(trigger, where, roles):
        return _SPARED
    if await services.triggers.rests(trigger, where.channel_id):
        return _RESTS
    return _SPEAKS if trigger.count == 1 else _COUNTS


async def _translation(services: Services, interaction: discord.Interaction[Any], text: str) -> tuple[str, bool]:
    """What the text says in the other language, "" if it needs none; and whether it should have been there."""
    guild_id = guild_of(interaction)
    target = decide.reader_of(services.pipeline.read(text), services.preferences.chinese(guild_id))
    if target is None:
        return "", False
    asker = Asker(guild_id, interaction.channel_id or 0, interaction.user.id)
    try:
        outcome = await services.pipeline.translate(
            text, target, wish=Wish(asker, services.preferences.engines(guild_id))
        )
    except NoEngineAnswered:
        return "", True
    return outcome.text or "", False
