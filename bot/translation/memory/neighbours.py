"""Slots beside a text that may be a part of its sentence."""

import re
from typing import Final

from bot.translation.memory.reading import Reading

# What a name, a link or a picture in front may be the subject of, and what one behind may be the object of: "⟦0⟧ is so
# cute" and "I know ⟦0⟧" say something else than "so cute" and "I know" said to somebody.
_AFTER_SUBJECT: Final = re.compile(
    r"(?:is|was|are|were|has|had|looks|sounds|seems|said|says|and|or|but|of|to|from|with|for|in|on|at|by|s)\b"
    "|是|有|会|能|可以|很|真|太|不|没|也|都|就|的|多少|几|说|和|跟|被|把|比|像|叫"
)
_BEFORE_OBJECT: Final = re.compile(
    r"\b(?:know|see|saw|help|likes?|loves?|wants?|needs?|follow|ask|tell|told|watch|read|try|miss|meet|call|trust|hate"
    r"|understand|hear|heard|remember|forget|eat|play|say|said|means?|report|join|check|invite|find|found|use|got|get"
    r"|believe|buy|is|are|was|am|and|or|but|of|to|from|with|for|in|on|at|by|about|the|an?|my|your|his|her|this|that)$"
    "|(?:喜欢|讨厌|(?<!可)爱|是|在|叫|找|问|给|跟|和|(?<!好)[看听玩吃]|去|来|知道|认识|记得|(?<!谢)关注|想|说|学|帮|用|加|信|比|像|把|被|的)$"
)
# Questions whose object comes first.
_ASKED_FIRST: Final = re.compile(r"(?:where|what|who|which)\b.* (?:from|in|for|about|do|doing|up to|mean|play|eat)$")


def part_of_sentence(message: Reading) -> bool:
    """Tell whether a slot before or after the words may belong to them, so that they alone are not the text."""
    leads = [kind for kind, _ in message.before if kind != "space"][-1:] == ["slot"]
    trails = [kind for kind, _ in message.after if kind != "space"][:1] == ["slot"]
    if leads and _AFTER_SUBJECT.match(message.key):
        return True
    return trails and bool(_BEFORE_OBJECT.search(message.key)) and not _ASKED_FIRST.match(message.key)
