"""TOML: one table a word or a translation."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from bot.errors import N_, UserError
from bot.words.files.row import NOT_A_TEXT, FileError, Layout, Row, limited
from bot.words.files.sheets import decoded

# Signs of three bytes, so that nobody takes the file for another encoding than UTF-8.
_HEAD: Final = "# RedBridge 红桥"
# JSON leaves this one as it is; TOML does not.
_DELETE: Final = "\x7f"


def read(data: bytes, layout: Layout) -> list[Row]:
    """The tables of a TOML file. Raises FileError."""
    text = decoded(data)
    tables = _parsed(text).get(layout.table, [])
    if not isinstance(tables, list) or not tables:
        raise FileError(
            N_("There is no table [[{table}]] in the file. Nothing was changed."),
            table=layout.table,
        )
    listed = cast("list[object]", tables)
    begins = [number for number, line in enumerate(text.splitlines(), 1) if _heads(line, layout.table)]
    if len(begins) != len(listed):
        # Written in some other way: then they are counted.
        begins = list(range(1, len(listed) + 1))
    return limited(_row(line, table, layout) for line, table in zip(begins, listed, strict=True))


def write(rows: Iterable[Mapping[str, str]], layout: Layout) -> bytes:
    """A TOML file with one table a row; what is empty is left out."""
    tables = [
        "\n".join(
            [f"[[{layout.table}]]", *(_line(name, row[name], layout) for name in layout.columns if row.get(name))]
        )
        for row in rows
    ]
    return ("\n\n".join([_HEAD, *tables]) + "\n").encode("utf-8", "replace")


def _line(name: str, text: str, layout: Layout) -> str:
    if name in layout.lists:
        return f"{name} = [{', '.join(map(_quoted, text.split(',')))}]"
    return f"{name} = {_quoted(text)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace(_DELETE, "\\u007f")


def _heads(line: str, table: str) -> bool:
    return re.match(rf"\s*\[\[\s*[\"']?{table}[\"']?\s*\]\]", line) is not None


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        known = line[1] if line else str(text.count("\n") + 1)
    raise FileError(N_("The file can't be read at line {line}: that is not TOML. Nothing was changed."), line=known)


def _row(line: int, table: object, layout: Layout) -> Row:
    values: dict[str, str] = {}
    fields = cast("dict[str, object]", table) if isinstance(table, dict) else {}
    for name, value in fields.items():
        column = layout.column(name)
        if column is None:
            continue
        if column in layout.lists and isinstance(value, list) and _all_texts(cast("list[object]", value)):
            values[column] = ",".join(cast("list[str]", value))
        elif isinstance(value, str):
            values[column] = value
        else:
            return Row(line, values, UserError(NOT_A_TEXT, field=name))
    return Row(line, {name: text for name, text in values.items() if text.strip()})


def _all_texts(values: list[object]) -> bool:
    return all(isinstance(value, str) for value in values)
