"""A guild's own words over those of the project."""

import pytest

from bot.glossary import Both, Entry, Glossary, GlossaryError, Kind

NICE = Entry("yyds", "zh", Both("our cat", "我们的猫"), kind=Kind.TERM, rendering=Both("Biscuit", "yyds"), fixed=True)
NEVER = Entry("红桥", "zh", Both("our bot", "我们的机器人"), kind=Kind.NEVER)


def test_the_guilds_word_is_found_first(glossary: Glossary) -> None:
    own = glossary.with_terms([NICE])
    (match,) = own.find("我家 yyds", "zh")
    assert (match.entry, match.rendering) == (NICE, "Biscuit")
    assert own.explain("yyds") == [NICE]


def test_the_glossary_below_stays_as_it_was(glossary: Glossary) -> None:
    version = glossary.version
    own = glossary.with_terms([NICE, NEVER])
    assert glossary.version == version
    assert glossary.find("我家 yyds", "zh")[0].rendering == "the GOAT"
    assert [match.entry.headword for match in own.find("内卷太累了", "zh")] == ["内卷"]
    assert len(own.entries) == len(glossary.entries) + 2


def test_what_is_never_translated_stays_in_both_languages(glossary: Glossary) -> None:
    own = glossary.with_terms([NEVER])
    for text, language in (("红桥真好用", "zh"), ("I like 红桥 a lot", "en")):
        (match,) = own.find(text, language)
        assert (match.rendering, text[match.start : match.end]) == ("红桥", "红桥")


def test_the_version_tells_entries_apart(glossary: Glossary) -> None:
    versions = {
        glossary.version,
        glossary.with_terms([NICE]).version,
        glossary.with_terms([NEVER]).version,
        glossary.with_terms([NICE, NEVER]).version,
        glossary.with_terms([NICE]).with_terms([NEVER]).version,
    }
    assert len(versions) == 5
    assert glossary.with_terms([NICE]).version == glossary.with_terms([NICE]).version


def test_a_word_that_stands_twice_is_refused(glossary: Glossary) -> None:
    twin = Entry("别的", "zh", Both("other", "别的"), variants=("ＹＹＤＳ",))
    with pytest.raises(GlossaryError, match="yyds"):
        glossary.with_terms([NICE, twin])


def test_a_document_of_a_guild(glossary: Glossary) -> None:
    (entry,) = glossary.read(
        """
        language = "en"
        kind = "term"
        [entry."Moon Day"]
        rendering = "月亮日"
        fixed = true
        meaning = { en = "our day", zh = "我们的节日" }
        """
    )
    (match,) = glossary.with_terms([entry]).find("See you on moon day!", "en")
    assert (match.rendering, entry.id) == ("月亮日", "en:Moon Day")
