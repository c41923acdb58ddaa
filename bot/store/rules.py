"""The rules of servers, as moderators edit them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from bot.rules.book import Book, Rule, RuleText
from bot.store.schema.rules import RULE, RULE_TEXT

# Rules that were removed, and can be brought back: their place, and how many a server has.
REMOVED = -1
KEPT = 20
_RULE, _TEXT = RULE.c, RULE_TEXT.c


def book(connection: Connection, guild_id: int) -> Book:
    """All rules of a server, in their order."""
    texts: dict[int, dict[str, RuleText]] = {}
    for row in connection.execute(select(RULE_TEXT).where(_TEXT.guild_id == guild_id)).mappings():
        texts.setdefault(row["rule_id"], {})[row["locale"]] = _text(row)
    chosen = select(RULE).where(_RULE.guild_id == guild_id, _RULE.position > REMOVED)
    rows = connection.execute(chosen.order_by(_RULE.position, _RULE.rule_id)).mappings()
    return Book([_rule(row, texts.get(row["rule_id"], {})) for row in rows])


def get(connection: Connection, guild_id: int, rule_id: int) -> Rule | None:
    """A rule, also one that was removed and can be brought back: its position is REMOVED then."""
    chosen = select(RULE).where(_RULE.guild_id == guild_id, _RULE.rule_id == rule_id)
    row = connection.execute(chosen).mappings().first()
    if row is None:
        return None
    said = select(RULE_TEXT).where(_TEXT.guild_id == guild_id, _TEXT.rule_id == rule_id)
    return _rule(row, {each["locale"]: _text(each) for each in connection.execute(said).mappings()})


def removed(connection: Connection, guild_id: int) -> list[Rule]:
    """The rules that were removed and can be brought back, the latest first."""
    chosen = select(RULE).where(_RULE.guild_id == guild_id, _RULE.position == REMOVED)
    rows = connection.execute(chosen.order_by(_RULE.updated_at.desc(), _RULE.rule_id.desc()).limit(KEPT)).mappings()
    found = [get(connection, guild_id, row["rule_id"]) for row in rows.all()]
    return [rule for rule in found if rule and rule.texts]


def add(connection: Connection, guild_id: int, texts: Mapping[str, RuleText], at: int, by: int) -> Rule:
    """A new rule, after all others. Its id was never that of another rule of the server."""
    of_guild = select(func.max(_RULE.rule_id), func.max(_RULE.position)).where(_RULE.guild_id == guild_id)
    last_id, last_position = connection.execute(of_guild).one()
    rule = Rule((last_id or 0) + 1, REMOVED + 1 if last_position is None else last_position + 1, texts)
    row = {"guild_id": guild_id, "rule_id": rule.rule_id, "position": rule.position}
    connection.execute(insert(RULE).values(**row, revision=0, updated_at=at, updated_by=by))
    _write(connection, guild_id, rule.rule_id, texts)
    return rule


def replace(  # noqa: PLR0913, PLR0917 - a column each
    connection: Connection, guild_id: int, rule_id: int, texts: Mapping[str, RuleText], at: int, by: int
) -> None:
    """Let a rule say this, in all locales; its revision is one more."""
    of_rule = (_RULE.guild_id == guild_id, _RULE.rule_id == rule_id)
    changed = update(RULE).where(*of_rule).values(revision=_RULE.revision + 1, updated_at=at, updated_by=by)
    connection.execute(changed)
    connection.execute(delete(RULE_TEXT).where(_TEXT.guild_id == guild_id, _TEXT.rule_id == rule_id))
    _write(connection, guild_id, rule_id, texts)


def revive(  # noqa: PLR0913, PLR0917 - a column each
    connection: Connection, guild_id: int, rule_id: int, texts: Mapping[str, RuleText], at: int, by: int
) -> None:
    """Let there be a rule again that was let go of, under its old id. It is in the book once `order` says so."""
    row = {"guild_id": guild_id, "rule_id": rule_id, "position": REMOVED, "revision": 0}
    connection.execute(insert(RULE).values(**row, updated_at=at, updated_by=by))
    _write(connection, guild_id, rule_id, texts)


def order(connection: Connection, guild_id: int, rule_ids: Sequence[int]) -> None:
    """Let the book have these rules, in this order; those that are not named are removed, and can be brought back."""
    connection.execute(update(RULE).where(_RULE.guild_id == guild_id).values(position=REMOVED))
    for position, rule_id in enumerate(rule_ids):
        of_rule = (_RULE.guild_id == guild_id, _RULE.rule_id == rule_id)
        connection.execute(update(RULE).where(*of_rule).values(position=position))


def touch(connection: Connection, guild_id: int, rule_id: int, at: int, by: int) -> None:
    """Note who has changed what there is of a rule beside its texts; its revision is one more."""
    of_rule = (_RULE.guild_id == guild_id, _RULE.rule_id == rule_id)
    changed = update(RULE).where(*of_rule).values(revision=_RULE.revision + 1, updated_at=at, updated_by=by)
    connection.execute(changed)


def forget(connection: Connection, guild_id: int) -> None:
    """Let go of all removed rules but the latest; the last id stays, for none is used again."""
    removed = select(_RULE.rule_id).where(_RULE.guild_id == guild_id, _RULE.position == REMOVED)
    ids = connection.execute(removed.order_by(_RULE.updated_at.desc(), _RULE.rule_id.desc()).offset(KEPT)).scalars()
    last = connection.execute(select(func.max(_RULE.rule_id)).where(_RULE.guild_id == guild_id)).scalar_one()
    gone = [each for each in ids if each != last]
    connection.execute(delete(RULE_TEXT).where(_TEXT.guild_id == guild_id, _TEXT.rule_id.in_(gone)))
    connection.execute(delete(RULE).where(_RULE.guild_id == guild_id, _RULE.rule_id.in_(gone)))


def _write(connection: Connection, guild_id: int, rule_id: int, texts: Mapping[str, RuleText]) -> None:
    rows = [
        {
            "guild_id": guild_id,
            "rule_id": rule_id,
            "locale": locale,
            "name": text.name,
            "text": text.text,
            "detail": text.detail,
            "keywords": "\n".join(text.keywords),
            "examples": "\n".join(text.examples),
            "is_machine": text.is_machine,
        }
        for locale, text in sorted(texts.items())
    ]
    connection.execute(insert(RULE_TEXT), rows)


def _rule(row: RowMapping, texts: Mapping[str, RuleText]) -> Rule:
    return Rule(row["rule_id"], row["position"], texts, row["revision"])


def _text(row: RowMapping) -> RuleText:
    keywords, examples = _lines(row["keywords"]), _lines(row["examples"])
    return RuleText(row["name"], row["text"], row["detail"], keywords, examples, row["is_machine"])


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("\n")))
