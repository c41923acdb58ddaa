"""Both directions over one dictionary."""

from bot.engines.engine import Answer, Quality, Request
from bot.engines.gloss.chinese import ChineseReader
from bot.engines.gloss.engine import GlossEngine
from bot.engines.gloss.english import EnglishReader
from bot.engines.gloss.measures import Measures
from bot.engines.gloss.script import Script
from bot.engines.gloss.tables import load_tables
from bot.engines.gloss.to_chinese import EnglishGlosser
from bot.engines.gloss.to_english import ChineseGlosser
from bot.lexicon.dictionary import Dictionary


class Glosser:
    """Glosses texts; a pure function of the text once it is loaded."""

    def __init__(self, dictionary: Dictionary) -> None:
        """Load the word lists, and the segmenter's, which takes about half a second."""
        tables = load_tables()
        self._script = Script(dictionary)
        self._to_english = ChineseGlosser(ChineseReader(dictionary, self._script, tables))
        self._to_chinese = EnglishGlosser(EnglishReader(dictionary, tables), Measures(dictionary))

    def gloss(self, request: Request) -> Answer:
        """Gloss Chinese in English or English in Chinese, or put Chinese in the other script. Never raises."""
        if request.target == "en":
            english, pinyin = self._to_english.gloss(request.text)
            return Answer(english, GlossEngine.name, Quality.GLOSS, pinyin)
        chinese = (
            self._to_chinese.gloss(request.text) if request.source == "en" else self._script.simplify(request.text)
        )
        if request.target == "zh-TW":
            chinese = self._script.to_traditional(chinese)
        return Answer(chinese, GlossEngine.name, Quality.GLOSS)
