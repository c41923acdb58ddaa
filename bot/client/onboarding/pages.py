"""What is said of a file: what it would change, or what is wrong with it; all of it in a file where it is much."""

from collections.abc import Callable
from typing import Final

from bot.client import render
from bot.client.files import file_of
from bot.client.onboarding.differences import Teller
from bot.client.onboarding.proposals import Proposal
from bot.client.page import Page, fitting
from bot.client.paging import excerpt
from bot.errors import N_
from bot.filing.problems import BadFileError
from bot.i18n import Catalogues, readers
from bot.onboarding.files.differences import differences
from bot.onboarding.files.placing import Here

_NOTHING: Final = N_("**{file}** is read, and nothing in it changes anything.")
_LEFT: Final = N_("These stay as they are:")
_WRONG: Final = N_("**{file}** can't be used as it is. Put this right and send it again; nothing was changed.")
_MORE: Final = N_("… ({n} more lines; the file below has all of it in full)")
# Of 2,000 characters; the rest is for what stands above and below.
_ROOM: Final = 1500
_ROOM_OF_TWO: Final = 700
_CHANGES: Final = "changes.txt"
_PROBLEMS: Final = "problems.txt"


def told(proposal: Proposal, head: str, here: Here, locale: str, catalogues: Catalogues) -> Page:
    """What a file changes. head: a msgid that stands above it."""
    found = differences(proposal.before, proposal.after)
    teller = Teller(locale, catalogues, lambda kind, thing_id: f"<{kind}{thing_id}>")
    heads = [catalogues.text(locale, head if found else _NOTHING, file=excerpt(proposal.file, 60))]
    heads += [teller.counts(found)] if found else []
    left = [catalogues.text(locale, _LEFT), *map(teller.problem, proposal.left)] if proposal.left else []
    in_full = [*map(teller.in_full(_names(here)).line, found), *left]
    lines = [*map(teller.line, found), *left]
    shown = fitting(lines, _ROOM)
    if len(shown) == len(lines) and not any(map(teller.shortens, found)):
        return Page("\n".join([*heads, *shown]))
    more = catalogues.text(locale, _MORE, n=len(lines) - len(shown))
    return Page("\n".join([*heads, *shown, more]), file_of("\n".join(in_full).encode(), _CHANGES))


def told_wrong(error: BadFileError, file: str, locale: str, catalogues: Catalogues) -> Page:
    """What is wrong with a file, for its reader and their neighbours."""
    said = [_wrong(error, file, each, catalogues) for each in readers(locale)]
    kept = [fitting(lines, _ROOM_OF_TWO) for lines in said]
    if [len(lines) for lines in kept] == [len(lines) for lines in said]:
        return Page(render.stacked(*map("\n".join, kept)))
    texts = [
        "\n".join([*shown, catalogues.text(each, _MORE, n=len(lines) - len(shown))])
        for each, shown, lines in zip(readers(locale), kept, said, strict=True)
    ]
    everything = "\n\n".join(map("\n".join, said))
    return Page(render.stacked(*texts), file_of(everything.encode("utf-8", "replace"), _PROBLEMS))


def _wrong(error: BadFileError, file: str, locale: str, catalogues: Catalogues) -> list[str]:
    teller = Teller(locale, catalogues, lambda kind, thing_id: f"<{kind}{thing_id}>")
    return [catalogues.text(locale, _WRONG, file=excerpt(file, 60)), *map(teller.problem, error.problems)]


def _names(here: Here) -> Callable[[str, int], str]:
    """What channels and roles are called, for a file, in which Discord shows no mentions."""

    def named(kind: str, thing_id: int) -> str:
        name = (here.channels if kind == "#" else here.roles).get(thing_id, str(thing_id))
        return f"{kind[0]}{name}"

    return named
