"""What a file would change, line by line, in the words of its reader."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.client.paging import excerpt
from bot.client.panels.log_lines import ACTIONS
from bot.client.sentences import Sentence
from bot.errors import N_
from bot.filing.problems import Problem
from bot.i18n import Catalogues
from bot.onboarding.files.differences import ADDED, CHANGED, REMOVED, Difference

# What the log has no name for, because it never stands alone there.
_LABELS: Final = {
    "cat-role": N_("role for whoever pays the cat tax"),
    "buddies": N_("buddies for newcomers"),
    "icebreaker-hidden": N_("never asked"),
    "text": N_("text"),
}
_ON: Final = N_("on")
_OFF: Final = N_("off")
# Translators: how many things a file adds, changes and takes away.
_COUNTS: Final = N_("New: {new} · changed: {changed} · taken away: {gone}")
_CHANNELS: Final = frozenset({"welcome-channel", "cat-channel", "icebreaker-channel"})
_ROLES: Final = frozenset({"role-en", "role-zh-CN", "role-zh-TW", "cat-role", "step-role"})
# Discord takes a plain minus for the beginning of a list.
_SIGNS: Final = {ADDED: "🆕", CHANGED: "✏️", REMOVED: "🗑️"}
_NOT_SET: Final = "–"
# In a line of a message; a file has room for all of a text.
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Teller:
    """Says differences in one language. named: how a channel or a role is called, by `#` or `@&` and its id."""

    locale: str
    catalogues: Catalogues
    named: Callable[[str, int], str]
    longest: int | None = _LONGEST

    def in_full(self, named: Callable[[str, int], str]) -> "Teller":
        """The same, who leaves nothing out of texts."""
        return replace(self, named=named, longest=None)

    def shortens(self, difference: Difference) -> bool:
        """Whether something of a difference is left out in its line."""
        texts = (each for each in (difference.before, difference.after) if isinstance(each, str))
        return any(excerpt(text, len(text) * 2) != excerpt(text, _LONGEST) for text in texts)

    def counts(self, found: Sequence[Difference]) -> str:
        """How many there are of each kind."""
        new, changed, gone = (sum(each.sign == sign for each in found) for sign in (ADDED, CHANGED, REMOVED))
        return self.catalogues.text(self.locale, _COUNTS, new=new, changed=changed, gone=gone)

    def line(self, difference: Difference) -> str:
        """One of them."""
        what = difference.what
        label = self.catalogues.text(self.locale, ACTIONS.get(what) or _LABELS.get(what, what))
        if difference.what == "text":
            values = [each for each in (difference.before, difference.after) if each is not None]
        else:
            values = [difference.before, difference.after]
        shown = " → ".join(self._value(difference.what, value) for value in values)
        subject = f"`{difference.subject}`" if difference.subject else ""
        colon = ": " if self.locale == "en" else "："
        return f"{_SIGNS[difference.sign]} {colon.join(filter(None, (label, subject, shown)))}"

    def problem(self, problem: Problem) -> str:
        """What is wrong with an entry of a file, or keeps it from being taken."""
        params = {name: excerpt(value, 60) if name == "name" else value for name, value in problem.params.items()}
        said = Sentence(problem.message_id, params).said(self.locale, self.catalogues)
        path = " ".join(problem.path.replace("`", "′").split())
        return f"- `{path[:100]}`: {said}"

    def _value(self, what: str, value: str | int | None) -> str:  # noqa: PLR0911 - a line for each kind of value
        if value is None:
            return _NOT_SET
        if isinstance(value, bool):
            return self.catalogues.text(self.locale, _ON if value else _OFF)
        if isinstance(value, str):
            return excerpt(value, self.longest) if self.longest else value
        if what in _CHANNELS:
            return self.named("#", value)
        if what in _ROLES:
            return self.named("@&", value)
        if what == "icebreaker-time":
            return f"{value // 60:02}:{value % 60:02}"
        return str(value + 1 if what == "step-position" else value)
