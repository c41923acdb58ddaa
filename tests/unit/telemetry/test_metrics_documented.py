"""What the documents and the dashboard say of metrics is what there is."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import Metric

from bot.telemetry.meter import Meter

DOCS = Path(__file__).parent.parent.parent.parent / "docs"
SUFFIXES = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_sum", "_count")}
# What may stand in an expression beside metrics and their labels.
WORDS = {"sum", "by", "rate", "histogram_quantile"}


def metrics() -> list[Metric]:
    return list(Meter().registry.collect())


def labels() -> dict[str, set[str]]:
    """What each metric is told apart by, asked of the one that counts it."""
    registry = Meter().registry
    return {
        metric.name: set(getattr(collector, "_labelnames", ()))
        for collector in registry._collector_to_names
        for metric in collector.collect()
    }


def names() -> dict[str, Metric]:
    """Each name that may be asked for."""
    return {f"{each.name}{suffix}": each for each in metrics() for suffix in SUFFIXES[each.type]}


def expressions() -> list[str]:
    board: dict[str, Any] = json.loads((DOCS / "grafana" / "redbridge.json").read_text(encoding="utf-8"))
    return [target["expr"] for panel in board["panels"] for target in panel["targets"]]


@pytest.mark.parametrize("page", ["operators.md", "operators.zh-CN.md"])
def test_the_table_is_the_registry(page: str) -> None:
    found = re.findall(
        r"^\| `(redbridge_\w+)` \| (\w+) \| (.*?) \|", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE
    )
    told = {(name, kind, tuple(re.findall(r"`(\w+)`", having))) for name, kind, having in found}
    having = labels()
    there = {(m.name + ("_total" if m.type == "counter" else ""), m.type, frozenset(having[m.name])) for m in metrics()}
    assert {(name, kind, frozenset(each)) for name, kind, each in told} == there


@pytest.mark.parametrize("expression", expressions())
def test_the_dashboard_uses_only_what_there_is(expression: str) -> None:
    plain = re.sub(r"\[\$__rate_interval\]", "", expression)
    known = names()
    words = set(re.findall(r"[a-zA-Z_]\w*", plain)) - WORDS
    used = {word for word in words if word.startswith("redbridge_")}
    assert used
    assert used <= set(known)
    allowed = {label for name in used for label in labels()[known[name].name]} | {"le"}
    assert words - used <= allowed
    assert plain.count("(") == plain.count(")")


def test_the_dashboard_shows_all_of_it() -> None:
    shown = " ".join(expressions())
    assert [each.name for each in metrics() if each.name not in shown] == []


def test_each_panel_has_a_title_and_a_unit() -> None:
    board: dict[str, Any] = json.loads((DOCS / "grafana" / "redbridge.json").read_text(encoding="utf-8"))
    for panel in board["panels"]:
        assert panel["title"]
        assert panel["fieldConfig"]["defaults"]["unit"]
        assert all(target["expr"] and target["legendFormat"] for target in panel["targets"])
    assert len({panel["title"] for panel in board["panels"]}) == len(board["panels"])
