"""What a single reader is shown of a text on request, and what else it could be rendered as."""

import re
from dataclasses import replace
from typing import Final

from bot.errors import NoEngineAnswered
from bot.language.types import Detection, Silence
from bot.translation.pipeline import Pipeline
from bot.translation.types import Outcome, Wish

_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN: Final = re.compile("[A-Za-z]")


async def rendering(pipeline: Pipeline, text: str, target: str, wish: Wish) -> Outcome:
    """What a text says, for the readers of `target`. Raises NoEngineAnswered.

    Whoever asks wants to know: a text that is too short to tell its language from is taken for what its letters are.
    """
    return await pipeline.translate(text, target, _guessed(text, pipeline.read(text)), wish)


async def another(pipeline: Pipeline, text: str, target: str, wish: Wish, shown: str) -> tuple[Outcome, Wish] | None:
    """A rendering by an engine that was not asked yet, other than what is `shown`; None where nobody has one.

    It comes with the wish that led to it, for the question whether there are more.
    """
    while True:
        try:
            outcome = await rendering(pipeline, text, target, wish)
        except NoEngineAnswered:
            return None
        if outcome.text and outcome.text not in shown:
            return outcome, wish
        passed_over = pipeline.others(outcome, wish)
        if not passed_over:
            return None
        wish = replace(wish, passed_over=passed_over)


def _guessed(text: str, found: Detection) -> Detection:
    if found.language != "und" or found.reason not in (Silence.UNSURE, Silence.TOO_SHORT):
        return found
    if _HAN.search(text):
        return Detection("zh", confidence=0.0)
    return Detection("en", confidence=0.0) if _LATIN.search(text) else found
