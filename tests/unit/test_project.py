"""The bars that keep the project small and in one piece."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent.parent
SOURCES = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/**/*.py")])
Function = ast.FunctionDef | ast.AsyncFunctionDef


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions() -> Iterator[tuple[Path, Function]]:
    for path in SOURCES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, Function):
                yield path, node


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def imports_discord(path: Path) -> bool:
    """An import for type checkers counts too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        if any(name.split(".")[0] == "discord" for name in names):
            return True
    return False


def lock() -> dict[str, list[str]]:
    """The locked versions of each package."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for package in tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]:
        if "registry" in package["source"]:
            found[package["name"]].append(package["version"])
    return dict(found)


def requirements() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return [Requirement(line) for group in groups for line in group]


@pytest.mark.parametrize("wanted", requirements(), ids=str)
def test_each_dependency_is_locked_within_its_bounds(wanted: Requirement) -> None:
    versions = lock()[canonicalize_name(wanted.name)]
    assert all(wanted.specifier.contains(version) for version in versions)


def test_the_lock_was_made_for_these_dependencies() -> None:
    """What uv wrote down of pyproject.toml when it locked is what stands there now."""
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    (own,) = (package for package in packages if "registry" not in package["source"])
    noted = {
        (canonicalize_name(entry["name"]), SpecifierSet(entry.get("specifier", "")))
        for entry in own["metadata"]["requires-dist"]
    }
    assert noted == {(canonicalize_name(wanted.name), wanted.specifier) for wanted in requirements()}


def test_the_constraints_for_pip_hold_every_locked_version() -> None:
    script = [sys.executable, str(ROOT / ".ci" / "constraints.py"), str(ROOT / "uv.lock")]
    printed = subprocess.run(script, capture_output=True, text=True, check=True).stdout
    found: defaultdict[str, list[Requirement]] = defaultdict(list)
    for line in printed.splitlines():
        found[Requirement(line).name].append(Requirement(line))
    assert {name: sorted(str(one.specifier) for one in several) for name, several in found.items()} == {
        name: sorted(f"=={version}" for version in versions) for name, versions in lock().items()
    }
    doubles = [several for several in found.values() if len(several) > 1]
    assert doubles, "no package is locked twice any more: this test needs another example"
    assert all(one.marker for several in doubles for one in several)


def test_files_are_short() -> None:
    sizes = {path: lines(path) for path in SOURCES}
    assert {str(path): size for path, size in sizes.items() if size > 450} == {}
    filled = [size for size in sizes.values() if size > 1]
    assert median(filled) <= 110
    assert quantiles(filled, n=10)[-1] <= 300


def test_functions_are_short() -> None:
    sizes = [length(function) for _, function in functions()]
    assert median(sizes) <= 9
    assert quantiles(sizes, n=10)[-1] <= 30
    assert sum(size > 50 for size in sizes) <= len(sizes) / 100


def test_every_function_says_what_it_returns() -> None:
    assert [f"{path}:{node.lineno} {node.name}" for path, node in functions() if node.returns is None] == []


def test_discord_stays_at_the_front_door() -> None:
    inside = [path.relative_to(ROOT) for path in SOURCES if imports_discord(path)]
    assert inside, "nothing imports discord: this test looks at the wrong files"
    doors = (Path("bot/client"), Path("cogs"))
    assert [str(path) for path in inside if not any(path.is_relative_to(door) for door in doors)] == []


def test_most_of_the_code_is_free_of_discord() -> None:
    free = sum(lines(path) for path in SOURCES if not imports_discord(path))
    assert free >= 0.6 * sum(map(lines, SOURCES))


def test_nothing_that_is_built_is_tracked() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    built = re.compile(r"\.(mo|pyc|db|egg-info)$|^data/|(^|/)(\.venv|__pycache__|\.env)(/|$)")
    assert [name for name in listed.stdout.splitlines() if built.search(name)] == []


def test_the_contracts_forget_no_cog_and_no_room() -> None:
    contracts = {
        one["name"]: one
        for one in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    }
    cogs = {f"cogs.{path.stem}" for path in ROOT.glob("cogs/[!_]*.py")}
    assert set(contracts["cogs never import each other"]["modules"]) == cogs
    rooms = {f"bot.{path.parent.name}" for path in ROOT.glob("bot/*/__init__.py")}
    assert rooms - {"bot.client", "bot.cli"} <= set(contracts["discord stays at the front door"]["source_modules"])
