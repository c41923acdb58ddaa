"""Where words of the glossary are found, and where they are something else."""

import pytest

from bot.glossary import Glossary

# Line by line: the language, the text, the headwords found in it.
FOUND = """
zh | 这个bug真的yyds lol | yyds lol
zh | 小雨唱得太好了，ＹＹＤＳ！ | yyds
zh | 你家猫就 yydssss | yyds
zh | 太666了吧 | 666
zh | 主播666666 | 666
zh | 厉害啊兄弟 666 😂 | 666
zh | 哈哈哈23333 | 哈哈哈 233
zh | 老婆520 | 520
zh | 5201314！ | 520
zh | 我先睡了88 | 88
zh | 886，明天见 | 886
zh | 555 我好难过 | 555
zh | 今天去網紅店打卡，被種草了 | 网红 打卡 被种草
zh | 我们公司天天996 | 996
zh | 不懂就问，什么叫 牛马 | bdjw 牛马
zh | v我50，今天疯狂星期四 | v我50 疯狂星期四
zh | 当牛马的一天又开始了 | 牛马
zh | 主播好厉害666 | 666
zh | 姐妹们，冲！ | 姐妹 冲
zh | 小紅書上看到的攻略 | 小红书 攻略
zh | xdm，u1s1 这波不亏 | xdm u1s1
zh | 我破防了，绝绝子 | 破防 绝绝子
zh | 蹲，有后续吗 | 蹲
zh | 在吗？ | 在吗
en | no cap this slaps fr | no cap slaps fr
en | ngl that was sus | ngl sus
en | NGL he's got rizzzz | ngl rizz
en | go touch grass | touch grass
en | spill the tea sis | tea sis
en | bet, see you there | bet
en | what does yyds mean, everyone keeps saying it | yyds
en | what does "520" mean | 520
en | someone said 种草 to me | 种草
en | I just joined RedNote! | RedNote
en | brb, cat needs food | brb
en | im dead 💀💀 | dead
en | you can you up, no can no bb | you can you up
en | As a TikTok refugee I'm here to pay the cat tax | tiktok refugee|cat tax
en | that's so mid | mid
en | you slayed, queen | slay
en | people slept on it | sleep on
"""
NOT_FOUND = """
zh | 一共520元 | 520
zh | 520块钱 | 520
zh | 5:20 见 | 520
zh | 1:520 | 520
zh | 我住 520 房间 | 520
zh | 房租 520 | 520
zh | 1314 号 | 1314
zh | 有666个人报名 | 666
zh | 航班 666 | 666
zh | MU666 | 666
zh | $666 | 666
zh | ¥666 | 666
zh | 涨了666% | 666
zh | 气温-88° | 88
zh | 3.1666 | 666
zh | 6 个苹果 | 6
zh | 第 233 页 | 233
zh | 233块 | 233
zh | 我体重 88 | 88
zh | 一共来了88个人 | 88
zh | 88斤 | 88
zh | 坐 886 路公交 | 886
zh | 花了 555 | 555
zh | 密码是9494 | 9494
zh | 车牌 7456 | 7456
zh | 996 块 | 996
zh | 007 这部电影我看过 | 007
zh | 250克面粉 | 250
zh | 2b铅笔 | 2b
zh | 三八妇女节，38节快乐 | 38
zh | 818 公里 | 818
zh | 484 路 | 484
zh | 1551 号 | 1551
zh | 1+1等于几 | +1
zh | 10086 客服电话打不通 | 10086
zh | 618 元 | 618
zh | 985 块 | 985
zh | 还在吗 | 在吗
zh | 有人在吗 | 在吗
zh | 他打卡车司机 | 打卡
zh | 农场里的牛马都很健康 | 牛马
zh | 一头牛马上跑了 | 牛马
zh | 花园里种草要浇水 | 种草
zh | 厦门集美区 | 集美
zh | 我在集美大学读书 | 集美
zh | 兄弟姐妹 | 姐妹
zh | 屋顶要装避雷针 | 避雷
zh | 他蹲在地上 | 蹲
zh | 头发烫卷了 | 卷
zh | 去加油站加油 | 加油
zh | 烤红薯很甜，小红薯更甜，好吃 | 小红薯
en | 520 yuan | 520
en | it's 5:20 | 520
en | room 520 | 520
en | 88 people came | 88
en | 666 is a number | 666
en | flight 233 | 233
en | I was born in 88 | 88
en | rendez-vous en France, fr-FR | fr
en | https://example.fr/yyds | fr
en | #yyds | yyds
en | the knight will slay the dragon | slay
en | my cat slept on the keyboard | sleep on
en | the main character of the novel | main character energy
en | green tea with milk | tea
en | my phone is dead, the battery died | dead
en | I bet you ten dollars | bet
en | based on a true story | based
en | mid-day | mid
en | mid July | mid
en | goat cheese | goat
en | a mountain goat | goat
en | it's a lie | L
en | the L train | L
en | we served lunch | serve
en | there is smoke and fire | fire
en | a real estate agent | real
en | Mao's Little Red Book | Little Red Book
en | as we chat about this | WeChat
en | the ghost in the haunted house | ghost
en | cancel my subscription | cancel
en | the ship left the harbour | ship
en | stitch the wound | stitch
en | use of mutual funds | mutuals
en | the algorithm converged, np.array | np
en | brbr | brb
en | abrb | brb
"""


def headwords(glossary: Glossary, text: str, language: str) -> list[str]:
    return [match.entry.headword for match in glossary.find(text, language)]


def table(lines: str) -> list[tuple[str, str, str]]:
    return [tuple(cell.strip() for cell in line.split("|", 2)) for line in lines.strip().splitlines()]  # type: ignore[misc]


@pytest.mark.parametrize(("language", "text", "words"), table(FOUND))
def test_found(glossary: Glossary, language: str, text: str, words: str) -> None:
    found = headwords(glossary, text, language)
    apart = words.split("|") if "|" in words else words.split() if " ".join(words.split()) != " ".join(found) else found
    assert found == apart


@pytest.mark.parametrize(("language", "text", "word"), table(NOT_FOUND))
def test_not_found(glossary: Glossary, language: str, text: str, word: str) -> None:
    assert word not in headwords(glossary, text, language)


def test_each_number_has_a_sentence_in_which_it_counts(glossary: Glossary) -> None:
    tried = {word for language, _, word in table(NOT_FOUND) if language == "zh"}
    numbers = {entry.headword for entry in glossary.entries if entry.headword.lstrip("+").isdigit()}
    assert len(numbers) > 15
    assert numbers <= tried


@pytest.mark.parametrize("text", ["⟦520⟧", "⟦yyds⟧ 你好", "a⟦0⟧ 666 个", "⟦ngl⟧"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_found_in_a_slot(glossary: Glossary, text: str, language: str) -> None:
    assert glossary.find(text, language) == []


def test_a_slot_beside_it_does_not_hide_a_word(glossary: Glossary) -> None:
    assert headwords(glossary, "⟦0⟧ 666 ⟦1⟧", "zh") == ["666"]
    assert headwords(glossary, "⟦0⟧yyds⟦1⟧", "zh") == ["yyds"]


@pytest.mark.parametrize("language", ["ja", "und", "ko", "", "fr"])
def test_other_languages_have_none(glossary: Glossary, language: str) -> None:
    assert glossary.find("yyds no cap 打卡", language) == []


def test_a_locale_is_its_language(glossary: Glossary) -> None:
    assert headwords(glossary, "永遠的神 yyds", "zh-TW") == ["yyds", "yyds"]


@pytest.mark.parametrize(
    ("text", "language", "rendering"),
    [
        ("你家猫就 yyds", "zh", "the GOAT"),
        ("yyds是什么意思", "zh", "yyds"),
        ("什么叫“YYDS”", "zh", "YYDS"),
        ("what does yyds mean", "en", "yyds"),
        ("this cat is yyds", "en", "yyds"),
        ("RedNote is fun", "en", "小红书"),
        ("我在用 RedNote", "zh", "RedNote"),
        ("我在用小红书", "zh", "RedNote"),
        ("go touch grass", "en", "出门透透气"),
        ("内卷太累了", "zh", ""),
        ("he's so based", "en", ""),
    ],
)
def test_what_must_stand_for_it(glossary: Glossary, text: str, language: str, rendering: str) -> None:
    (match, *_) = glossary.find(text, language)
    assert match.rendering == rendering


def test_who_asks_is_noticed(glossary: Glossary) -> None:
    asked = {text: glossary.find(text, "en")[0].asked for text in ("what does tea mean", "spill the tea")}
    assert asked == {"what does tea mean": True, "spill the tea": False}
