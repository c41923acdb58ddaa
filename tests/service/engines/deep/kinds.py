"""Every engine through deep-translator, with the service it is tested on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.engines.deep.baidu import BaiduEngine
from bot.engines.deep.base import DeepEngine
from bot.engines.deep.deepl import DeepLEngine
from bot.engines.deep.google import GoogleEngine
from bot.engines.deep.libretranslate import LibreTranslateEngine
from bot.engines.deep.microsoft import MicrosoftEngine
from bot.engines.deep.mymemory import MyMemoryEngine
from bot.engines.deep.papago import PapagoEngine
from tests.fakes.google import FakeGoogle
from tests.fakes.service import FakeService
from tests.fakes.services.baidu import FakeBaidu
from tests.fakes.services.deepl import FakeDeepL
from tests.fakes.services.libretranslate import FakeLibreTranslate
from tests.fakes.services.microsoft import FakeMicrosoft
from tests.fakes.services.mymemory import FakeMyMemory
from tests.fakes.services.papago import FakePapago
from tests.service.engines.secrets import KEY

REGION = "eastasia"


@dataclass(frozen=True, slots=True)
class Kind:
    """codes: the service's names for our locales, as source and as target where these differ."""

    name: str
    fake: Callable[[], FakeService]
    engine: Callable[[str, float], DeepEngine]
    sources: dict[str, str]
    targets: dict[str, str]
    keyed: bool = True
    null: str = "empty answer"  # the reason given when the answer is null

    def __repr__(self) -> str:
        return self.name


def kind(name: str, fake: Any, engine: Any, codes: str, targets: str = "", **others: Any) -> Kind:
    locales = ("en", "zh-CN", "zh-TW")
    sources = dict(zip(locales, codes.split(), strict=False))
    return Kind(name, fake, engine, sources, dict(zip(locales, (targets or codes).split(), strict=False)), **others)


KINDS = [
    kind("google", FakeGoogle, GoogleEngine, "en zh-CN zh-TW", keyed=False),
    kind("mymemory", FakeMyMemory, MyMemoryEngine, "en-US zh-CN zh-TW", keyed=False),
    kind(
        "libretranslate",
        lambda: FakeLibreTranslate(KEY),
        lambda url, timeout: LibreTranslateEngine(url, timeout, KEY),
        "en zh",
    ),
    kind(
        "deepl",
        lambda: FakeDeepL(KEY),
        lambda url, timeout: DeepLEngine(url, timeout, KEY),
        "EN ZH ZH",
        "EN-US ZH-HANS ZH-HANT",
    ),
    kind(
        "microsoft",
        lambda: FakeMicrosoft(KEY, REGION),
        lambda url, timeout: MicrosoftEngine(url, timeout, KEY, REGION),
        "en zh-Hans zh-Hant",
    ),
    kind(
        "baidu",
        lambda: FakeBaidu(f"id-{KEY}", KEY),
        lambda url, timeout: BaiduEngine(url, timeout, f"id-{KEY}", KEY),
        "en zh cht",
    ),
    kind(
        "papago",
        lambda: FakePapago(f"id-{KEY}", KEY),
        lambda url, timeout: PapagoEngine(url, timeout, f"id-{KEY}", KEY),
        "en zh-CN zh-TW",
    ),
]
