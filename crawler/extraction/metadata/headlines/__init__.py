"""The headline, and the lines printed about it."""
