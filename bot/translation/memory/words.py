"""English words that are written in several ways and mean one thing."""

import re
from typing import Final

_THOUSANDS: Final = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")

_NOT: Final = "do does did could would should is are was were have has had must need"
_FULL: Final = {
    **{f"{verb}n{mark}t": (verb, "not") for verb in _NOT.split() for mark in ("'", "")},
    **{f"{who}{mark}re": (who, "are") for who in ("you", "they") for mark in ("'", "")},
    **{f"{who}{mark}ve": (who, "have") for who in ("i", "you", "they") for mark in ("'", "")},
    **{f"{who}'ll": (who, "will") for who in ("i", "you", "he", "she", "it", "we", "they", "that")},
    # "its", "were", "well", "ill", "id", "lets" are words of their own.
    **{
        f"{who}{mark}s": (who, "is")
        for who in ("that", "what", "where", "how", "who", "there", "here", "when")
        for mark in ("'", "")
    },
    **{f"{who}'s": (who, "is") for who in ("it", "he", "she")},
    "we're": ("we", "are"),
    "we've": ("we", "have"),
    "i'm": ("i", "am"),
    "im": ("i", "am"),
    "can't": ("can", "not"),
    "cant": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "wont": ("will", "not"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "u": ("you",),
    "r": ("are",),
    "ur": ("your",),
    "pls": ("please",),
    "plz": ("please",),
    "okay": ("ok",),
    "favourite": ("favorite",),
    "colour": ("color",),
    "neighbour": ("neighbor",),
    "tmr": ("tomorrow",),
    "tmrw": ("tomorrow",),
    "bday": ("birthday",),
    "goodnight": ("good", "night"),
    "goodbye": ("good", "bye"),
    "thankyou": ("thank", "you"),
    "alright": ("all", "right"),
}


def same_word(word: str) -> tuple[str, ...]:
    """Return a word in lower case the way the memory spells it: without contractions, dots and thousands separators.

    "don't" and "dont" are "do", "not"; "u.s." is "us", "1,000" is "1000". "its" stays apart from "it's", which is
    "it", "is".
    """
    if word in _FULL:
        return _FULL[word]
    if word.endswith("."):
        return (word.replace(".", ""),)
    if "," in word:
        return (_THOUSANDS.sub("", word),)
    return (word,)
