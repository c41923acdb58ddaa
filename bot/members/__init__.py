"""What members chose for themselves: the language they read, pinyin, to be left out."""
