"""What identifies a web address, and which addresses are never those of a column."""
