"""A text whose marks of prompts and chat templates are hidden behind slots.

`<|im_start|>`, `</message>` or `[INST]` in a member's words may be read by a server as the template's own marks, since
many turn the rendered template into tokens as a whole. As slots they are neither seen by the model nor lost.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

SLOT: Final = re.compile(r"⟦([0-9]{1,4})⟧")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# Tags of XML and HTML, marks of ChatML, Llama, Mistral, Gemma, Phi, DeepSeek (with its full-width bars) and Alpaca.
_MARKS: Final = re.compile(
    r"""</?[A-Za-z!/?|｜][^<>\n]{0,80}>
      | <<\s{0,2}/?\s{0,2}[A-Z_]{2,16}\s{0,2}>>
      | \[\s{0,2}/?\s{0,2}(?:INST|SYS|SYSTEM|ASSISTANT|USER|TOOL_CALLS|AVAILABLE_TOOLS)\s{0,2}\]
      | <[|｜][^<>\n]{0,80}
      | [|｜]>
      | ^\#{2,6}\s{0,3}(?:Instruction|Response|System|User|Human|Assistant|Input)s?\s{0,2}:?
      | (?<![A-Za-z])(?:BEGIN|END)OF(?:TEXT|TURN)(?![A-Za-z])""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
# What models make of ⟦0⟧: other brackets, doubled ones, full-width digits, spaces inside.
_LOOKALIKE: Final = re.compile(r"[⟦\[【〔〖{｛《]{1,2}\s{0,2}([0-9０-９]{1,4})\s{0,2}[⟧\]】〕〗}｝》]{1,2}")


@dataclass(frozen=True, slots=True)
class Hidden:
    """text: what the model may see. marks: what stands behind the slots that were added, by their numbers."""

    text: str = field(repr=False)
    marks: dict[int, str] = field(repr=False)

    def mend(self, answer: str) -> str:
        """`answer` with lookalikes of slots that it lacks turned into these; text of the source stays as it is."""
        present = set(SLOT.findall(answer))
        missing = {int(number) for number in SLOT.findall(self.text) if number not in present}

        def mended(found: re.Match[str]) -> str:
            number = int(found[1])
            if number not in missing or found[0] in self.text:
                return found[0]
            return f"⟦{number}⟧"

        return _LOOKALIKE.sub(mended, answer) if missing else answer

    def show(self, answer: str) -> str:
        """`answer` with the hidden marks back in their places; other slots are left for who put them there."""
        return SLOT.sub(lambda slot: self.marks.get(int(slot[1]), slot[0]), answer)


def hide(text: str) -> Hidden:
    """Hide the marks of a text; what stands in the text as a slot already keeps its number."""
    clean = _LONE_SURROGATE.sub("\ufffd", text)
    following = max((int(number) for number in SLOT.findall(clean)), default=-1) + 1
    marks: dict[int, str] = {}

    def replace(found: re.Match[str]) -> str:
        number = following + len(marks)
        marks[number] = found[0]
        return f"⟦{number}⟧"

    return Hidden(_MARKS.sub(replace, clean), marks)


def defanged(text: str) -> str:
    """A text that only helps to understand, on one line and with its marks taken out."""
    return " ".join(_MARKS.sub(" ", _LONE_SURROGATE.sub("\ufffd", text)).split())


def slots(text: str) -> Counter[str]:
    """How often each slot stands in a text."""
    return Counter(SLOT.findall(text))
