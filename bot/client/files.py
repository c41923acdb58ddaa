"""Files that moderators bring along or take home."""

import asyncio
import io
from collections.abc import Callable, Mapping
from typing import Any, Final

import discord

from bot.client.paging import excerpt
from bot.errors import N_, UserError
from bot.i18n import Catalogues
from bot.words.files import sheets
from bot.words.files.report import Refusal, Report
from bot.words.files.row import Row

_SHOWN: Final = 5
_DRY: Final = N_("Nothing was changed: this is what **{file}** would do.")
_DONE: Final = N_("**{file}** is read, and holds from the next message on.")
_NOTHING: Final = N_("**{file}** is read, and nothing in it changes anything.")
_COUNTS: Final = N_("New: {new} · changed: {changed} · as before: {unchanged} · refused: {refused}")
_REFUSED: Final = N_("These lines were left out; the file below lists all of them with the reasons:")
# Translators: a line of a file, what stands there, and why it was left out.
_REFUSAL: Final = N_("Line {line}, {text}: {reason}")


async def rows_of(
    attachment: discord.Attachment, readers: Mapping[str, Callable[[bytes], list[Row]]], most: int
) -> list[Row]:
    """The lines of a file. readers: by the ends of names. most: bytes. Raises UserError for what cannot be read."""
    read = readers.get(attachment.filename.lower().rpartition(".")[2])
    if read is None:
        raise UserError(
            N_("RedBridge can't read “{file}”: its name must end in {kinds}. Nothing was changed."),
            file=attachment.filename[:60],
            kinds=", ".join(f".{kind}" for kind in readers),
        )
    if attachment.size > most:
        raise UserError(
            N_("“{file}” is too large: up to {most} kB can be read at once. Nothing was changed."),
            file=attachment.filename[:60],
            most=most // 1024,
        )
    try:
        data = await attachment.read()
    except discord.HTTPException:
        data = None
    if data is None:
        raise UserError(N_("Discord didn't hand the file over. Send it once more; nothing was changed."))
    # A large file takes longer than messages should wait.
    return await asyncio.to_thread(read, data)


def file_of(data: bytes, name: str) -> discord.File:
    """A file to be sent."""
    return discord.File(io.BytesIO(data), filename=name)


def told(report: Report, file: str, locale: str, catalogues: Catalogues, *, dry: bool) -> tuple[str, dict[str, Any]]:
    """What became of a file, and, where something was left out, a file that lists it."""
    said = _DRY if dry else _DONE if report.taken else _NOTHING
    lines = [
        catalogues.text(locale, said, file=excerpt(file, 60)),
        catalogues.text(
            locale,
            _COUNTS,
            new=report.new,
            changed=report.changed,
            unchanged=report.unchanged,
            refused=len(report.refused),
        ),
    ]
    if not report.refused:
        return "\n".join(lines), {}
    lines.append(catalogues.text(locale, _REFUSED))
    for refusal in report.refused[:_SHOWN]:
        reason = _reason(refusal, locale, catalogues)
        text = excerpt(refusal.text, 40) or "…"
        lines.append(catalogues.text(locale, _REFUSAL, line=refusal.line, text=text, reason=excerpt(reason, 200)))
    return "\n".join(lines), {"file": file_of(_list(report, locale, catalogues), "refused.csv")}


def _list(report: Report, locale: str, catalogues: Catalogues) -> bytes:
    rows = [
        {"line": str(each.line), "text": each.text, "reason": _reason(each, locale, catalogues)}
        for each in report.refused
    ]
    return sheets.write(rows, ("line", "text", "reason"))


def _reason(refusal: Refusal, locale: str, catalogues: Catalogues) -> str:
    return catalogues.text(locale, refusal.error.message_id, **refusal.error.params)
