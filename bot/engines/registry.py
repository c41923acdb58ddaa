"""The engines that TRANSLATION_ENGINES may name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from bot.engines.engine import Engine
from bot.engines.settings import EngineSettings


# An engine is imported when it is built: nobody pays for the libraries of one they do not use.
def _google(settings: EngineSettings) -> Engine:
    from bot.engines.google import GoogleEngine  # noqa: PLC0415 - see above

    return GoogleEngine(settings.google_url, settings.engine_timeout)


def _gloss(_: EngineSettings) -> Engine:
    from bot.engines.gloss.engine import GlossEngine  # noqa: PLC0415 - see above

    return GlossEngine()


_BUILDERS: Final[Mapping[str, Callable[[EngineSettings], Engine]]] = MappingProxyType(
    {"google": _google, "gloss": _gloss}
)

ENGINE_NAMES: Final[tuple[str, ...]] = tuple(_BUILDERS)


def build_engine(name: str, settings: EngineSettings) -> Engine:
    """Build an engine by its name. Raises ValueError, which lists the known names, for any other."""
    build = _BUILDERS.get(name)
    if build is None:
        raise ValueError(f"unknown engine {name!r}; known engines: {', '.join(ENGINE_NAMES)}")
    return build(settings)
