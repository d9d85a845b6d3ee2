"""Looks at a site with the manners of a crawl, and drafts its outlet file."""
