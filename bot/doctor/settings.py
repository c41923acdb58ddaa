"""Settings with a fault in one engine, so that the others can still be looked at."""

from typing import Any

from bot.engines.registry import ENGINE_NAMES
from bot.engines.settings import EngineSettings
from bot.errors import SettingsError
from bot.settings import Settings


def load() -> tuple[Settings, dict[str, SettingsError]]:
    """The process's settings, and the faults among those that only one engine reads, by engine.

    Such a setting has its default instead. Raises SettingsError for any other.
    """
    faults: dict[str, SettingsError] = {}
    instead: dict[str, Any] = {}
    while True:
        try:
            return (Settings(**instead) if instead else Settings.load()), faults
        except SettingsError as error:
            field = str(error.params.get("setting", "")).lower()
            engine = _engine_of(field)
            if engine is None or field in instead:
                raise
            faults.setdefault(engine, error)
            instead[field] = Settings.model_fields[field].default


def _engine_of(field: str) -> str | None:
    """The engine whose own setting this is."""
    engine = field.partition("_")[0]
    return engine if field in EngineSettings.model_fields and engine in ENGINE_NAMES else None
