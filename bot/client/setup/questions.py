"""The six questions, each with what would be done if nobody answers otherwise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import discord
from discord import ui

from bot.client.panels.mode_words import LABELS
from bot.client.sentences import Sentence
from bot.client.setup.deeds import Work
from bot.client.setup.items import NOTHING, Pick, Turn, Where
from bot.errors import N_
from bot.setup.answers import Answers

STEPS: Final = 6
_CHINESE: Final = N_("**Languages**\nRedBridge translates between English and Chinese. Which Chinese is read here?")
_MODE: Final = N_(
    "**Translation**\nHow shall messages be translated, and where? Channels that RedBridge cannot see stay as they are."
)
_BRIDGE: Final = N_(
    "**A bridge**\nTwo channels can mirror one conversation: in one everything is in English, in the other in Chinese. "
    "You can have one later as well, with `/redbridge bridge`."
)
_WELCOME: Final = N_(
    "**Newcomers**\nWhoever joins is greeted in both languages, chooses one with a press, and is shown around. In "
    "their first week they get a tip a day."
)
_BOOK: Final = N_(
    "**Rules**\nA rule book in both languages, with the button “I agree”. Begin with one of these and change it later."
)
_BOOK_THERE: Final = N_("**Rules**\nThis server has a rule book already; it stays as it is. Where shall it stand?")
_LOG: Final = N_(
    "**Moderators**\nIn a channel that only moderators see, RedBridge shows who changed what, and which rules it "
    "reminded of."
)
_VARIANTS: Final = {"zh-CN": N_("Simplified Chinese"), "zh-TW": N_("Traditional Chinese")}
_BRIDGES: Final = {NOTHING: N_("No bridge for now"), "make": N_("Make #english and #中文 and join them")}
_EVERYWHERE: Final = N_("Everywhere; or choose channels …")
_NO_GREETING: Final = N_("Greet in no channel; or choose one …")
_NO_RULES: Final = N_("Post them nowhere yet; or choose a channel …")
_NO_LOG: Final = N_("Show moderators nothing; or choose a channel …")
_NO_BOOK: Final = N_("No rules for now")
_DIRECT: Final = {True: N_("Greet by direct message"), False: N_("No direct messages")}
_ROLES: Final = {True: N_("Make roles for languages"), False: N_("Make no roles")}
_ROLES_COME: Final = N_("- Roles for the three languages are made, and given with the language.")
_DIRECT_COMES: Final = N_("- They are greeted by direct message; in the channel if they take none.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked with. revision: of the answers. has_book: whether the server has rules already."""

    work: Work
    answers: Answers
    revision: int
    has_book: bool

    def say(self, msgid: str) -> str:
        """In the reader's language."""
        return self.work.services.catalogues.text(self.work.locale, msgid)


Question = Callable[[Asked], tuple[list[Sentence], Sequence[ui.Item[Any]]]]


def _chinese(asked: Asked) -> tuple[list[Sentence], Sequence[ui.Item[Any]]]:
    return [Sentence(_CHINESE, {})], [_menu(asked, "chinese", _VARIANTS, asked.answers.chinese)]


def _mode(asked: Asked) -> tuple[list[Sentence], Sequence[ui.Item[Any]]]:
    words = {mode.value: label for mode, label in LABELS.items()}
    return [Sentence(_MODE, {})], [
        _menu(asked, "mode", words, asked.answers.mode),
        Where("channels", asked.revision, asked.say(_EVERYWHERE), _there(asked, *asked.answers.channels)),
    ]


def _bridge(asked: Asked) -> tuple[list[Sentence], Sequence[ui.Item[Any]]]:
    return [Sentence(_BRIDGE, {})], [_menu(asked, "bridge", _BRIDGES, "make" if asked.answers.bridge else NOTHING)]


def _welcome(asked: Asked) -> tuple[list[Sentence], Sequence[ui.Item[Any]]]:
    answers = asked.answers
    lines = [Sentence(_WELCOME, {})]
    lines += [Sentence(_DIRECT_COMES, {})] if answers.direct else []
    lines += [Sentence(_ROLES_COME, {})] if answers.roles else []
    return lines, [
        Where("welcome", asked.revision, asked.say(_NO_GREETING), _there(asked, answers.welcome)),
        _switch(asked, "direct", _DIRECT, wanted=not answers.direct),
        _switch(asked, "roles", _ROLES, wanted=not answers.roles),
    ]


def _book(asked: Asked) -> tuple[list[Sentence], Sequence[ui.Item[Any]]]:
    place = Where("rules", asked.revision, asked.say(_NO_RULES), _there(asked, asked.answers.rules))
    if asked.has_book:
        return [Sentence(_BOOK_THERE, {})], [place]
    offered = asked.work.services.rules.starters.offered(asked.work.locale)
    options = [
        discord.SelectOption(
            label=each.name, value=each.key, description=each.about, default=each.key == asked.answers.book
        )
        for each in offered
    ]
    options.append(discord.SelectOption(label=asked.say(_NO_BOOK), value=NOTHING, default=not asked.answers.book))
    return [Sentence(_BOOK, {})], [Pick("book", asked.revision, options), place]


def _log(asked: Asked) -> tuple[list[Sentence], Sequence[ui.Item[Any]]]:
    return [Sentence(_LOG, {})], [Where("log", asked.revision, asked.say(_NO_LOG), _there(asked, asked.answers.log))]


QUESTIONS: Final[Sequence[Question]] = (_chinese, _mode, _bridge, _welcome, _book, _log)


def _menu(asked: Asked, field: str, words: Mapping[str, str], chosen: str) -> Pick:
    options = [
        discord.SelectOption(label=asked.say(label), value=word, default=word == chosen)
        for word, label in words.items()
    ]
    return Pick(field, asked.revision, options)


def _switch(asked: Asked, field: str, words: Mapping[bool, str], *, wanted: bool) -> Turn:
    return Turn(field, asked.revision, asked.say(words[wanted]), wanted=wanted)


def _there(asked: Asked, *channel_ids: int | None) -> tuple[int, ...]:
    """Those that a menu can show: Discord refuses one that names a channel which is gone."""
    return tuple(each for each in channel_ids if each is not None and asked.work.guild.get_channel(each))
