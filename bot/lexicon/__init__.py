"""Words of English and Chinese, and what they have to do with each other; after CC-CEDICT."""
