"""Catalogues, negotiation, and what becomes of parameters."""

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import LOCALES, CatalogueMissing, Catalogues, catalogue_folder, negotiate, terminal_locale


def compiled(locale: str, *entries: tuple[str | tuple[str, str], str | tuple[str, ...], str | None]) -> bytes:
    catalogue = Catalog(locale=locale)
    for msgid, string, context in entries:
        catalogue.add(msgid, string, context=context)
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


@pytest.fixture
def catalogues(tmp_path: Path) -> Catalogues:
    written = {
        "zh_CN": compiled(
            "zh_CN",
            ("Hello, {name}.", "{name}，你好。", None),
            (("{n} message", "{n} messages"), ("{n} 条消息",), None),
            ("reply", "回复", "choice-name"),
            ("yyds", "yyds", "choice-name"),
        ),
        "zh_TW": compiled("zh_TW", ("Hello, {name}.", "{name}，你好呀。", None)),
    }
    for name, content in written.items():
        path = tmp_path / name / "LC_MESSAGES" / "messages.mo"
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    return Catalogues.load(tmp_path)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "Hello, Amy."),
        ("zh-CN", "Amy，你好。"),
        ("zh-TW", "Amy，你好呀。"),
        ("fr", "Hello, Amy."),
        ("zh-HK", "Amy，你好呀。"),
    ],
)
def test_a_text_is_rendered_in_the_readers_locale(catalogues: Catalogues, locale: str, expected: str) -> None:
    assert catalogues.text(locale, "Hello, {name}.", name="Amy") == expected


def test_a_text_without_translation_stays_english(catalogues: Catalogues) -> None:
    assert catalogues.text("zh-CN", "Not there, {name}.", name="Amy") == "Not there, Amy."


def test_the_empty_text_is_not_the_header_of_the_catalogue(catalogues: Catalogues) -> None:
    assert catalogues.text("zh-CN", "") == ""


@given(value=st.text())
def test_a_value_is_never_interpreted(value: str) -> None:
    plain = Catalogues({})
    assert plain.text("en", "<{name}>", name=value) == f"<{value}>"
    assert plain.text("en", "<{name}{other}>", name="{other}", other=value) == f"<{{other}}{value}>"


def test_plural_forms(catalogues: Catalogues) -> None:
    assert catalogues.plural("en", "{n} message", "{n} messages", 1) == "1 message"
    assert catalogues.plural("en", "{n} message", "{n} messages", 2) == "2 messages"
    assert catalogues.plural("zh-CN", "{n} message", "{n} messages", 2) == "2 条消息"


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en-GB", ("Hello, 小雨.", "小雨，你好。")),
        ("zh-CN", ("小雨，你好。", "Hello, 小雨.")),
        ("zh-TW", ("小雨，你好呀。", "Hello, 小雨.")),
    ],
)
def test_both_puts_the_readers_own_language_first(
    catalogues: Catalogues, locale: str, expected: tuple[str, str]
) -> None:
    assert catalogues.both(locale, "Hello, {name}.", name="小雨") == expected


def test_context_tells_a_missing_translation_from_an_equal_word(catalogues: Catalogues) -> None:
    assert catalogues.context("zh-CN", "choice-name", "reply") == "回复"
    assert catalogues.context("zh-CN", "choice-name", "yyds") == "yyds"
    assert catalogues.context("zh-CN", "command-name", "reply") is None
    assert catalogues.context("zh-TW", "choice-name", "reply") is None
    assert catalogues.context("en", "choice-name", "reply") is None


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (("en-US",), "en"),
        (("en-GB", "zh-CN"), "en"),
        (("zh-CN",), "zh-CN"),
        (("zh",), "zh-CN"),
        (("zh-Hans",), "zh-CN"),
        (("zh-Hans-HK",), "zh-CN"),
        (("zh-SG",), "zh-CN"),
        (("zh-TW",), "zh-TW"),
        (("zh_HK",), "zh-TW"),
        (("zh-Hant",), "zh-TW"),
        (("ZH-hant-MO",), "zh-TW"),
        (("fr", "zh-TW"), "zh-TW"),
        ((None, "", "ja", "zh-CN"), "zh-CN"),
        (("zhuang",), "en"),
        ((None,), "en"),
        ((), "en"),
    ],
)
def test_negotiation(wanted: tuple[str | None, ...], expected: str) -> None:
    assert negotiate(*wanted) == expected


@given(st.lists(st.none() | st.text()))
def test_negotiation_always_ends_with_a_locale_we_write(wanted: list[str | None]) -> None:
    assert negotiate(*wanted) in LOCALES


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"LANG": "zh_TW.UTF-8"}, "zh-TW"),
        ({"LANG": "zh_CN.GB18030@radical"}, "zh-CN"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US.UTF-8"}, "zh-CN"),
        ({}, "en"),
    ],
)
def test_the_terminals_locale_is_the_first_variable_that_is_set(environ: dict[str, str], expected: str) -> None:
    assert terminal_locale(environ) == expected


def test_a_catalogue_that_was_not_compiled_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueMissing, match="make setup") as caught:
        Catalogues.load(tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_the_projects_own_catalogues_are_found() -> None:
    assert (catalogue_folder() / "zh_CN" / "LC_MESSAGES" / "messages.po").is_file()
