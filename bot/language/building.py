"""The detector that LANGUAGE_DETECTOR names, now or later."""

import threading
from functools import partial

from bot.language.types import Detection, Detector


class LateDetector:
    """A detector that is made when it is first asked, or before that by `prepare`; from any thread.

    Making one takes a tenth of a second or two, for which the start of the bot should not wait.
    """

    def __init__(self, name: str) -> None:
        """name: as in LANGUAGE_DETECTOR."""
        self._make = partial(build_detector, name)
        self._making = threading.Lock()
        self._made: Detector | None = None

    def prepare(self) -> Detector:
        """Make it, unless it is made; raises what `build_detector` raises."""
        with self._making:
            if self._made is None:
                self._made = self._make()
            return self._made

    def detect(self, text: str) -> Detection:
        """Tell the language of `text`, as every detector does."""
        return (self._made or self.prepare()).detect(text)


def build_detector(name: str) -> Detector:
    """Return the detector that LANGUAGE_DETECTOR names: `lite` or `langdetect`. Raises ValueError for another name."""
    from bot.language.classifiers import LangdetectDetector, LiteDetector  # noqa: PLC0415 - see LateDetector

    if name == "lite":
        return LiteDetector()
    if name == "langdetect":
        return LangdetectDetector()
    raise ValueError(f"no such detector: {name}")
