"""What goes out with a reminder by hand: the line that it is about, and a moderator's own words, in both languages."""

from typing import Any, Final, NamedTuple

import discord

from bot.engines.engine import Asker
from bot.errors import N_, NoEngineAnswered
from bot.i18n import ENGLISH, Catalogues
from bot.markup import split, units
from bot.services import Services
from bot.translation.decide import NO_ANSWER, SAME_LANGUAGE, reader_of
from bot.translation.renderings import rendering
from bot.translation.types import Wish

_ABOUT: Final = N_("It is about this line:")
_NOTE: Final = N_("A moderator adds:")
# An embed holds 4,096 characters; three texts and what stands around them.
_LONGEST: Final = 1200


class Doubled(NamedTuple):
    """A text and its translation, "" where it needs none. is_lacking: it would need one, and none could be had."""

    text: str
    translation: str = ""
    is_lacking: bool = False

    @property
    def lines(self) -> str:
        """Both, the translation below."""
        return "\n".join(filter(None, (self.text, self.translation)))


class Letters:
    """Writes them; what is translated is translated for the moderator who sends it."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def doubled(self, text: str, guild_id: int, by: int, chinese: str) -> Doubled:
        """A text in both languages. chinese: the locale in which its readers read Chinese."""
        services = self._services
        if not text:
            return Doubled("")
        target = reader_of(services.pipeline.read(text), chinese) or ENGLISH
        wish = Wish(Asker(guild_id=guild_id, member_id=by), services.preferences.engines(guild_id))
        try:
            outcome = await rendering(services.pipeline, text, target, wish)
            if outcome.skipped == SAME_LANGUAGE:
                outcome = await rendering(services.pipeline, text, chinese, wish)
        except NoEngineAnswered:
            return Doubled(text, is_lacking=True)
        return Doubled(text, outcome.text or "", is_lacking=outcome.skipped == NO_ANSWER)


def enclosure(quoted: Doubled, link: str, note: Doubled, locale: str, catalogues: Catalogues) -> discord.Embed:
    """The line that a reminder is about, and a moderator's own words, for a direct message."""
    parts = [f"{_head(_ABOUT, locale, catalogues)} {link}", *(_quote(text) for text in quoted[:2] if text)]
    if note.text:
        parts += [f"💬 {_head(_NOTE, locale, catalogues)}", _cut(note.lines)]
    return discord.Embed(description="\n".join(parts))


def _head(message_id: str, locale: str, catalogues: Catalogues) -> str:
    return " · ".join(catalogues.both(locale, message_id))


def _quote(text: Any) -> str:
    return "\n".join(f"> {line}" for line in _cut(text).splitlines())


def _cut(text: str) -> str:
    return text if units(text) <= _LONGEST else f"{split(text, _LONGEST)[0]}…"
