"""A file of rules, whatever it is: read, and looked through for what no rule book can hold."""

from collections.abc import Sequence
from typing import Final

from bot.errors import N_, UserError
from bot.filing.problems import BadFileError, Problem
from bot.rules import wording
from bot.rules.book import MOST_RULES
from bot.rules.files.document import TOO_MANY, read_json
from bot.rules.files.draft import Contents, Draft
from bot.rules.files.markdown import read_markdown
from bot.rules.files.naming import Detect

# The most that is read. A full book with as much in it as there can be, in three languages, has less.
MOST_BYTES: Final = 2 * 1024 * 1024
_MARKDOWN: Final = ("md", "markdown", "txt")
_KINDS: Final = N_(
    "RedBridge can't read “{file}”: its name must end in .json, or in .md for a list in Markdown. Nothing was changed."
)
_NO_RULES: Final = N_("There are no rules in it.")
_NO_LANGUAGE: Final = N_("This rule is in no language. It needs one of en, zh-CN and zh-TW.")


def read(data: bytes, name: str, detect: Detect) -> Contents:
    """What a file holds. name: of the file. Raises UserError, BadFileError."""
    kind = name.lower().rpartition(".")[2]
    if kind not in ("json", *_MARKDOWN):
        raise UserError(_KINDS, file=name[:60])
    contents = Contents(read_json(data)) if kind == "json" else read_markdown(data, detect)
    if problems := _problems(contents.drafts):
        raise BadFileError(problems)
    return contents


def _problems(drafts: Sequence[Draft]) -> Sequence[Problem]:
    if not drafts:
        return [Problem("rules", _NO_RULES)]
    if len(drafts) > MOST_RULES:
        return [Problem("rules", TOO_MANY, {"n": len(drafts), "most": MOST_RULES})]
    return [problem for each in drafts if (problem := _problem(each))]


def _problem(draft: Draft) -> Problem | None:
    """What is wrong with a rule, by the rules for those that are typed."""
    if not draft.texts:
        return Problem(draft.where, _NO_LANGUAGE)
    try:
        wording.check(draft.texts)
    except UserError as error:
        return Problem(draft.where, error.message_id, error.params)
    return None
