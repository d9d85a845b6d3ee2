"""Columns that are one text: found, verified, clustered and explained."""
