"""What texts hold and have in common: words, folding, resemblance, differences. Pure."""
