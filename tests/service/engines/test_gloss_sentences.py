"""What the gloss makes of everyday lines: no good English or Chinese, but enough to follow a conversation.

The sentences document the engine. Where a change of the word lists makes one better, change it here.
"""

import pytest

from bot.engines.engine import Request
from bot.engines.gloss.glosser import Glosser

CHINESE = [
    ("哈哈哈哈 来成都 我请你", "hahahaha, come Chengdu, I'll treat you"),
    ("那只猫好可爱", "that cat so cute"),
    ("饿了么", "hungry yet?"),
    ("你饿了么？我请你", "you hungry? I'll treat you"),
    ("你餓了麼", "you hungry?"),
    ("带我飞北京", "take me fly Beijing"),
    ("我去北京", "I go Beijing"),
    ("你好 ⟦0⟧ ，⟦1⟧，再见", "hello ⟦0⟧, ⟦1⟧, bye"),
    ("⟦0⟧，⟦1⟧，你好", "⟦0⟧, ⟦1⟧, hello"),
    ("那隻貓好可愛！", "that cat so cute!"),
    ("大家好、我来了", "hello everyone, I come"),
    ("这个bug真的yyds lol", "this bug truly yyds lol"),
    ("你们早饭吃什么？", "you all breakfast eat what?"),
    ("你好吗？我很好", "how are you? I very good"),
    ("你吃饭了吗", "you eat?"),
    ("我没吃早饭", "I didn't eat breakfast"),
    ("没有火锅吗", "don't have hotpot?"),
    ("我的手机没丢，我回来了", "my phone didn't lose, I am back"),
    ("就是 永远的神！你家猫就 yyds", "is, forever god! your cat yyds"),
    ("房租多少钱一个月", "rent how much a month"),
    ("我在上海上大学，学的是英语", "I at Shanghai on university, study is English"),
    ("美国的医保真的很贵吗", "the US health insurance truly very expensive?"),
    ("今天下雨了，不想上班 😂", "today it rains, don't want go to work 😂"),
    ("谢谢⟦0⟧，我看看⟦1⟧", "thanks ⟦0⟧, I look ⟦1⟧"),
    ("**太好吃了**！", "**too tasty**!"),
    ("他昨天买了三本书和一只小狗", "he yesterday buy three books and a pup"),
    ("我觉得你说得对", "I think you say right"),
    ("請問這個週末有人要一起看電影嗎？", "ask this weekend someone want together look movie?"),
    ("你住在哪个城市", "you live at which city"),
    ("我有两个孩子，一个五岁一个八岁", "I have two kids, a five years old a eight years old"),
    ("笑死我了哈哈哈哈哈哈", "dying of laughter hahahahaha"),
    ("猫税已缴！欢迎 Heather 和 Biscuit 入住。", "cat tax already hand in! welcome Heather and Biscuit check in."),
    ("不客气", "you're welcome"),
    ("我不知道怎么说", "I don't know how to say"),
    ("西安的羊肉泡馍", "Xi'an mutton meat and bread soup"),
    ("有没有人会做红烧肉", "does anyone can do red braised pork"),
    ("为什么你们的作业这么少", "why you all homework like this few"),
    ("别担心，慢慢来", "don't worry, take your time"),
    ("我叫小雨，来自四川成都", "my name is light rain, come from Sichuan Chengdu"),
    ("第一次来这里，请多关照", "the first time come here, please treat me kindly"),
    ("你们那边几点了？", "you all there what time?"),
    ("我家猫每天早上五点叫我起床", "my cat every day morning five o'clock call I get up"),
    ("为什么美国人那么喜欢吃披萨", "why American so like eat pizza"),
    ("我也想学英语，有人教我吗", "I also want to study English, someone teach me?"),
    ("羡慕了，我还在加班", "jealous, I still at work overtime"),
    ("这个表情包太好笑了", "this meme too funny"),
    ("周末去爬山吗", "weekend go climb a mountain?"),
    ("今天考试好难啊", "today exam so difficult"),
    ("晚安，明天见", "good night, see you tomorrow"),
    ("加油！你可以的", "come on, you can do it! you okay"),
    ("真的假的？", "for real?"),
    ("我不太懂你的意思", "I not too understand your meaning"),
    ("這家店的奶茶很好喝", "this shop milk tea very tasty"),
    ("你的中文說得真好", "your Chinese say great"),
    ("外面下雪了，好冷", "outside it snows, so cold"),
    ("谁懂啊，太感动了", "who gets it, too touched"),
    ("我妈做的饺子最好吃", "my mom do dumplings most tasty"),
    ("祝你生日快乐🎂", "wish you happy birthday🎂"),
    ("救命 太好笑了", "help, too funny"),
]
ENGLISH = [
    ("ok that hotpot looks INSANE 😭 I need it", "好的那火锅看起来离谱 😭 我需要它"),
    ("Hello! How are you?", "你好！你好吗？"),
    ("I love my cat, he's so cute", "我爱我的猫，他太可爱了"),
    ("where are you from?", "你来自哪里？"),
    ("where is the hotpot?", "火锅在哪里？"),
    ("where are my keys 😭", "我的钥匙在哪里 😭"),
    ("what's your favorite Chinese food?", "你的最喜欢中文食物是什么？"),
    ("how is **the weather** there today?", "**天气** 那里今天怎么样？"),
    ("Where is Amy? I come too", "Amy 在哪里？我来也"),
    ("How much is rent in Shanghai?", "房租在上海多少钱？"),
    ("what does yyds mean, everyone keeps saying it", "什么 yyds 意思是，大家一直说它"),
    ("Cat tax paid! Welcome home, Heather and Biscuit.", "猫税付钱了！欢迎回家，Heather 和 Biscuit."),
    ("I'm learning Chinese but it's really hard lol", "我在学习中文但是它真的难哈哈"),
    ("do you guys have school tomorrow?", "你们有学校明天？"),
    ("thank you so much ⟦0⟧!", "谢谢 ⟦0⟧!"),
    ("We went to the park yesterday and ate dumplings", "我们去了公园昨天和吃了饺子"),
    ("I'm tired. It is cold today.", "我很累。它很冷今天。"),
    ("is that your dog? what's his name?", "那你的狗？他的名字是什么？"),
    ("nobody told me Chinese people were this funny", "没有人告诉了我中国人是这搞笑"),
    ("my friend's sister lives in Chengdu", "我的朋友的姐妹住在成都"),
    ("what time is it there? it's 3am here", "几点那里？它是 3am 这里"),
    ("I don't know how to cook rice", "我不知道怎么煮米饭"),
    ("the food is sooooo good omg", "食物太好天哪"),
    ("that's not what I said", "那不是什么我说了"),
    ("She is eating breakfast.", "她在吃早饭。"),
    ("**wow** this is _amazing_ :)", "**哇** 这是 _amazing_ :)"),
    ("can you help me with my homework please?", "能不能帮我做我的作业请？"),
    ("Let's eat 火锅 tonight", "我们吃火锅今晚"),
    ("hi everyone, I'm new here, my name is Amy and I'm from Texas", "大家好，我是新来的，我叫 Amy 和我来自得克萨斯州"),
    ("Good night everyone, see you tomorrow", "晚安大家，明天见"),
    ("i wanna visit Beijing next year", "我想去看北京明年"),
    ("your English is better than my Chinese", "你的英语是好过我的中文"),
    ("Do you like spicy food?", "你喜欢辣食物？"),
    ("no politics please, be kind", "不政治请，很友善"),
    ("The weather is nice, let's go!", "天气很好，走吧！"),
    ("I miss my grandma's cooking", "我想我的奶奶的做饭"),
    ("happy new year! 🎉🎉", "新年快乐！ 🎉🎉"),
    ("My cat sleeps all day and eats all night", "我的猫睡觉一整天和吃整晚"),
    ("we don't have that here", "我们没有那这里"),
    ("good morning from Canada", "早上好从加拿大"),
    ("That dress is so pretty, where did you buy it?", "那条裙子太漂亮，哪里你买它？"),
    ("I just finished work, so tired", "我只下班，太累"),
    ("my Chinese is bad, sorry", "我的中文很坏，对不起"),
    ("they said it's free", "他们说了它是免费"),
    ("Can I share this photo?", "我能不能分享这张照片？"),
    ("your English is really good", "你的英语真的好"),
    ("I can't believe it's already Friday", "我不敢相信它已经周五"),
    ("who wants to play a game tonight", "谁想玩游戏今晚"),
    ("nothing, just watching videos", "没什么，只看视频"),
    ("you're welcome!", "不客气！"),
    ("this made me cry", "这让我哭"),
    ("rent is too expensive in New York", "房租太贵在纽约"),
    ("I have two dogs and one cat", "我有两只狗和一只猫"),
    ("He doesn't like cilantro", "他不喜欢香菜"),
    ("it was raining yesterday", "它在下雨昨天"),
    ("she'll be late", "她会迟到"),
    ("I gotta go", "我要走了"),
    ("I gotta go now, bye", "我现在要走了，再见"),
    ("I gotta go to school", "我要去学校"),
    ("you gotta see this", "你要看这"),
    ("it's gotta be him", "它一定是他"),
    ("I gotta admit", "我不得不承认"),
    ("you don't gotta", "你用不着"),
]


@pytest.mark.parametrize(("chinese", "english"), CHINESE)
def test_chinese(glosser: Glosser, chinese: str, english: str):
    assert glosser.gloss(Request(chinese, "zh-CN", "en")).text == english


@pytest.mark.parametrize(("english", "chinese"), ENGLISH)
def test_english(glosser: Glosser, english: str, chinese: str):
    assert glosser.gloss(Request(english, "en", "zh-CN")).text == chinese


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("我有三只猫", "I have three cats"),
        ("两瓶啤酒", "two bottles of beer"),
        ("我喝了一杯奶茶", "I drink one cup of milk tea"),
        ("这些猫", "these cats"),
        ("一条裤子", "a trousers"),
        ("张伟是我朋友", "Zhang Wei is my friend"),
        ("老王说得对", "Lao Wang say right"),
        ("王小明昨天来了", "Wang Xiaoming yesterday come"),
        ("3 个苹果", "3 apples"),
    ],
)
def test_counted_things_and_names_of_chinese(glosser: Glosser, chinese: str, english: str):
    assert glosser.gloss(Request(chinese, "zh-CN", "en")).text == english


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("two cats", "两只猫"),
        ("3 books", "3 本书"),
        ("this house", "这栋房子"),
        ("a cup of coffee", "一杯咖啡"),
        ("two bottles of beer", "两瓶啤酒"),
        ("three days", "三天"),
        ("a dog", "狗"),
    ],
)
def test_counted_things_of_english(glosser: Glosser, english: str, chinese: str):
    assert glosser.gloss(Request(english, "en", "zh-CN")).text == chinese
