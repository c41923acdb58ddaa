"""What a set-up does, one thing after the other: each tells itself in the plan, does itself, and says what it did."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

import discord

from bot.client.bridge_setup import pair
from bot.client.configuring.changing import doubt
from bot.client.configuring.values import shown
from bot.client.onboarding.roles import powerless
from bot.client.onboarding.screens.places import LACKING, lacking
from bot.client.permissions import missing_for
from bot.client.rules.publish_page import NEEDED
from bot.client.sentences import Sentence, Word
from bot.config.kinds import Value
from bot.config.setting import Setting
from bot.errors import N_, UserError
from bot.services import Services
from bot.setup import steps
from bot.setup.answers import Answers
from bot.setup.steps import Step
from bot.translation.types import Mode

_SETTING: Final = N_("Set “{name}”: {value}")
_MODE: Final = N_("Translate {channel}: {mode}")
_MODES: Final = {
    "reply": N_("a translation under each message"),
    "thread": N_("translations gathered in a thread"),
    "on-demand": N_("only what members ask for"),
    "off": N_("off"),
}
_ROLES: Final = N_("Make the roles English, 简体中文 and 繁體中文, which allow nothing; the language brings them")
_BRIDGE: Final = N_("Make the channels #english and #中文 with a webhook each, and join them")
_BOOK: Final = N_("Begin the rule book with “{book}”: {count} rules in all three languages")
_PUBLISH: Final = N_("Publish the rules in {channel}, with the button “I agree”")
_GONE: Final = N_("A channel that was chosen is gone. Choose another one; nothing was changed.")
_UNPUBLISHED: Final = N_("Discord did not take all posts of the rules. Try again in a minute.")


@dataclass(frozen=True, slots=True)
class Work:
    """For whom things are done: a client with what it knows, the server, and the moderator's id."""

    client: Any
    guild: discord.Guild
    by: int
    locale: str

    @property
    def services(self) -> Services:
        """What the client may call."""
        return self.client.services


class Deed(Protocol):
    """One thing to do."""

    def told(self, work: Work) -> Sentence:
        """It, as a line of the plan."""
        ...

    def doubt(self, work: Work) -> UserError | None:
        """Why it could not be done; None if it can, for all that is known here."""
        ...

    async def intent(self, work: Work) -> Step:
        """What will have been done, as far as it is known before."""
        ...

    async def do(self, work: Work) -> Step:
        """Do it; what was done. Raises UserError, StoreError and what Discord refuses, and then nothing is done."""
        ...


@dataclass(frozen=True, slots=True)
class Set:
    """Change a setting."""

    setting: Setting
    value: Value

    def told(self, work: Work) -> Sentence:
        """Which, and what it becomes."""
        value = shown(self.setting, self.value, work.locale, work.services.catalogues)
        return Sentence(_SETTING, {"name": Word(self.setting.label), "value": value})

    def doubt(self, work: Work) -> UserError | None:
        """A channel in which RedBridge could not work."""
        return doubt(work.guild, self.setting, self.value)

    async def intent(self, work: Work) -> Step:
        """From what to what."""
        before = await work.services.configuration.value(work.guild.id, self.setting)
        return Step(steps.SETTING, self.setting.key, before, self.value)

    async def do(self, work: Work) -> Step:
        """Change it."""
        step = await self.intent(work)
        await work.services.configuration.change(work.guild.id, work.by, self.setting, self.value)
        return step


@dataclass(frozen=True, slots=True)
class SetMode:
    """Translate one channel."""

    channel_id: int
    mode: Mode
    before: Mode | None

    def told(self, work: Work) -> Sentence:
        """Which, and how."""
        return Sentence(_MODE, {"channel": f"<#{self.channel_id}>", "mode": Word(_MODES[self.mode.value])})

    def doubt(self, work: Work) -> UserError | None:
        """It is gone, or RedBridge lacks something there."""
        channel = work.guild.get_channel(self.channel_id)
        if channel is None:
            return UserError(_GONE)
        missing = tuple(missing_for(self.mode, channel))
        return UserError(LACKING, channel=channel.mention, permissions=missing) if missing else None

    async def intent(self, work: Work) -> Step:
        """From what to what."""
        before = self.before.value if self.before else None
        return Step(steps.MODE, str(self.channel_id), before, self.mode.value)

    async def do(self, work: Work) -> Step:
        """Choose its mode."""
        await work.services.preferences.set_mode(work.guild.id, self.channel_id, self.mode, work.by)
        return await self.intent(work)


@dataclass(frozen=True, slots=True)
class MakeRoles:
    """Make roles for languages."""

    def told(self, work: Work) -> Sentence:
        """Which."""
        return Sentence(_ROLES, {})

    def doubt(self, work: Work) -> UserError | None:
        """RedBridge may make none."""
        return powerless(work.guild)

    async def intent(self, work: Work) -> Step:
        """Which roles there were before."""
        return Step(steps.ROLES, before=tuple(work.client.tongues.of(work.guild.id).values()))

    async def do(self, work: Work) -> Step:
        """Make those that are lacking."""
        step = await self.intent(work)
        await work.client.role_maker.make(work.guild, work.by)
        now: list[int] = list(work.client.tongues.of(work.guild.id).values())
        return replace(step, made=tuple(role for role in now if role not in step.before))


@dataclass(frozen=True, slots=True)
class MakeBridge:
    """Make two channels and join them."""

    chinese: str

    def told(self, work: Work) -> Sentence:
        """Which."""
        return Sentence(_BRIDGE, {})

    def doubt(self, work: Work) -> UserError | None:
        """RedBridge may make no channels."""
        try:
            pair.category_of(work.guild, self._pair)
        except UserError as error:
            return error
        return None

    async def intent(self, work: Work) -> Step:
        """Which bridges there were before."""
        known = work.services.bridges.of_guild(work.guild.id)
        return Step(steps.BRIDGE, self._pair.name, before=tuple(each.bridge_id for each in known))

    async def do(self, work: Work) -> Step:
        """Make them."""
        step = await self.intent(work)
        made = await pair.make(work.services, work.client.http, work.guild, self._pair, work.by)
        return replace(step, made=tuple(made))

    @property
    def _pair(self) -> pair.Pair:
        return pair.Pair("RedBridge", self.chinese, 0)


@dataclass(frozen=True, slots=True)
class BeginBook:
    """Begin the rule book."""

    book: str

    def told(self, work: Work) -> Sentence:
        """With which."""
        starters = work.services.rules.starters
        name = next(each.name for each in starters.offered(work.locale) if each.key == self.book)
        return Sentence(_BOOK, {"book": name, "count": len(starters.texts(self.book))})

    def doubt(self, work: Work) -> UserError | None:
        """Nothing that is known before."""
        return None

    async def intent(self, work: Work) -> Step:
        """Which book."""
        return Step(steps.BOOK, self.book)

    async def do(self, work: Work) -> Step:
        """Fill it."""
        book = await work.services.rules.begin(work.guild.id, self.book, work.by)
        return Step(steps.BOOK, self.book, made=tuple(rule.rule_id for rule in book.rules))


@dataclass(frozen=True, slots=True)
class Publish:
    """Publish the rules for the first time."""

    channel_id: int

    def told(self, work: Work) -> Sentence:
        """Where."""
        return Sentence(_PUBLISH, {"channel": f"<#{self.channel_id}>"})

    def doubt(self, work: Work) -> UserError | None:
        """The channel is gone, or RedBridge lacks something there."""
        channel = work.guild.get_channel(self.channel_id)
        if channel is None:
            return UserError(_GONE)
        missing = lacking(channel, NEEDED)
        return UserError(LACKING, channel=channel.mention, permissions=missing) if missing else None

    async def intent(self, work: Work) -> Step:
        """The first version, and where the rules stood before."""
        before = (await work.services.rule_settings.of(work.guild.id)).channel_id
        return Step(steps.RULES, "1", before, self.channel_id)

    async def do(self, work: Work) -> Step:
        """Publish and post them; where Discord takes only a part, all of it fails."""
        step = await self.intent(work)
        where: dict[str, int | str] = {"channel_id": self.channel_id}
        published = await work.services.publishing.publish(
            work.guild.id, work.by, where, is_important=False, takes_machine=True
        )
        stands = await work.client.publisher.show(work.guild, published.version)
        if not stands.is_whole:
            raise UserError(_UNPUBLISHED)
        return step


async def plan(work: Work, answers: Answers) -> Sequence[Deed]:
    """What is to be done for these answers; what is so already is not done again."""
    services, guild = work.services, work.guild
    values = await services.configuration.values(guild.id)
    wanted: dict[str, Value] = {"translation.chinese": answers.chinese}
    if not answers.channels:
        wanted["translation.mode"] = answers.mode
    wanted |= {"welcome.channel": answers.welcome, "welcome.direct": answers.direct, "log.channel": answers.log}
    if answers.log is not None:
        wanted["log.changes"] = True
    # The moderators' channel first, so that the rest is told there.
    deeds: list[Deed] = [
        Set(setting, wanted[setting.key])
        for setting in sorted(services.configuration.settings, key=lambda each: not each.key.startswith("log."))
        if setting.key in wanted and wanted[setting.key] != values[setting.key]
    ]
    deeds += _modes(services, answers)
    if answers.bridge:
        deeds.append(MakeBridge(answers.chinese))
    if answers.roles and work.client.role_maker.lacking(guild):
        deeds.append(MakeRoles())
    return [*deeds, *await _rules(services, guild.id, answers)]


def _modes(services: Services, answers: Answers) -> Sequence[Deed]:
    wanted = Mode(answers.mode)
    known = {channel_id: services.preferences.own_mode(channel_id) for channel_id in answers.channels}
    return [SetMode(channel_id, wanted, before) for channel_id, before in known.items() if before is not wanted]


async def _rules(services: Services, guild_id: int, answers: Answers) -> Sequence[Deed]:
    has_book = bool((await services.rules.book(guild_id)).rules)
    deeds: list[Deed] = [BeginBook(answers.book)] if answers.book and not has_book else []
    if answers.rules and (deeds or has_book) and await services.publishing.latest(guild_id) is None:
        deeds.append(Publish(answers.rules))
    return deeds
