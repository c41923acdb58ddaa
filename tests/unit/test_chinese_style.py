"""What can be checked of good Chinese: spacing, punctuation, characters and the words of each place."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from zhon import cedict

from tests.catalogues import ROOT, forms, messages, translation

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# A language is named in its own writing, and the variants by a character of each, whoever reads it.
QUOTED = re.compile(r"简体中文|繁體中文|简/繁|红桥")
URL = re.compile(r"https?://\S+")
CODE = re.compile(r"`[^`]+`")
TOGETHER = re.compile(rf"[{HAN}][A-Za-z0-9`]|[A-Za-z0-9`][{HAN}]|[{HAN}]/[a-z]|[{HAN}]{{n}}|{{n}}[{HAN}]")
HALF_WIDTH = re.compile(rf"[{HAN}][,;:?!()]|[{HAN}]\.(?!\w)|[()][{HAN}]|\.\.\.")
SPACED_OUT = re.compile(rf"[{HAN}] [{HAN}]|\s[，。；：？！、）」”]|[，。；：？！、（「“] ")
SIMPLIFIED_ONLY = set(cedict.simplified) - set(cedict.traditional)
TRADITIONAL_ONLY = set(cedict.traditional) - set(cedict.simplified)
NOT_MAINLAND = "您 「 」 伺服器 讯息 短信 设定 身分 资讯 软体 网路 影片 连结 预设 萤幕 档案 资料库 讨论串 汇入 支援"
NOT_TAIWAN = """
    您 “ ” 消息 服務器 設置 身份 (?<!檢)視頻 軟件 網絡 鏈接 默認 屏幕 數據 用戶 登錄 子區 信息
    支持 程序 文本 菜單 反饋 賬號 緩存 搜索
    質量 運行 端口 添加 打印 字符 保存 加載 斜杠
"""
FOREIGN = {"zh_CN": (TRADITIONAL_ONLY, NOT_MAINLAND), "zh_TW": (SIMPLIFIED_ONLY, NOT_TAIWAN)}
EACH = pytest.mark.parametrize("locale", FOREIGN)
DOCUMENTS = sorted([*ROOT.glob("*.zh-CN.md"), *ROOT.glob("docs/**/*.zh-CN.md")])


def texts(locale: str) -> Iterator[str]:
    for message in messages(translation(locale)):
        for text in forms(message.string):
            yield prose(text)


def prose(text: str) -> str:
    """The text with a stand-in for all that is written as it must be, wherever it stands."""
    return CODE.sub("`x`", QUOTED.sub("一", URL.sub("", text)))


@EACH
@pytest.mark.parametrize("flaw", [TOGETHER, HALF_WIDTH, SPACED_OUT], ids=["spacing", "punctuation", "gaps"])
def test_spacing_and_punctuation(locale: str, flaw: re.Pattern[str]) -> None:
    assert [text for text in texts(locale) if flaw.search(text)] == []


@EACH
def test_no_character_of_the_other_writing(locale: str) -> None:
    foreign, _ = FOREIGN[locale]
    assert [(text, found) for text in texts(locale) if (found := foreign & set(text))] == []


@EACH
def test_the_words_of_the_place(locale: str) -> None:
    _, words = FOREIGN[locale]
    assert [(text, word) for text in texts(locale) for word in words.split() if re.search(word, text)] == []


@pytest.mark.parametrize(
    ("flaw", "bad", "good"),
    [
        (
            TOGETHER,
            ["用Discord", "3条", "`/help`看", "用/help", "共{n}条"],
            ["用 Discord", "3 条", "{name}你好", "共 {n} 条"],
        ),
        (HALF_WIDTH, ["好,", "好.", "好!", "(好", "等..."], ["好，", "好 main.py", "等…", "{a}: b"]),
        (SPACED_OUT, ["你 好", "你好 ，", "， 你好"], ["你好，Amy", "你好 Amy"]),
    ],
)
def test_the_flaws_are_found(flaw: re.Pattern[str], bad: list[str], good: list[str]) -> None:
    assert all(flaw.search(text) for text in bad)
    assert not any(flaw.search(text) for text in good)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_keep_the_same_style(document: Path) -> None:
    text = re.sub(r"```.*?```|\]\([^)]*\)|<[^>]+>", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    foreign, words = FOREIGN["zh_CN"]
    for line in prose(text).splitlines():
        assert not TOGETHER.search(line), line
        assert not HALF_WIDTH.search(line), line
        assert not foreign & set(line), line
        assert not [word for word in words.split() if re.search(word, line)], line
