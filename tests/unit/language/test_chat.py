"""Lines as people write them: slang, names, brands, faces, codes, and other languages in a few words."""

import pytest

from bot.language import Detector, build_detector

ENGLISH = """
that's fire ngl;bro what;no way lmao;i cant even;idk man;lemme know;tysm bestie;gonna grab some boba brb;wyd;hbu
smh my head;touch grass;it's giving main character;lowkey obsessed;caught in 4k;cat tax paid;wait fr?;L take
W rizz;who asked;skill issue;bet;say less;sheesh;gg;afk 5 min;ty!;omw;Where are you from?;Hi;yo;sup;heyy
goodnight y'all;Taylor Swift;New York;McDonald's;Starbucks;Harry Potter;iPhone;Tesla Model 3;ChatGPT;Minecraft
Xi'an is lovely;I live in Chengdu;Zhang Wei is my teacher;kpop;ramen;café latte please;wierd;teh best;definately
becuase i said so;im so tierd;u up?;r u ok;gr8 m8;l8r;b4 u go;I ❤️ you;ok 👍;lol ok;no 😭😭;I'm 25;5 dollars
100% agree;on the 1st;use python;what's ur ip;the URL is broken;JSON or XML?;Dr. Smith;St. Louis
what does xswl mean;yyds means goat;what is 666;Is 你好 hello?;translate 加油 pls;I'm from 上海
what does 内卷 mean?;(just kidding);wow, 牛逼 is rude?;I ate 麻辣烫 and 烧烤 today and it was amazing
omg 姐妹 you look great;*sigh*;...ok;ah I see;same;mood;nice;meow;thank you 谢谢;晚安 good night everyone
ㅋㅋ ok;sooo goood;noooo waaay;yesss;hiiiii;pleaseeee;happy bday;Let's eat 火锅 tonight
"""
CHINESE = """
真的假的;绝绝子;笑死我了;蚌埠住了;栓Q;我emo了;芭比Q了;谁懂啊家人们;求链接;蹲一个;互粉吗;在;好;嗯嗯好的;行;早
哈哈哈好搞笑;2333太好笑了;666太强了;这是520礼物吗;我家猫叫Mimi;用ChatGPT写的;买了个Switch;去Costco买菜;XD太好笑
ok没问题;bug修好了吗;加我wechat;PS5多少钱;我的ID是abc123;KFC疯狂星期四v我50;我爱Taylor Swift;学CS的;offer拿到了
ddl快到了;太nice了;hold住;猫税来了🐱;救命😭;(｡･ω･｡)你好;嗯？什么;啊？真的吗;what？你说什么;no no no 不是这样的
bye bye 明天见;hello大家好;3Q;88啦;我也是+1;12点见;早上8:30集合;《三体》看了吗;#今日穿搭# 好看吗;@小明 你来一下
我係台灣人;超讚的啦;好ㄅㄧㄤˋ;靠北喔;tmd气死我了;dbq我错了;永远滴神;c位出道;AA制;X光;α粒子是什么;我今年18
你好hello;hello你好;good morning 早上好;那边个子高的;我喜欢アニメ;这个番《ぼっち》好看;唔，好吧
我喜欢听《さくら》这首歌，你们呢;这个bug真的yyds lol;大家好、我来了
"""
OTHER = """
¿qué tal?;muchas gracias amigo;no entiendo nada;te quiero mucho;jajaja qué risa;salut ça va;merci beaucoup
c'est trop bien;wie geht's dir;ich liebe dich;alles gut bei dir?;tudo bem?;eu não sei;kkkk muito bom
ciao ragazzi come va;non lo so;dank je wel;ik weet het niet;jag vet inte;tack så mycket;jeg elsker deg;en tiedä
kiitos paljon;nie wiem;děkuji moc;köszönöm szépen;nu știu;merhaba nasılsın;terima kasih banyak;apa kabar semua
aku juga mau;salamat po;kumusta ka;xin chào mọi người;привет всем;не знаю;дякую;γεια σου;שלום;مرحبا;سلام چطوری
धन्यवाद;நன்றி;ขอบคุณครับ;Η διαγραφή του () «»;Ոչ մի դաշտ չփոփոխվեց։;arigatou gozaimasu;annyeonghaseyo
kya haal hai bhai;mujhe nahi pata;inshallah habibi;asante sana rafiki;kako si danas
Wie is Agent Smith van jullie?
"""
NOTHING = """
a;k;?;...;!!!;😂;❤️‍🔥;:);:D;xD;T_T;:3;^^;QAQ;ʕ•ᴥ•ʔ;(´・ω・`);(≧▽≦);ヽ(・∀・)ﾉ;(๑•̀ㅂ•́)و✧;(ㆆ_ㆆ);(｡♥‿♥｡)
(ง •̀_•́)ง;ᕕ( ᐛ )ᕗ;(ಥ﹏ಥ);(^o^)/;m(_ _)m;=^..^=;>:(;<3 <3;D:;orz;OTZ;_(:з」∠)_;٩(◕‿◕｡)۶;(⌐■_■);(¬‿¬)
༼ つ ◕_◕ ༽つ;(T▽T);( ಠ ͜ʖಠ);凸(｀0´)凸;(｀・ω・´)ゞ;Σ(ﾟДﾟ);lmaooo;hhhhh;hiahia;嘿嘿嘿;lol笑死;😂😂笑死;ㅠㅠ
jajajaja;xaxaxa;666;233;1314;886;996;12:30;192.168.0.1;2024/1/1;1080p;1+1=2;.... .. / - .... . .-.
01001000 01101001;⠓⠑⠇⠇⠕ ⠺⠕⠗⠇⠙;ᚠᚢᚦᚨᚱᚲ;𐌀𐌁𐌂;https://example.com/x?y=1;www.example.com;foo@bar.com;`ls -la`
@everyone;#fyp;<@123456> <#456>;<a:x:1>;<t:1700000000:R>;asdfghjkl;qwrtzxcv;ni hao ma;wo ai ni;zai jian
ni chi le ma;Wǒ xǐhuān nǐ;hmm;umm;啊啊啊;嗯
"""
EAST_ASIAN = [
    ("ありがとう", "ja"),
    ("マジで？", "ja"),
    ("電車が来た", "ja"),
    ("東京駅", "ja"),
    ("食事処", "ja"),
    ("株式市場", "ja"),
    ("中国語を勉強しています", "ja"),
    ("아이폰 15 좋아", "ko"),
    ("ㅋㅋ 진짜?", "ko"),
    ("oppa 사랑해", "ko"),
    ("唔該晒", "yue"),
    ("你食咗飯未呀", "yue"),
    ("我唔知啊", "yue"),
    ("点解咁贵嘅", "yue"),
    ("邊個話㗎", "yue"),
    ("今日返工好攰", "yue"),
    ("聽日得閒嗎", "yue"),
    ("今日天氣很好", "zh"),
    ("图书馆在哪里", "zh"),
]


def lines(block: str) -> list[str]:
    return [line for line in block.replace("\n", ";").split(";") if line]


@pytest.fixture(scope="module")
def detector() -> Detector:
    return build_detector("lite")


@pytest.mark.parametrize("text", lines(ENGLISH))
def test_english(detector, text):
    assert detector.detect(text).language == "en"


@pytest.mark.parametrize("text", lines(CHINESE))
def test_chinese(detector, text):
    assert detector.detect(text).language == "zh"


@pytest.mark.parametrize("text", lines(OTHER))
def test_another_language(detector, text):
    assert detector.detect(text).language not in ("en", "zh", "und")


@pytest.mark.parametrize("text", lines(NOTHING))
def test_nothing_to_translate(detector, text):
    assert detector.detect(text).language == "und"


@pytest.mark.parametrize(("text", "language"), EAST_ASIAN)
def test_neighbours_are_told_apart(detector, text, language):
    assert detector.detect(text).language == language


@pytest.mark.parametrize("text", ["ah gr um hm woo np", "hm np", "gr woo"])
def test_sounds_are_never_another_language(detector, text):
    assert detector.detect(text).language in ("en", "und")


@pytest.mark.parametrize("text", ["https://es.example/hola", "@Señor_Gonzalez", "#bonjour", "<@1> <:hola:2>"])
def test_what_is_no_word_does_not_vote(detector, text):
    with_words = detector.detect(f"{text} 这个好看吗 {text}")
    assert (with_words.language, with_words.share) == ("zh", 0.0)
    assert detector.detect(f"{text} do you like it? {text}").language == "en"


NAMED_IN_ENGLISH = """
I love my van;My friend Mei Mei loves cats;see ya tomorrow;love ya;cute af;mood af;idek wut dat means
then add oil, chili and soy sauce;I'm lactose intolerant;ni hao everyone!;Los Angeles, CA;bffr;ggs;hbd;wfh
Fray Bartolomé de las Casas, a friar in Hispaniola, said about the Spanish conquistadores that they killed many Taínos
"""
NAMED_IN_CHINESE = """
iPhone 16 Pro Max多少钱;i人 e人;Samsung Galaxy Watch Ultra真香;Genshin Impact 新角色;求 American English 老师;UP主
"""
NO_WORDS = {
    "code": ["const x = () => 5;", "SELECT * FROM users WHERE id=1", "npm install discord.js"],
    "laughter": ["xixixi", "lolol", "ahahah", "红红火火恍恍惚惚", "嘎嘎嘎"],
    "kaomoji": ["(╯°□°)╯︵ ┻━┻", "¯\\_(ツ)_/¯", "T_T", "^_^", ">_<", "Orz", "orz", "(-_-)zzz", "(눈_눈)"],
    "coded": ["·−· ·−", "𓀀𓁐𓂀"],
}


@pytest.mark.parametrize("text", lines(NAMED_IN_ENGLISH))
def test_english_that_other_languages_spell_alike(detector, text):
    assert detector.detect(text).language == "en"


@pytest.mark.parametrize("text", lines(NAMED_IN_CHINESE))
def test_chinese_about_things_with_latin_names(detector, text):
    assert detector.detect(text).language == "zh"


@pytest.mark.parametrize("text", ["cam on ban nhieu", "chao ban"])
def test_vietnamese_without_its_marks(detector, text):
    assert detector.detect(text).language == "vi"


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in NO_WORDS.items() for text in texts])
def test_why_there_is_nothing_to_translate(detector, reason, text):
    found = detector.detect(text)
    assert (found.language, found.reason) == ("und", reason)


@pytest.mark.parametrize("text", ["今日好凍呀，你著多件衫啦", "食飯未"])
def test_cantonese_in_everyday_characters(detector, text):
    assert detector.detect(text).language == "yue"


@pytest.mark.parametrize("text", ["let me see = nothing", "npm is slow today", "pip install is broken for me"])
def test_talk_about_code_is_talk(detector, text):
    assert detector.detect(text).language == "en"
