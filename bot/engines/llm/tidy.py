"""Take off what models put around a translation; pure."""

import re
from typing import Final

from bot.engines.llm.debris import once, unmarked, unwrapped
from bot.engines.llm.fence import Fence

# Reasoning models think aloud. Some templates open the thought themselves, so that only its end is seen.
_THOUGHT: Final = re.compile(
    r"[<◁](think|thinking|thought|reasoning)[>▷].*?(?:[<◁]/\1[>▷]|\Z)", re.DOTALL | re.IGNORECASE
)
_THOUGHT_END: Final = re.compile(r"\A.*[<◁]/(?:think|thinking|thought|reasoning)[>▷]", re.DOTALL | re.IGNORECASE)
_CODE: Final = re.compile(r"\A```[^\n`]{0,20}\n(.*?)\n?```\Z", re.DOTALL)
_LABEL: Final = re.compile(
    r"\A(?:\*\*)?(?:(?:the |your )?(?:english |(?:simplified |traditional )?chinese )?translat(?:ion|ed text)"
    r"(?: \([^)\n]{1,30}\)| (?:in|to|into) [a-z ]{1,30})?|english|(?:simplified |traditional )?chinese|output|answer"
    r"|[译譯]文|翻[译譯](?:结果|結果)?|英文|英[语語]|中文|[简簡][体體]中文|繁[体體]中文)(?:\*\*)?\s{0,2}[:：](?:\*\*)?\s*",
    re.IGNORECASE,
)
# “Sure! Here is the translation:” and “好的，翻译如下：”
_PREFACE: Final = re.compile(
    r"\A(?:(?:sure|certainly|of course|absolutely|okay|ok|no problem)\b[!,. ]{0,3})?"
    r"here(?:['’]s| is| are)[^\n:：]{0,24}\btranslat\w+[^\n:：]{0,40}[:：]\s*"
    r"|\A(?:(?:好的?|当然(?:可以)?|當然(?:可以)?|没问题|沒問題|可以|行)[，,。！!；;\s]{1,3})?"
    r"(?:以下|下面|这|這)?(?:就?是|为|為)?[^\n:：，,。]{0,10}(?:翻[译譯]|[译譯]文)[^\n:：，,。]{0,8}[:：]\s*",
    re.IGNORECASE,
)
_OF_TRANSLATION: Final = re.compile(r"translat|[译譯]", re.IGNORECASE)
_QUOTES: Final = (('"', '"'), ("“", "”"), ("「", "」"), ("『", "』"), ("'", "'"), ("‘", "’"), ("`", "`"), ("«", "»"))
_ROUNDS: Final = 3


def tidy(answer: str, source: str, fence: Fence) -> str:
    """`answer` without what models put around it, as far as `source` has nothing of the kind.

    That is thoughts, marks of templates, fence, code block, JSON, preface, label, quotation marks; and saying it twice.
    """
    text = _THOUGHT_END.sub("", _THOUGHT.sub("", answer)).replace("\r\n", "\n").strip()
    for _ in range(_ROUNDS):
        before = text
        text = unmarked(_unfenced(text, fence))
        if "```" not in source:
            text = _CODE.sub(r"\1", text).strip()
        text = _unlabelled(unwrapped(text, source), source)
        text = once(_unquoted(text, source), source)
        if text == before:
            break
    return text


def has_thoughts(answer: str) -> bool:
    """Whether a model thought aloud in its answer."""
    return bool(_THOUGHT.search(answer) or _THOUGHT_END.search(answer))


def _unfenced(text: str, fence: Fence) -> str:
    """Models like to give back the form in which they were asked."""
    opening, closing = fence.opening("message"), fence.closing("message")
    if text.startswith(opening):
        text = text.removeprefix(opening).removesuffix(closing).strip()
    return text


def _unlabelled(text: str, source: str) -> str:
    if not _OF_TRANSLATION.search(source):
        text = _PREFACE.sub("", text)
    return text if _LABEL.match(source) else _LABEL.sub("", text)


def _unquoted(text: str, source: str) -> str:
    for opening, closing in _QUOTES:
        inner = text[1:-1]
        wrapped = len(text) > 2 and text.startswith(opening) and text.endswith(closing)
        if wrapped and opening not in inner and closing not in inner and not _is_quoted(source):
            return inner.strip()
    return text


def _is_quoted(source: str) -> bool:
    """Whether the member's text begins or ends with a quotation mark of any kind."""
    marks = "".join(opening + closing for opening, closing in _QUOTES)
    core = source.strip()
    return core[:1] in marks or core[-1:] in marks if core else False
