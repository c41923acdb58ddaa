"""Places that come up in chat, by hand, in front of whoever knows more."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self, cast

from bot.translation.memory.places import Places

_FILE: Final = Path(__file__).parent / "gazetteer.toml"
# One to three words, each with a capital and the rest small: how a name is written, and hardly anything else in chat.
_NAME: Final = re.compile(r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2}")


class Gazetteer:
    """Countries, states, provinces and cities as both languages say them; for the rest it asks somebody else."""

    def __init__(self, english: Mapping[str, str], chinese: Mapping[str, str], further: Places | None = None) -> None:
        """english: Chinese names by English ones in lower case without dots; chinese: English names by Chinese ones."""
        self._english = english
        self._chinese = chinese
        self._further = further

    @classmethod
    def load(cls, further: Places | None = None) -> Self:
        """Read the list that lies beside this module. further: asked for what is not in it."""
        tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
        also = cast("dict[str, str]", tables.pop("also"))
        english: dict[str, str] = {}
        chinese: dict[str, str] = {}
        for table in cast("dict[str, dict[str, list[str]]]", tables).values():
            for name, forms in table.items():
                chinese[name] = forms[0]
                english.update({form.lower().replace(".", ""): name for form in forms})
        chinese.update({variant: chinese[name] for variant, name in also.items()})
        return cls(english, chinese, further)

    def place(self, words: str, source: str) -> str | None:
        """See Places."""
        known = self._english.get(words.lower().replace(".", "")) if source == "en" else self._chinese.get(words)
        if known or self._further is None:
            return known
        return self._further.place(words, source)

    def name(self, words: str, source: str) -> str | None:
        """See Places. A Latin name stays as it is; it is one if it is written as one."""
        if _NAME.fullmatch(words):
            return words
        return self._further.name(words, source) if self._further else None
