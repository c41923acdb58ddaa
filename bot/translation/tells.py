"""Signs that an answer is no translation, or not of all that was said; by its form, for whoever knows no meaning."""

import re
from typing import Final

_LATIN_WORDS: Final = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)*")
_HAN_RUN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
# So many words, or characters, in a row of the source's own language are more than a name or a quotation.
_LEFT_WORDS: Final = 3
_LEFT_HAN: Final = 6
_SHORT: Final = 30
_A_WORD: Final = 4
_LOOP: Final = re.compile(r"(.{1,12}?)\1{7,}", re.DOTALL)
_PREFACE: Final = re.compile(
    r"\s*(?:(?:sure|certainly|of course|okay|ok)[!,.:]+\s+(?:here|i )|here(?:'s| is) (?:the|your|a) translation"
    r"|(?:the )?translation\s*(?:is)?\s*[:：]|as an ai\b|i(?:'m| am) (?:sorry, but|an ai)"
    r"|i can(?:'t|not) (?:help|assist)"
    r"|(?:当然可以|当然|好的|没问题)[！!，,。：:]\s*(?:以下|这是|请|我)|以下是|翻译如下|译文[:：]|作为一个?(?:ai|人工智能)"
    r"|抱歉，我(?:无法|不能))",
    re.IGNORECASE,
)
_ENGLISH_NO: Final = re.compile(
    r"\b(?:not|no|never|nothing|nobody|none|without|neither|nor|cannot|un\w{4,}|\w+n['’]t|dont|cant|wont|didnt|isnt|doesnt"
    r"|hardly|barely|refuse\w*|stop\w*|lack\w*|fail\w*|hate\w*|dis\w{4,}|i[lmr]\w{6,}|in\w{6,}|less|\w+less|free of"
    r"|except|little|few|rude|differ\w*|only|too|as \w+ as|rather than|instead|wrong)\b",
    re.IGNORECASE,
)
_CHINESE_NO: Final = re.compile("[不没沒无無别別未非莫勿否免拒禁缺失少难難]|讨厌|除了|算了")
_PLAIN_ENGLISH_NO: Final = re.compile(
    r"\b(?:not|never|nobody|nothing|(?:do|does|did|is|are|was|ca|wo|have|has)n['’]t)\b", re.IGNORECASE
)
_EITHER_WAY: Final = re.compile(r"(.)(?:不|没)\1")
# Questions of the kind 好不好, and 不过, 不错, 差不多, 不好意思 and their like, deny nothing.
_PLAIN_CHINESE_NO: Final = re.compile(
    "(?<!差)(?<![好是能会要可对行有])(?:没有|不)(?![过錯错同少断斷仅僅但管论論好意])(?=.)|从不|從不|从来没"
)
_ENGLISH_ASKS: Final = re.compile(
    r"\?|(?:^|[.!,]\s*)(?:is|are|am|was|were|do|does|did|can|could|will|would|should|may|have|has|what|why|how|who|whose"
    r"|where|when|which|anyone|anybody|isn['’]t|aren['’]t|don['’]t|doesn['’]t|didn['’]t|won['’]t|can['’]t|wanna)\b"
    r"|\b(?:what|why|how|who|where|which|whether|if|wonder\w*)\b",
    re.IGNORECASE,
)
_CHINESE_ASKS: Final = re.compile(
    "[?？吗嗎呢谁誰哪啥几幾]|什么|甚麼|什麼|怎么|怎麼|怎样|为何|多少|多久|多大|如何|何时|是否|(.)(?:不|没)\\1|有没有|有沒有|吧$|知道"
)


_AFTER_QUESTION: Final = " )）\"”'」!！😂"
_UNMARKED_ENGLISH: Final = re.compile(
    r"^\s*(?:(?:what(?! an? )|why|how|who|where)(?:['’]s)?|(?:is|are|do|does|did|can|could|would|will) "
    r"(?:i|you|u|he|she|it|we|they|the|this|that|there|any\w*|some\w*|your|my))\b[^.!]*$",
    re.IGNORECASE,
)
_UNMARKED_CHINESE: Final = re.compile("[吗嗎]$")


def cannot_be(source: str, answer: str, target: str) -> bool:
    """Whether an answer is certainly no translation of the whole text."""
    return (
        is_prefaced(source, answer)
        or loops(source, answer)
        or leaves_words(source, answer, target)
        or loses_question(source, answer, target)
    )


def may_not_be(source: str, answer: str, target: str) -> bool:
    """Whether an answer lacks, or has, what a good translation seldom does."""
    return (
        may_lose_question(source, answer, target)
        or invents_words(source, answer, target)
        or loses_negation(source, answer, target)
    )


def is_prefaced(source: str, answer: str) -> bool:
    """Whether an answer begins as an assistant's does, where the text does not."""
    return _PREFACE.match(answer) is not None and _PREFACE.match(source) is None


def loops(source: str, answer: str) -> bool:
    """Whether an answer says the same again and again, and the text does not."""
    return _LOOP.search(answer) is not None and _LOOP.search(source) is None and not _has_run(source)


def leaves_words(source: str, answer: str, target: str) -> bool:
    """Whether a stretch of the text stands in the answer as it was, in the wrong language."""
    if target == "en":
        return any(len(run) >= _LEFT_HAN and run in source for run in _HAN_RUN.findall(answer))
    words, there = _LATIN_WORDS.findall(source), _LATIN_WORDS.findall(answer)
    stretches = {tuple(words[at : at + _LEFT_WORDS]) for at in range(len(words) - _LEFT_WORDS + 1)}
    left = (tuple(there[at : at + _LEFT_WORDS]) for at in range(len(there) - _LEFT_WORDS + 1))
    # Titles and names are written with capitals, units in few letters: both stay.
    return any(stretch in stretches and all(word.islower() and len(word) > 1 for word in stretch) for stretch in left)


def loses_question(source: str, answer: str, target: str) -> bool:
    """Whether a text asks with a question mark, and the answer asks nothing: it may well be the answer to it."""
    return source.rstrip(_AFTER_QUESTION).endswith(("?", "？")) and not _asks(answer, target)


def may_lose_question(source: str, answer: str, target: str) -> bool:
    """The same for a text that asks without the mark."""
    begins = _UNMARKED_CHINESE if target == "en" else _UNMARKED_ENGLISH
    return begins.search(source.rstrip(_AFTER_QUESTION)) is not None and not _asks(answer, target)


def _asks(text: str, locale: str) -> bool:
    return (_ENGLISH_ASKS if locale == "en" else _CHINESE_ASKS).search(text) is not None


def invents_words(source: str, answer: str, target: str) -> bool:
    """Whether a Chinese answer holds a word of Latin letters that the text does not."""
    if target == "en":
        return False
    there = source.casefold()
    return any(len(word) >= _A_WORD and word.casefold() not in there for word in _LATIN_WORDS.findall(answer))


def loses_negation(source: str, answer: str, target: str) -> bool:
    """Whether a text plainly says "not", and the answer has nothing of the kind."""
    if target == "en":
        short = len(source) <= _SHORT  # in a long text 不 may be anything
        denied = _PLAIN_CHINESE_NO.search(_EITHER_WAY.sub(" ", source))
        return short and denied is not None and _ENGLISH_NO.search(answer) is None
    return _PLAIN_ENGLISH_NO.search(source) is not None and _CHINESE_NO.search(answer) is None


def _has_run(text: str) -> bool:
    """Laughter and cries are stretched by people, too."""
    return re.search(r"(.)\1{3,}", text) is not None
