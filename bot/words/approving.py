"""What a file of translations would change in a server's memory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.errors import UserError
from bot.store.memories import MemoryEntry
from bot.translation.memory.memory import FULL, MOST_PER_GUILD
from bot.translation.memory.recollection import Pair
from bot.words.files.pairing import pair_of
from bot.words.files.report import TWICE, Refusal, Report
from bot.words.files.row import Row

_Name = tuple[str, str]


@dataclass(slots=True)
class Plan:
    """report: what is told of the file. new: entries to be kept, in place of those with their names."""

    report: Report = field(default_factory=Report)
    new: list[MemoryEntry] = field(default_factory=list[MemoryEntry])


def plan(rows: Iterable[Row], known: Iterable[MemoryEntry], entry_of: Callable[[Pair], MemoryEntry]) -> Plan:
    """Take line by line what can be kept; list the others. entry_of: what is kept of a pair; raises UserError."""
    planned = Plan()
    former = {_name(entry): entry for entry in known}
    seen: set[_Name] = set()
    for row in rows:
        try:
            _take(planned, entry_of(pair_of(row)), former, seen)
        except UserError as error:
            planned.report.refused.append(Refusal(row.line, row.values.get("source", ""), error))
    return planned


def _take(planned: Plan, entry: MemoryEntry, former: dict[_Name, MemoryEntry], seen: set[_Name]) -> None:
    name, report = _name(entry), planned.report
    if name in seen:
        raise UserError(TWICE)
    if name not in former and len(former) + report.new >= MOST_PER_GUILD:
        raise UserError(FULL, most=MOST_PER_GUILD)
    seen.add(name)
    if name in former and _said(entry) == _said(former[name]):
        report.unchanged += 1
        return
    planned.new.append(entry)
    if name in former:
        report.changed += 1
    else:
        report.new += 1


def _name(entry: MemoryEntry) -> _Name:
    return entry.target_locale, entry.key


def _said(entry: MemoryEntry) -> tuple[str, str, str]:
    return entry.source_locale, entry.source_text, entry.rendering
