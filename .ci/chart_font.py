"""Make the fonts of bot/charts anew: those characters of Noto Sans CJK that a chart can show.

    .venv/bin/python .ci/chart_font.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

Needs fonttools and compiled catalogues. Debian has the font in fonts-noto-cjk, with its licence (OFL.txt).
"""

import argparse
import string
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection

from bot.charts.canvas import FONTS
from bot.i18n import LANGUAGES, LOCALES, Catalogues
from bot.onboarding.picture import LABELS
from bot.rules.picture import LABELS as OF_RULES
from bot.stats.picture import LABELS as OF_STATS

FOLDER = Path(__file__).parent.parent / "bot" / "charts" / "font"
ALWAYS = string.digits + string.ascii_letters + string.punctuation + " ·–"


def characters() -> set[str]:
    """All that a chart can show, in any locale."""
    catalogues = Catalogues.load()
    texts = [catalogues.text(locale, label) for locale in LOCALES for label in (*LABELS, *OF_RULES, *OF_STATS)]
    return set("".join([ALWAYS, *LANGUAGES.values(), *texts]))


def main() -> None:
    """Write each font beside the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collection", type=Path)
    collection = TTCollection(parser.parse_args().collection)
    for name in sorted(set(FONTS.values())):
        family = name.partition("-")[0]
        font = next(each for each in collection.fonts if each["name"].getDebugName(6) == f"{family}-Regular")
        options = Options(layout_features=["kern"], hinting=False, desubroutinize=True, notdef_outline=True)
        subsetter = Subsetter(options)
        subsetter.populate(text="".join(sorted(characters())))
        subsetter.subset(font)
        font["head"].modified = font["head"].created
        font.recalcTimestamp = False
        font.save(FOLDER / name)
        print(name, (FOLDER / name).stat().st_size)


if __name__ == "__main__":
    main()
