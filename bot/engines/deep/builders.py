"""Builds the engines through deep-translator from the settings; imports each when it is built."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from bot.engines.engine import Engine
from bot.engines.settings import EngineSettings

_AZURE: Final = "https://portal.azure.com"
_BAIDU: Final = "https://fanyi-api.baidu.com/manage/developer"
_DEEPL: Final = "https://www.deepl.com/your-account/keys"
_LIBRE: Final = "https://portal.libretranslate.com"
_NAVER: Final = "https://console.ncloud.com"


# Imports in functions: nobody pays for the libraries of an engine they do not use.
# ruff: noqa: PLC0415
def _google(settings: EngineSettings) -> Engine:
    from bot.engines.deep.google import GoogleEngine

    return GoogleEngine(settings.google_url, settings.engine_timeout)


def _mymemory(settings: EngineSettings) -> Engine:
    from bot.engines.deep.mymemory import MyMemoryEngine

    return MyMemoryEngine(settings.mymemory_url, settings.engine_timeout)


def _libretranslate(settings: EngineSettings) -> Engine:
    from bot.engines.deep.libretranslate import LibreTranslateEngine

    public = urlsplit(settings.libretranslate_url).hostname == "libretranslate.com"
    field = "libretranslate_api_key"
    key = settings.require(field, "libretranslate", _LIBRE) if public else settings.key(field)
    return LibreTranslateEngine(settings.libretranslate_url, settings.engine_timeout, key)


def _deepl(settings: EngineSettings) -> Engine:
    from bot.engines.deep.deepl import DeepLEngine

    key = settings.require("deepl_api_key", "deepl", _DEEPL)
    return DeepLEngine(settings.deepl_url or "", settings.engine_timeout, key)


def _microsoft(settings: EngineSettings) -> Engine:
    from bot.engines.deep.microsoft import MicrosoftEngine

    key = settings.require("microsoft_api_key", "microsoft", _AZURE)
    return MicrosoftEngine(settings.microsoft_url, settings.engine_timeout, key, settings.microsoft_region or "")


def _baidu(settings: EngineSettings) -> Engine:
    from bot.engines.deep.baidu import BaiduEngine

    app_id = settings.require("baidu_app_id", "baidu", _BAIDU)
    app_key = settings.require("baidu_app_key", "baidu", _BAIDU)
    return BaiduEngine(settings.baidu_url, settings.engine_timeout, app_id, app_key)


def _papago(settings: EngineSettings) -> Engine:
    from bot.engines.deep.papago import PapagoEngine

    client_id = settings.require("papago_client_id", "papago", _NAVER)
    secret_key = settings.require("papago_secret_key", "papago", _NAVER)
    return PapagoEngine(settings.papago_url, settings.engine_timeout, client_id, secret_key)


DEEP_BUILDERS: Final[Mapping[str, Callable[[EngineSettings], Engine]]] = MappingProxyType(
    {
        "google": _google,
        "mymemory": _mymemory,
        "libretranslate": _libretranslate,
        "deepl": _deepl,
        "microsoft": _microsoft,
        "baidu": _baidu,
        "papago": _papago,
    }
)
