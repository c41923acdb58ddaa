"""Which words are explained under a translation, and how often."""

import pytest

from bot.glossary import Both, Entry, Glossary, Kind, Match
from bot.language.convert import to_simplified
from bot.translation import notes
from bot.translation.notes import NOTE, NOTE_WITH_READING, NoteBook, note
from bot.translation.types import Note
from tests.fakes.clock import ManualClock

CHANNEL = 7


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load(to_simplified)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def book(clock: ManualClock) -> NoteBook:
    return NoteBook(clock)


def word(headword: str, **fields: object) -> Match:
    entry = Entry(headword, "zh", Both(f"{headword} in English", f"{headword}的意思"), **fields)  # type: ignore[arg-type]
    return Match(entry, 0, len(headword))


def terms(made: tuple[Note, ...]) -> list[str]:
    return [one.params["term"] for one in made]


def test_two_at_most_in_the_order_of_the_text(book: NoteBook) -> None:
    assert terms(book.notes([word("甲"), word("乙"), word("丙")], "en", CHANNEL)) == ["甲", "乙"]


def test_what_is_asked_about_comes_first(book: NoteBook) -> None:
    asked = Match(word("丙").entry, 9, 10, "丙", asked=True)
    assert terms(book.notes([word("甲"), word("乙"), asked], "en", CHANNEL)) == ["丙", "甲"]


def test_once_where_a_word_stands_twice(book: NoteBook) -> None:
    assert terms(book.notes([word("甲"), word("甲")], "en", CHANNEL)) == ["甲"]


def test_once_an_hour_in_a_channel(book: NoteBook, clock: ManualClock) -> None:
    said = []
    for seconds in (1800, 1799, 1, 0):
        said.append(terms(book.notes([word("甲")], "en", CHANNEL)))
        clock.advance(seconds)
    assert said == [["甲"], [], [], ["甲"]]


def test_a_word_told_makes_place_for_another(book: NoteBook) -> None:
    book.notes([word("甲"), word("乙")], "en", CHANNEL)
    assert terms(book.notes([word("甲"), word("乙"), word("丙")], "en", CHANNEL)) == ["丙"]


def test_each_channel_by_itself(book: NoteBook) -> None:
    assert [len(book.notes([word("甲")], "en", channel)) for channel in (1, 2, 1)] == [1, 1, 0]


def test_a_message_that_is_edited_keeps_its_notes(book: NoteBook) -> None:
    said = [(100, "甲"), (100, "甲"), (101, "甲"), (100, "甲"), (0, "甲")]
    counts = [len(book.notes([word(name)], "en", CHANNEL, message)) for message, name in said]
    assert counts == [1, 1, 0, 1, 0]


def test_no_channel_no_memory(book: NoteBook) -> None:
    assert [len(book.notes([word("甲")], "en", 0)) for _ in range(3)] == [1, 1, 1]


def test_memory_is_bounded(book: NoteBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "_MOST_REMEMBERED", 3)
    for channel in range(1, 100):
        book.notes([word("甲"), word("乙")], "en", channel)
    assert len(book._said) <= 3 + 2
    assert terms(book.notes([word("甲")], "en", 99)) == []
    assert terms(book.notes([word("甲")], "en", 1)) == ["甲"]


def test_what_needs_no_words(book: NoteBook) -> None:
    silent = [word("甲", kind=Kind.TERM), word("乙", kind=Kind.NEVER), word("丙", quiet=True)]
    assert book.notes(silent, "en", CHANNEL) == ()


def test_ones_own_slang_needs_none_unless_it_is_asked_about_or_hides_what_it_stands_for(book: NoteBook) -> None:
    own = [word("甲"), word("jy", expansion="甲乙"), Match(word("乙").entry, 0, 1, "乙", asked=True)]
    assert terms(book.notes(own, "zh-CN", CHANNEL)) == ["乙", "jy"]


def test_english_slang_is_explained_to_readers_of_chinese(book: NoteBook, glossary: Glossary) -> None:
    found = glossary.find("no cap this is bussin", "en")
    assert terms(book.notes(found, "zh-CN", CHANNEL)) == ["no cap", "bussin"]
    assert book.notes(glossary.find("真的 no cap", "zh"), "en", CHANNEL) == ()


def test_scene_two(book: NoteBook, glossary: Glossary) -> None:
    question = glossary.find("deal!! also what does yyds mean, everyone keeps saying it", "en")
    answer = glossary.find("就是 永远的神！你家猫就 yyds", "zh")
    (to_chinese,) = book.notes(question, "zh-CN", 1)
    (to_english,) = book.notes(answer, "en", 2)
    meaning = "永远的神，夸人或东西“最棒、永远第一”（英文里的 GOAT）"
    assert to_chinese == Note(NOTE, {"term": "yyds", "meaning": meaning})
    assert to_english.params["meaning"].startswith('initials of 永远的神 (yǒngyuǎn de shén), like "the GOAT"')


def test_learners_see_how_a_chinese_word_is_read(glossary: Glossary) -> None:
    made = note(glossary.explain("种草")[0], "en")
    assert (made.message_id, made.params["reading"]) == (NOTE_WITH_READING, "zhòngcǎo")


def test_taiwan_reads_its_own_characters_and_marks(glossary: Glossary) -> None:
    made = note(glossary.explain("吃土")[0], "zh-TW")
    assert made.params == {"term": "吃土", "meaning": "花光了錢，窮得只能「吃土」"}


@pytest.mark.parametrize(
    ("text", "direction", "term"),
    [
        ("酸了", ("zh", "en"), "酸了"),
        ("养鱼", ("zh", "en"), "养鱼"),
        ("急了", ("zh", "en"), "急了"),
        ("破大防", ("zh", "en"), "破大防"),
        ("Slayed", ("en", "zh-CN"), "Slayed"),
        ("No Cap", ("en", "zh-CN"), "no cap"),
        ("種草", ("zh", "en"), "种草"),
        ("種草", ("zh", "zh-TW"), None),
    ],
)
def test_a_note_names_what_stands_in_the_message(
    book: NoteBook, glossary: Glossary, text: str, direction: tuple[str, str], term: str | None
) -> None:
    language, target = direction
    assert terms(book.notes(glossary.find(text, language), target, 0)) == ([term] if term else [])


def test_another_spelling_has_not_the_reading_of_the_headword(book: NoteBook, glossary: Glossary) -> None:
    (made,) = book.notes(glossary.find("酸了", "zh"), "en", 0)
    assert (made.message_id, "reading" in made.params) == (NOTE, False)


def test_an_initialism_that_is_written_out_hides_nothing(book: NoteBook, glossary: Glossary) -> None:
    assert book.notes(glossary.find("笑死我了", "zh"), "en", 0) == ()
    assert terms(book.notes(glossary.find("笑死我了是什么意思", "zh"), "en", 0)) == ["xswl"]
