"""Whoever acts is asked for the part of RedBridge that they change, everywhere and in one way."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
FILES = sorted([*(ROOT / "bot/client").rglob("*.py"), *(ROOT / "cogs").glob("*.py")])
# What belongs to no part: who may change what, the log of all changes, and /redbridge itself.
WHOLE = {"cogs/access.py", "cogs/log.py", "bot/client/panels/log_lines.py"}
# They read the permission themselves, so that the others need not.
DOORS = {"bot/client/moderators.py", "bot/client/panels/access.py"}


def read() -> Iterator[tuple[str, ast.Module]]:
    for path in FILES:
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def names(node: ast.expr) -> str:
    return ast.unparse(node).split("[")[0].rsplit(".", 1)[-1]


def test_each_press_names_the_part_that_it_changes() -> None:
    asked = 0
    for name, tree in read():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if names(call.func) in ("require_moderator", "is_moderator"):
                asked += 1
                assert len(call.args) == 2, f"{name}:{call.lineno}"
    assert asked > 50


def test_each_group_of_commands_and_each_list_names_its_part() -> None:
    found = 0
    for name, tree in read():
        for kind in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
            if {"ModeratorGroup", "Turn"}.isdisjoint(map(names, kind.bases)) or name in WHOLE:
                continue
            if any(isinstance(line, ast.AsyncFunctionDef) and line.name == "used" for line in kind.body):
                continue  # it turns its pages itself, for whomever it may
            found += 1
            said = [names(line.targets[0]) for line in kind.body if isinstance(line, ast.Assign)]
            assert "area" in said, f"{name}: {kind.name}"
    assert found > 8


def test_nobody_reads_the_permission_past_the_door() -> None:
    for name, tree in read():
        for node in (node for node in ast.walk(tree) if isinstance(node, ast.Attribute)):
            assert node.attr != "manage_guild" or name in DOORS, f"{name}:{node.lineno}"
