"""The languages that files name."""

from typing import Final

_TRADITIONAL: Final = frozenset({"hant", "tw", "hk", "mo"})


def locale_of(code: str) -> str | None:
    """The locale `en`, `zh-CN` or `zh-TW` for a code such as `EN-US`, `zh` or `zh_Hant_HK`; None for any other."""
    language, *subtags = code.strip().replace("_", "-").lower().split("-")
    if language == "en":
        return "en"
    if language != "zh":
        return None
    # A script says more than a country: zh-Hans-HK is Simplified.
    return "zh-TW" if "hans" not in subtags and not _TRADITIONAL.isdisjoint(subtags) else "zh-CN"
