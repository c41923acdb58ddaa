"""What members do: the part of a line behind "Name:" or "Name>"."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.transcript import steps
from bot.sandbox.transcript.errors import TranscriptError
from bot.sandbox.transcript.lines import COLONS, Line
from bot.sandbox.transcript.steps import LAST, Act, Ref, Value
from bot.sandbox.transcript.words import QUOTES, Reader, Word, aim, named, names, options, yes

_MESSAGES = 'A message is last, answer, "its beginning" or [its label].'


@dataclass(frozen=True, slots=True)
class Deed:
    """One act as it was written: `rest` is what follows the verb."""

    line: int
    who: str
    label: str
    rest: str
    block: tuple[str, ...]

    def text(self, first: str) -> str:
        """A message's text: what is left of the line and the indented lines below, trimmed as Discord does."""
        text = "\n".join((first, *self.block)).strip()
        if not text:
            raise TranscriptError(
                self.line, "There is no text. Write it behind the colon or, indented, on the next line."
            )
        return text

    def plain(self) -> "Deed":
        """The same, for acts without a text: raises TranscriptError if there is one."""
        if self.block:
            raise TranscriptError(self.line + 1, "The line above has no text that an indented line could continue.")
        return self


def say(line: Line, who: str, label: str, rest: str) -> Act:
    """`Name: text`."""
    deed = Deed(line.number, who, label, rest, line.block)
    return steps.Say(line.number, who, deed.text(rest), label)


def act(line: Line, who: str, label: str, rest: str) -> Act:
    """`Name> verb …` or `Name> /command …`."""
    if rest.startswith("/"):
        return _command(Deed(line.number, who, label, rest[1:], line.block))
    word = re.split(r"""[\s:："“「『\[]""", rest, maxsplit=1)[0]
    maker = VERBS.get(word)
    if maker is None:
        known = ", ".join(VERBS)
        raise TranscriptError(
            line.number, '"{verb}" is nothing a member can do. Known: /command, {known}.', verb=word, known=known
        )
    return maker(Deed(line.number, who, label, rest[len(word) :].strip(), line.block))


def _command(deed: Deed) -> Act:
    words = Reader(deed.line, deed.rest).words()
    cut = next((at for at, word in enumerate(words) if word.key is not None), len(words))
    path = tuple(str(word.value) for word in words[:cut])
    if not path:
        raise TranscriptError(deed.line, 'Name the command: /translate text:"good morning"')
    return steps.Command(deed.line, deed.who, path, options(deed.line, words[cut:], deed.block), deed.label)


def _reply(deed: Deed) -> Act:
    reader = Reader(deed.line, deed.rest)
    message = reader.reference() or LAST
    return steps.Say(deed.line, deed.who, deed.text(_after_colon(reader)), deed.label, message)


def _edit(deed: Deed) -> Act:
    reader = Reader(deed.line, deed.rest)
    message = reader.reference() or LAST
    return steps.Edit(deed.line, deed.who, message, deed.text(_after_colon(reader)))


def _after_colon(reader: Reader) -> str:
    if not reader.colon():
        raise TranscriptError(
            reader.line, f"Name the message, then a colon and the text: last: good morning. {_MESSAGES}"
        )
    return reader.rest()


def _post(deed: Deed) -> Act:
    head, text = _at_colon(deed.rest)
    words = Reader(deed.line, head).words()
    if len(words) != 3 or str(words[1].value) != "in" or words[2].value.sigil != "#":
        raise TranscriptError(deed.line, 'Name the title and the forum: post "Why?" in #questions: because')
    return steps.Post(deed.line, deed.who, words[2].value.text, words[0].value.text, deed.text(text), deed.label)


def _forward(deed: Deed) -> Act:
    reader = Reader(deed.plain().line, deed.rest)
    message = reader.reference() or LAST
    words = reader.words()
    if len(words) != 2 or str(words[0].value) != "to" or words[1].value.sigil != "#":
        raise TranscriptError(deed.line, f"Name the message and where it goes: forward last to #cats. {_MESSAGES}")
    return steps.Forward(deed.line, deed.who, message, words[1].value.text, deed.label)


def _poll(deed: Deed) -> Act:
    head, listed = _at_colon(deed.rest)
    question = _unquoted(deed, head.strip())
    text = "\n".join((listed, *deed.block))
    answers = tuple(part.strip() for part in re.split(r"[|｜\n]", text) if part.strip())
    if not question or not answers:
        raise TranscriptError(deed.line, 'Ask, and list the answers: poll "Where to?": hotpot | noodles')
    return steps.Ask(deed.line, deed.who, question, answers, deed.label)


def _at_colon(text: str) -> tuple[str, str]:
    """What stands before and behind the first colon that is not within quotes."""
    at = 0
    while at < len(text) and text[at] not in COLONS:
        closing = text.find(QUOTES[text[at]], at + 1) if text[at] in QUOTES else -1
        at = max(at, closing) + 1
    return text[:at], text[at + 1 :]


def _attach(deed: Deed) -> Act:
    listed, colon, text = _split_files(deed.rest)
    files = tuple(_unquoted(deed, name) for name in names(listed))
    if not files:
        raise TranscriptError(deed.line, "Name the files: attach cat.png, or with a text: attach cat.png: look")
    whole = deed.text(text) if colon else deed.plain() and ""
    return steps.Say(deed.line, deed.who, whole, deed.label, files=files)


def _split_files(rest: str) -> tuple[str, str, str]:
    at = next((i for i, char in enumerate(rest) if char in ":："), len(rest))
    return rest[:at], rest[at : at + 1], rest[at + 1 :]


def _delete(deed: Deed) -> Act:
    return steps.Delete(deed.line, deed.who, _only_reference(deed.plain()))


def _only_reference(deed: Deed) -> Ref:
    reader = Reader(deed.line, deed.rest)
    found = reader.reference() or LAST
    if reader.rest():
        raise TranscriptError(
            deed.line,
            f'"{{rest}}" names no message. {_MESSAGES}',
            rest=reader.rest(),
        )
    return found


def _react(deed: Deed) -> Act:
    emoji, message = _target(deed, "the emoji: react 🌐 on last")
    return steps.React(deed.line, deed.who, emoji, message or LAST)


def _unreact(deed: Deed) -> Act:
    emoji, message = _target(deed, "the emoji: unreact 🌐 on last")
    return steps.React(deed.line, deed.who, emoji, message or LAST, away=True)


def _menu(deed: Deed) -> Act:
    name, message = _target(deed, "the menu's entry: menu Translate on last")
    return steps.Menu(deed.line, deed.who, _unquoted(deed, name), message or LAST, deed.label)


def _press(deed: Deed) -> Act:
    button, message = _target(deed, "the button, or its number: press 1")
    return steps.Press(deed.line, deed.who, _unquoted(deed, button), message, deed.label)


def _target(deed: Deed, what: str) -> tuple[str, Ref | None]:
    head, message = aim(deed.plain().line, deed.rest)
    if not head:
        raise TranscriptError(deed.line, "Name {what}", what=what)
    return head, message


def _unquoted(deed: Deed, text: str) -> str:
    words = Reader(deed.line, text).words()
    return words[0].value.text if len(words) == 1 and words[0].quoted else text


def _choose(deed: Deed) -> Act:
    head, message = _target(deed, "what is chosen: choose reply")
    chosen = tuple(_chosen(deed, part) for part in names(head))
    values = tuple(word.value for word in chosen)
    return steps.Choose(deed.line, deed.who, values, message, deed.label, chosen[0].key or "")


def _chosen(deed: Deed, text: str) -> Word:
    words = Reader(deed.line, text).words()
    return words[0] if len(words) == 1 else Word(Value(text))


def _fill(deed: Deed) -> Act:
    found = options(deed.line, Reader(deed.line, deed.rest).words(), deed.block)
    return steps.Fill(deed.line, deed.who, found, deed.label)


def _join(deed: Deed) -> Act:
    given = named(deed.line, Reader(deed.plain().line, deed.rest).words(), ("locale", "roles", "pending"))
    pending = yes(deed.line, given, "pending", default=False)
    roles = names(str(given.get("roles", "")))
    return steps.Join(deed.line, deed.who, str(given.get("locale", "")), roles, pending)


def _agree(deed: Deed) -> Act:
    return steps.Agree(_nothing_more(deed).line, deed.who)


def _leave(deed: Deed) -> Act:
    return steps.Leave(_nothing_more(deed).line, deed.who)


def _type(deed: Deed) -> Act:
    return steps.StartTyping(_nothing_more(deed).line, deed.who)


def _nothing_more(deed: Deed) -> Deed:
    if deed.plain().rest:
        raise TranscriptError(deed.line, '"{rest}" has no place here. Leave it out.', rest=deed.rest)
    return deed


VERBS: dict[str, Callable[[Deed], Act]] = {
    "reply": _reply,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "unreact": _unreact,
    "attach": _attach,
    "post": _post,
    "forward": _forward,
    "poll": _poll,
    "press": _press,
    "choose": _choose,
    "fill": _fill,
    "menu": _menu,
    "join": _join,
    "agree": _agree,
    "leave": _leave,
    "type": _type,
}
