"""The words of an act or directive: bare, quoted, named (`to:zh-CN`) and marked (`#general`, `@Lin`)."""

from dataclasses import dataclass

from bot.sandbox.transcript.errors import TranscriptError
from bot.sandbox.transcript.lines import COLONS
from bot.sandbox.transcript.steps import Options, Ref, Sigil, Value

QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』"}
COMMAS = ",，、"
SIGILS: dict[str, Sigil] = {"#": "#", "@": "@"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word; `key` is what stands before its colon, None where it has none."""

    value: Value
    key: str | None = None
    quoted: bool = False


@dataclass(slots=True)
class Reader:
    """Reads one line from left to right."""

    line: int
    text: str
    at: int = 0

    def words(self) -> list[Word]:
        """All words that are left."""
        found = list[Word]()
        while self._more():
            found.append(self._word())
        return found

    def rest(self) -> str:
        """All that is left, as it stands."""
        return self.text[self.at :].strip()

    def reference(self) -> Ref | None:
        """Which message the next word means; None, and nothing is read, if it means none."""
        if not self._more():
            return None
        start = self.text[self.at]
        if start in QUOTES:
            return Ref("beginning", self._quoted())
        if start == "[":
            return Ref("label", self._until("]").strip())
        if self._takes("last"):
            return Ref("last")
        return Ref("answer") if self._takes("answer") else None

    def colon(self) -> bool:
        """Whether a colon comes next, which is then read."""
        found = self._more() and self.text[self.at] in COLONS
        self.at += found
        return found

    def _more(self) -> bool:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    def _takes(self, word: str) -> bool:
        end = self.at + len(word)
        after = self.text[end : end + 1]
        found = self.text.startswith(word, self.at) and (not after or after.isspace() or after in COLONS)
        self.at = end if found else self.at
        return found

    def _word(self) -> Word:
        quoted = self.text[self.at] in QUOTES
        value = self._value(stop_at_colon=True)
        if not value.sigil and value.text and self.text[self.at : self.at + 1] in tuple(COLONS):
            self.at += 1
            return Word(self._value(stop_at_colon=False), value.text)
        return Word(value, quoted=quoted)

    def _value(self, *, stop_at_colon: bool) -> Value:
        sigil = SIGILS.get(self.text[self.at : self.at + 1], "")
        self.at += len(sigil)
        if self.text[self.at : self.at + 1] in tuple(QUOTES):
            return Value(self._quoted(), sigil)
        return Value(self._bare(stop_at_colon=stop_at_colon and not sigil), sigil)

    def _bare(self, *, stop_at_colon: bool) -> str:
        start = self.at
        while self.at < len(self.text) and not self.text[self.at].isspace():
            if stop_at_colon and self.text[self.at] in COLONS and self.at > start:
                break
            self.at += 1
        return self.text[start : self.at]

    def _quoted(self) -> str:
        return self._until(QUOTES[self.text[self.at]])

    def _until(self, closing: str) -> str:
        end = self.text.find(closing, self.at + 1)
        if end < 0:
            raise TranscriptError(
                self.line,
                "{opening} is never closed. Close it with {closing}.",
                opening=self.text[self.at],
                closing=closing,
            )
        inside = self.text[self.at + 1 : end]
        self.at = end + 1
        return inside


def aim(line: int, text: str) -> tuple[str, Ref | None]:
    """Split "TEXT on MESSAGE" into its two parts; where no message is named the text is all there is."""
    at = len(text)
    while (at := _last_on(text, at)) >= 0:
        reader = Reader(line, text, at + len("on"))
        try:
            found = reader.reference()
        except TranscriptError:  # an "on" inside a quotation
            continue
        if found and not reader.rest():
            return text[:at].strip(), found
    return text.strip(), None


def _last_on(text: str, before: int) -> int:
    """Where the last free-standing "on" before an index stands, or -1."""
    at = before
    while (at := text.rfind("on", 0, at)) >= 0:
        if (at == 0 or text[at - 1].isspace()) and text[at + 2 : at + 3].isspace():
            return at
    return -1


def named(line: int, words: list[Word], known: tuple[str, ...]) -> dict[str, Value]:
    """The named words by name; raises TranscriptError for a name that is not known, given twice or missing."""
    found = dict[str, Value]()
    for word in words:
        if word.key is None:
            raise TranscriptError(line, '"{word}" has no place here. {hint}', word=word.value, hint=_hint(known))
        if word.key not in known:
            raise TranscriptError(line, "{key}: is not known here. {hint}", key=word.key, hint=_hint(known))
        if word.key in found:
            raise TranscriptError(line, "{key}: is given twice. Give it once.", key=word.key)
        found[word.key] = word.value
    return found


def options(line: int, words: list[Word], block: tuple[str, ...]) -> Options:
    """Named words of any name, in order; an indented block is the value of the last, which stands empty."""
    found = list[tuple[str, Value]]()
    for word in words:
        if word.key is None:
            raise TranscriptError(
                line,
                '"{word}" belongs to nothing. Write name:value, a value with spaces in quotes: text:"good morning".',
                word=word.value,
            )
        found.append((word.key, word.value))
    if not block:
        return tuple(found)
    if not found or str(found[-1][1]):
        raise TranscriptError(
            line, "The indented text below belongs to nothing. End this line with the name of an option and a colon."
        )
    return (*found[:-1], (found[-1][0], Value("\n".join(block))))


def yes(line: int, given: dict[str, Value], key: str, *, default: bool) -> bool:
    """A named word that is yes or no."""
    if key not in given:
        return default
    if given[key].text not in ("yes", "no"):
        raise TranscriptError(line, "{key}: is yes or no.", key=key)
    return given[key].text == "yes"


def names(text: str) -> tuple[str, ...]:
    """The parts of a list such as `cooks, "hot, hotter"`, which keep their quotes."""
    found, start, at = list[str](), 0, 0
    while at < len(text):
        closing = text.find(QUOTES[text[at]], at + 1) if text[at] in QUOTES else -1
        if text[at] in COMMAS:
            found.append(text[start:at].strip())
            start = at + 1
        at = max(at, closing) + 1
    return tuple(part for part in (*found, text[start:].strip()) if part)


def _hint(known: tuple[str, ...]) -> str:
    return "Known: " + " ".join(f"{key}:" for key in known) if known else "Nothing more is expected."
