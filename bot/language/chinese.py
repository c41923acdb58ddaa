"""Is it Chinese? What Han characters, kana and Latin words say together."""

import re
from collections.abc import Mapping, Sequence

from bot.language.script import Script
from bot.language.words import Words

# What Chinese says all the time and Japanese does not write; most are Simplified, or have no Japanese use at all.
_CHINESE = re.compile(
    "[这们吗呢吧你哪谁说么啊哦呀啦嘛哈喔您她它很对對妳嗎們這說讓幫從會氣發给过还让帮从时气发东车书见爱欢个样边觉听买卖现]"
)
# Kana that Chinese borrows (优の良品), where it stands alone between Han characters, and the long-vowel dash.
_BORROWED = re.compile(r"(?<=[㐀-鿿])[のノー](?=[㐀-鿿])|ー")
_HIRAGANA = re.compile("[\u3041-\u3096]")
# Written only in Japan: national characters and post-war simplifications that China does not share.
_JAPANESE = re.compile(
    "[込働畑辻峠匂枠栃円図売読駅歳気経続発応対戦楽検験実変帰広圧囲壱沢渋桜覚労厳霊黙戻氷処様関毎歩涙黒価薬戸児焼専銭総単団弾遅転伝"
    "脳髪抜払仏満訳頼緑齢録隠塩仮剣険圏壊懐拡竜亜瀬]|株式"
)
# What only Cantonese is written with; where Mandarin has the same characters side by side, not after or before these.
_CANTONESE = re.compile(
    "[嘅咗喺哋冇嚟佢啲嗰嘢噉攞揾瞓啱唓冚乸攰睇畀嗌孭㗎喎]|唔(?=[係系使好知會会得该該到见見想识識要食去同記记明怕])"
    "|係咪|系咪|乜嘢|點解|点解|咁(?=[樣样多大好貴贵啱])|(?<![那這旁路左右兩两一])[邊边][個个度]|而家|聽日|听日|琴日|尋日|鍾意|做咩|幾多錢|[食飲][飯饭]?未|著多件|件衫"
)
_GRAMMAR = re.compile(
    "[的了是我你他她在不这這那有吗嗎呢吧啊就都也和很要会會去来來说說个個们們么什到对對没沒把被给給让讓真好想还還可能为為怎谁誰哪]"
)

_FRAMED = re.compile(r"\W*[A-Za-z].*[A-Za-z]\W*", re.DOTALL)
# A word that is written as no name is. iPhone and single letters may be parts of names.
_PLAIN_WORD = re.compile("(?<![A-Za-z0-9])(?!i[A-Z])[a-z]{2}")
# Who uploads: half a word of English in a word of Chinese.
_UPLOADER = re.compile("up(?=主)", re.IGNORECASE)
_FRAME = 1.0
_SEAM = re.compile("(?<=[㐀-鿿])[A-Za-z0-9]|[A-Za-z0-9](?=[㐀-鿿])")


def han_language(text: str, counts: Mapping[Script, int]) -> str:
    """Return `zh`, `yue` or `ja` for a text with Han characters or kana."""
    kana = counts.get(Script.KANA, 0)
    if kana and kana > sum(map(len, _BORROWED.findall(text))):
        # A Chinese line may name something in kana; only in a Japanese one do hiragana outnumber the characters.
        if not _CHINESE.search(text) or len(_HIRAGANA.findall(text)) > counts.get(Script.HAN, 0):
            return "ja"
    elif _JAPANESE.search(text) and not _CHINESE.search(text):
        return "ja"
    return "yue" if _CANTONESE.search(text) else "zh"


def outweighs(text: str, counts: Mapping[Script, int], words: Sequence[str], lists: Words) -> bool:
    """Tell whether the Han characters and kana of a line outweigh its Latin `words` (lower case).

    A Chinese word is about two characters long; words that hold a sentence together count more than nouns, which
    travel between languages.
    """
    # Who writes Latin words against Han characters without a space writes Chinese: 打call, T恤.
    seams = 0.7 * len(_SEAM.findall(text))
    asian = (
        seams + 0.6 * counts.get(Script.HAN, 0) + 0.5 * counts.get(Script.KANA, 0) + 1.5 * len(_GRAMMAR.findall(text))
    )
    # Who begins and ends in Latin letters quotes the characters in between: How do you say 我爱你 in English?
    latin = _FRAME if not seams and _FRAMED.fullmatch(text) else 0.0
    for word, before in zip(words, ["", *words], strict=False):
        if word == before:
            continue
        if word in lists.initialisms:
            asian += 1.0
        elif word in lists.grammar:
            latin += 2.5
        else:
            latin += 1.0 if len(word) > 1 else 0.3
    return asian >= latin


def is_all_names(text: str, words: Sequence[str], lists: Words) -> bool:
    """Tell whether the Latin `words` (lower case) of a line are names by their capitals, as of brands: no sentence."""
    grammar = {word for word in words if len(word) > 1 and word in lists.grammar}
    if _UPLOADER.search(text):
        grammar.discard("up")
    return not grammar and not _PLAIN_WORD.search(_UPLOADER.sub("", text))


def share_of_latin(counts: Mapping[Script, int], words: Sequence[str], lists: Words) -> float:
    """Return how much of a line with Han characters or kana is in its Latin `words` (lower case), 0.0 to 1.0.

    In words: two characters count as one. Initialisms such as yyds are Chinese.
    """
    latin = sum(len(word) > 1 and word not in lists.initialisms for word in words)
    asian = (counts.get(Script.HAN, 0) + counts.get(Script.KANA, 0)) / 2 + sum(
        word in lists.initialisms for word in words
    )
    return latin / (latin + asian) if latin else 0.0
