"""What a file of words would change in a server."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.errors import UserError
from bot.words.checking import FULL, MOST_PER_GUILD, Spellings, checked
from bot.words.files.report import TWICE, Refusal, Report
from bot.words.files.row import Row
from bot.words.files.wording import word_of
from bot.words.word import Word


@dataclass(slots=True)
class Plan:
    """report: what is told of the file. gone: words that others replace. new: words to be kept."""

    report: Report = field(default_factory=Report)
    gone: list[Word] = field(default_factory=list[Word])
    new: list[Word] = field(default_factory=list[Word])


def plan(rows: Iterable[Row], words: Iterable[Word], fold: Callable[[str], str]) -> Plan:
    """Take line by line what can stand beside a server's words and the lines before; list the others."""
    planned = Plan()
    known = {fold(word.text): word for word in words}
    spellings = Spellings(known.values(), fold)
    for row in rows:
        try:
            word = checked(word_of(row))
            _take(planned, word, known.get(fold(word.text)), spellings, len(known))
        except UserError as error:
            planned.report.refused.append(Refusal(row.line, row.values.get("word", ""), error))
        else:
            known[fold(word.text)] = word
    return planned


def _take(planned: Plan, word: Word, former: Word | None, spellings: Spellings, many: int) -> None:
    report = planned.report
    if former in planned.new:
        raise UserError(TWICE)
    if word == former:
        report.unchanged += 1
        return
    if former is None and many >= MOST_PER_GUILD:
        raise UserError(FULL, most=MOST_PER_GUILD)
    spellings.put(word, former)
    planned.new.append(word)
    if former is None:
        report.new += 1
    else:
        planned.gone.append(former)
        report.changed += 1
