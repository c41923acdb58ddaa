"""Charts as pictures: bars and lines with labels in English and Chinese, without a browser or a font of the system."""
