"""Faces drawn with characters, anywhere in a line: `(｡･ω･｡)`, `ʕ•ᴥ•ʔ`, `ಠ_ಠ`, `QAQ`, `orz`.

Nothing here tells the language of a text; it only finds what an engine would tear apart.
"""

import re
from collections.abc import Iterator
from functools import cache

# What sticks to a face in brackets: arms, tables, what is thrown. Neither `*`, `_` nor `~~`, which are markup.
_LEFT = r"(?:(?<![A-Za-z0-9])[omdpbqtvOQσ]|[⊂し＼ヽヾノﾉづつっゞ＼／\\/╮┌└┐╰ლᕕᕦ٩ԅƪ<∠⊂σρφψΣԺ☆★♪･ﾟ｡∑꒰]){0,6}"
_RIGHT = (
    r"(?:[ ]?[︵︶彡ミ][ ]?|[ヽヾノﾉづつっゞ゛ﾞ＼／\\/╯╰╭╮┘┐┛シ۶ᕗᕤงوლ⊃☆★♪♡♥✧✿･ﾟ｡;；ゝ◞┻┳┬┴━─」>]"
    r"|[~～](?![~～])|[omdpbqtvyzOVσξ](?![A-Za-z0-9])){0,12}"
)
_BODY = r"(?:[^()（）\n]|[(（][^()（）\n]{1,3}[)）]){1,24}"
# One face of letters, not a part of a word or a number; those with Chinese beside them count.
_LETTERS = (
    r"Q[AWVO_^.]Q|Q[wov]Q|q[wvo]q|T[AVWO]T|T[wov]T|T[_^.]T|TT_TT|[Oo][wvu][Oo]|OWO|[Uu][wv][Uu]|UWU|x_x|X_X|n_n|v_v|p_q"
    r"|[oO0][_.][oO0](?<!0\.0)|o7|[Oo]rz|OR[Zz]|OTZ|otz|[Xx]D{1,8}|u_u|z_z|Z_Z"
)
_SYMBOLS = (
    r"\^[_.owuv-]?\^|>[_.wov^-]<|-_{1,3}-|=[_.wvo]=|;[_.w];|@[_.]@|\+_\+|\$_\$|\*_\*|'_'|\._\.|≧[^\s\w]{1,3}≦"
    r"|(?P<eyes>[ಠಥ╥◕●⊙☉⌒￣＾눈ᵔ☆ರ˘•°・･ﾟಡತᴖᵒ◉◔≖])[_ωдДvᴗ‿▽∇﹏□ロo∀ヮ益皿ェ.◡‸⌓△ㅅㅂㅁᗜ︿]{1,3}(?P=eyes)"
    r"|´[ωдД∀▽･・]{1,3}[｀`]|_\(:[з3][ ]?[」｣][ ]?∠\)_"
)
_TABLES = r"[┻┳┬┴][━─][┻┳┬┴]"

_CORE = re.compile(r"[(（ʕ༼꒰₍](.*)[)）ʔ༽꒱₎]", re.DOTALL)
# Eyes, mouths and cheeks that stand in brackets for nothing else, or hardly.
_SIGN = (
    r"ωДдεзЗθΘёσοхο´｀′‵`¬¯ˉ￣＾＿﹏︶︿‿⁀⌒⌣⌢≧≦＞＜∀∇⊙⊃⊂∩∪∵∴°º゜ﾟ・･｡゚益皿눈ツッシﾉノヽヾヘへ☆★♡♥✿❀✧◡◠ﾒ❛→←"
    r"\u0250-\u036f\u0c80-\u0cff\u0f00-\u0fff\u1090-\u10ff\u1200-\u137f\u13a0-\u167f\u1d00-\u1dff\u2070-\u209f\u2500-\u25ff"
    r"\u2609\u2686-\u2688\u3131-\u318e\ua490-\ua7ff"
)
_SIGNS = re.compile(rf"[{_SIGN}]")
_MARKS = re.compile(r"[-^_=<>;*@~#':\"+－＝；＠＊]")
_ONLY = re.compile(
    rf"[{_SIGN}\s^_=<>;*@~#':.,!?/\\|+&\"$()（）ー－＝；＠。、‧•·～＊＃？！＼／oOTQxXuUvVwnNA3cCDдﾒロミニェエメマくづつっо-]+"
)
_EYES = r"[-^;=@*~'+$#xXTQoOuUvn0>]"
_ASCII = re.compile(
    rf"[*;\"'#/\\=~: ]{{0,3}}(?:(?P<eye>{_EYES})[ ]?[_.oOwvV＿。-]{{1,3}}[ ]?(?P=eye)|>[_.owv]{{0,3}}<|\^ ?\^"
    r"|o[_.]O|O[_.]o|_ ?_|;;|\._\.)"
    r"[*;\"'#/\\=~: bo]{0,3}"
)
# What reads as words or figures, and what Discord would act on: then the brackets are only brackets.
_WORDS = re.compile(
    r"[A-Za-z\u00c0-\u024f]{3,}|[0-9]{2,}|[\u0400-\u04ff]{3,}|[\u0620-\u064a]{2,}|[\uac00-\ud7a3]{2,}"
    r"|[\u3041-\u3096\u30a1-\u30fa\u30fc]{3,}|(?![口皿益田囗罒乂凸人一工土艸灬])[\u3400-\u9fff]|<[@#:/A-Za-z]|://|⟦"
)


def faces(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each face in `text` starts and ends, in order. Time is linear in the text."""
    for found in _drawn().finditer(text):
        if found["face"] is None or _is_face(found["face"]):
            yield found.span()


def _is_face(drawn: str) -> bool:
    core = _CORE.search(drawn)
    if core is None or _WORDS.search(core[1]):
        return False
    inside = core[1]
    if core[0][0] not in "(（" or inside == "ツ" or _ASCII.fullmatch(inside):
        return True
    signs = len(_SIGNS.findall(inside))
    return signs > 1 or (signs == 1 and _MARKS.search(inside) is not None and _ONLY.fullmatch(inside) is not None)


@cache
def _drawn() -> re.Pattern[str]:
    """Compiled when the first text comes: this one pattern takes a hundredth of a second."""
    return re.compile(
        rf"(?P<face>{_LEFT}(?:[(（]{_BODY}[)）]|ʕ[^ʔ\n]{{1,12}}ʔ|[₍༼꒰][^₍₎༼༽꒰꒱\n]{{1,24}}[₎༽꒱]){_RIGHT})"
        rf"|(?<![A-Za-z0-9_])(?:{_LETTERS})(?![A-Za-z0-9_])"
        rf"|(?<![A-Za-z0-9_:;=^<>*.'@+$/\\-])(?:{_SYMBOLS})(?![A-Za-z0-9_:=^<>'@+$/\\-])|{_TABLES}"
    )
