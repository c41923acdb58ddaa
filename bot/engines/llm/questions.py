"""Whether a message asks, and whether a translation still does; pure.

All are matched in lower case, with Simplified characters (see bot.engines.llm.letters.folded).
"""

import re
from typing import Final

_START: Final = r"^\W*(?:so |and |but |ok |hey |btw |wait |um )?"
_SUBJECT: Final = (
    r"(?:i|you|u|he|she|we|they|there|these|those|any(?:one|body)|some(?:one|body)|every(?:one|body)|the|your|my|our)"
)
# A question, told by its first words. “Do it” and “have it your way” are none.
_ASKED: Final = re.compile(
    _START + r"(?:(?:what|who|where|when|which|why|how)"
    r"(?:['’]?s| is| are| was| were| do| does| did| can| could| should| would| will| many| much)\b"
    rf"|(?:is|are|was|were|does|did|can|could|would|will|should|has|am) (?:{_SUBJECT}|it|this|that)\b"
    rf"|(?:do|have) {_SUBJECT.replace('|the|', '|')}\b(?! a\b))"
)
_ASKED_CHINESE: Final = re.compile(
    r"(?:吗|嘛呢|干嘛|干吗)\W*$|你是谁|你叫什么|你是什么|多少钱|几[点岁号楼]了?\W*$"
    r"|^\W*(?:请问|你们?|他们?|她们?|我们?|这|那|这个|那个)?(?:为什么|为啥|怎么|怎样|如何|谁|哪[里儿个些天位])"
    r"|(?:在|是|到|去)(?:哪[里儿]?|什么地方)\W*$|(?:是|叫|做|干|吃|说|买|玩|想|看|喝|要)(?:什么|啥|谁)[呢呀啊]?\W*$"
    r"|(?:多少|怎么办|怎么样|什么时候)[呢呀啊了]?\W*$"
)
# 来不来, 好不好, 有没有.
_EITHER: Final = r"(?<![时动不没])([\u4e00-\u9fff])[不没]\1"
_ASKED_EITHER: Final = re.compile(_EITHER + r"|是否|能否|可否")
# Where the words of a question ask nothing: 没什么, 谁都知道, 不管去不去, 我不知道他是谁.
_NOT_ASKED: Final = re.compile(
    r"没(?:有)?(?:什么|啥|谁|多少)|(?:什么|啥|谁|怎么|哪[里儿个]?|多少)[^，。,.]{0,3}[都也]|不管|无论|不论|不知道|想知道|知道|看看|随便"
    r"|什么的\W*$|多少有|多少也|哪怕|哪有|哪里哪里|怎么说呢|动不动|时不时|谁的.{0,12}都|告诉|[好行是对]吗"
)
_ASKING: Final = re.compile(
    r"[?？吗呢么]|谁|哪|怎|啥|咋|多少|几|干嘛|什么|为何|如何|是否|能否|可否|难道|吧\W*$"
    rf"|{_EITHER}"
    r"|\b(?:what\w*|who\w*|where\w*|which|why|how\w*|wtf|wut|wdym|whether)\b"
    r"|n['’]?t (?:it|you|he|she|they|we|i|that|this)\b"
    r"|\b(?:right|ok|okay|alright|huh|yeah|eh)\W*$"
    r"|(?:^|[.!,;:\n])\W*(?:and |so |but |hey )?"
    r"(?:when|can|could|will|would|do|does|did|are|is|am|was|were|has|have|shall|should|may|any|anyone|anybody|you"
    r"|wanna|want|going|coming)\b"
)
_REQUEST: Final = re.compile(
    _START + r"(?:can|could|would|will) (?:you|u|someone|anyone)\b|^\W*(?:你)?(?:能|可以|可不可以|能不能)"
)
_ASKS_FOR: Final = re.compile(r"^(?!\W*(?:可以|当然|好的))[^。！!]*(?:请|麻烦|拜托|劳驾|一下)|\bplease\b|\bhelp\b")
_YES_OR_NO: Final = (
    r"^\W*(?:(?:yes|no|yeah|yep|nope|sure|of course)\b\s*[,.!]"
    r"|(?:是的?|不是?|对|可以|当然|没有|不行|会的|能)[，。！,.!])"
)
_ANSWERS: Final = re.compile(_YES_OR_NO)
_SAYS_SO: Final = re.compile(
    r"\b(?:yes|no|yeah|yep|nope|sure|ok|okay|of course|right)\b|^\W*(?:是|不|对|可以|当然|没|行|能|会|好)"
)


def is_question(source: str) -> bool:
    """Whether a message asks something. A mark elsewhere than at its end, as in “(?)”, does not make a question."""
    if source.rstrip(" )）~～!！\n").endswith(("?", "？")) or _ASKED.search(source):
        return True
    if _NOT_ASKED.search(source):
        return False
    return bool(_ASKED_CHINESE.search(source) or _ASKED_EITHER.search(source))


def stays_question(source: str, said: str) -> bool:
    """Whether the translation of a question may be one, or the request that it is."""
    if _ANSWERS.search(said) and not _SAYS_SO.search(source) and "?" not in said and "？" not in said:
        return False
    return bool(_ASKING.search(said) or (_REQUEST.search(source) and _ASKS_FOR.search(said)))
