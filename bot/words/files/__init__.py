"""Files that moderators bring along and take home: CSV, TOML, and TMX for the memory.

row                 one line of a file, whichever kind it is of
sheets, tables, tmx the three kinds
"""
