"""Faces made of characters."""

import re

# Western and East Asian faces in ASCII, and those that are written as words. Two letters around a mouth must be equal
# eyes, lest "non" be a face.
_FACES = re.compile(
    r"(?<![\w:;=])(?:[:;=8xX][-'^o]?(?:[()\[\]{}|/\\*@]{1,4}|[DPpOo3cC](?!\w))|[()\[\]D][-'^o]?[:;=](?!\w)|<[/\\]?3+(?!\w)"
    r"|([TQOUtquox^;'=~+@*-])[_.]{1,3}\1(?!\w)|[oO]_[oO](?!\w)|>[_.w]{1,3}<|\^{2,}|._\.|m\(_*\)m)"
)
_FACE_MARKS = re.compile(r"[:;=_^<)）}】」』》］〕༽ʔ꒱₎/]|[oxuOXU]\.[oxuOXU]")
# A pattern: faces that are written as words.
FACE_WORDS = (
    r"\b(?:Q[AWV]Q|q[wv]q|T[AVW]T|[Oo]w[Oo]|OWO|[Uu][wv][Uu]|UWU|[oO][rR][zZ]|[oO][tT][zZ]|[xX]D+)\b"
    "|[(（]눈_눈[)）]"
)
_FACE_WORDS = re.compile(FACE_WORDS)
_BRACKET = re.compile(r"[(（\[{༼ʕ꒰｛〔［【《「『｢₍][^()（）\n]{1,24}[)）\]}༽ʔ꒱｝〕］】》」』｣₎]")
# Arms, tables and thrown things that stick to a face; kana among them are no word.
_ARMS_LEFT = re.compile(r"[ヽヾノﾉづつっゞ\\/╮┌└┐ლᕕᕦ٩ԅ<~∠ᐠ⊂σρφψԺ○o☆★♪*･ﾟ。]{1,6}$")
_ARMS_RIGHT = re.compile(r"[ヽヾノﾉづつっゞ゛ﾞ\\/╯╰┘┐┛シ۶ᕗᕤง︵︶彡ミ⊃☆★♪♡♥✧✿*･ﾟ。;；~┻┳┬┴━─]{1,12}|[zZ]{2,6}(?![A-Za-z])")
_BARE = frozenset(" .,!?0123456789，。！？()（）[]")
# What faces are built of: neither letter nor digit, nor what people put around and between words. The vowel signs of
# Hebrew to Burmese belong to letters.
_SIGN = re.compile(
    r"[^\w\s.,!?;:'\"/&%+\-*=<>|#@$~，。！？、；：…“”‘’《》「」『』【】()（）\[\]～—–―⋯·•・＝￥¥€£°×÷\u0591-\u109f\u1780-\u17ff]"
)
# Runs that read as words: three Latin letters, or two with a vowel; other alphabets; Chinese but for what builds faces.
_WORDS = re.compile(
    r"[A-Za-z\u00c0-\u024f]{3,}|\b(?![oxvzunOXVZUN]{2}|TT)[A-Za-z]{2}\b|[A-Za-z][aeiouy]|[AEIOUaeiou][a-z]|[\u0370-\u03ff\u1f00-\u1fff]{3,}|[\u0400-\u04ff]{3,}|[\u0531-\u0587]{2,}|[\u05d0-\u05ea]{2,}"
    r"|[\u0620-\u064a]{2,}|[\u0900-\u0dff]{3,}|[\u0e00-\u0fff]{3,}|[\u1780-\u17d3]{3,}"
    r"|[\u1000-\u13ff]{3,}|[\uac00-\ud7a3]+|[\u3041-\u3096\u30a1-\u30fa\u30fc]{3,}|[\u3400-\u9fff]+"
)
_BRICKS = frozenset("口皿益田囗罒乂凸人一工土山出彡艸灬罓匚匸冖冂凵亠几卩丿丶乀乁")


def strip_faces(text: str) -> str:
    """Return `text` without kaomoji and emoticons; an empty text if beside them no word is left."""
    left = _FACE_WORDS.sub(" ", text)
    if _FACE_MARKS.search(left):
        left = _FACES.sub(" ", _strip_bracketed(left))
    return left if left == text or _word_letters(left) else ""


def is_scatter(text: str) -> bool:
    """Tell whether signs outweigh whatever could be words, as in a kaomoji without brackets. Emoji must be out."""
    if text.isascii() and "_" not in text and "(" not in text:
        return False
    signs = len(_SIGN.findall(text))
    return signs > 0 and _word_letters(text) * 2 < signs


def _strip_bracketed(text: str) -> str:
    """Take out each face in brackets, with the arms at its sides."""
    parts: list[str] = []
    last = 0
    for found in _BRACKET.finditer(text):
        if not _is_face(found[0]) or found.start() < last:
            continue
        parts.append(_ARMS_LEFT.sub(" ", text[last : found.start()]))
        arms = _ARMS_RIGHT.match(text, found.end())
        last = arms.end() if arms else found.end()
    parts.append(text[last:])
    return " ".join(parts) if len(parts) > 1 else text


def _word_letters(text: str) -> int:
    return sum(len(run) for run in _WORDS.findall(text) if not _BRICKS.issuperset(run))


def _is_face(text: str) -> bool:
    return not _word_letters(text) and not _BARE.issuperset(text)
