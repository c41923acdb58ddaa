"""Answers that cannot be translations, whatever they say."""

import pytest

from bot.translation.shape import is_misshapen


@pytest.mark.parametrize(
    ("source", "answer", "target"),
    [
        ("that hotpot looks amazing", "那火锅看起来太棒了", "zh-CN"),
        ("来成都，我请你吃火锅", "come to Chengdu, hotpot's on me", "en"),
        ("what does yyds mean", "yyds 是什么意思", "zh-CN"),
        ("我用 iPhone 15 Pro Max 拍的", "I took it with an iPhone 15 Pro Max", "en"),
        ("这个 bug 真的 yyds lol", "this bug is really the GOAT lol", "en"),
        ("火锅 is my favourite", "火锅是我的最爱", "zh-CN"),
        ("what does 永远的神 mean", "“永远的神”是什么意思", "zh-CN"),
        ("永远的神是什么意思", 'what does "永远的神" mean', "en"),
        ("I love Taylor Swift", "我爱 Taylor Swift", "zh-CN"),
        ("yes", "对", "zh-CN"),
    ],
)
def test_translations_are_well_shaped(source: str, answer: str, target: str) -> None:
    assert not is_misshapen(source, answer, target)


@pytest.mark.parametrize(
    ("source", "answer", "target"),
    [
        ("that hotpot looks amazing", "that hotpot looks amazing", "zh-CN"),
        ("that hotpot looks amazing", "That hotpot looks AMAZING!", "zh-CN"),
        ("that hotpot looks amazing", "that hotpot looks amazing\n那火锅看起来太棒了", "zh-CN"),
        ("来成都，我请你吃火锅", "来成都，我請你吃火鍋", "en"),
        ("来成都，我请你吃火锅", "我请客，快来吧", "en"),
        ("see you tomorrow", "à demain, mon ami", "zh-CN"),
        ("tell me a story", "从前有座山" * 40, "zh-CN"),
        ("讲个故事", "once upon a time " * 40, "en"),
    ],
)
def test_echoes_wrong_scripts_and_floods_are_misshapen(source: str, answer: str, target: str) -> None:
    assert is_misshapen(source, answer, target)
