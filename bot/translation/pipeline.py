"""From a text to its translation: read, decide, protect, ask the engines, restore, check."""

import logging

from bot.engines.chain import Chain
from bot.engines.engine import Answer, Engine, Quality, Request
from bot.errors import N_, EngineRefusedText
from bot.language.types import Detection, Detector
from bot.markup import Protected, defuse, pieces, protect, restore
from bot.translation import decide
from bot.translation.types import Note, Outcome

_log = logging.getLogger(__name__)

# A reading helps with a line or two; under a long message it would be a second wall of text.
_LONGEST_PINYIN = 300

GLOSS_NOTE = N_("Word for word, from a dictionary")
GLOSS_PINYIN_NOTE = N_("Word for word, from a dictionary · {pinyin}")


class Pipeline:
    """Turns texts into translations; knows nothing of where they come from or where they go."""

    def __init__(self, detector: Detector, chain: Chain) -> None:
        self._detector = detector
        self._chain = chain

    def read(self, text: str) -> Detection:
        """Tell the language of a text, or why there is nothing to translate in it."""
        return decide.read(text, self._detector)

    async def translate(self, text: str, target: str, detection: Detection | None = None) -> Outcome:
        """Translate a text for the readers of the locale `target`.

        Raises NoEngineAnswered if no engine could be asked; a text that shall not or cannot be translated is an
        Outcome that says why in `skipped`.
        """
        found = detection or self.read(text)
        if reason := decide.objection(found, target):
            return Outcome(found, target, skipped=reason)
        protected = protect(text)
        source = decide.locale_of(found)

        async def attempt(engine: Engine) -> Answer | None:
            return await _attempt(engine, protected, text, source, target)

        answer = await self._chain.first(attempt)
        if answer is None:
            return Outcome(found, target, skipped=decide.NO_ANSWER)
        return Outcome(found, target, answer.text, answer.engine, _notes(answer))


async def _attempt(engine: Engine, protected: Protected, text: str, source: str, target: str) -> Answer | None:
    """One engine's answer with every slot back in place, or None if it is not fit to be shown."""
    answer = await engine.translate(Request(protected.text, source, target))
    if not answer.text:
        return None
    restored = restore(protected, answer.text)
    if restored is None:
        _log.info("%s damaged a protected token; asking it piece by piece", engine.name)
        restored = restore(protected, await _piecewise(engine, protected, source, target))
    if restored is None or not _says_something(restored) or restored.strip() == text.strip():
        return None
    return Answer(defuse(restored, text), answer.engine, answer.quality, answer.pinyin)


def _says_something(text: str) -> bool:
    """Whether there are words in it; a lone "?" under a message only puzzles."""
    return any(character.isalnum() for character in text)


async def _piecewise(engine: Engine, protected: Protected, source: str, target: str) -> str:
    """Translate what stands between the slots, so that the engine never sees them, and put them back in between."""
    out: list[str] = []
    for piece in pieces(protected):
        if isinstance(piece, int):
            out.append(f"⟦{piece}⟧")
        elif any(character.isalpha() for character in piece):
            out.append(await _piece(engine, piece, source, target))
        else:
            out.append(piece)
    return "".join(out)


async def _piece(engine: Engine, piece: str, source: str, target: str) -> str:
    """Engines trim their answers; the spaces at the edges of a piece are the author's."""
    core = piece.strip()
    start = piece.index(core)
    try:
        answer = await engine.translate(Request(core, source, target))
    except EngineRefusedText:
        return piece
    return piece[:start] + (answer.text or core).strip() + piece[start + len(core) :]


def _notes(answer: Answer) -> tuple[Note, ...]:
    if answer.quality is not Quality.GLOSS:
        return ()
    if answer.pinyin and len(answer.pinyin) <= _LONGEST_PINYIN:
        return (Note(GLOSS_PINYIN_NOTE, {"pinyin": answer.pinyin}),)
    return (Note(GLOSS_NOTE),)
