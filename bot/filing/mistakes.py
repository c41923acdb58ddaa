"""What pydantic finds wrong with a value, in words for whoever wrote the file."""

from collections.abc import Sequence
from typing import Any, Final, cast

from pydantic import ValidationError

from bot.errors import N_
from bot.filing.problems import Problem

_UNKNOWN: Final = N_("RedBridge doesn't know this entry. Take it out, or look for a typo.")
_MISSING: Final = N_("This entry is missing.")
_NO_TEXT: Final = N_("This must be a text in quotation marks.")
_NO_NUMBER: Final = N_("This must be a whole number.")
_NO_ANSWER: Final = N_("This must be true or false.")
_NO_LIST: Final = N_("This must be a list in square brackets.")
_NO_OBJECT: Final = N_("This must be an object in braces.")
_OUT_OF_RANGE: Final = N_("This number is out of range: {limit} is the limit.")
_MISSHAPEN: Final = N_("This is not written as it has to be; the documentation says how.")
_LONG: Final = N_("This is too long: {most} characters is the most.")
_MANY: Final = N_("This list is too long: {most} is the most.")
_EMPTY: Final = N_("This must not be empty.")
# By what pydantic calls a mistake; the parameter that its context gives.
_MISTAKES: Final = {
    "extra_forbidden": (_UNKNOWN, None),
    "missing": (_MISSING, None),
    "string_type": (_NO_TEXT, None),
    "int_type": (_NO_NUMBER, None),
    "bool_type": (_NO_ANSWER, None),
    "dict_type": (_NO_OBJECT, None),
    "model_type": (_NO_OBJECT, None),
    "list_type": (_NO_LIST, None),
    "less_than_equal": (_OUT_OF_RANGE, "le"),
    "greater_than_equal": (_OUT_OF_RANGE, "ge"),
    "string_too_long": (_LONG, "max_length"),
    "too_long": (_MANY, "max_length"),
    "string_too_short": (_EMPTY, None),
}
_NAMES: Final = {"le": "limit", "ge": "limit", "max_length": "most"}


def problems_of(error: ValidationError) -> Sequence[Problem]:
    """All of it, in the order in which it stands in the file."""
    return [_problem(each) for each in cast("Sequence[Any]", error.errors(include_url=False))]


def _problem(mistake: Any) -> Problem:
    """A mistake as pydantic tells it, in our words."""
    message_id, given = _MISTAKES.get(mistake["type"], (_MISSHAPEN, None))
    path = ".".join(str(part) for part in mistake["loc"] if part != "[key]")
    params = {_NAMES[given]: mistake["ctx"][given]} if given else {}
    return Problem(path, message_id, params)
