"""Whom a crawl may ask, how often, and what publishers reserve. Pure."""
