"""What members type as it is and want back as it is: names, hashtags, shortcodes, emoticons, files and paths.

To Discord all this is text. Each pattern is to be used in verbose mode and ignoring case, is bounded, and says with at
most a few characters around it whether it stands: an engine's answer puts it between other words.
"""

_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
# Two underscores that no word follows close an underline.
_W = r"(?!__(?![^\W_]))\w"
_W_NARROW = rf"(?![{_WIDE}]){_W}"

# Chinese needs no space behind a name. Where such a word follows, the name is over: "@小红你看", "@小红今天来吗".
_BEGINS = (
    r"[你您妳我咱快请請]|今天|明天|昨天|今晚|现在|現在|刚才|剛才|早上|晚上"
    r"|什么|什麼|怎么|怎麼|为什么|為什麼|在吗|在嗎|谢谢|謝謝"
)
# A repeated group is kept together with (?>…): Python before 3.11.5 goes wrong where a possessive one fails halfway.
# Never a digit first: "@5pm". A full stop that a capital follows ends a sentence: "@Amy.Then".
_NARROW_NAME = rf"(?=[^\W\d])(?>(?:{_W_NARROW}|(?-i:[.](?=[a-z0-9_]))|-(?=[A-Za-z0-9])){{1,32}})(?!{_W_NARROW})"
_WIDE_NAME = rf"(?=[{_WIDE}]){_W}(?:{_W})?(?>(?:(?!{_BEGINS}){_W}){{0,30}})(?:(?={_BEGINS})|(?!{_W}))"
NAME = rf"(?<![A-Za-z0-9%+<@&/\u00c0-\u024f-])@(?:{_WIDE_NAME}|{_NARROW_NAME})(?!@)"

# `#1` counts something; `#猫猫#` has an end of its own, and so has RedNote's `#city walk[话题]#`.
HASHTAG = (
    r"(?<![A-Za-z0-9&<@/=\u00c0-\u024f])[#](?:[^\s\#\[\]][^\n\#\[\]]{0,48}\[\w{1,10}\][#]|"
    rf"(?=[\d_]{{0,30}}[^\W\d_])(?>(?:{_W}|-(?=[^\W_])){{1,64}})(?!{_W})"
    r"(?:[#](?![A-Za-z0-9_]))?)"
)

# Discord's `:fire:`, and RedNote's `[笑哭R]`.
SHORTCODE = rf"(?<![A-Za-z0-9]):[A-Za-z0-9_+-]{{2,32}}:(?![A-Za-z0-9])|\[[{_WIDE}]{{1,5}}R\](?!\()"

# Letters count only in the case that makes them a face.
_FACES = r"""
    [>]?[:;]'?-?(?:\){1,8}|\({1,8}|D{1,8}|[PpOo03|/\\cCsSxXb>vV\]\[])
  | [:;]'?[\^o]\)
  | =(?:\){1,8}|\({1,8}|[DP])
  | [xX]D{1,8} | D: | <3{1,8} | </3 | \(: | \\o/
  | \^_?\^ | -_{1,3}- | [>][_.]< | \._\.
  | o[_.]o | O[_.]O | T[_.]T | Q[_.]Q | u[_.]u
"""
# These end in no letter or digit, so that Chinese, an emoji or markup may stand right beside them.
_SIGNS = r"""
    [>]?[:;]'?-?(?:\){1,8}|\({1,8})(?![A-Za-z0-9()]) | [:;]'?\^\)
  | =(?:\){1,8}|\({1,8})(?![A-Za-z0-9()]) | <3{1,8} | </3
"""
_BESIDE = rf"[\s{_WIDE}\U0001f000-\U0001faff\ufe0f]"
_KAOMOJI = r"¯\\{1,3}_\(ツ\)\\?_/¯ | [(（]╯°□°[)）]╯︵[ ]?┻━┻ | ┬─┬[ ]?ノ\([ ]?゜-゜ノ\)"
EMOTICON = (
    rf"(?:(?<!\S)(?:(?-i:{_FACES})|{_KAOMOJI})(?!\S)"
    rf"|(?:^|(?<={_BESIDE})|(?<=\*\*|__|~~|\|\|))(?:(?-i:{_SIGNS})|{_KAOMOJI})"
    rf"(?=$|{_BESIDE}|[.,!?~…*_|~](?![A-Za-z0-9(])))"
)
