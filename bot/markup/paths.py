"""File names and paths, in verbose mode and ignoring case. Each pattern is bounded, as those of `typed` are."""

# Endings that hardly any sentence begins with when the space before it was forgotten: not "go", "it", "then".
_ENDINGS = (
    r"py|pyi|ipynb|js|mjs|cjs|ts|jsx|tsx|json|jsonl|md|rst|txt|csv|tsv|xlsx?|docx?|pptx?|pdf|odt|epub|tex|png|jpe?g|gif|webp"
    r"|svg|bmp|ico|heic|psd|mp3|mp4|m4a|wav|flac|ogg|mkv|mov|avi|webm|srt|zip|rar|7z|tar|gz|bz2|xz|tgz|exe|dll|msi|apk|dmg"
    r"|iso|jar|deb|rpm|html?|css|scss|xml|ya?ml|toml|ini|cfg|conf|log|sh|bat|cmd|ps1|cpp|hpp|rs|java|kt|rb|php|lua|sql|db"
    r"|sqlite3?|ttf|otf|obj|blend|torrent|dat|bak|tmp|osu|osz|mcpack|schem"
)
# Two underscores that no word follows close an underline; those that open one stay outside, but for `__init__.py`.
_CHAR = r"(?:(?!__(?![^\W_]))[A-Za-z0-9_+%-])"
_NAME = rf"(?:__[a-z]{{2,20}}__|(?!__|(?<=_)_){_CHAR}{{1,64}})(?:\.{_CHAR}{{1,64}}){{0,5}}"
_END = r"(?![A-Za-z0-9-]|_(?!_))"
# Folders may be written in any script, as a separator ends them.
_FOLDER = r"(?:(?!__(?![^\W_]))[\w.+%-]){1,64}"
_LAST = rf"(?:\.?{_NAME}|(?!__)[\w-]{{1,64}}\.(?:{_ENDINGS})(?![A-Za-z0-9]))"
_ROOTS = r"(?:etc|usr|home|var|tmp|opt|bin|dev|mnt|proc|root|srv|sys|lib|Users|Applications)/"

# "src/main.py" is one with its folders; "and/or", "24/7" end in no file.
_FILE = rf"(?<![A-Za-z0-9.\\/:@~+%-])(?:(?!__)(?:{_CHAR}|\.){{1,64}}[\\/]){{0,12}}{_NAME}\.(?:{_ENDINGS}){_END}"
_WINDOWS = rf"(?<![A-Za-z0-9])[A-Z]:\\(?=\w)(?:(?:Program[ ]Files(?:[ ]\(x86\))?|{_FOLDER})\\){{0,12}}{_LAST}?"
_BEFORE = r"(?<![A-Za-z0-9_.~/\\<:)\]>])"
_HOME = rf"{_BEFORE}(?:~|\.{{1,2}})/(?=[A-Za-z0-9_.])(?:{_FOLDER}/){{0,12}}{_LAST}?"
# Two parts at least: "/shrug" is a command, "/" nothing. Right behind Chinese only known ones: "你/A/他" counts up.
_ROOT = rf"{_BEFORE}(?:(?<!\w)/|/(?={_ROOTS}))(?=[A-Za-z0-9_.])(?:{_FOLDER}/){{1,12}}{_LAST}?"

FILE = rf"(?:{_WINDOWS}|{_HOME}|{_ROOT}|{_FILE})"
