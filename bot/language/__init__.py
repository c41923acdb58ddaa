"""Which language a text is in.

build_detector, Detector, Detection    language, variant and confidence, or why there is nothing to translate
LateDetector                           the same, for who should start at once
variant_of                             Simplified or Traditional
"""

from bot.language.building import LateDetector, build_detector
from bot.language.types import Detection, Detector, Silence, Variant
from bot.language.variant import variant_of

__all__ = [
    "Detection",
    "Detector",
    "LateDetector",
    "Silence",
    "Variant",
    "build_detector",
    "variant_of",
]
