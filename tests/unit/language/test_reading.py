"""Pinyin for learners."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.reading import pinyin
from tests.unit.linear import grows_linearly

# One reading a line of what has more than one, as learners' books have it.
READ = """
我请你吃火锅=wǒ qǐng nǐ chī huǒguō
银行在哪里？=yínháng zài nǎli?
行走=xíngzǒu
第一行=dì yīháng
这行字=zhè háng zì
长大=zhǎngdà
很长=hěn cháng
头发很长=tóufa hěn cháng
他长得很高=tā zhǎng de hěn gāo
校长=xiàozhǎng
重要=zhòngyào
重新=chóngxīn
音乐=yīnyuè
快乐=kuàilè
我们还是朋友=wǒmen háishì péngyou
归还=guīhuán
把书还我=bǎ shū huán wǒ
你还钱了吗=nǐ huánqián le ma
我还没吃=wǒ hái méi chī
了解=liǎojiě
好了=hǎo le
受不了=shòubùliǎo
觉得=juéde
睡觉=shuìjiào
得到=dédào
他跑得很快=tā pǎo de hěn kuài
跑得快=pǎo de kuài
你得走了=nǐ děi zǒu le
哥哥得了第一=gēge dé le dìyī
一会儿=yīhuìr
都来了=dōu lái le
首都=shǒudū
便宜=piányi
方便=fāngbiàn
为什么=wèishénme
成为=chéngwéi
地方=dìfang
高兴地说=gāoxìng de shuō
睡着了=shuìzháo le
看着我=kànzhe wǒ
着急=zháojí
的确=díquè
目的=mùdì
东西=dōngxi
教我中文=jiāo wǒ zhōngwén
教室=jiàoshì
有空吗=yǒukòng ma
空调=kōngtiáo
干什么=gànshénme
干净=gānjing
当然=dāngrán
上当=shàngdàng
爱好=àihào
好吃=hǎochī
摔倒=shuāidǎo
倒水=dàoshuǐ
理发=lǐfà
发现=fāxiàn
这只猫=zhè zhī māo
只有=zhǐyǒu
种树=zhòngshù
种草=zhòngcǎo
角色=juésè
少年=shàonián
弹琴=tánqín
子弹=zǐdàn
数一数=shǔ yī shù
谁=shéi
"""
LIGHT = """
妈妈=māma
朋友=péngyou
喜欢=xǐhuan
知道=zhīdao
孩子=háizi
男子=nánzǐ
石头=shítou
我们=wǒmen
什么=shénme
对不起=duìbuqǐ
差不多=chàbuduō
大夫=dàifu
"""
WITH_R = "这儿=zhèr;哪儿=nǎr;好玩儿=hǎowánr;一点儿=yīdiǎnr;花儿=huār;一块儿=yīkuàir;女儿=nǚ'ér;儿子=érzi"
SANDHI = (
    "不是=bù shì;不吃=bù chī;不好=bù hǎo;不必=bùbì;不要=bù yào;一样=yīyàng;一起=yīqǐ;一个=yī gè;"
    "星期一=xīngqīyī;你好=nǐ hǎo"
)
TRADITIONAL = """
長大=zhǎngdà;頭髮很長=tóufa hěn cháng;銀行=yínháng;這個軟體=zhège ruǎntǐ
看著你=kànzhe nǐ;著名=zhùmíng;乾杯=gānbēi;什麼=shénme
"""
LAID_OUT = [
    ("你好，我是小明。", "nǐ hǎo, wǒ shì xiǎo míng."),
    ("西安可爱", "Xī'ān kě'ài"),
    ("带我飞北京", "dài wǒ fēi Běijīng"),
    ("東京很好玩", "Dōngjīng hěn hǎowán"),
    ("我在北京大学上学", "wǒ zài Běijīngdàxué shàngxué"),
    ("河南人吃法国菜", "Hénán rén chī Fǎguó cài"),
    ("大理石在大理", "dàlǐshí zài Dàlǐ"),
    ("早上朝阳很美", "zǎoshang zhāoyáng hěn měi"),
    ("这个bug真的yyds", "zhège bug zhēnde yyds"),
    ("I love 火锅 so much", "I love huǒguō so much"),
    ("⟦1⟧你好⟦2⟧，走吧", "⟦1⟧ nǐ hǎo ⟦2⟧, zǒu ba"),
    ("“你好”（再见）！", "“nǐ hǎo”(zàijiàn)!"),
    ("好吃😋", "hǎochī 😋"),
    ("小红书真好玩", "xiǎohóngshū zhēn hǎowán"),
    ("宝子们早上好", "bǎozimen zǎoshang hǎo"),
    ("第1，第2", "dì 1, dì 2"),
]
TEXTS = st.text(st.sampled_from("我的得地行长重好乐还了着都为不一儿子们銀長著軟ab1⟦⟧ ，。!\n😀のй"), max_size=30)


def pairs(block: str) -> list[tuple[str, str]]:
    return [(text, reading) for text, _, reading in (line.partition("=") for line in re.split("[;\n]", block) if line)]


@pytest.mark.parametrize(("text", "reading"), pairs(READ))
def test_what_has_several_readings(text, reading):
    assert pinyin(text) == reading


@pytest.mark.parametrize(("text", "reading"), pairs(LIGHT))
def test_light_syllables(text, reading):
    assert pinyin(text) == reading


@pytest.mark.parametrize(("text", "reading"), pairs(WITH_R))
def test_the_ending_r(text, reading):
    assert pinyin(text) == reading


@pytest.mark.parametrize(("text", "reading"), pairs(SANDHI))
def test_tones_are_those_of_the_word_by_itself(text, reading):
    assert pinyin(text) == reading


@pytest.mark.parametrize(("text", "reading"), pairs(TRADITIONAL))
def test_traditional_is_read_as_well(text, reading):
    assert pinyin(text) == reading


@pytest.mark.parametrize(("text", "reading"), LAID_OUT)
def test_how_it_is_written(text, reading):
    assert pinyin(text) == reading


@pytest.mark.parametrize("text", ["", "hello", "hello,  world", "⟦1⟧ こんにちは", "\ud83d", "https://a.example/？x=1"])
def test_what_is_no_chinese_comes_back_as_it_is(text):
    assert pinyin(text) == text


@given(TEXTS)
def test_no_character_is_left_and_nothing_else_is_lost(text):
    read = pinyin(text)
    assert not re.search("[一-鿿]", read)
    for kept in "⟦⟧😀のй1\n":
        assert read.count(kept) == text.count(kept)


@given(TEXTS)
def test_a_reading_is_read_as_itself(text):
    assert pinyin(pinyin(text)) == pinyin(text)


@given(st.text(st.characters(codec=None), max_size=200))
def test_any_text_has_a_reading(text):
    assert isinstance(pinyin(text), str)


@given(st.text(st.sampled_from("我的得地行长重好乐还了着都为不一儿子们"), min_size=1, max_size=12))
def test_syllables_are_as_many_as_characters_but_for_the_ending_r(run):
    # Each syllable has one group of vowels, apart from its neighbours' by a consonant, an apostrophe or a space.
    plain = unicodedata.normalize("NFD", pinyin(run)).encode("ascii", "ignore").decode()
    groups = len(re.findall("[aeiou]+", plain))
    assert len(run) - run.count("儿") <= groups <= len(run)


def test_no_text_takes_long():
    grows_linearly(pinyin, "我得还了长")
    grows_linearly(pinyin, "把书还")


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("睡不着", "shuì bù zháo"),
        ("弹幕", "dànmù"),
        ("哪吒", "nézhā"),
        ("那行", "nà xíng"),
        ("那行吧", "nà xíng ba"),
        ("那行字", "nà háng zì"),
        ("踏实", "tāshi"),
        ("背书包", "bēi shūbāo"),
        ("佛系", "fóxì"),
        ("仿佛", "fǎngfú"),
        ("混蛋", "húndàn"),
        ("扎头发", "zā tóufa"),
        ("扎针", "zhāzhēn"),
        ("呛到了", "qiāngdào le"),
        ("冲着我来", "chòngzhe wǒ lái"),
        ("曾小姐", "zēng xiǎojiě"),
        ("曾经", "céngjīng"),
        ("我姓单", "wǒ xìng shàn"),
        ("第三行代码", "dì sān háng dàimǎ"),
        ("撒狗粮", "sǎ gǒuliáng"),
        ("撒谎", "sāhuǎng"),
        ("削苹果", "xiāo píngguǒ"),
        ("剥削", "bōxuē"),
    ],
)
def test_readings_that_depend_on_the_word(text, reading):
    assert pinyin(text) == reading
