"""Files that moderators bring along or take home."""

import asyncio
import gzip
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import discord

from bot.client.errors import tell
from bot.client.moderators import guild_of
from bot.client.paging import excerpt
from bot.client.readers import reader
from bot.client.vault import UnfetchedError, Vault
from bot.errors import N_, UserError
from bot.i18n import Catalogues
from bot.words.files import sheets, tables
from bot.words.files.report import Refusal, Report
from bot.words.files.row import Layout, Row

_SHOWN: Final = 5
# Bytes up to which a file is left as it is, so that everybody can open it.
_PLAIN: Final = 1 << 20
_DRY: Final = N_("Nothing was changed: this is what **{file}** would do.")
_DONE: Final = N_("**{file}** is read, and holds from the next message on.")
_NOTHING: Final = N_("**{file}** is read, and nothing in it changes anything.")
_COUNTS: Final = N_("New: {new} · changed: {changed} · as before: {unchanged} · refused: {refused}")
_REFUSED: Final = N_("These lines were left out; the file below lists all of them with the reasons:")
_TOO_LARGE: Final = N_("“{file}” is too large: up to {most} kB can be read at once. Nothing was changed.")
_NOT_HANDED_OVER: Final = N_("Discord didn't hand the file over. Send it once more; nothing was changed.")
# Translators: a line of a file, what stands there, and why it was left out.
_REFUSAL: Final = N_("Line {line}, {text}: {reason}")


class Taker(Protocol):
    """What keeps the lines of a file."""

    async def __call__(self, guild_id: int, rows: Sequence[Row], by: int, file: str, /, *, dry: bool) -> Report:
        """Keep what can be kept for a server, unless it is only tried (dry). by: who brought the file, so named."""
        ...


@dataclass(frozen=True, slots=True)
class Import:
    """How files of one kind of thing are read. readers, most: as for `rows_of`."""

    readers: Mapping[str, Callable[[bytes], list[Row]]]
    most: int

    async def take(
        self, interaction: discord.Interaction[Any], attachment: discord.Attachment, taker: Taker, *, dry: bool
    ) -> None:
        """Take what can be taken of a file that a moderator brought, and tell what became of it. Raises UserError."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        rows = await rows_of(attachment, self.readers, self.most)
        report = await taker(guild_of(interaction), rows, interaction.user.id, attachment.filename, dry=dry)
        catalogues: Catalogues = interaction.client.services.catalogues
        text, extras = told(report, attachment.filename, await reader(interaction), catalogues, dry=dry)
        await tell(interaction, text, **extras)


def written(rows: Sequence[Mapping[str, str]], form: str, layout: Layout) -> bytes:
    """A file of rows. form: `toml`, or else CSV."""
    return tables.write(rows, layout) if form == "toml" else sheets.write(rows, layout.columns)


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
        raise UserError(_TOO_LARGE, file=attachment.filename[:60], most=most // 1024)
    try:
        data = await attachment.read()
    except discord.HTTPException:
        data = None
    if data is None:
        raise UserError(_NOT_HANDED_OVER)
    # A large file takes longer than messages should wait.
    return await asyncio.to_thread(read, data)


async def fetched(vault: Vault, attachment: discord.Attachment, most: int) -> bytes:
    """The bytes of a file, never more than are read: by what Discord says of its size, and by what comes.

    most: bytes. Raises UserError.
    """
    too_large = UserError(_TOO_LARGE, file=attachment.filename[:60], most=most // 1024)
    if attachment.size > most:
        raise too_large
    try:
        return await vault.take(attachment.url, most)
    except UnfetchedError as error:
        failure = too_large if error.is_too_large else UserError(_NOT_HANDED_OVER)
    raise failure


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


def packed(what: Any, name: str) -> discord.File:
    """Something as JSON, in a file of this name; a large one is compressed, for Discord takes no more than 10 MB."""
    data = json.dumps(what, ensure_ascii=False, indent=2).encode()
    if len(data) <= _PLAIN:
        return discord.File(io.BytesIO(data), f"{name}.json")
    return discord.File(io.BytesIO(gzip.compress(data)), f"{name}.json.gz")
