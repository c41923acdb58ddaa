"""A server's own words for its reminders: written, completed by the translator, approved, and given up again."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import N_, UserError
from bot.i18n import LANGUAGES, LOCALES
from bot.markup import seen, units
from bot.rules.saying import PLACEHOLDERS, PLAIN, PRIVATE, TIMED, Wordings
from bot.store import audit, rule_wordings
from bot.store.audit import Change
from bot.store.database import Database
from bot.store.setups import Wording
from bot.texts.placeholders import PLACEHOLDER
from bot.texts.writing import Writer

# Of one way of reminding: so many variants, of so many characters each, so that two languages fit into a message.
MOST: Final = 6
LONGEST: Final = 400
# Between variants, on a line of its own.
BETWEEN: Final = "---"
# Without which nobody would know which rule is meant.
NEEDED: Final = {PLAIN: "text", TIMED: "text", PRIVATE: "text"}
_LINE: Final = re.compile(rf"^\s*{BETWEEN}+\s*$", re.MULTILINE)
# As people type placeholders: in capitals, with spaces, in the braces of a Chinese keyboard.
_LOOSE: Final = re.compile(r"[{｛][ \u3000]*(\w[\w \u3000-]{0,40}?)[ \u3000]*[}｝]")
_TWICE: Final = N_("{language}: {placeholder} stands there twice. Once is enough; nothing was changed.")
_CHANGED: Final = N_(
    "Somebody else changed this text meanwhile, so yours was not kept: theirs stands. Look at it, and decide again."
)
_STALE: Final = N_(
    "Somebody else changed this text meanwhile, so nothing was done. Open it anew, and look at what it says now."
)
_UNKNOWN: Final = N_(
    "{language}: nothing stands for {placeholder}, so nothing was changed. "
    "Take it out, or write one of these instead: {known}"
)
_MISSING: Final = N_(
    "{language}: {placeholder} is missing, so nobody would know which rule is meant. Write it where the rule is to "
    "stand; nothing was changed."
)
_LONG: Final = N_("{language}: this has {n} characters, and {most} is the most. Shorten it; nothing was changed.")
_MANY: Final = N_("{language}: these are {n} variants, and {most} is the most. Nothing was changed.")
_UNEVEN: Final = N_(
    "{language} has {n} variants and {other} has {m}. Each needs its counterpart in the other language, or leave one "
    "language empty and it is translated. Nothing was changed."
)

Texts = Mapping[str, Wording]


class OwnWordings:
    """How each server says its reminders. All raise StoreError; those that write also UserError."""

    def __init__(self, database: Database, clock: Clock, writer: Writer, packaged: Wordings) -> None:
        self._database = database
        self._clock = clock
        self._writer = writer
        self.packaged = packaged

    async def of(self, guild_id: int) -> Wordings:
        """The words for all ways of reminding: a server's own where it has any, else RedBridge's."""
        found = await self.own(guild_id)
        return {how: _together(found[how]) if how in found else ways for how, ways in self.packaged.items()}

    async def own(self, guild_id: int) -> Mapping[str, Texts]:
        """A server's own, by the way of reminding and the locale; variants are separated by lines of `---`."""
        return await self._database.read(rule_wordings.own, guild_id)

    def ours(self, how: str) -> Texts:
        """RedBridge's own, as they would be written."""
        ways = self.packaged[how]
        return {locale: Wording("", joined([way[locale] for way in ways])) for locale in LOCALES}

    async def write(self, guild_id: int, how: str, texts: Mapping[str, str], by: int, before: Texts) -> None:
        """Let a way of reminding be said so; languages that are empty are translated. before: what was there then."""
        given = {locale: split(text) for locale, text in texts.items() if split(text)}
        for locale, variants in given.items():
            check(how, locale, variants)
        _require_even(given)
        done: Texts = await self._completed(guild_id, how, given, by) if given else {}
        change = Change(guild_id, self._now(), by, "rule.wording", how)
        await self._database.write(_write, change, done, before)

    async def approve(self, guild_id: int, how: str, by: int, mark: str) -> None:
        """Take what the translator wrote for what the moderators mean. mark: of what they saw, see `mark_of`."""
        await self._database.write(_approve, Change(guild_id, self._now(), by, "rule.wording-approve", how), mark)

    async def reset(self, guild_id: int, how: str, by: int, mark: str) -> None:
        """Go back to RedBridge's words. mark: of what they saw, see `mark_of`."""
        await self._database.write(_reset, Change(guild_id, self._now(), by, "rule.wording-reset", how), mark)

    async def _completed(self, guild_id: int, how: str, given: Mapping[str, Sequence[str]], by: int) -> Texts:
        count = len(next(iter(given.values())))
        variants: list[Texts] = []
        for at in range(count):
            written = {locale: Wording("", each[at]) for locale, each in given.items()}
            variants.append(await self._writer.complete(written, guild_id, by))
        done: dict[str, Wording] = {}
        for locale in LOCALES:
            each = [variant[locale] for variant in variants]
            check(how, locale, [one.text for one in each])
            is_machine = any(one.is_machine for one in each)
            done[locale] = Wording("", joined([one.text for one in each]), is_machine=is_machine)
        return done

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def split(text: str) -> list[str]:
    """The variants in what somebody wrote."""
    clean = _LOOSE.sub(_placed, seen(text).replace("\r\n", "\n"))
    return [part.strip() for part in _LINE.split(clean) if part.strip()]


def _placed(found: re.Match[str]) -> str:
    """A placeholder as it has to be written; what means nothing stays as it is."""
    meant = found[1].strip().lower()
    return f"{{{meant}}}" if any(meant in names for names in PLACEHOLDERS.values()) else found[0]


def joined(variants: Sequence[str]) -> str:
    """Variants as somebody writes them."""
    return f"\n{BETWEEN}\n".join(variants)


def known(how: str) -> str:
    """The placeholders of a way of reminding, as one writes them."""
    return " ".join(f"{{{each}}}" for each in sorted(PLACEHOLDERS[how]))


def check(how: str, locale: str, variants: Sequence[str]) -> None:
    """Raise UserError for the first variant that cannot be used."""
    language, needed = LANGUAGES[locale], NEEDED.get(how, "name")
    if len(variants) > MOST:
        raise UserError(_MANY, language=language, n=len(variants), most=MOST)
    for variant in variants:
        names = PLACEHOLDER.findall(variant)
        if strange := next((each[0] for each in _LOOSE.finditer(variant) if each[0] not in known(how).split()), None):
            raise UserError(_UNKNOWN, language=language, placeholder=strange, known=known(how))
        # Twice, and nobody could say any more how long it gets.
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise UserError(_TWICE, language=language, placeholder=f"{{{twice}}}")
        if needed not in names:
            raise UserError(_MISSING, language=language, placeholder=f"{{{needed}}}")
        if (count := units(variant)) > LONGEST:
            raise UserError(_LONG, language=language, n=count, most=LONGEST)


def mark_of(texts: Texts) -> str:
    """Eight characters that tell one version of a text from another."""
    said = repr(sorted((locale, wording.text, wording.is_machine) for locale, wording in texts.items()))
    return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=4).hexdigest()


def _together(texts: Texts) -> list[Mapping[str, str]]:
    columns = {locale: split(wording.text) for locale, wording in texts.items()}
    return [{locale: columns[locale][at] for locale in LOCALES} for at in range(len(columns[LOCALES[0]]))]


def _require_even(given: Mapping[str, Sequence[str]]) -> None:
    counts = {locale: len(variants) for locale, variants in given.items()}
    for locale, n in counts.items():
        for other, m in counts.items():
            if n != m:
                raise UserError(_UNEVEN, language=LANGUAGES[locale], n=n, other=LANGUAGES[other], m=m)


def _write(connection: Connection, change: Change, texts: Texts, before: Texts) -> None:
    former = rule_wordings.own(connection, change.guild_id).get(change.subject, {})
    if former != before:
        raise UserError(_CHANGED)
    if texts != former:
        rule_wordings.replace(connection, change.guild_id, change.subject, texts, change.at, change.member_id)
        audit.add(connection, change)


def _approve(connection: Connection, change: Change, mark: str) -> None:
    former = _same(connection, change, mark)
    approved = {locale: replace(wording, is_machine=False) for locale, wording in former.items()}
    rule_wordings.replace(connection, change.guild_id, change.subject, approved, change.at, change.member_id)
    audit.add(connection, change)


def _reset(connection: Connection, change: Change, mark: str) -> None:
    _same(connection, change, mark)
    rule_wordings.replace(connection, change.guild_id, change.subject, {}, change.at, change.member_id)
    audit.add(connection, change)


def _same(connection: Connection, change: Change, mark: str) -> Texts:
    former = rule_wordings.own(connection, change.guild_id).get(change.subject, {})
    if not former or mark_of(former) != mark:
        raise UserError(_STALE)
    return former
