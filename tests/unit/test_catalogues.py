"""The catalogues are complete, agree with the code, and hold nothing that Discord would refuse."""

import io
import re
import string
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from discord.app_commands.commands import VALID_SLASH_COMMAND_NAME

from bot.client.marks import PLACES
from tests.catalogues import LOCALE, ROOT, TRANSLATED, extract, forms, keys, messages, placeholders, read, translation

NAMES = ("command-name", "option-name")
EACH = pytest.mark.parametrize("locale", TRANSLATED)


@pytest.fixture(scope="module")
def template() -> Catalog:
    return read(LOCALE / "messages.pot")


def where(message: Message) -> str:
    return f"{message.context or ''} {message.id!r}"


def test_the_template_holds_what_the_code_says(
    template: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    extracted = extract(tmp_path / "messages.pot")
    assert len(keys(extracted)) > 20
    assert keys(template) == keys(extracted)


@EACH
def test_every_text_is_translated_and_no_other(template: Catalog, locale: str) -> None:
    catalogue = translation(locale)
    assert keys(catalogue) == keys(template)
    assert [where(m) for m in messages(catalogue) if not all(forms(m.string))] == []
    assert [where(m) for m in messages(catalogue) if m.fuzzy] == []
    assert list(catalogue.obsolete) == []


@EACH
def test_the_header_is_complete(locale: str) -> None:
    catalogue = translation(locale)
    headers = dict(catalogue.mime_headers)
    assert catalogue.locale_identifier == headers["Language"] == locale
    assert (catalogue.num_plurals, headers["Plural-Forms"]) == (1, "nplurals=1; plural=0;")
    assert "LL@li.org" not in headers["Language-Team"]
    assert not catalogue.fuzzy


def test_texts_use_plain_placeholders(template: Catalog) -> None:
    """Only `{name}`: no attribute, index, conversion or format, which a translation could get wrong."""
    for message in messages(template):
        for text in forms(message.id):
            fields = [field for field in string.Formatter().parse(text) if field[1] is not None]
            assert all(name.isidentifier() and not spec and not conv for _, name, spec, conv in fields), where(message)


@EACH
def test_translations_keep_the_placeholders(locale: str) -> None:
    for message in messages(translation(locale)):
        wanted = placeholders("".join(forms(message.id)))
        for text in forms(message.string):
            assert placeholders(text) == wanted, where(message)
            assert text.format(**dict.fromkeys(wanted, "")) is not None


@EACH
def test_translations_keep_the_edges(locale: str) -> None:
    """Lines and spaces at the ends belong to the layout; markdown at the start is a heading or small print."""
    for message in messages(translation(locale)):
        for source, text in zip(forms(message.id), forms(message.string), strict=False):
            assert [len(text) - len(text.lstrip("\n")), len(text) - len(text.rstrip("\n"))] == [
                len(source) - len(source.lstrip("\n")),
                len(source) - len(source.rstrip("\n")),
            ], where(message)
            assert text.startswith("-# ") == source.startswith("-# "), where(message)
            assert text.count("`") == source.count("`"), where(message)


def test_contexts_are_places_that_discord_has(template: Catalog) -> None:
    assert {message.context for message in messages(template)} - {None} <= set(PLACES)


@pytest.mark.parametrize("locale", ["", *TRANSLATED])
def test_discord_accepts_names_and_descriptions(locale: str) -> None:
    catalogue = translation(locale) if locale else read(LOCALE / "messages.pot")
    for message in messages(catalogue):
        text = str(message.string if locale else message.id)
        if message.context in NAMES:
            assert VALID_SLASH_COMMAND_NAME.fullmatch(text), where(message)
            assert text == text.lower(), where(message)
        elif message.context == "menu-name":
            assert 1 <= len(text) <= 32, where(message)
        elif message.context:
            assert 1 <= len(text) <= 100, where(message)


@EACH
@pytest.mark.parametrize("place", [*NAMES, "menu-name", "choice-name"])
def test_different_names_stay_different(locale: str, place: str) -> None:
    """So siblings are unique in every locale if they are in English."""
    used = Counter(str(message.string) for message in messages(translation(locale)) if message.context == place)
    assert [name for name, times in used.items() if times > 1] == []


@EACH
def test_commands_are_called_what_discord_calls_them_there(locale: str) -> None:
    catalogue = translation(locale)
    names = {str(m.id): str(m.string) for m in messages(catalogue) if m.context == "command-name"}
    seen = 0
    for message in messages(catalogue):
        for path in re.findall(r"/([a-z]+(?: [a-z]+)*)`", str(message.id)):
            seen += 1
            localised = " ".join(names[word] for word in path.split())
            assert f"/{localised}`" in str(message.string), where(message)
    assert seen


@EACH
def test_the_compiled_catalogue_is_up_to_date(locale: str) -> None:
    compiled = (LOCALE / locale / "LC_MESSAGES" / "messages.mo").read_bytes()
    fresh = io.BytesIO()
    write_mo(fresh, translation(locale))
    used, wanted = read_mo(io.BytesIO(compiled)), read_mo(io.BytesIO(fresh.getvalue()))
    said = [{(m.context, str(m.id)): m.string for m in messages(catalogue)} for catalogue in (used, wanted)]
    assert said[0] == said[1], "run: make setup (or .venv/bin/python locale/build.py)"
