"""The shape of the format. A list that a file does not have stays as it is in the server."""

from typing import Annotated, Any, Final, Literal, cast

from pydantic import Field, ValidationError

from bot.errors import N_
from bot.filing.heads import require_head
from bot.filing.mistakes import problems_of
from bot.filing.parts import Part, Place
from bot.filing.problems import BadFileError, Problem
from bot.filing.strict import decoded, parsed
from bot.rules.book import LONGEST_NAME, MOST_RULES
from bot.rules.reminders import MOST, MOST_MESSAGES
from bot.rules.triggers.checking import LONGEST_PATTERN
from bot.rules.triggers.triggers import MOST_TRIGGERS
from bot.store.triggers import Trigger

FORMAT: Final = "redbridge.reminders"
VERSION: Final = 1
# The most that is read. As many reminders and triggers as there can be, with all that they can hold, are less.
MOST_BYTES: Final = 2 * 1024 * 1024
_FOREIGN: Final = N_(
    'This is no file of reminders: it must begin with `"format": "{format}"`. '
    "`/redbridge reminders export` makes one. Nothing was changed."
)
_TOO_MANY: Final = N_("With this file there would be {n} of them, and {most} is the most. Take some out.")
_NOTHING: Final = N_("There are neither reminders nor triggers in it.")
# As many as the menus on a trigger's card take.
MOST_SPARED: Final = 25
_PLAIN: Final = Trigger(0, 0, 0)
# How many there may be, and what may stand in them, is asked where all that is typed is: with the trigger as a whole.
Lines = Annotated[list[str], Field(default_factory=list[str])]
Places = Annotated[list[Place], Field(default_factory=list[Place], max_length=MOST_SPARED)]


class RuleName(Part):
    """A rule: by its name in any language, else by its number."""

    number: Annotated[int, Field(ge=1, le=MOST_RULES)] | None = None
    en: Annotated[str, Field(max_length=LONGEST_NAME)] | None = None
    zh_cn: Annotated[str, Field(max_length=LONGEST_NAME)] | None = Field(None, alias="zh-CN")
    zh_tw: Annotated[str, Field(max_length=LONGEST_NAME)] | None = Field(None, alias="zh-TW")


class SaidPart(Part):
    """A text in one language. machine: translated, and not looked at by anybody yet."""

    text: str
    machine: bool = False


class TextPart(Part):
    """A reminder's own text in the languages that the file has; the others are translated."""

    en: SaidPart | None = None
    zh_cn: SaidPart | None = Field(None, alias="zh-CN")
    zh_tw: SaidPart | None = Field(None, alias="zh-TW")


class ReminderPart(Part):
    """A scheduled reminder. when, quiet: as people type them. messages: so many since the last one."""

    channel: Place
    when: Annotated[str, Field(max_length=100)]
    zone: Annotated[str, Field(max_length=64)] = "UTC"
    quiet: Annotated[str, Field(max_length=24)] = ""
    messages: Annotated[int, Field(ge=0, le=MOST_MESSAGES)] = 0
    shows: Literal["turn", "random", "needed", "text"] = "turn"
    text: TextPart | None = None
    on: bool = True


class TriggerPart(Part):
    """What calls for a rule. not_in, not_for: channels and roles to which it does not apply. Rests in minutes."""

    rule: RuleName
    words: Lines
    pattern: Annotated[str, Field(max_length=LONGEST_PATTERN)] = ""
    exceptions: Lines
    not_in: Places
    not_for: Places
    count: int = _PLAIN.count
    minutes: int = _PLAIN.minutes
    action: Literal["channel", "note", "both"] = "both"
    channel_rest: int = _PLAIN.channel_rest
    member_rest: int = _PLAIN.member_rest
    on: bool = True


class Document(Part):
    """A whole file."""

    format: Literal["redbridge.reminders"]
    version: Literal[1]
    reminders: list[ReminderPart] | None = None
    triggers: list[TriggerPart] | None = None


def read(data: bytes) -> Document:
    """The document that a file is. Raises UserError where it is none, BadFileError where something in it is wrong."""
    value = parsed(decoded(data))
    require_head(value, FORMAT, VERSION, _FOREIGN)
    if problems := _counted(value):
        raise BadFileError(problems)
    try:
        return Document.model_validate(value)
    except ValidationError as error:
        problems = problems_of(error)
    raise BadFileError(problems)


def _counted(value: dict[str, Any]) -> list[Problem]:
    """Too many, or none at all, before any of them is looked at."""
    limits = {name: most for name, most in (("reminders", MOST), ("triggers", MOST_TRIGGERS)) if name in value}
    if not limits:
        return [Problem("reminders", _NOTHING)]
    lists = [(name, cast("list[Any]", value[name]), most) for name, most in limits.items()]
    return [
        Problem(name, _TOO_MANY, {"n": len(each), "most": most})
        for name, each, most in lists
        if isinstance(value[name], list) and len(each) > most
    ]
