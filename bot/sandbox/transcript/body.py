"""What a message or form looks like, as lines of text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.sandbox.transcript.columns import printable
from bot.sandbox.transcript.controls import Control, buttons, controls
from bot.sandbox.transcript.mentions import to_names
from bot.sandbox.wire import Json
from bot.sandbox.world.guild import Guild


@dataclass(frozen=True, slots=True)
class Content:
    """All that a message holds."""

    text: str = ""
    components: Sequence[Json] = ()
    embeds: Sequence[Json] = ()
    files: Sequence[str] = ()
    enclosed: Sequence[str] = ()


def body(content: Content, guild: Guild | None = None, marks: Sequence[str] = ()) -> list[str]:
    """A message: its text with marks such as "edited" behind it, then all else that it holds; never no line."""
    behind = " ".join(f"({mark})" for mark in marks)
    *above, last = to_names(content.text, guild).split("\n")
    lines = [*above, " ".join(part for part in (last, behind) if part)]
    lines += [line for embed in content.embeds for line in _embed(embed, guild)]
    lines += [f"📎 {name}" for name in content.files]
    lines += [to_names(line, guild) for line in content.enclosed]
    lines += [to_names(line, guild) for line in components_as_lines(content.components)]
    shown = [printable(line) for line in lines]
    return shown[1:] if len(shown) > 1 and not shown[0] else shown


def components_as_lines(components: Iterable[Json]) -> list[str]:
    """Buttons as `[1 English] [2 简体中文]`, selects as `[▾ Language: English | 简体中文]`, a row a line."""
    found = controls(components)
    numbers = {id(control): number for number, control in buttons(found).items()}
    rows = groupby(found, key=lambda control: control.row)
    return [
        line
        for _, row in rows
        for line in " ".join(_control(control, numbers.get(id(control))) for control in row).split("\n")
    ]


def form(title: str, components: Iterable[Json]) -> list[str]:
    """A form: its title, and its fields with what they already hold."""
    fields = [f"[{found.label}: {', '.join(found.chosen)}]" for found in controls(components) if found.kind == "input"]
    others = [_control(found, None) for found in controls(components) if found.kind in ("select", "text")]
    return [printable(line) for line in (title, *others, *fields)]


def _control(control: Control, number: int | None) -> str:
    match control.kind:
        case "text":
            return control.label
        case "link":
            return f"[{control.label} ↗]"
        case "select":
            return _select(control)
        case "input":
            return f"[{control.label}: {', '.join(control.chosen)}]"
        case "button":
            return f"[{number} {control.label}]" if number else f"({control.label})"


def _select(control: Control) -> str:
    options = " | ".join(f"✓ {label}" if label in control.chosen else label for label, _ in control.choices)
    what = options or control.asks_for
    inside = f"{control.label}: {what}" if control.label else what
    return f"(▾ {inside})" if control.disabled else f"[▾ {inside}]"


def _embed(embed: Json, guild: Guild | None) -> list[str]:
    author: Json = embed.get("author") or {}
    footer: Json = embed.get("footer") or {}
    fields: list[Json] = embed.get("fields") or []
    parts: list[str | None] = [
        author.get("name"),
        embed.get("title"),
        embed.get("description"),
        *(f"{field['name']}: {field['value']}" for field in fields),
        footer.get("text"),
    ]
    return [f"│ {line}" for part in parts if part for line in to_names(part, guild).split("\n")]
