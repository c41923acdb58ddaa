"""The pipeline costs nothing: what an engine answered well comes out as well."""

import pytest

from bot.clock import SystemClock
from bot.engines.engine import Answer, Request, Traits
from bot.errors import EngineRefusedText
from bot.settings import Settings
from bot.translation.assembly import build_translation
from tests.bench import flores
from tests.fakes.library import opened

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.skipif(not flores.is_there(), reason="the development data of ../shared is not there"),
]
# BLEU as published beside Google's outputs.
PUBLISHED = {"zh": 48.8, "en": 33.0}


class Replay:
    """Answers as Google did; what it was never asked it cannot translate."""

    name = "replay"
    traits = Traits(answers_as="replay")

    def __init__(self, answers: dict[str, str]) -> None:
        self._answers = answers

    async def reach(self) -> None: ...

    async def close(self) -> None: ...

    async def translate(self, request: Request) -> Answer:
        if request.text not in self._answers:
            raise EngineRefusedText(self.name, "never asked")
        return Answer(self._answers[request.text], self.name)


@pytest.mark.parametrize(("source", "target", "locale"), flores.DIRECTIONS)
async def test_the_outputs_of_google_lose_nothing_on_their_way(source: str, target: str, locale: str) -> None:
    texts, answers = flores.texts(source), flores.answers("google", source, target)
    references = flores.texts(target)
    engine = Replay(dict(zip(texts, answers, strict=True)))
    async with build_translation(Settings.load({}), SystemClock(), [engine], library=await opened()) as translation:
        found = [(await translation.pipeline.translate(text, locale)).text or "" for text in texts]
    stored = flores.score(answers, target, references).bleu
    assert stored == pytest.approx(PUBLISHED[target], abs=0.1)
    assert flores.score(found, target, references).bleu == pytest.approx(stored, abs=0.1)
