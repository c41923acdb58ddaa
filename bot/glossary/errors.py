"""What can be wrong with a list of words that somebody wrote. A text for them, in their language."""

from bot.errors import N_, UserError


class GlossaryError(UserError):
    """An entry or a whole list that cannot be used; `params` name the entry and the field."""


NOT_TOML = N_("The glossary can't be read at line {line}: that is not TOML, or a word that stands there twice.")
NO_LANGUAGE = N_("The glossary must begin with its language: en or zh.")
UNKNOWN_FIELD = N_("“{entry}” has a field that RedBridge doesn't know: {field}.")
NOT_A_TABLE = N_("“{entry}”: {field} must be a table of fields.")
MISSING = N_("“{entry}”: {field} is missing.")
NOT_A_TEXT = N_("“{entry}”: {field} must be a text.")
NOT_A_LIST = N_("“{entry}”: {field} must be a list of texts.")
NOT_YES_OR_NO = N_("“{entry}”: {field} must be true or false.")
NOT_A_CHOICE = N_("“{entry}”: {field} must be one of: {choices}.")
TOO_LONG = N_("“{entry}”: {field} may have {most} characters at most.")
TOO_MANY = N_("“{entry}”: {field} may hold {most} at most.")
BAD_TEXT = N_("“{entry}”: {field} is empty, begins or ends with a space, or holds a line break or one of ⟦ ⟧.")
NO_SUCH_CLASS = N_("“{entry}”: there is no list of words called {name}.")
TWICE = N_("“{word}” stands in two entries: “{entry}” and “{other}”.")
UNSAID = N_("“{entry}” has rules for where it is slang; say them in both languages in not_slang_when.")
