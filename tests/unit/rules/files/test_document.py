"""Rule books as JSON: the same again, and refused with what to do where they are something else."""

import json
from typing import Any

import pytest

from bot.errors import UserError
from bot.filing.problems import BadFileError
from bot.i18n import LOCALES
from bot.language.types import Detection
from bot.rules.book import LONGEST_NAME, MOST_RULES, Book, Rule, RuleText
from bot.rules.files.document import read_json, write_json
from bot.rules.files.reading import read

CATS = RuleText("Cats", "Post\n\none.", "They rule.", ("cat", "pets"), ("Biscuit sleeps",), is_machine=True)
EN = {"name": "Cats", "text": "Post one."}


def content(*rules: Any, **changes: Any) -> bytes:
    return json.dumps({"format": "redbridge.rules", "version": 1, "rules": list(rules), **changes}).encode()


def refusal(data: bytes, name: str = "ours.json") -> str:
    with pytest.raises(UserError) as caught:
        read(data, name, lambda _: Detection("en"))
    if isinstance(caught.value, BadFileError):
        return "; ".join(f"{each.path}: {each.message_id}" for each in caught.value.problems)
    return caught.value.message_id


def test_a_book_is_read_as_it_was_written() -> None:
    book = Book([Rule(n, n, {each: CATS if n else RuleText("猫", "x") for each in LOCALES}) for n in range(2)])
    assert [draft.texts for draft in read_json(write_json(book))] == [rule.texts for rule in book.rules]


def test_a_rule_may_lack_languages_and_all_that_only_helps() -> None:
    (draft,) = read_json(content({"zh-TW": {"name": " 貓 \n", "text": "先繳稅。", "keywords": ["", "貓  稅"]}}))
    assert draft.texts == {"zh-TW": RuleText("貓", "先繳稅。", keywords=("貓 稅",))}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (content(format="redbridge.onboarding"), "This is no rule book"),
        (b"[]", "This is no rule book"),
        (b"{", "that is not JSON"),
        (b"\xff\xfe{", "not in UTF-8"),
        (content(version=2), "newer RedBridge"),
        (content(version=0), "a version that there ever was"),
        (content(), "rules: There are no rules"),
        (content({"en": {"name": "Cats"}}), "rules.0.en.text: This entry is missing"),
        (content({"en": EN, "fr": EN}), "rules.0.fr: RedBridge doesn't know this entry"),
        (content({"en": {**EN, "machine": 1}}), "rules.0.en.machine: This must be true or false"),
        (content({"en": EN}, {}), "rules.1: This rule is in no language"),
        (content({"en": {**EN, "name": "x" * (LONGEST_NAME + 1)}}), "rules.0: {language}: the name has"),
        (content({"en": {**EN, "text": " "}}), "rules.0: {language}: the first line"),
        (content({"en": {**EN, "name": "\u200b\u2060"}}), "rules.0: {language}: the first line"),
        (content(*[{"en": EN}] * (MOST_RULES + 1)), "rules: There are {n} rules in it"),
    ],
)
def test_what_is_no_rule_book_is_refused(data: bytes, words: str) -> None:
    assert words in refusal(data)


@pytest.mark.parametrize("name", ["rules.pdf", "rules", "rules.json.exe"])
def test_other_files_are_refused_by_their_name(name: str) -> None:
    assert "its name must end in .json" in refusal(content({"en": EN}), name)


@pytest.mark.parametrize("name", ["RULES.MD", "rules.markdown", "rules.txt"])
def test_lists_are_read_whatever_their_name(name: str) -> None:
    contents = read("\ufeff1. Be kind: To all.".encode(), name, lambda _: Detection("en"))
    assert [draft.texts["en"].name for draft in contents.drafts] == ["Be kind"]
