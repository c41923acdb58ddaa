"""The first message of a forum's post together with its title, each for those who read the other language."""

from dataclasses import replace

from bot.translation.types import Note, Outcome

_MOST_NOTES = 2


def titled(title: Outcome, body: Outcome) -> Outcome:
    """One outcome of both: the title in bold, then the message; of what asks for no translation, nothing.

    `target`, `engine` and `skipped` are the message's where it has a translation, else the title's.
    """
    if title.text is None:
        return body
    heading = _bold(title.text)
    if body.text is None:
        return replace(title, text=heading)
    return replace(
        body,
        text=f"{heading}\n{body.text}",
        notes=_few(title.notes, body.notes),
        doubtful=title.doubtful or body.doubtful,
    )


def _few(title: tuple[Note, ...], body: tuple[Note, ...]) -> tuple[Note, ...]:
    new = tuple(note for note in title if note not in body)
    return (*new, *body)[:_MOST_NOTES]


def _bold(title: str) -> str:
    """In bold, on one line; a title is shown as it is typed, so its own asterisks are no markup."""
    line = " ".join(title.split())
    return "**" + line.replace("*", "\\*") + "**"
