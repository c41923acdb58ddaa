"""Simplified and Traditional."""

import re
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.convert import each_simplified, to_simplified, to_traditional
from tests.unit.linear import grows_linearly

HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
# Words that Taiwan calls otherwise; both ways.
BOTH_WAYS = [
    ("软件", "軟體"),
    ("鼠标", "滑鼠"),
    ("服务器", "伺服器"),
    ("打印机", "印表機"),
    ("信息技术", "資訊科技"),
    ("视频", "影片"),
    ("网络", "網路"),
    ("出租车", "計程車"),
    ("人工智能", "人工智慧"),
    ("菠萝", "鳳梨"),
    ("土豆", "馬鈴薯"),
    ("私信我", "私訊我"),
    ("质量很好", "品質很好"),
    ("头发", "頭髮"),
    ("皇后在后面", "皇后在後面"),
    ("一只猫", "一隻貓"),
    ("我支持你", "我支持你"),
    ("你有对象吗", "你有對象嗎"),
    ("好消息", "好消息"),
    ("在台湾的台风", "在台灣的颱風"),
    ("面条和表面", "麵條和表面"),
    ("他干了什么", "他幹了什麼"),
]
TO_TRADITIONAL = [
    ("给我发信息", "給我發訊息"),
    ("点赞和二维码", "按讚和QR 碼"),
    ("法律程序", "法律程序"),
    ("万象更新", "萬象更新"),
    ("全局", "全局"),
]
TO_SIMPLIFIED = [
    ("聯繫我", "联系我"),
    ("裏面", "里面"),
    ("裡面", "里面"),
    ("羣組", "群组"),
    ("什麽", "什么"),
    ("原著和著作", "原著和著作"),
    ("看著我", "看着我"),
    ("塔吉克斯坦", "塔吉克斯坦"),
    ("尼日利亞", "尼日利亚"),
    ("核心", "核心"),
    ("行程", "行程"),
    ("智慧", "智慧"),
    ("防毒面具", "防毒面具"),
    ("特么", "特么"),
    ("軟件", "软件"),
]
SENTENCES = [
    "我家的猫今天又把鼠标打翻了，你们有没有遇到过这种情况？",
    "谢谢你们的支持，周末一起去吃火锅吧！",
    "新来的朋友请先看一下频道里的规则。",
    "我在学中文，可以教我怎么发音吗",
    "这个软件的用户体验很好，就是有点贵。",
]
MIXED = st.text(
    st.sampled_from("软件信息鼠标后里发面台著軟體資訊滑鼠後裡發麵臺對ab ⟦⟧0123<@!>:，。\n😀のか한\ud83d"), max_size=40
)


@pytest.mark.parametrize(("hans", "hant"), BOTH_WAYS)
def test_both_ways(hans, hant):
    assert to_traditional(hans) == hant
    assert to_simplified(hant) == hans


@pytest.mark.parametrize(("hans", "hant"), TO_TRADITIONAL)
def test_as_taiwan_says_it(hans, hant):
    assert to_traditional(hans) == hant


@pytest.mark.parametrize(("hant", "hans"), TO_SIMPLIFIED)
def test_any_traditional_becomes_simplified(hant, hans):
    assert to_simplified(hant) == hans


@pytest.mark.parametrize("text", SENTENCES)
def test_there_and_back(text):
    assert to_traditional(text) != text
    assert to_simplified(to_traditional(text)) == text


@pytest.mark.parametrize("text", [*SENTENCES, *(hans for hans, _ in BOTH_WAYS), *(hans for _, hans in TO_SIMPLIFIED)])
def test_simplified_stays_as_it_is(text):
    assert to_simplified(text) == text


@given(MIXED)
def test_what_is_no_chinese_stays_to_the_letter(text):
    for convert in (to_traditional, to_simplified):
        converted = convert(text)
        assert HAN.sub("", converted) == HAN.sub("", text)
        assert HAN.search(text) or converted == text


@given(st.lists(st.sampled_from(["软件", "⟦1⟧", "⟦2⟧", "信息", "⟦13⟧", "，", "滑鼠"]), max_size=12))
def test_slots_stay_where_they_are(parts):
    text = "".join(parts)
    for convert in (to_traditional, to_simplified):
        assert re.findall("⟦[0-9]+⟧", convert(text)) == re.findall("⟦[0-9]+⟧", text)
        # Between slots, it is as if each stretch stood alone.
        assert re.split("⟦[0-9]+⟧", convert(text)) == [convert(part) for part in re.split("⟦[0-9]+⟧", text)]


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=40))
def test_each_character_has_its_own_answer(characters):
    answers = each_simplified(characters)
    assert len(answers) == len(characters)
    assert all(answers)


def test_threads_share_the_converters():
    said: set[tuple[str, str]] = set()

    def work() -> None:
        for _ in range(300):
            said.add((to_traditional("软件支持"), to_simplified("軟體")))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == {("軟體支持", "软件")}


def test_no_text_takes_long():
    grows_linearly(to_traditional, "软件")
    grows_linearly(to_simplified, "台 ")


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("频道里", "頻道裡"),
        ("我在频道里等你", "我在頻道裡等你"),
        ("网络硬盘里有照片", "網路硬碟裡有照片"),
        ("五公里", "五公里"),
        ("权限", "權限"),
        ("身份组", "身分組"),
        ("子区", "討論串"),
        ("用户信息", "使用者資訊"),
        ("关注我", "追蹤我"),
        ("评论区里", "留言區裡"),
    ],
)
def test_taiwan_has_its_own_words_for_a_server(simplified, traditional):
    assert to_traditional(simplified) == traditional


@pytest.mark.parametrize(
    ("traditional", "simplified"), [("甚麼", "什么"), ("為甚麼", "为什么"), ("妳好", "你好"), ("妳們", "你们")]
)
def test_variants_that_simplified_does_not_write(traditional, simplified):
    assert to_simplified(traditional) == simplified
