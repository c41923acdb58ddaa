"""Which language a text is in.

build_detector, Detector, Detection    language, variant and confidence, or why there is nothing to translate
variant_of                             Simplified or Traditional
"""

from bot.language.classifiers import LangdetectDetector, LiteDetector, build_detector
from bot.language.types import Detection, Detector, Silence, Variant
from bot.language.variant import variant_of

__all__ = [
    "Detection",
    "Detector",
    "LangdetectDetector",
    "LiteDetector",
    "Silence",
    "Variant",
    "build_detector",
    "variant_of",
]
