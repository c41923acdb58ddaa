"""What moderators decided for their server: the mode of each channel, and which Chinese its members read."""

import logging
from collections.abc import Sequence

from bot.clock import Clock
from bot.engines.registry import ENGINE_NAMES
from bot.errors import N_, UserError
from bot.store import channels, guilds
from bot.store.database import Database
from bot.store.guilds import Decision
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
        self._modes: dict[int, Mode] = {}
        self._since: dict[int, int] = {}
        self._defaults: dict[int, Mode] = {}
        self._defaults_since: dict[int, int] = {}
        self._chinese: dict[int, str] = {}
        self._engines: dict[int, tuple[str, ...]] = {}
        self._context_lines: dict[int, int] = {}

    async def load(self) -> None:
        """Fill the cache from the store; once, before the first message.

        A mode of a later version, found after a return to this one, counts as off and is left as it stands.
        """
        rows = await self._database.read(channels.all_modes)
        known = {mode.value: mode for mode in Mode}
        self._modes.update({row.channel_id: known.get(row.mode, Mode.OFF) for row in rows})
        self._since.update({row.channel_id: row.updated_at for row in rows})
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
                self._defaults[settings.guild_id] = known[settings.default_mode]
                self._defaults_since[settings.guild_id] = settings.updated_at
            self._context_lines[settings.guild_id] = max(0, min(settings.context_lines, MOST_CONTEXT_LINES))

    def mode(self, where: Where) -> Mode:
        """The mode of a place: its own, its parent's, its category's or its server's; off where it is silenced."""
        if where.is_silenced:
            return Mode.OFF
        decided = self._decided_by(where)
        return self._modes[decided] if decided is not None else self._defaults.get(where.guild_id, Mode.OFF)

    def since(self, where: Where) -> int:
        """When the mode of a place was last decided, in milliseconds UTC; 0 if never."""
        decided = self._decided_by(where)
        return self._since[decided] if decided is not None else self._defaults_since.get(where.guild_id, 0)

    def _decided_by(self, where: Where) -> int | None:
        """The nearest of a place and what it lies in for which a mode was chosen."""
        candidates = [place for place in (where.channel_id, where.parent_id, where.category_id) if place is not None]
        return next((place for place in candidates if place in self._modes), None)

    def chinese(self, guild_id: int | None) -> str:
        """The locale in which a server reads Chinese."""
        return self._chinese.get(guild_id or 0, DEFAULT_CHINESE)

    def engines(self, guild_id: int | None) -> tuple[str, ...] | None:
        """The engines that a server wants asked, in this order and no others; None: as the operator says."""
        return self._engines.get(guild_id or 0) or None

    def context_lines(self, guild_id: int | None) -> int:
        """How many earlier lines of a conversation an engine may be shown in a server."""
        return self._context_lines.get(guild_id or 0, 0)

    async def set_mode(self, guild_id: int, channel_id: int, mode: Mode, by: int) -> None:
        """Store how a channel is translated. `by` is the member who decided."""
        now = self._now()
        await self._database.write(channels.set_mode, guild_id, channel_id, mode.value, now, by)
        self._modes[channel_id] = mode
        self._since[channel_id] = now

    async def set_default_mode(self, guild_id: int, mode: Mode | None, by: int) -> None:
        """Store the mode of a server's channels that have none of their own; None: off."""
        decision = self._decision(guild_id, by)
        await self._database.write(guilds.set_default_mode, decision, mode.value if mode else None)
        self._defaults[guild_id] = mode or Mode.OFF
        self._defaults_since[guild_id] = decision.at

    async def set_chinese(self, guild_id: int, locale: str, by: int) -> None:
        """Store in which locale, `zh-CN` or `zh-TW`, a server reads Chinese."""
        await self._database.write(guilds.set_chinese_locale, guild_id, locale, self._now(), by)
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
        await self._database.write(guilds.set_engines, self._decision(guild_id, by), ",".join(chosen) or None)
        self._engines[guild_id] = chosen

    async def set_context_lines(self, guild_id: int, lines: int, by: int) -> None:
        """Store how many earlier lines of a conversation an engine may be shown. Raises UserError."""
        if not 0 <= lines <= MOST_CONTEXT_LINES:
            raise UserError(
                N_("An engine can be shown from 0 to {most} earlier lines. Nothing was changed."),
                most=MOST_CONTEXT_LINES,
            )
        await self._database.write(guilds.set_context_lines, self._decision(guild_id, by), lines)
        self._context_lines[guild_id] = lines

    def _decision(self, guild_id: int, by: int) -> Decision:
        return Decision(guild_id, self._now(), by, self.chinese(guild_id))

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)
