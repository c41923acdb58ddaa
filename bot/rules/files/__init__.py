"""Rule books as files: JSON that keeps everything, and Markdown as people write it."""
