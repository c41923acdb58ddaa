"""What chats are full of and a dictionary gets wrong: names, letters, slang, files, quotes."""

import pytest

from bot.engines.engine import Request
from bot.engines.gloss.glosser import Glosser

LETTERS = [
    ("A/B test is good", "A/B 考试很好"),
    ("A B C", "A B C"),
    ("A cat is here", "猫在这里"),
    ("A dog ate it. A bird too.", "狗吃了它。鸟也。"),
    ("Plan A is better", "计划 A 更好"),
    ("vitamin A", "维生素 A"),
    ("THIS IS A CAT", "这是猫"),
]
NAMES = [
    ("Bob is my friend", "Bob 是我的朋友"),
    ("Bob: hello friend", "Bob: 你好朋友"),
    ("Will told me that you left", "Will 告诉了我那你离开了"),
    ("Will is here", "Will 在这里"),
    ("Will you come?", "会你来？"),
    ("I will come", "我会来"),
    ("Mark said no", "Mark 说了不"),
    ("Mark it", "标志它"),
    ("I met Mark yesterday", "我见了 Mark 昨天"),
    ("May is my sister", "May 是我的姐妹"),
    ("May I share this?", "我能不能分享这？"),
    ("I was born in May", "我出生在五月"),
    ("Rose bought a rose", "Rose 买了玫瑰花"),
    ("Grace and Leo like Lin", "Grace 和 Leo 喜欢 Lin"),
    ("Jack's cat", "Jack的猫"),
]
SLANG = [
    ("oh shit I forgot", "糟了我忘记了"),
    ("damn", "该死"),
    ("lmaoooo that's cute", "笑死我了那很可爱"),
    ("I'm dead 💀", "笑死我了 💀"),
    ("I'm dead tired", "我累死了"),
    ("no cap", "真的"),
    ("no way!", "不会吧！"),
    ("don't you dare", "你敢"),
    ("I can't even", "我服了"),
    ("I can't even sleep", "我不能甚至睡觉"),
    ("the server is down", "服务器挂了"),
    ("he's getting banned", "他要被封了"),
    ("stop spamming", "别再刷屏"),
    ("how was your day?", "你今天过得怎么样？"),
    ("please read the rules", "请看规则"),
    ("the bot is broken", "机器人坏了"),
    ("can't wait!", "等不及了！"),
    ("I'm not sure", "我不确定"),
]
ENDINGS = [
    ("spoiler", "剧透"),
    ("he is faster", "他更快"),
    ("the cutest cat", "最可爱猫"),
    ("the driver", "司机"),
    ("she's a winner", "她是赢家"),
]
FILES = [
    ("open main.py please", "打开 main.py 请"),
    (r"open C:\x", r"打开 C:\x"),
    ("nice:fire:", "好:fire:"),
    ("look at this:amazing", "看这:太棒了"),
    ("the cat is here. hello", "猫在这里。你好"),
]
CHINESE = [
    ("好", "good"),
    ("早", "morning"),
    ("早！", "morning!"),
    ("那只猫好可爱", "that cat so cute"),
    ("呜呜呜", "*sobs*"),
    ("别看", "don't look"),
    ("吃个饭", "eat food"),
    ("三个人", "three people"),
    ("在干嘛", "what are you up to"),
    ("好不好吃？", "is it tasty?"),
    ("绝绝子", "amazing"),
    ("为你打call", "for you cheer for"),
    ("大家一起来打CALL", "everyone come together cheer for"),
    ("这个子区和那个频道", "this thread and that channel"),
    ("我朋友来了", "my friend come"),
    ("你妈知道吗", "your mom know?"),
    ("她狗和他老婆", "her dog and his wife"),
    ("我家猫", "my cat"),
    ("我想回我家", "I want to return my home"),
    ("我是新手", "I am beginner"),
    ("早点睡", "sleep early"),
    ("我进不去", "I can't get in"),
    ("芭比Q了", "done for"),
    ("别急", "no rush"),
    ("咩", "what"),
    ("我喺呢度", "I at here"),
]
QUOTES = [
    ("他说“你好”", "he say “hello”"),
    ("他说：“你好”", "he say: “hello”"),
    ('他说"你好"我说', 'he say "hello" I say'),
    ("看这个||剧透||", "look this ||spoiler||"),
    ("||剧透||别看", "||spoiler|| don't look"),
    ("，你好", ", hello"),
    ("你好（哈哈哈）", "hello (hahaha)"),
    ("你好（￣▽￣）", "hello （￣▽￣）"),
]


@pytest.mark.parametrize(("english", "chinese"), [*LETTERS, *NAMES, *SLANG, *ENDINGS, *FILES])
def test_english(glosser: Glosser, english: str, chinese: str):
    assert glosser.gloss(Request(english, "en", "zh-CN")).text == chinese


@pytest.mark.parametrize(("chinese", "english"), [*CHINESE, *QUOTES])
def test_chinese(glosser: Glosser, chinese: str, english: str):
    assert glosser.gloss(Request(chinese, "zh-CN", "en")).text == english


def test_words_with_latin_letters_keep_them_in_their_pinyin(glosser: Glosser):
    assert glosser.gloss(Request("打call", "zh-CN", "en")).pinyin == "dǎ call"
