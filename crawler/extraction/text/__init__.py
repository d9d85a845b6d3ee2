"""What a line of text says by itself: dates, names, languages, counts."""
