"""Where settings are kept: the services that know them, as fields with names."""

from collections.abc import Mapping

from bot.config.kinds import Value
from bot.onboarding.arrivals import Arrivals
from bot.onboarding.icebreakers import Icebreakers
from bot.rules.settings import RuleSettings
from bot.translation.preferences import Preferences
from bot.translation.types import Mode

_HOUR = 60


class TranslationHome:
    """How a server's messages are translated."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    async def read(self, guild_id: int) -> Mapping[str, Value]:
        """All of it."""
        known = self._preferences
        return {
            "mode": known.default_mode(guild_id).value,
            "chinese": known.chinese(guild_id),
            "flags": known.flags(guild_id),
            "engines": known.engines(guild_id),
            "context": known.context_lines(guild_id),
            "review": known.review_channel(guild_id),
        }

    async def write(self, guild_id: int, by: int, field: str, value: Value) -> None:
        """Change one of it. Raises UserError, StoreError."""
        match field, value:
            case "mode", str():
                await self._preferences.set_default_mode(guild_id, Mode(value), by)
            case "chinese", str():
                await self._preferences.set_chinese(guild_id, value, by)
            case "flags", bool():
                await self._preferences.set_flags(guild_id, by, on=value)
            case "engines", tuple() | None:
                await self._preferences.set_engines(guild_id, value, by)
            case "context", int():
                await self._preferences.set_context_lines(guild_id, value, by)
            case "review", int() | None:
                await self._preferences.set_review_channel(guild_id, value, by)
            case _:
                raise ValueError(field)


class WelcomeHome:
    """What a server does for newcomers."""

    def __init__(self, arrivals: Arrivals) -> None:
        self._arrivals = arrivals

    async def read(self, guild_id: int) -> Mapping[str, Value]:
        """All of it."""
        welcome = self._arrivals.welcome(guild_id)
        return {name: getattr(welcome, name) for name in welcome.__slots__}

    async def write(self, guild_id: int, by: int, field: str, value: Value) -> None:
        """Change one of it. Raises StoreError."""
        if isinstance(value, str | tuple):
            raise TypeError(field)
        await self._arrivals.decide(guild_id, by, **{field: value})


class QuestionHome:
    """Where and when the question of the day is asked."""

    def __init__(self, icebreakers: Icebreakers) -> None:
        self._icebreakers = icebreakers

    async def read(self, guild_id: int) -> Mapping[str, Value]:
        """All of it."""
        setting = await self._icebreakers.setting(guild_id)
        time = f"{setting.minute // _HOUR:02}:{setting.minute % _HOUR:02}"
        return {"channel": setting.channel_id, "time": time, "zone": setting.zone}

    async def write(self, guild_id: int, by: int, field: str, value: Value) -> None:
        """Change one of it. Raises StoreError."""
        match field, value:
            case "channel", int() | None:
                await self._icebreakers.decide(guild_id, by, channel_id=value)
            case "time", str():
                hours, minutes = map(int, value.split(":"))
                await self._icebreakers.decide(guild_id, by, minute=hours * _HOUR + minutes)
            case "zone", str():
                await self._icebreakers.decide(guild_id, by, zone=value)
            case _:
                raise ValueError(field)


class RulesHome:
    """What a server does with its rules, and what its moderators are shown."""

    def __init__(self, settings: RuleSettings) -> None:
        self._settings = settings

    async def read(self, guild_id: int) -> Mapping[str, Value]:
        """All of it."""
        setting = await self._settings.of(guild_id)
        return {name: getattr(setting, name) for name in setting.__slots__}

    async def write(self, guild_id: int, by: int, field: str, value: Value) -> None:
        """Change one of it. Raises StoreError."""
        if isinstance(value, tuple):
            raise TypeError(field)
        await self._settings.change(guild_id, by, **{field: value})
