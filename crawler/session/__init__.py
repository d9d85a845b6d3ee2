"""One crawl while it runs: what each outlet has still to ask, and what came of it.

`prober` says what a probe may ask on an outlet's behalf. It stands here, below `fetch`, which
answers a probe, and `probing`, which plans one: planning needs no Scrapy.
"""
