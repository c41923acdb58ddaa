"""Initials in Chinese that the glossary does not know: an engine passes them on or makes something up."""

import re
from collections.abc import Sequence
from typing import Final

from bot.glossary import Match
from bot.markup import strip

# Initials of pinyin have no vowels to speak of. Two letters are too often a unit or a name.
_INITIALS: Final = re.compile(r"(?<![A-Za-z0-9_.@/'-])[b-df-hj-np-tv-z]{3,6}(?![A-Za-z0-9_.@/'-])")
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
# What is written so in Chinese and means what it does in English.
_EVERYDAY: Final = (
    "bbc bgm bmw brb btw bts cbd cctv cdn ckd cms cnn cpr css csv dlc dlss dns dvd fbi fps ftp gdp gps gtx hbd hdd hdr "
    "hmm html http https hsk hbs jpg kfc kpl kpop ktv ldr lgbt lmk lpl mbti mnt mph mrt mvp nbc nfc nft npc nsfw nvm "
    "pcr pdf phd plz png ppt prc psd psp ptsd pvp rgb rpg rtx sdk smh sms spf sql ssd ssh ssr svg svt tbd tbh tcp thx "
    "tldr tnt tsk tvb ttl txt tts vlc vpn vtb wbc wps wtf xbd xml"
)


def unknown(text: str, matches: Sequence[Match]) -> str | None:
    """The first initials in a Chinese text that nobody explains, as they are written; None if there are none."""
    if not _CHINESE.search(text):
        return None
    known = {match.written.lower() for match in matches}
    found = (each[0] for each in _INITIALS.finditer(strip(text)))
    return next((word for word in found if _puzzles(word) and word not in known), None)


def _puzzles(word: str) -> bool:
    return word not in _EVERYDAY.split() and len(set(word)) > 1
