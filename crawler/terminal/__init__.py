"""What a person sees on a terminal: text, progress, tables."""
