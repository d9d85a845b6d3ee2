"""Verbs that check, keep, take out and watch over what is held."""
