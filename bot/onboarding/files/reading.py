"""From the bytes of a file to a document, or to all that keeps it from being one."""

from typing import Final

from pydantic import ValidationError

from bot.errors import N_
from bot.filing.heads import require_head
from bot.filing.mistakes import problems_of
from bot.filing.problems import BadFileError
from bot.filing.strict import decoded, parsed
from bot.onboarding.files.document import FORMAT, VERSION, Document

_FOREIGN: Final = N_(
    'This is no file of a server\'s onboarding: it must begin with `"format": "{format}"`. '
    "`/redbridge onboarding export` makes one. Nothing was changed."
)


def read(data: bytes) -> Document:
    """The document that a file is. Raises UserError where it is none, BadFileError where something in it is wrong."""
    value = parsed(decoded(data))
    require_head(value, FORMAT, VERSION, _FOREIGN)
    try:
        return Document.model_validate(value)
    except ValidationError as error:
        problems = problems_of(error)
    raise BadFileError(problems)
