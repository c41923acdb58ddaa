"""The rows, for people and for programs."""

from collections.abc import Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from bot.doctor.check import Advice, Row
from bot.errors import N_
from bot.i18n import Catalogues

_NOTHING = "–"
_NAMES = {
    "settings": N_("settings"),
    "catalogues": N_("catalogues"),
    "database": N_("database"),
    "copies": N_("copies of it"),
    "discord": N_("Discord"),
    "token": N_("token"),
    "intents": N_("intents"),
    "gateway": N_("gateway"),
    "clock": N_("clock"),
}


def as_table(rows: Sequence[Row], catalogues: Catalogues, locale: str) -> Table:
    """A table in the reader's language; the column of the budget only where one is set."""

    def word(msgid: str, **params: str | int) -> Text:
        return Text(catalogues.text(locale, msgid, **params))

    has_budget = any(row.budget_left is not None for row in rows)
    heads = [N_("Checked"), N_("In reach"), N_("Latency"), N_("Quota"), N_("Budget left"), N_("What to fix")]
    table = Table(box=SIMPLE_HEAD)
    for head in heads:
        if has_budget or head != N_("Budget left"):
            # A long address is cut between two lines rather than cut short.
            table.add_column(word(head), no_wrap=head != N_("What to fix"), overflow="fold")
    for row in rows:
        reach = Text(_NOTHING) if row.reachable is None else word(N_("yes") if row.reachable else N_("no"))
        say = row.fix or row.note
        fix = Text(_said(say, catalogues, locale)) if say else word(N_("nothing to fix"))
        budget = [Text(_number(row.budget_left))] if has_budget else []
        style = "red" if row.fix else "yellow" if row.note else "green"
        latency = word(N_("{n} ms"), n=_slower(row)) if row.latency else Text(_NOTHING)
        table.add_row(_named(row, catalogues, locale, style), reach, latency, Text(_quota(row)), *budget, fix)
    return table


def as_json(rows: Sequence[Row], catalogues: Catalogues, locale: str) -> dict[str, Any]:
    """One object: `well`, and `checks` with a member for each field of a row; `fix` is in the reader's language."""
    return {"well": all(row.fix is None for row in rows), "checks": [_object(row, catalogues, locale) for row in rows]}


def _object(row: Row, catalogues: Catalogues, locale: str) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "name": row.name,
        "well": row.fix is None,
        "reachable": row.reachable,
        "latency_ms": dict(row.latency),
        "quota": {"used": row.quota.used, "limit": row.quota.limit} if row.quota else None,
        "budget_left": row.budget_left,
        "reason": row.reason,
        "fix": _said(row.fix, catalogues, locale) if row.fix else None,
        "note": _said(row.note, catalogues, locale) if row.note else None,
    }


def _named(row: Row, catalogues: Catalogues, locale: str, style: str) -> Text:
    """An engine by the name it has in the settings, anything else in the reader's language."""
    name = row.name if row.kind == "engine" else catalogues.text(locale, _NAMES[row.name])
    return Text(name, style)


def _said(advice: Advice, catalogues: Catalogues, locale: str) -> str:
    """An advice in the reader's language, and so is each that it holds."""
    params = {
        name: _said(value, catalogues, locale) if isinstance(value, Advice) else value
        for name, value in advice.params.items()
    }
    return catalogues.text(locale, advice.message_id, **params)


def _slower(row: Row) -> int:
    """The milliseconds of the slower direction."""
    return max(row.latency.values())


def _quota(row: Row) -> str:
    return f"{row.quota.used:,} / {row.quota.limit:,}" if row.quota else _NOTHING


def _number(value: int | None) -> str:
    return _NOTHING if value is None else f"{value:,}"
