import pytest

from bot.lexicon.dictionary import Dictionary, Entry
from bot.lexicon.senses import most_likely, name_of, reference_of, rendering

# Made up for these tests, in the form of the real file.
TEXT = """# a comment
#! entries=9
貓 猫 [mao1] /cat/CL:隻|只[zhi1]/(coll.) modem/
可愛 可爱 [ke3 ai4] /adorable; cute/
蓉城 蓉城 [Rong2 cheng2] /Rongcheng City, another name of 成都 in the west/
猫 猫 [Mao1] /surname Mao/
喵 喵 [miao1] /variant of 貓|猫[mao1]/
咪 咪 [mi1] /(archaic) to look for/sound made by a cat/
房租 房租 [fang2 zu1] /money for a room or house of another; rent (of a room)/
的 的 [de5] /of (possessive particle)/structural particle: used after an attribute/
送 送 [song4] /to give sb sth/\r
破 破
""".encode()


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary(TEXT)


def english_of(dictionary: Dictionary, word: str) -> str:
    entry = most_likely(dictionary.entries(word))
    assert entry is not None
    return rendering(entry)


def test_both_scripts_lead_to_an_entry(dictionary: Dictionary):
    cat = Entry("貓", "猫", "mao1", ("cat", "CL:隻|只[zhi1]", "(coll.) modem"))
    assert dictionary.entries("貓") == (cat,)
    assert cat in dictionary.entries("猫")
    assert len(dictionary.entries("猫")) == 2


@pytest.mark.parametrize("word", ["", "狗", "猫猫", "破", "#", "\ud800", "cat"])
def test_other_words_lead_nowhere(dictionary: Dictionary, word: str):
    assert dictionary.entries(word) == ()


def test_english_leads_to_entries(dictionary: Dictionary):
    assert [entry.simplified for entry in dictionary.glossed("cute")] == ["可爱"]
    assert [entry.simplified for entry in dictionary.glossed("rent")] == ["房租"]
    assert [entry.simplified for entry in dictionary.glossed("modem")] == ["猫"]
    assert [entry.simplified for entry in dictionary.glossed("rongcheng city")] == ["蓉城"]
    assert dictionary.glossed("\ud800") == ()


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("猫", "cat"),
        ("可爱", "adorable"),
        ("蓉城", "Rongcheng City"),
        ("咪", "sound made by a cat"),
        ("房租", "rent"),
        ("送", "give someone something"),
        ("喵", ""),
    ],
)
def test_the_most_useful_sense_is_chosen(dictionary: Dictionary, word: str, english: str):
    assert english_of(dictionary, word) == english


def test_entries_without_a_sense_of_their_own_refer_to_another(dictionary: Dictionary):
    assert reference_of(dictionary.entries("喵")[0]) == "猫"
    assert reference_of(dictionary.entries("猫")[0]) is None


def test_only_names_are_names(dictionary: Dictionary):
    assert name_of(dictionary.entries("蓉城")[0]) == "Rongcheng City"
    assert [name_of(entry) for entry in dictionary.entries("猫")] == ["", ""]


def test_every_line_of_the_bundled_dictionary_is_an_entry():
    dictionary = Dictionary.load()
    assert dictionary.entries("猫")[0].senses[0] == "cat"
    # The last entries are found too: no line before them was lost in counting.
    assert all(dictionary.entries(word) for word in ("龟", "龠", "龥"))
