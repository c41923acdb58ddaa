"""Chinese spelt out in Latin letters."""

import re
import unicodedata
from collections.abc import Sequence

from bot.language.words import Words

# Syllables of Mandarin without their tones.
_SYLLABLES = re.compile(
    "(?:(?:[bpmfdtnlgkhzcsrwy]|[zcs]h)?(?:a|ai|an|ang|ao)|(?:[bpmfdtnlgkhzcsrw]|[zcs]h)?(?:e|ei|en|eng)|er"
    "|[bpmdtnljqxy]?i(?:ng?|e|a(?:ng?|o)?|u|ong)?|[zcsr]h?i|y(?:e|uan|ue|un|u|ou|ong|o)|[bpmfw]o|[dtnlgkhjqxzcsrwm]h?u"
    "|(?:[pmfdtnlgkhzcsr]|[zcs]h)?ou|(?:[dtnlgkhzcsr]|[zcs]h)?(?:ong|uo|u[ain]|uan|uang|uai|un)|[jqx](?:ue|uan|un)|[nl][vu]e?)+"
)
# What other languages written in Latin letters hardly spell as a word.
_TELLING = re.compile(
    "zh.+|[xq]i.*|xu.*|qu(?:an)?|j(?:iang|iao|iong|ue|uan).*|hao|hen|.*(?:iang|iong|uang|iao)|(?:sh|d|t|g)uo"
)
_FEWEST = 3
# Longer words need not be read, and would take long: many a word can be parted in several ways.
_LONGEST = 18
# No phrase in the list is longer, with the marks of its tones.
_PHRASE = 40


def is_pinyin(words: Sequence[str], lists: Words) -> bool:
    """Tell whether the words (lower case) are nothing but syllables of Chinese, such as `ni hao ma`."""
    if lists.english.issuperset(words):
        return False
    joined = "".join(words)
    if len(joined) <= _PHRASE and _toneless(joined) in lists.pinyin:
        return True
    if len(words) < _FEWEST or not all(map(_is_syllables, words)):
        return False
    plain = map(_toneless, words)
    telling = sum(bool(_TELLING.fullmatch(word)) and word not in lists.english for word in plain)
    return telling > 0 and not any("vi" in lists.foreign.get(word, ()) for word in words)


def _is_syllables(word: str) -> bool:
    return len(word) <= _LONGEST and _SYLLABLES.fullmatch(_toneless(word)) is not None


def _toneless(word: str) -> str:
    if word.isascii():
        return word
    return "".join(filter(str.isascii, unicodedata.normalize("NFD", word)))
