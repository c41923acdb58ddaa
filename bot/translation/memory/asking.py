"""Which questions are questions even without their mark."""

import re
from typing import Final

from bot.translation.memory.index import QUESTION, STATEMENT, UNMARKED
from bot.translation.memory.reading import Reading

_WHO: Final = "i|you|u|we|they|he|she|it|this|that|there|these|those|any|your|my|the|people|americans|chinese|kids"
_ENGLISH: Final = re.compile(
    rf"""(?:(?:ok|so|and|hey|hi|hello|but|also|wait),?\s)?(?:
        (?:do|does|did|are|is|was|were|can|could|would|should|will|am|isn't|aren't|don't|didn't|doesn't|can't|won't)
            \s(?:{_WHO}|\w+one|\w+body)\b
      | (?:do|does|did|would|could|can|have|has)
            \s(?:i|you|we|they|he|she|anyone|anybody|someone|it\s\w+|\w+\s(?:have|get))\b
      | (?:what|who|where|when|why|how|which)
            (?:'s|'re|s|\s(?:is|are|am|was|were|do|does|did|can|could|would|should|will))\b
      | (?:what\s(?:time|kind|day|about|if|grade|language|game)|which|why|what's\sup)\b
      | how\s(?:much|many|long|old|far|often|about|come|big|tall|cold|hot|late|expensive)\b
      | (?:who|what)\s(?:else|wants|has|knows)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CHINESE: Final = re.compile(
    "吗|什么|怎么|谁|哪|几[点个岁号]|多少|多[大久远长高贵]|为啥|咋|是不是|有没有|干嘛|(.)不\\1|呢？?$"
)


def asks_by_itself(question: str) -> bool:
    """Tell whether a text that ends with a question mark would ask the same without it.

    "How are you?" would, "you ate?" would not: as a statement it says something else.
    """
    return bool(_ENGLISH.match(question) if question.isascii() else _CHINESE.search(question))


def forms(text: str, reading: Reading) -> tuple[str, ...]:
    """As what a text is to be kept in an Index. text: what was read."""
    if not reading.question:
        return (STATEMENT,)
    return (QUESTION, UNMARKED) if asks_by_itself(text) else (QUESTION,)
