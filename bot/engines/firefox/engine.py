"""Mozilla's local models: no network, no key, one process a direction."""

import asyncio
import importlib.util
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from bot.engines.engine import Answer, Request, Traits
from bot.engines.firefox.pool import INSTALL, Pool
from bot.engines.firefox.process import Order
from bot.errors import EngineMisconfigured, EngineRefusedText, EngineUnavailable
from bot.models.errors import ModelError
from bot.models.folder import Folder, Installed
from bot.models.pairs import PAIRS, Pair

_LANGUAGES: Final = {"en": "en", "zh-CN": "zh"}
_PULL: Final = "redbridge models pull"


class FirefoxEngine:
    """Translates English and Simplified Chinese with the models of a folder (see bot.models).

    A direction whose model is missing or damaged is refused text by text, so that the other one goes on; what is put
    right is taken up with the next text. Without any model the engine is out of reach.
    """

    name = "firefox"
    most_at_once = 16

    def __init__(
        self, models: Path, timeout: float, workers: int = 1, *, library: str = "fxtranslate", factory: str = ""
    ) -> None:
        """timeout: how many seconds one request may take. workers: how many processes a direction may have.

        library, factory: for tests, which library must be there and what stands in for it (see worker).
        """
        self._folder = Folder(models)
        self._library = library
        self._factory = factory
        self._models: dict[Pair, Installed] = {}
        self.traits = _traits({})
        self._faults: dict[Pair, str] = {}
        self._look()
        self._pools = {
            pair: Pool(pair.name, partial(self._order, pair), most=workers, patience=timeout) for pair in PAIRS
        }

    async def reach(self) -> None:
        """Look whether the library and a model are there.

        Raises EngineMisconfigured without the library and EngineUnavailable without a model; both name the remedy.
        """
        if importlib.util.find_spec(self._library) is None:
            raise EngineMisconfigured(self.name, f"fxtranslate is not installed: {INSTALL}")
        self._look()
        if self._models:
            return
        for fault in self._faults.values():
            raise EngineUnavailable(self.name, fault)
        raise EngineUnavailable(self.name, f"no models in {self._folder.root}: {_PULL}")

    async def translate(self, request: Request) -> Answer:
        """Translate a text of any length; its lines and outer spaces stay.

        Raises EngineRefusedText for other directions than those with a model that can be used and for a text that ends
        processes, EngineMisconfigured, EngineUnavailable and EngineBackOff.
        """
        (answer,) = await self.translate_many([request])
        return answer

    async def translate_many(self, requests: Sequence[Request]) -> list[Answer]:
        """Translate texts of one direction; as many answers, in the same order. Raises what `translate` raises."""
        if not requests:
            return []
        pool = self._pools[self._pair(requests[0])]
        texts = await pool.run([request.text for request in requests])
        if None in texts:
            raise EngineRefusedText(self.name, "a worker died of it, twice")
        return [Answer(text, self.name) for text in texts if text is not None]

    async def close(self) -> None:
        """End all processes."""
        await asyncio.gather(*(pool.close() for pool in self._pools.values()))

    def _pair(self, request: Request) -> Pair:
        source, target = _LANGUAGES.get(request.source), _LANGUAGES.get(request.target)
        if source is None or target is None or source == target:
            raise EngineRefusedText(self.name, "no such pair of languages")
        return Pair(source, target)

    def _order(self, pair: Pair) -> Order:
        """What a new worker loads: the model that is there now. Raises EngineRefusedText if there is none."""
        self._look()
        model = self._models.get(pair)
        if pair in self._faults:
            raise EngineRefusedText(self.name, self._faults[pair])
        if model is None:
            raise EngineRefusedText(self.name, f"no model for {pair.name}: {_PULL} {pair.name}")
        files = {file.kind: model.folder / file.name for file in model.files}
        sha256 = {file.kind: file.sha256 for file in model.files}
        return Order(files, sha256, pair.target, self._factory)

    def _look(self) -> None:
        """Read which models are there, and of which that cannot be read."""
        found: dict[Pair, Installed] = {}
        faults: dict[Pair, str] = {}
        for pair in PAIRS:
            try:
                model = self._folder.installed(pair)
            except ModelError as error:
                faults[pair] = str(error)
                continue
            if model:
                found[pair] = model
        self._models, self._faults = found, faults
        self.traits = _traits(found)


def _traits(models: Mapping[Pair, Installed]) -> Traits:
    versions = ",".join(f"{pair.name}-{model.folder.name}" for pair, model in models.items())
    return Traits(answers_as=f"firefox:{versions}" if versions else "", traditional=False, remote=False)
