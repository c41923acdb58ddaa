"""What the memory answers, and what it leaves alone."""

import pytest

from bot.translation.memory.pairs import pairs

ENGLISH = [
    ("GOOD MORNING!!!", "早上好！！！"),
    ("good morning", "早上好"),
    ("⟦0⟧ good morning!", "⟦0⟧ 早上好！"),
    ("good morning ⟦0⟧!", "早上好 ⟦0⟧！"),
    ("⟦0⟧⟦1⟧ thanks ⟦2⟧", "⟦0⟧⟦1⟧ 谢了 ⟦2⟧"),
    ("Good morning 🌞 everyone", "大家早上好"),
    ("sooooo cuteeee 😍", "好可爱 😍"),
    ("how are you", "你好吗？"),
    ("Hi!! How are you?", "你好，最近怎么样？"),
    ("where are you from ⟦0⟧?", "你是哪里人 ⟦0⟧？"),
    ("||good morning||", "||早上好||"),
]
CHINESE = [
    ("早上好！", "Good morning!"),
    ("早 上 好", "Good morning"),
    ("好好好好吃啊啊啊", "So tasty"),
    ("你吃了嗎？", "Have you eaten?"),
    ("妳好漂亮！！", "You're so pretty!!"),
    ("笑死我了。", "I'm dying of laughter."),
    ("⟦0⟧早上好", "⟦0⟧ Good morning"),
    ("不用了謝謝～", "No, thanks"),
    ("好可爱 ⟦0⟧", "So cute ⟦0⟧"),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(recall, text, expected):
    assert recall(text, "en", "zh-CN") == expected


@pytest.mark.parametrize(("text", "expected"), CHINESE)
def test_chinese(recall, text, expected):
    assert recall(text, "zh-CN", "en") == expected
    assert recall(text, "zh-TW", "en") == expected


NEAR_MISSES = [
    ("its fine", "en"),
    ("were you from", "en"),
    ("good mourning", "en"),
    ("good morning to you and yours", "en"),
    ("not good morning", "en"),
    ("I don't miss you", "en"),
    ("I'm not so tired", "en"),
    ("I'm so tired of you", "en"),
    ("how are you getting home", "en"),
    ("You too?", "en"),
    ("I love you?", "en"),
    ("don't, go", "en"),
    ("no, problem", "en"),
    ("What? A shame", "en"),
    ("thanks to you", "en"),
    ("see you never", "en"),
    ("see you 2morrow", "en"),
    ("good ⟦0⟧ morning", "en"),
    ("I love this ⟦0⟧", "en"),
    ("⟦0⟧ looks amazing", "en"),
    ("⟦0⟧是真人吗？", "zh-CN"),
    ("看起来好好吃，真喜欢 ⟦0⟧", "zh-CN"),
    ("I love 🍕 you", "en"),
    ("I love it not", "en"),
    ("right", "en"),
    ("no", "en"),
    ("noooo", "en"),
    ("cool", "en"),
    ("really", "en"),
    ("**good** morning", "en"),
    ("thanks/no thanks", "en"),
    ("thanks 5", "en"),
    ("", "en"),
    ("⟦0⟧", "en"),
    ("😊", "en"),
    ("?", "en"),
    ("good morning " * 300, "en"),
    ("你吃了", "zh-CN"),
    ("你吃了？", "zh-CN"),
    ("我没吃饱了", "zh-CN"),
    ("我不累", "zh-CN"),
    ("好累吗", "zh-CN"),
    ("好", "zh-CN"),
    ("好吗", "zh-CN"),
    ("不好吃", "zh-CN"),
    ("好，吃", "zh-CN"),
    ("晚安好吗", "zh-CN"),
    ("我爱你？", "zh-CN"),
    ("谢谢⟦0⟧大家", "zh-CN"),
    ("⟦0⟧是什么意思？", "zh-CN"),
    ("早上好5", "zh-CN"),
    ("他来自北京", "zh-CN"),
    ("哈哈哈哈", "zh-CN"),
]


@pytest.mark.parametrize(("text", "source"), NEAR_MISSES)
def test_what_only_resembles_an_entry_is_not_answered(recall, text, source):
    assert recall(text, source, "zh-CN" if source == "en" else "en") is None


def test_nothing_is_recalled_within_a_language(recall):
    assert recall("早上好", "zh-CN", "zh-TW") is None
    assert recall("good morning", "en", "en") is None


def test_a_statement_with_a_question_mark_is_another_text(recall, starter_memory):
    """Whatever is no question becomes none by being asked."""
    for pair in pairs():
        for text in pair.sides("en"):
            if not text.endswith("?") and "{" not in text:
                found = recall(f"{text}?", "en", "zh-CN")
                assert found is None or found.endswith("？"), text


def test_examples_are_the_nearest_pairs(starter_memory):
    found = starter_memory.examples("How much do you pay for your rent?", "en", "zh-CN", 0)
    assert 1 <= len(found) <= 3
    assert found[0][1] == "你们房租多少钱？"
    chinese = starter_memory.examples("你房租一個月多少", "zh-TW", "en", 0)
    assert ("你房租多少？", "How much is your rent?") in chinese
    assert len({rendering for _, rendering in chinese}) == len(chinese) == 3
    assert starter_memory.examples("xyzzy plugh", "en", "zh-CN", 0) == []
    assert starter_memory.examples("good morning", "en", "en", 0) == []


def test_what_is_recalled_is_in_no_repr(starter_memory):
    found = starter_memory.recall("good morning", "en", "zh-CN", 0)
    assert found is not None
    assert found.text not in repr(found)
    assert found.origin == "starter"


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        ("ur cat is so cute", "en", "你的猫好可爱"),
        ("its so cold", "en", "好冷"),
        ("what's your cats name?", "en", "你的猫叫什么？"),
        ("早上好呀！", "zh-CN", "Good morning!"),
        ("你叫什么名字呀", "zh-CN", "What's your name?"),
        ("你们房租多少钱呀？", "zh-CN", "How much is your rent?"),
        ("加油加油加油", "zh-CN", "You got this"),
    ],
)
def test_chat_spellings_and_sounds_at_the_end_are_the_same_text(recall, text, source, said):
    assert recall(text, source, "zh-CN" if source == "en" else "en") == said
