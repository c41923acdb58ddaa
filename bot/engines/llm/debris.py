"""Take off what is no part of any text: a chat template's marks, JSON around an answer, the answer twice; pure."""

import json
import re
from typing import Any, Final, cast

from bot.engines.llm.letters import weight

_MARK: Final = (
    r"(?:<[|｜][^<>\n]{1,40}[|｜]>|</?s>|<(?:eos|bos|start_of_turn|end_of_turn)>|\[/?INST\]|◁/?[a-z_]{1,20}▷)"
)
_ANY: Final = re.compile(_MARK)
_EDGES: Final = re.compile(rf"\A(?:{_MARK}\s{{0,4}}){{1,8}}|(?:{_MARK}\s{{0,4}}){{1,8}}\Z")
# What comes before the last message of a template that writes its thoughts as messages of their own.
_CHANNELS: Final = re.compile(r"\A.*<\|channel\|>final<\|message\|>", re.DOTALL)
# 拜拜 and 哈哈哈哈 are said twice; sentences are not.
_TWICE: Final = 2.5
_TWICE_JOINED: Final = 5.0


def unmarked(text: str) -> str:
    """Without marks at its edges. A member's own marks stand behind slots, so those that are left are the model's."""
    return _EDGES.sub("", _CHANNELS.sub("", text).strip()).strip()


def has_marks(text: str) -> bool:
    """Whether a chat template's marks stand in it."""
    return bool(_ANY.search(text))


def is_json(text: str) -> bool:
    """Whether the whole is a JSON object or array that holds something other than numbers."""
    return _parsed(text) is not None


def unwrapped(text: str, source: str) -> str:
    """The only text in a JSON object or array; the text as it is where it holds no or several ones."""
    data = None if source.strip()[:1] in ("{", "[") and source.strip() else _parsed(text)
    values = list(cast("dict[str, Any]", data).values()) if isinstance(data, dict) else data
    texts = [value for value in cast("list[object]", values or []) if isinstance(value, str)]
    nested = any(isinstance(value, (dict, list)) for value in cast("list[object]", values or []))
    return texts[0].strip() if len(texts) == 1 and not nested else text


def once(text: str, source: str) -> str:
    """The first of two equal halves, unless the source says it twice as well."""
    half = _half(text)
    if half is None or _half(source.strip()) is not None:
        return text
    gap = text[len(half) : len(text) - len(half)]
    least = 0.0 if "\n" in gap and "\n" not in source.strip() else _TWICE if gap else _TWICE_JOINED
    return half if weight(half) >= least and _half(half) is None else text


def _half(text: str) -> str | None:
    """What a text says twice, with nothing but spaces between."""
    for gap in (0, 1, 2):
        length = (len(text) - gap) // 2
        between = text[length : length + gap]
        if length > 0 and (len(text) - gap) % 2 == 0 and (not between or between.isspace()):
            first = text[:length]
            if first == text[length + gap :]:
                return first
    return None


def _parsed(text: str) -> object:
    """The object or array that a text is; None for any other, also for [1] and [1, 2], which people write."""
    if text[:1] not in ("{", "["):
        return None
    try:
        data = cast("object", json.loads(text))
    except (ValueError, RecursionError):
        return None
    numbers = isinstance(data, list) and all(isinstance(value, (int, float)) for value in cast("list[object]", data))
    return None if numbers else cast("object", data)
