"""What is said of a file of rules: what it would change, line by line, or what is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.client import render
from bot.client.files import file_of
from bot.client.page import Page, fitting
from bot.client.paging import excerpt
from bot.errors import N_
from bot.filing.problems import BadFileError, Problem
from bot.i18n import LANGUAGES, LOCALES, Catalogues, readers
from bot.rules import wording
from bot.rules.book import RuleText
from bot.rules.files.plan import Entry, Plan

_NOTHING: Final = N_("**{file}** is read, and nothing in it changes anything.")
_WRONG: Final = N_("**{file}** can't be used as it is. Put this right and send it again; nothing was changed.")
_MORE: Final = N_("… ({n} more lines; the file below has all of it in full)")
_COUNTS: Final = N_("New: {new} · changed: {changed} · taken away: {gone}")
_ORDER: Final = N_("↕️ The order changes.")
_TRANSLATED: Final = N_(
    "🤖 Translated by machine where nobody has written it, and marked until a moderator approves it."
)
_LEFT: Final = N_("These lines belong to no rule, and stay out:")
_IN_FULL: Final = N_("The file below has all of it in full.")
# Of 2,000 characters; the rest is for what stands above and below.
_ROOM: Final = 1400
_ROOM_OF_TWO: Final = 700
_MOST_LEFT: Final = 5
# Nobody puts more right in one go.
_MOST_PROBLEMS: Final = 200
_NAME: Final = 60
_CHANGES: Final = "changes.txt"
_PROBLEMS: Final = "problems.txt"


@dataclass(frozen=True, slots=True)
class Teller:
    """Says what becomes of a book, in one language."""

    catalogues: Catalogues
    locale: str

    def page(self, plan: Plan, head: str, file: str, left: Sequence[str] = ()) -> Page:
        """What a file changes. head: a msgid that stands above it. left: lines that stay out."""
        say = self._say
        heads = [say(_NOTHING if plan.is_nothing else head, file=excerpt(file, _NAME))]
        if not plan.is_nothing:
            heads.append(say(_COUNTS, new=len(plan.new), changed=len(plan.changed), gone=len(plan.gone)))
        lines = [*self._lines(plan), *self._left(left)]
        shown = fitting(lines, _ROOM)
        is_cut = len(shown) < len(lines) or len(left) > _MOST_LEFT
        if not (is_cut or plan.changed or plan.gone):
            return Page("\n".join([*heads, *shown]))
        more = say(_MORE, n=len(lines) - len(shown)) if len(shown) < len(lines) else say(_IN_FULL)
        in_full = "\n".join([*self._in_full(plan), *(self._left(left, len(left)))])
        return Page("\n".join([*heads, *shown, more]), file_of(in_full.encode("utf-8", "replace"), _CHANGES))

    def _lines(self, plan: Plan) -> Iterator[str]:
        """A line for each rule that does not stay as it is."""
        for number, entry in enumerate(plan.entries, 1):
            if entry.rule is None:
                yield f"🆕 **{number}. {excerpt(self._name(entry), _NAME)}**"
            elif entry.changed:
                tongues = ", ".join(LANGUAGES[each] for each in entry.changed)
                yield f"✏️ **{number}. {excerpt(self._name(entry), _NAME)}** ({tongues})"
        for rule in plan.gone:
            yield f"🗑️ **{rule.number}. {excerpt(rule.texts[self.locale].name, _NAME)}**"
        if plan.is_reordered:
            yield self._say(_ORDER)
        if any(entry.missing for entry in plan.entries):
            yield self._say(_TRANSLATED)

    def _left(self, left: Sequence[str], most: int = _MOST_LEFT) -> Iterator[str]:
        if left:
            yield self._say(_LEFT)
            yield from (f"> {excerpt(line, 100)}" for line in left[:most])
        if len(left) > most:
            yield "> …"

    def _in_full(self, plan: Plan) -> Iterator[str]:
        """All that is written anew and taken away, for a file."""
        for number, entry in enumerate(plan.entries, 1):
            for locale in (each for each in LOCALES if each in entry.texts):
                before = entry.rule.texts[locale] if entry.rule else None
                if entry.texts[locale] != before:
                    yield from _versions(f"{number} · {LANGUAGES[locale]}", before, entry.texts[locale])
        for rule in plan.gone:
            for locale in LOCALES:
                yield from _versions(f"{rule.number} · {LANGUAGES[locale]}", rule.texts[locale], None)

    def _name(self, entry: Entry) -> str:
        texts = entry.texts
        return texts[next(each for each in (self.locale, *LOCALES) if each in texts)].name

    def _say(self, message_id: str, **params: str | int) -> str:
        return self.catalogues.text(self.locale, message_id, **params)


def wrong(error: BadFileError, file: str, locale: str, catalogues: Catalogues) -> Page:
    """What is wrong with a file, for its reader and their neighbours."""
    said = [_wrong(error, file, each, catalogues) for each in readers(locale)]
    kept = [fitting(lines, _ROOM_OF_TWO) for lines in said]
    if [len(lines) for lines in kept] == [len(lines) for lines in said]:
        return Page(render.stacked(*map("\n".join, kept)))
    texts = [
        "\n".join([*shown, catalogues.text(each, _MORE, n=len(lines) - len(shown))])
        for each, shown, lines in zip(readers(locale), kept, said, strict=True)
    ]
    everything = "\n\n".join(map("\n".join, said))
    return Page(render.stacked(*texts), file_of(everything.encode("utf-8", "replace"), _PROBLEMS))


def _wrong(error: BadFileError, file: str, locale: str, catalogues: Catalogues) -> list[str]:
    def line(problem: Problem) -> str:
        path = " ".join(problem.path.replace("`", "′").split())
        return f"- `{path[:100]}`: {catalogues.text(locale, problem.message_id, **problem.params)}"

    return [catalogues.text(locale, _WRONG, file=excerpt(file, _NAME)), *map(line, error.problems[:_MOST_PROBLEMS])]


def _versions(head: str, before: RuleText | None, after: RuleText | None) -> Iterator[str]:
    yield f"== {head}"
    for sign, text in (("-", before), ("+", after)):
        if text:
            yield from (f"{sign} {line}" for line in wording.joined(text).split("\n"))
    yield ""
