"""The engines that TRANSLATION_ENGINES may name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bot.engines.deep.builders import DEEP_BUILDERS
from bot.engines.engine import Engine
from bot.engines.settings import EngineSettings
from bot.lexicon.shelf import Shelf


# An engine is imported when it is built: nobody pays for the libraries of one they do not use.
def _llm(settings: EngineSettings) -> Engine:
    from bot.engines.llm.engine import LlmEngine  # noqa: PLC0415 - see above

    base_url, model = settings.need("llm_base_url", "llm"), settings.need("llm_model", "llm")
    return LlmEngine(base_url, model, settings.key("llm_api_key"), settings.engine_timeout)


def _firefox(settings: EngineSettings) -> Engine:
    from bot.engines.firefox.engine import FirefoxEngine  # noqa: PLC0415 - see above

    return FirefoxEngine(Path(settings.firefox_models), settings.engine_timeout, settings.firefox_workers)


def _gloss(shelf: Shelf) -> Engine:
    from bot.engines.gloss.engine import GlossEngine  # noqa: PLC0415 - see above

    return GlossEngine(shelf)


_BUILDERS: Final[Mapping[str, Callable[[EngineSettings], Engine]]] = MappingProxyType(
    {**DEEP_BUILDERS, "llm": _llm, "firefox": _firefox}
)

ENGINE_NAMES: Final[tuple[str, ...]] = (*_BUILDERS, "gloss")


def build_engine(name: str, settings: EngineSettings, shelf: Shelf | None = None) -> Engine:
    """Build an engine by its name. Raises ValueError, which lists the known names, for any other.

    Raises SettingsError where the engine needs a key that is not set.
    shelf: the dictionary, where others use it, too.
    """
    if name == "gloss":
        return _gloss(shelf or Shelf())
    build = _BUILDERS.get(name)
    if build is None:
        raise ValueError(f"unknown engine {name!r}; known engines: {', '.join(ENGINE_NAMES)}")
    return build(settings)
