"""What moderators decided for their server: the mode of each channel, and which Chinese its members read."""

import logging
from collections.abc import Sequence

from bot.clock import Clock
from bot.engines.registry import ENGINE_NAMES
from bot.errors import N_, UserError
from bot.store import channels, decisions, guilds
from bot.store.database import Database
from bot.store.decisions import ModeDecision
from bot.store.guilds import Decision
from bot.translation.modes import Modes, Standing
from bot.translation.types import Mode, Where

_log = logging.getLogger(__name__)

DEFAULT_CHINESE = "zh-CN"
# More of a conversation costs more with every message, and tells an engine more than it needs.
MOST_CONTEXT_LINES = 10


class Preferences:
    """Read on every message, so everything lives in memory too; whoever writes updates both.

    A server is served by one process (its shard's), so no other process changes what is cached here.
    """

    def __init__(self, database: Database, clock: Clock, engines: Sequence[str] = ENGINE_NAMES) -> None:
        """engines: the names that a server may choose from."""
        self._database = database
        self._clock = clock
        self._known_engines = tuple(engines)
        self._modes = Modes()
        self._places: dict[int, set[int]] = {}
        self._chinese: dict[int, str] = {}
        self._engines: dict[int, tuple[str, ...]] = {}
        self._context_lines: dict[int, int] = {}
        self._flags_off: set[int] = set()
        self._review_channels: dict[int, int] = {}

    async def load(self) -> None:
        """Fill the cache from the store; once, before the first message.

        A mode of a later version, found after a return to this one, counts as off and is left as it stands.
        """
        rows = await self._database.read(channels.all_modes)
        known = {mode.value: mode for mode in Mode}
        for row in rows:
            self._modes.choose(row.channel_id, known.get(row.mode, Mode.OFF), row.updated_at)
            self._places.setdefault(row.guild_id, set()).add(row.channel_id)
        if strange := [row for row in rows if row.mode not in known]:
            words = ", ".join(sorted({row.mode for row in strange}))
            _log.warning(
                "%d channels have modes that this version does not know (%s); they are not translated",
                len(strange),
                words,
            )
        for settings in await self._database.read(guilds.all_settings):
            self._chinese[settings.guild_id] = settings.chinese_locale
            self._engines[settings.guild_id] = tuple(filter(None, (settings.engines or "").split(",")))
            if settings.default_mode in known:
                self._modes.choose_default(settings.guild_id, known[settings.default_mode], settings.updated_at)
            self._context_lines[settings.guild_id] = max(0, min(settings.context_lines, MOST_CONTEXT_LINES))
            if not settings.flag_reactions:
                self._flags_off.add(settings.guild_id)
            if settings.review_channel_id:
                self._review_channels[settings.guild_id] = settings.review_channel_id

    def mode(self, where: Where) -> Mode:
        """The mode of a place: its own, its parent's, its category's or its server's; off where it is silenced."""
        return Mode.OFF if where.is_silenced else self._modes.standing(where).mode

    def standing(self, where: Where) -> Standing:
        """Which mode was chosen for a place and where, whether or not its topic silences it."""
        return self._modes.standing(where)

    def own_mode(self, channel_id: int) -> Mode | None:
        """The mode that was chosen for this very channel, thread or category."""
        return self._modes.own.get(channel_id)

    def default_mode(self, guild_id: int) -> Mode:
        """The mode of a server's places that nobody chose one for."""
        return self._modes.defaults.get(guild_id, Mode.OFF)

    def since(self, where: Where) -> int:
        """When it was last decided what holds in a place, in milliseconds UTC; 0 if never."""
        return self._modes.since(where)

    def chinese(self, guild_id: int | None) -> str:
        """The locale in which a server reads Chinese."""
        return self._chinese.get(guild_id or 0, DEFAULT_CHINESE)

    def engines(self, guild_id: int | None) -> tuple[str, ...] | None:
        """The engines that a server wants asked, in this order and no others; None: as the operator says."""
        return self._engines.get(guild_id or 0) or None

    def context_lines(self, guild_id: int | None) -> int:
        """How many earlier lines of a conversation an engine may be shown in a server."""
        return self._context_lines.get(guild_id or 0, 0)

    def flags(self, guild_id: int) -> bool:
        """Whether flags under a message ask for a translation in a server."""
        return guild_id not in self._flags_off

    def review_channel(self, guild_id: int) -> int | None:
        """The channel or thread in which moderators review what members suggest; None: none yet."""
        return self._review_channels.get(guild_id)

    def translate_answers(self, thread_id: int) -> None:
        """Translate a thread below a question of the day, where nobody chose a mode; until the process ends."""
        self._modes.questions.add(thread_id)

    async def set_mode(self, guild_id: int, channel_id: int, mode: Mode | None, by: int) -> None:
        """Store how a channel, thread or category is translated; None: as what it lies in. by: who decided."""
        decision = ModeDecision(guild_id, channel_id, mode.value if mode else None, self._now(), by)
        await self._database.write(decisions.decide_mode, decision)
        self._modes.choose(channel_id, mode, decision.at)
        self._places.setdefault(guild_id, set()).add(channel_id)

    async def set_default_mode(self, guild_id: int, mode: Mode | None, by: int) -> None:
        """Store the mode of a server's channels that have none of their own; None: off."""
        decision = self._decision(guild_id, by)
        await self._database.write(decisions.decide_default_mode, decision, mode.value if mode else None)
        self._modes.choose_default(guild_id, mode, decision.at)

    async def set_chinese(self, guild_id: int, locale: str, by: int) -> None:
        """Store in which locale, `zh-CN` or `zh-TW`, a server reads Chinese."""
        await self._database.write(decisions.decide_chinese, self._decision(guild_id, by), locale)
        self._chinese[guild_id] = locale

    async def set_engines(self, guild_id: int, engines: Sequence[str] | None, by: int) -> None:
        """Store which engines a server wants asked, in order; none at all: as the operator says.

        Raises UserError, which lists the known names, for any other.
        """
        chosen = tuple(dict.fromkeys(name.strip().lower() for name in engines or ()))
        for name in chosen:
            if name not in self._known_engines:
                raise UserError(
                    N_("There is no engine “{engine}” here. These you can choose: {known}. Nothing was changed."),
                    engine=name[:24],
                    known=", ".join(self._known_engines),
                )
        await self._database.write(decisions.decide_engines, self._decision(guild_id, by), ",".join(chosen) or None)
        self._engines[guild_id] = chosen

    async def set_context_lines(self, guild_id: int, lines: int, by: int) -> None:
        """Store how many earlier lines of a conversation an engine may be shown. Raises UserError."""
        if not 0 <= lines <= MOST_CONTEXT_LINES:
            raise UserError(
                N_("An engine can be shown from 0 to {most} earlier lines. Nothing was changed."),
                most=MOST_CONTEXT_LINES,
            )
        await self._database.write(decisions.decide_context_lines, self._decision(guild_id, by), lines)
        self._context_lines[guild_id] = lines

    async def set_flags(self, guild_id: int, by: int, *, on: bool) -> None:
        """Store whether flags under a message ask for a translation."""
        await self._database.write(decisions.decide_flags, self._decision(guild_id, by), on=on)
        self._flags_off.discard(guild_id) if on else self._flags_off.add(guild_id)

    async def set_review_channel(self, guild_id: int, channel_id: int | None, by: int) -> None:
        """Store where moderators review what members suggest; None: suggestions are shown nowhere, and wait."""
        await self._database.write(decisions.decide_review_channel, self._decision(guild_id, by), channel_id)
        if channel_id:
            self._review_channels[guild_id] = channel_id
        else:
            self._review_channels.pop(guild_id, None)

    def release(self, guild_id: int) -> None:
        """Hold nothing about a server any more: it is forgotten."""
        self._modes.release(guild_id, self._places.pop(guild_id, set()))
        self._flags_off.discard(guild_id)
        for chosen in (self._chinese, self._engines, self._context_lines, self._review_channels):
            chosen.pop(guild_id, None)

    def _decision(self, guild_id: int, by: int) -> Decision:
        return Decision(guild_id, self._now(), by, self.chinese(guild_id))

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)
